package org.cntexplorer.graph.file;

import java.util.Map;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/**
 * What a graph file holds: every neuron with its strengths and its place, and the links that were chosen.
 *
 * @param links which links are written
 * @param words of the neurons that a person has said something of
 */
public record GraphContents(Network network, NodeStrength strength, GraphLayout layout, WrittenLinks links, Map<Neuron, NeuronWords> words) {
    public GraphContents {
        words = Map.copyOf(words);
    }

    /** Of whose neurons nothing has been said. */
    public GraphContents(Network network, NodeStrength strength, GraphLayout layout, WrittenLinks links) {
        this(network, strength, layout, links, Map.of());
    }

    /** What is shown. */
    public static GraphContents of(GraphScene scene) {
        return new GraphContents(scene.network(), scene.strength(), scene.layout(), WrittenLinks.shown(scene.links()));
    }

    /** The same neurons with other links. */
    public GraphContents with(WrittenLinks others) {
        return new GraphContents(network, strength, layout, others, words);
    }

    /** The same with what has been said of its neurons. */
    public GraphContents saying(Map<Neuron, NeuronWords> said) {
        return new GraphContents(network, strength, layout, links, said);
    }

    String layerName(Neuron neuron) {
        return network.layer(neuron.layer()).name();
    }

    double total(Neuron neuron) {
        return strength.layer(neuron.layer()).total()[neuron.index()];
    }

    double in(Neuron neuron) {
        return strength.layer(neuron.layer()).in()[neuron.index()];
    }

    double out(Neuron neuron) {
        return strength.layer(neuron.layer()).out()[neuron.index()];
    }

    boolean hasNames() {
        return words.values().stream().anyMatch(said -> !said.name().isEmpty());
    }

    boolean hasNotes() {
        return words.values().stream().anyMatch(said -> !said.note().isEmpty());
    }

    /** "" where it has none. */
    String name(Neuron neuron) {
        return words.getOrDefault(neuron, NeuronWords.NONE).name();
    }

    /** "" where there is none. */
    String note(Neuron neuron) {
        return words.getOrDefault(neuron, NeuronWords.NONE).note();
    }

    /** Whether it is seen somewhere; a force-directed layout leaves most neurons out. */
    boolean hasPlace(Neuron neuron) {
        return layout.block(neuron.layer()).has(neuron.index());
    }

    float x(Neuron neuron) {
        return layout.x(neuron);
    }

    /** Upwards, as in a plot. */
    float y(Neuron neuron) {
        // 0 and not −0, which some readers show
        return 0 - layout.y(neuron);
    }
}
