package org.cntexplorer.graph.file;

import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/**
 * What a graph file holds: every neuron with its strengths and its place, and the links that were chosen.
 *
 * @param links which links are written
 */
public record GraphContents(Network network, NodeStrength strength, GraphLayout layout, WrittenLinks links) {
    /** What is shown. */
    public static GraphContents of(GraphScene scene) {
        return new GraphContents(scene.network(), scene.strength(), scene.layout(), WrittenLinks.shown(scene.links()));
    }

    /** The same neurons with other links. */
    public GraphContents with(WrittenLinks others) {
        return new GraphContents(network, strength, layout, others);
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

    float x(Neuron neuron) {
        return layout.x(neuron);
    }

    /** Upwards, as in a plot. */
    float y(Neuron neuron) {
        // 0 and not −0, which some readers show
        return 0 - layout.y(neuron);
    }
}
