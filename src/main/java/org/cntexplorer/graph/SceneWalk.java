package org.cntexplorer.graph;

import java.io.IOException;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/** Goes through the neurons and the shown links of a scene, one after the other, for a file that is written as it comes. */
final class SceneWalk {
    interface OfNeurons {
        void accept(Neuron neuron) throws IOException;
    }

    interface OfLinks {
        /** @param number of the link in the whole scene */
        void accept(long number, Connection connection, Neuron source, Neuron target, float weight) throws IOException;
    }

    private final GraphScene scene;
    private final Progress progress;
    private final double total;
    private double done;

    SceneWalk(GraphScene scene, Progress progress) {
        this.scene = scene;
        this.progress = progress;
        total = Math.max(1, scene.network().neurons() + scene.links().shown());
    }

    void neurons(OfNeurons visitor) throws IOException {
        for (LayerBlock block : scene.layout().blocks()) {
            for (int i = 0; i < block.neurons(); i++) {
                step("Write the neurons");
                visitor.accept(new Neuron(block.layer(), i));
            }
        }
    }

    void links(OfLinks visitor) throws IOException {
        long number = 0;
        for (Links links : scene.links().connections()) {
            Connection connection = scene.network().connection(links.connection());
            for (int i = 0; i < links.count(); i++) {
                step("Write the links");
                visitor.accept(number++, connection, new Neuron(connection.from(), links.source()[i]),
                        new Neuron(connection.to(), links.target()[i]), links.weight()[i]);
            }
        }
    }

    private void step(String what) {
        if (((long) done++ & 1023) == 0) {
            progress.check();
            progress.report(done / total, what);
        }
    }

    /** As the lexical form of xs:double asks: NaN, INF, -INF. */
    static String number(double value) {
        return Double.isInfinite(value) ? value > 0 ? "INF" : "-INF" : Double.toString(value);
    }

    static String number(float value) {
        return Float.isInfinite(value) ? value > 0 ? "INF" : "-INF" : Float.toString(value);
    }
}
