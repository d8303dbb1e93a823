package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.EveryKind;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

class LayerOrdersTest {
    private static Network dense(long seed, double density, int... sizes) {
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        for (int l = 0; l < sizes.length; l++) {
            layers.add(new Layer(l, "layer " + l, "dense", Shape.of(sizes[l]), ""));
            if (l > 0) {
                float[] w = new float[sizes[l - 1] * sizes[l]];
                for (int i = 0; i < w.length; i++) {
                    w[i] = random.nextDouble() < density ? (float) random.nextGaussian() : 0;
                }
                connections.add(new DenseConnection(l - 1, "layer " + l, l - 1, l, Tensor.of(w, sizes[l - 1], sizes[l]), Orientation.SOURCE_ROWS,
                        Optional.empty()));
            }
        }
        return new Network("dense", "test", layers, connections, List.of(), () -> { });
    }

    private static GraphLayout layout(Network network, LayoutChoice.Order order) {
        return new GraphLayouts(network).of(new LayoutChoice(LayoutChoice.Kind.LAYERED, order), true, List.of(),
                Optional.of(NodeStrength.of(network, Convention.DEFAULT, Progress.NONE)), VisibleLinks.NONE, Progress.NONE);
    }

    /** Without those of no weight, of which nothing is seen. */
    private static Links strongest(Connection c) {
        Links links = c.strongest(CrossingReduction.LINKS, Progress.NONE);
        int[] shown = IntStream.range(0, links.count()).filter(i -> links.weight()[i] != 0).toArray();
        float[] weight = new float[shown.length];
        IntStream.range(0, shown.length).forEach(i -> weight[i] = links.weight()[shown[i]]);
        return new Links(c.index(), IntStream.of(shown).map(i -> links.source()[i]).toArray(), IntStream.of(shown).map(i -> links.target()[i]).toArray(), weight);
    }

    /** Every pair of links looked at: of two links one begins higher and ends lower. */
    private static long crossings(Network network, GraphLayout layout) {
        long count = 0;
        for (Connection c : network.connections()) {
            if (!c.counted() || c.from() == c.to()) {
                continue;
            }
            Links links = strongest(c);
            LayerBlock source = layout.block(c.from());
            LayerBlock target = layout.block(c.to());
            for (int i = 0; i < links.count(); i++) {
                for (int k = 0; k < i; k++) {
                    double above = (double) source.anchorY(links.source()[i]) - source.anchorY(links.source()[k]);
                    double below = (double) target.anchorY(links.target()[i]) - target.anchorY(links.target()[k]);
                    count += above * below < 0 ? 1 : 0;
                }
            }
        }
        return count;
    }

    /** Straight lines that meet between their ends. */
    private static long meetings(Network network, GraphLayout layout) {
        long count = 0;
        for (Connection c : network.connections()) {
            Links links = strongest(c);
            for (int i = 0; i < links.count(); i++) {
                for (int k = 0; k < i; k++) {
                    boolean shared = links.source()[i] == links.source()[k] || links.target()[i] == links.target()[k];
                    count += !shared && line(c, layout, links, i).intersectsLine(line(c, layout, links, k)) ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static Line2D line(Connection c, GraphLayout layout, Links links, int i) {
        Neuron source = new Neuron(c.from(), links.source()[i]);
        Neuron target = new Neuron(c.to(), links.target()[i]);
        return new Line2D.Double(layout.x(source), layout.y(source), layout.x(target), layout.y(target));
    }

    @Test
    void crossingsAreCountedAsBruteForceCountsThem() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int n = random.nextInt(60);
            float[] from = new float[n];
            float[] to = new float[n];
            for (int i = 0; i < n; i++) {
                // few heights, so that many are shared; above and below 0
                from[i] = random.nextInt(15) / 4f - 2;
                to[i] = random.nextInt(15) / 4f - 2;
            }
            long expected = 0;
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < i; k++) {
                    expected += (from[i] - from[k]) * (to[i] - to[k]) < 0 ? 1 : 0;
                }
            }
            assertThat(Crossings.of(from, to)).isEqualTo(expected);
        }
    }

