package org.cntexplorer.app.search;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.graph.NeuronQuery;
import org.cntexplorer.model.Layer;

/** Says what was found. */
final class SearchWords {
    private SearchWords() {}

    /** "12 neurons with |strength| ≥ 2 in dense 1", and what Enter does with them. */
    static String found(NeuronQuery query, NeuronQuery.Hits hits, List<Layer> layers) {
        String neurons = hits.found() == 1 ? "1 neuron" : NumberText.count(hits.found()) + " neurons";
        return switch (query) {
            case NeuronQuery.One one -> "Neuron " + one.neuron().index() + " of " + layers.get(one.neuron().layer()).name();
            case NeuronQuery.Listed listed -> neurons + " whose name or note says so" + most(hits);
            case NeuronQuery.OfLayer(int layer) -> "Layer " + layer + ", " + layers.get(layer).name() + ", " + neurons + ": Enter shows it";
            case NeuronQuery.Extreme extreme -> neurons + " of " + (extreme.top() ? "largest " : "least ") + name(extreme.quantity())
                    + where(extreme.layer(), layers) + most(hits);
            case NeuronQuery.Compared compared -> (hits.found() == 0 ? "No neuron" : neurons) + " with " + name(compared.quantity()) + " "
                    + compared.relation().sign() + " " + number(compared.value()) + where(compared.layer(), layers) + most(hits);
        };
    }

    private static String most(NeuronQuery.Hits hits) {
        return hits.found() > hits.neurons().size() ? "; the first " + NumberText.count(hits.neurons().size()) + " will be selected" : "";
    }

    private static String where(OptionalInt layer, List<Layer> layers) {
        return layer.isEmpty() ? "" : " in " + layers.get(layer.getAsInt()).name();
    }

    private static String name(NeuronQuery.Quantity quantity) {
        String name = quantity.of().label().toLowerCase(Locale.ROOT);
        return quantity.absolute() ? "|" + name + "|" : name;
    }

    private static String number(double value) {
        return (value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : NumberText.exact(value))
                .replace('-', '−');
    }
}
