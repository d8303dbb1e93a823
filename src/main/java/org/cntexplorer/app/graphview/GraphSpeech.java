package org.cntexplorer.app.graphview;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/** What a screen reader says of the graph: what it is, how much of it is shown, and what is selected. */
final class GraphSpeech {
    /** More selected neurons than these are counted, not named. */
    private static final int NAMED = 3;

    private GraphSpeech() {}

    static StringBinding of(GraphViewModel model) {
        return Bindings.createStringBinding(() -> say(model), model.workspace().networkProperty(), model.drawingProperty(),
                model.workspace().selection().neuronsProperty(), model.countTextProperty());
    }

    private static String say(GraphViewModel model) {
        Network network = model.workspace().network();
        if (network == null) {
            return "Graph, no model open";
        }
        Optional<GraphScene> scene = model.scene().filter(drawn -> drawn.network() == network);
        String graph = String.format(Locale.ROOT, "Graph of %s, %,d layers, %,d neurons, %s. ", network.name(), network.layers().size(), network.neurons(),
                model.countTextProperty().get());
        return graph + scene.map(drawn -> selected(drawn, model.workspace().selection().neurons())).orElse("It is being drawn");
    }

    /** The one that was selected last comes first. */
    private static String selected(GraphScene scene, List<Neuron> selected) {
        if (selected.isEmpty()) {
            return "No neuron selected";
        }
        String named = selected.reversed().stream().limit(NAMED).map(neuron -> GraphWords.neuron(scene, neuron).replace(" · ", ", ")).collect(Collectors.joining("; "));
        return "Selected: " + named + (selected.size() > NAMED ? String.format(Locale.ROOT, "; and %,d more", selected.size() - NAMED) : "");
    }
}
