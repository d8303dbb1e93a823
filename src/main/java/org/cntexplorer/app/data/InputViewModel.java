package org.cntexplorer.app.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.FeedWish;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.ModelInput;

/** Which input of the open network gets the samples, and which numbers the others get. Knows no control. */
final class InputViewModel {
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<Optional<Computation>> shown = new ReadOnlyObjectWrapper<>(this, "shown", Optional.empty());

    InputViewModel(Workspace workspace) {
        this.workspace = workspace;
        workspace.networkProperty().subscribe(network -> show());
        workspace.fedProperty().addListener((p, was, is) -> {
            if (is != null) {
                show();
            }
        });
    }

    private void show() {
        shown.set(workspace.computation().filter(how -> how.inputs().size() > 1));
    }

    /** The open network's computation where it takes several values; empty where there is nothing to choose. */
    ReadOnlyObjectProperty<Optional<Computation>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Gives the samples to another input; the one that had them gets the number that is proposed for it. */
    void choose(ModelInput input) {
        shown.get().filter(how -> !how.feed().samples().equals(input.value())).ifPresent(how -> {
            Map<String, Double> told = new HashMap<>(how.feed().constants());
            told.remove(input.value());
            workspace.feed(Feed.of(how.inputs(), input.value(), told));
        });
    }

    /** Gives an input another number; a sentence where it is none that it takes, and the one before stays. */
    void fill(ModelInput input, String text) {
        Computation how = workspace.computation().orElse(null);
        if (how == null || !how.feed().constants().containsKey(input.value())) {
            // its network has been closed, or another was chosen, while its field was left
            return;
        }
        try {
            FeedWish wish = FeedWish.parse(Optional.empty(), List.of(input.name() + "=" + text.strip().replace('−', '-')));
            double number = wish.of(how, workspace.network().name()).constants().get(input.value());
            if (number != how.feed().constants().get(input.value())) {
                Map<String, Double> told = new HashMap<>(how.feed().constants());
                told.put(input.value(), number);
                workspace.feed(Feed.of(how.inputs(), how.feed().samples(), told));
            }
        } catch (ModelFormatException e) {
            workspace.fail(e);
        }
    }
}