    @Test
    void theOrderOfFewestCrossingsIsNeverWorseThanByIndexAndOftenMuchBetter() {
        for (int seed = 0; seed < 6; seed++) {
            Network network = dense(seed, 0.06, 40, 50, 30, 20);
            GraphLayout byIndex = layout(network, LayoutChoice.Order.INDEX);
            GraphLayout fewest = layout(network, LayoutChoice.Order.CROSSINGS);
            assertThat(crossings(network, byIndex)).isEqualTo(meetings(network, byIndex));
            assertThat(crossings(network, fewest)).isEqualTo(meetings(network, fewest)).isLessThan(crossings(network, byIndex) * 2 / 3);
        }
        // layers of several columns, and connections of every kind
        for (Network network : List.of(dense(1, 0.02, 300, 500, 70), dense(2, 1, 10, 10), EveryKind.network())) {
            assertThat(crossings(network, layout(network, LayoutChoice.Order.CROSSINGS)))
                    .isLessThanOrEqualTo(crossings(network, layout(network, LayoutChoice.Order.INDEX)));
        }
    }

    @Test
    void whatNeedsNoCrossingHasNone() {
        int n = 48;
        List<Integer> shuffled = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        java.util.Collections.shuffle(shuffled, new Random(5));
        float[] w = new float[n * n];
        IntStream.range(0, n).forEach(i -> w[i * n + shuffled.get(i)] = 1 + i);
        Network network = new Network("shuffled", "test", List.of(new Layer(0, "a", "dense", Shape.of(n), ""), new Layer(1, "b", "dense", Shape.of(n), "")),
                List.of(new DenseConnection(0, "b", 0, 1, Tensor.of(w, n, n), Orientation.SOURCE_ROWS, Optional.empty())), List.of(), () -> { });
        GraphLayout fewest = layout(network, LayoutChoice.Order.CROSSINGS);
        long crossed = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                crossed += (fewest.block(0).y(i) - fewest.block(0).y(k)) * (fewest.block(1).y(shuffled.get(i)) - fewest.block(1).y(shuffled.get(k))) < 0 ? 1 : 0;
            }
        }
        assertThat(crossed).isZero();
    }

    @Test
    void theStrongestNeuronsComeFirstAsOneReads() {
        Network network = dense(7, 1, 30, 200, 9);
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        GraphLayout layout = layout(network, LayoutChoice.Order.STRENGTH);
        for (LayerBlock block : layout.blocks()) {
            double[] total = strength.layer(block.layer()).total();
            for (int i = 0; i < block.neurons(); i++) {
                for (int k = 0; k < block.neurons(); k++) {
                    boolean before = block.y(i) < block.y(k) || block.y(i) == block.y(k) && block.x(i) < block.x(k);
                    assertThat(total[i] >= total[k]).isEqualTo(before || i == k);
                }
            }
        }
    }

    /** Everything that asks for places goes by the order. */
    @Test
    void neuronsAreFoundWhereTheyStand() {
        Network network = dense(8, 0.1, 50, 333, 20);
        for (LayoutChoice.Order order : LayoutChoice.Order.values()) {
            GraphLayout layout = layout(network, order);
            for (LayerBlock block : layout.blocks()) {
                boolean[] walked = new boolean[block.neurons()];
                for (int i = 0; i < block.neurons(); i++) {
                    Neuron neuron = new Neuron(block.layer(), i);
                    assertThat(layout.neuronAt(layout.x(neuron), layout.y(neuron), 0)).contains(neuron);
                    int next = block.step(i, true);
                    if (next >= 0) {
                        assertThat(block.step(next, false)).isEqualTo(i);
                        walked[next] = true;
                    }
                }
                // the way down leads to every neuron but the first
                assertThat(IntStream.range(0, walked.length).filter(i -> !walked[i]).count()).isEqualTo(1);
                assertThat(layout.neuronsIn(block.left(), block.top(), block.right(), block.bottom())).hasSize(block.neurons());
            }
        }
    }

    @Test
    void pixelsOfImagesStayWhereTheyAre() {
        Network network = EveryKind.network();
        GraphLayout byIndex = layout(network, LayoutChoice.Order.INDEX);
        for (LayoutChoice.Order order : LayoutChoice.Order.values()) {
            for (int i = 0; i < 48; i++) {
                assertThat(layout(network, order).block(1).anchorY(i)).isEqualTo(byIndex.block(1).anchorY(i));
            }
        }
    }

    @Test
    void canBeCancelled() {
        Network network = dense(1, 0.5, 20, 20);
        assertThatThrownBy(() -> LayerOrders.fewestCrossings(network, GraphLayout.layered(network, true), Cancelled.after(2)))
                .isInstanceOf(CancellationException.class);
    }
}
