package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.graphstream.ui.layout.springbox.implementations.SpringBox;
import org.miv.pherd.geom.Point3;

/**
 * Neurons where the pull of their links and their push against one another leave them: GraphStream's own {@link SpringBox}, then moved apart
 * until none covers another. The same neurons and links always come to the same places.
 */
final class ForceLayout {
    private static final long SEED = 20_260_923;
    private static final int LEAST_STEPS = 120;
    private static final int MOST_STEPS = 600;
    private static final double STABLE = 0.93;
    /** Pull to the middle, so that parts without a link between them stay together. */
    private static final double GRAVITY = 0.04;
    /** Room that all of it has, before neurons are moved apart. */
    private static final double SIDE = 150;
    private static final double MOST_PITCH = 9;
    private static final String SOURCE = "network";

    private ForceLayout() {}

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    static GraphLayout of(Network network, boolean assumeImages, List<Neuron> centre, VisibleLinks links, Progress progress) {
        Subgraph subgraph = Subgraph.of(network, centre, links, progress.part(0, 0.1));
        double pitch = Math.min(MOST_PITCH, 0.85 * SIDE / Math.sqrt(Math.max(1, subgraph.neurons().size())));
        double[][] at = pulled(subgraph, progress.part(0.1, 0.9));
        fit(at, SIDE);
        Spreading.apart(at, pitch, progress.part(0.9, 1));
        return layout(network, assumeImages, subgraph.neurons(), at, pitch);
    }

    /** x and y of every neuron, in GraphStream's unit. */
    private static double[][] pulled(Subgraph subgraph, Progress progress) {
        SpringBox box = new SpringBox(false, new Random(SEED));
        box.setGravityFactor(GRAVITY);
        long time = 0;
        for (Neuron neuron : subgraph.neurons()) {
            box.nodeAdded(SOURCE, time++, neuron.toString());
        }
        for (int i = 0; i < subgraph.links().size(); i++) {
            Subgraph.Pull pull = subgraph.links().get(i);
            box.edgeAdded(SOURCE, time++, Integer.toString(i), pull.from().toString(), pull.to().toString(), false);
            // a strong link is short
            box.edgeAttributeAdded(SOURCE, time++, Integer.toString(i), "layout.weight", 1.6 - pull.strength());
        }
        for (int step = 0; step < MOST_STEPS && (step < LEAST_STEPS || box.getStabilization() < STABLE); step++) {
            progress.check();
            progress.report(step / (double) MOST_STEPS, "Let links pull at their neurons");
            box.compute();
        }
        double[][] at = new double[subgraph.neurons().size()][];
        for (int i = 0; i < at.length; i++) {
            Point3 point = box.getSpatialIndex().getParticle(subgraph.neurons().get(i).toString()).getPosition();
            at[i] = new double[] {point.x, point.y};
        }
        return at;
    }

    /** Scales and moves everything so that its longer side is so long. */
    private static void fit(double[][] at, double side) {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] point : at) {
            for (int d = 0; d < 2; d++) {
                low[d] = Math.min(low[d], point[d]);
                high[d] = Math.max(high[d], point[d]);
            }
        }
        double scale = side / Math.max(1e-9, Math.max(high[0] - low[0], high[1] - low[1]));
        for (double[] point : at) {
            for (int d = 0; d < 2; d++) {
                point[d] = (point[d] - low[d]) * (at.length < 2 ? 0 : scale);
            }
        }
    }

    private static GraphLayout layout(Network network, boolean assumeImages, List<Neuron> neurons, double[][] at, double pitch) {
        double left = IntStream.range(0, at.length).mapToDouble(i -> at[i][0]).min().orElse(0) - pitch;
        double top = IntStream.range(0, at.length).mapToDouble(i -> at[i][1]).min().orElse(0) - pitch;
        double width = IntStream.range(0, at.length).mapToDouble(i -> at[i][0]).max().orElse(0) + pitch - left;
        double height = IntStream.range(0, at.length).mapToDouble(i -> at[i][1]).max().orElse(0) + pitch - top;
        List<LayerBlock> blocks = new ArrayList<>();
        for (Layer layer : network.layers()) {
            LayerBlock alone = LayerShape.block(layer, assumeImages, false, List.of());
            int[] own = IntStream.range(0, at.length).filter(i -> neurons.get(i).layer() == layer.index()).toArray();
            double ownLeft = IntStream.of(own).mapToDouble(i -> at[i][0] - left).min().orElse(width / 2 + pitch / 2) - pitch / 2;
            double ownTop = IntStream.of(own).mapToDouble(i -> at[i][1] - top).min().orElse(height / 2 + pitch / 2) - pitch / 2;
            double right = IntStream.of(own).mapToDouble(i -> at[i][0] - left).max().orElse(width / 2 - pitch / 2) + pitch / 2;
            double bottom = IntStream.of(own).mapToDouble(i -> at[i][1] - top).max().orElse(height / 2 - pitch / 2) + pitch / 2;
            float[] x = new float[own.length];
            float[] y = new float[own.length];
            for (int i = 0; i < own.length; i++) {
                x[i] = (float) (at[own[i]][0] - left - ownLeft);
                y[i] = (float) (at[own[i]][1] - top - ownTop);
            }
            FreePlaces places = new FreePlaces(IntStream.of(own).map(i -> neurons.get(i).index()).toArray(), x, y, pitch);
            blocks.add(new LayerBlock(layer.index(), ownLeft, ownTop, right - ownLeft, bottom - ownTop, pitch, alone.image(), false, alone.tiles(), places,
                    List.of()));
        }
        return new GraphLayout(blocks, List.of(), width, height, new StraightRoutes());
    }

    /** Straight from neuron to neuron; a link to itself is a small loop, and of a connection without links of its own nothing is drawn. */
    record StraightRoutes() implements LinkRoutes {
        @Override
        public float[] bundle(Connection connection, LayerBlock source, LayerBlock target) {
            return new float[0];
        }

        @Override
        public float[] path(Connection connection, LayerBlock source, float x0, float y0, LayerBlock target, float x1, float y1) {
            if (x0 == x1 && y0 == y1) {
                double loop = 1.1 * source.pitch();
                return new Curves(x0, y0).curve(x0 + loop, y0 - loop, x0 + loop, y0 + loop, x1, y1).corners();
            }
            return new float[] {x0, y0, x1, y1};
        }
    }
}
