package org.cntexplorer.app.workspace;

import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * What one pane says to the others in passing: what the pointer is on, and which layer is spoken of. It changes nothing of how the model
 * is looked at, and so is no part of the {@link ViewState}.
 */
public final class Brush {
    private final ObjectProperty<Optional<Pointed>> pointed = new SimpleObjectProperty<>(this, "pointed", Optional.empty());
    private final ReadOnlyObjectWrapper<OptionalInt> layer = new ReadOnlyObjectWrapper<>(this, "layer", OptionalInt.empty());

    void follow(Workspace workspace) {
        workspace.networkProperty().addListener((p, was, is) -> {
            pointed.set(Optional.empty());
            if (!workspace.isStepping()) {
                layer.set(OptionalInt.empty());
            }
        });
        workspace.selection().neuronsProperty().addListener((p, was, is) -> layer.set(is.isEmpty() ? OptionalInt.empty() : OptionalInt.of(is.getLast().layer())));
        workspace.revealedProperty().addListener((p, was, is) -> {
            if (is instanceof Place.OfLayer(int shown)) {
                layer.set(OptionalInt.of(shown));
            } else if (is instanceof Place.OfConnection) {
                layer.set(OptionalInt.empty());
            }
        });
    }

    /** What the pointer is on. Whoever has the pointer sets it; empty when it leaves. */
    public ObjectProperty<Optional<Pointed>> pointedProperty() {
        return pointed;
    }

    /** The layer that was chosen last, or that of the neuron that was. */
    public ReadOnlyObjectProperty<OptionalInt> layerProperty() {
        return layer.getReadOnlyProperty();
    }
}
