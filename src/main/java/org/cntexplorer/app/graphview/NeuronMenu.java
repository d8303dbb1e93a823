package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuItem;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Focus;
import org.cntexplorer.model.Neuron;

/** What can be done with the neuron under the pointer: its cones, and the strongest path between it and the selected one. */
final class NeuronMenu {
    private final Workspace workspace;
    private final LinkModel links;

    NeuronMenu(Workspace workspace, LinkModel links) {
        this.workspace = workspace;
        this.links = links;
    }

    List<MenuItem> of(Neuron neuron) {
        List<MenuItem> items = new ArrayList<>();
        items.add(LinkMenu.item("Where its signal comes from (U)", "neuron-upstream", () -> select(neuron, links::upstream)));
        items.add(LinkMenu.item("Where its signal goes (Shift+U)", "neuron-downstream", () -> select(neuron, links::downstream)));
        List<Neuron> selected = workspace.selection().neurons();
        if (selected.size() == 2 && selected.contains(neuron)) {
            items.add(LinkMenu.item("Strongest path between the two selected (R)", "neuron-path", links::path));
        } else {
            workspace.selection().primary().filter(other -> !other.equals(neuron)).ifPresent(other ->
                    items.add(LinkMenu.item("Strongest path between it and " + GraphWords.name(workspace.network(), other), "neuron-path",
                            () -> links.look(new Focus.Path(other, neuron)))));
        }
        if (workspace.linkChoiceProperty().get().focus().isOf(workspace.network())) {
            items.add(LinkMenu.item("All links again (Shift+R)", "neuron-unfocus", () -> links.look(Focus.NONE)));
        }
        return items;
    }

    private void select(Neuron neuron, Runnable then) {
        workspace.selection().set(neuron);
        then.run();
    }
}
