package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.EveryKind;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Radial and force-directed layouts, and those of many layers. */
@Execution(ExecutionMode.CONCURRENT)
class OtherLayoutsTest {
    private static GraphLayout layout(Network network, LayoutChoice choice, VisibleLinks links, List<Channel> open) {
        return new GraphLayouts(network).of(choice, true, open, Optional.of(NodeStrength.of(network, Convention.DEFAULT, Progress.NONE)), links, Progress.NONE);
    }

    private static GraphLayout radial(Network network, LayoutChoice.Order order, Channel... open) {
        return layout(network, new LayoutChoice(LayoutChoice.Kind.RADIAL, order), VisibleLinks.NONE, List.of(open));
    }

    private static void everyNeuronIsFoundWhereItStands(Network network, GraphLayout layout) {
        Set<Neuron> found = new HashSet<>(layout.neuronsIn(0, 0, layout.width(), layout.height()));
        for (LayerBlock block : layout.blocks()) {
            GraphLayout.drawn(block).forEach(i -> {
                Neuron neuron = new Neuron(block.layer(), i);
                assertThat(layout.neuronAt(layout.x(neuron), layout.y(neuron), 0)).contains(neuron);
                assertThat(found).contains(neuron);
            });
        }
    }

    private static void noneCoversAnother(GraphLayout layout) {
        List<double[]> discs = new ArrayList<>();
        for (LayerBlock block : layout.blocks()) {
            GraphLayout.drawn(block).forEach(i -> discs.add(new double[] {block.x(i), block.y(i), 0.47 * block.pitch(i)}));
        }
        for (int a = 0; a < discs.size(); a++) {
            for (int b = 0; b < a; b++) {
                double distance = Math.hypot(discs.get(a)[0] - discs.get(b)[0], discs.get(a)[1] - discs.get(b)[1]);
                assertThat(distance).isGreaterThan(discs.get(a)[2] + discs.get(b)[2]);
            }
        }
    }

    @Test
    void ringsStandAroundOneAnother() {
        for (LayoutChoice.Order order : LayoutChoice.Order.values()) {
            Network network = RandomNetwork.dense(1, 784, 300, 20, 10);
            GraphLayout layout = radial(network, order);
            double before = 0;
            for (LayerBlock block : layout.blocks()) {
                double[] radii = IntStream.range(0, block.neurons())
                        .mapToDouble(i -> Math.hypot(block.x(i) - layout.width() / 2, block.y(i) - layout.height() / 2)).toArray();
                assertThat(IntStream.range(0, radii.length).mapToDouble(i -> radii[i]).min().orElseThrow()).isGreaterThanOrEqualTo(before);
                before = IntStream.range(0, radii.length).mapToDouble(i -> radii[i]).max().orElseThrow();
            }
            assertThat(before).isLessThan(layout.width() / 2);
            everyNeuronIsFoundWhereItStands(network, layout);
            noneCoversAnother(layout);
        }
    }

    @Test
    void ringsOfEveryKindOfLayerAndLink() {
        Network network = EveryKind.network();
        GraphLayout layout = radial(network, LayoutChoice.Order.STRENGTH, new Channel(0, 1), new Channel(1, 2), new Channel(1, 0));
        everyNeuronIsFoundWhereItStands(network, layout);
        noneCoversAnother(layout);
        assertThat(layout.channelAt(layout.block(1).mapLeft(1) + 0.1, layout.block(1).mapTop(1) + 0.1)).contains(new Channel(1, 1));
        double inner = radius(layout, layout.block(0).right(), layout.block(0).centreY());
        for (Connection c : network.connections()) {
            Links links = c.strongest(100, Progress.NONE);
            for (int i = 0; i < links.count(); i++) {
                float[] way = layout.routes().path(c, layout.block(c.from()), links.source()[i], layout.block(c.to()), links.target()[i]);
                assertThat(way[0]).isEqualTo(layout.block(c.from()).x(links.source()[i]));
                assertThat(way[way.length - 1]).isEqualTo(layout.block(c.to()).y(links.target()[i]));
                if (c.from() > 0) {
                    // no way leads through the middle
                    for (int k = 0; k + 3 < way.length; k += 2) {
                        assertThat(radius(layout, (way[k] + way[k + 2]) / 2, (way[k + 1] + way[k + 3]) / 2)).isGreaterThan(inner);
                    }
                }
            }
        }
    }

    private static double radius(GraphLayout layout, double x, double y) {
        return Math.hypot(x - layout.block(0).centreX(), y - layout.block(0).centreY());
    }

    @Test
    void forcePullsLinkedNeuronsTogether() {
        Network network = RandomNetwork.dense(2, 60, 40, 30);
        VisibleLinks links = VisibleLinks.of(network, LinkChoice.strongest(60), Progress.NONE);
        GraphLayout layout = layout(network, new LayoutChoice(LayoutChoice.Kind.FORCE, LayoutChoice.Order.INDEX), links, List.of());
        Set<List<Neuron>> linked = new HashSet<>();
        links.connections().forEach(some -> {
            for (int i = 0; i < some.count(); i++) {
                Connection c = network.connection(some.connection());
                linked.add(List.of(new Neuron(c.from(), some.source()[i]), new Neuron(c.to(), some.target()[i])));
            }
        });
        List<Neuron> placed = layout.blocks().stream().flatMap(b -> GraphLayout.drawn(b).mapToObj(i -> new Neuron(b.layer(), i))).toList();
        // exactly the ends of the links shown
        assertThat(new HashSet<>(placed)).isEqualTo(new HashSet<>(linked.stream().flatMap(List::stream).toList()));
        double near = 0;
        double far = 0;
        long unlinked = 0;
        for (Neuron a : placed) {
            for (Neuron b : placed) {
                double distance = Math.hypot(layout.x(a) - layout.x(b), layout.y(a) - layout.y(b));
                if (linked.contains(List.of(a, b))) {
                    near += distance;
                } else if (a.compareTo(b) < 0 && !linked.contains(List.of(b, a))) {
                    far += distance;
                    unlinked++;
                }
            }
        }
        assertThat(near / linked.size()).isLessThan(0.6 * far / unlinked);
        noneCoversAnother(layout);
        everyNeuronIsFoundWhereItStands(network, layout);

        GraphLayout again = layout(network, new LayoutChoice(LayoutChoice.Kind.FORCE, LayoutChoice.Order.INDEX), links, List.of());
        assertThat(placed).allSatisfy(n -> {
            assertThat(again.x(n)).isEqualTo(layout.x(n));
            assertThat(again.y(n)).isEqualTo(layout.y(n));
        });
    }

    @Test
    void forceAroundTheSelectionHasItsLinksAlone() {
        Network network = EveryKind.network();
        VisibleLinks links = VisibleLinks.of(network, LinkChoice.strongest(500), Progress.NONE);
        Neuron centre = new Neuron(2, 3);
        GraphLayout layout = layout(network, LayoutChoice.DEFAULT.with(LayoutChoice.Kind.FORCE, List.of(centre)), links, List.of());
        Set<Neuron> expected = new HashSet<>(Set.of(centre));
        for (Connection c : network.into(2)) {
            Links into = c.into(3).strongest(40);
            IntStream.range(0, into.count()).filter(i -> into.weight()[i] != 0).forEach(i -> expected.add(new Neuron(c.from(), into.source()[i])));
        }
        for (Connection c : network.outOf(2)) {
            Links outOf = c.outOf(3).strongest(40);
            IntStream.range(0, outOf.count()).filter(i -> outOf.weight()[i] != 0).forEach(i -> expected.add(new Neuron(c.to(), outOf.target()[i])));
        }
        Set<Neuron> placed = new HashSet<>();
        layout.blocks().forEach(b -> GraphLayout.drawn(b).forEach(i -> placed.add(new Neuron(b.layer(), i))));
        // links that are shown beyond the strongest of each connection come with it
        assertThat(placed).containsAll(expected);
        assertThat(layout.block(7).has(0)).isFalse();
        assertThat(layout.neuronAt(layout.width() / 2, layout.height() / 2, 1e6).map(placed::contains)).contains(true);
        noneCoversAnother(layout);
        assertThatThrownBy(() -> ForceLayout.of(network, true, List.of(centre), links, Cancelled.after(20))).isInstanceOf(CancellationException.class);
    }

    @Test
    void forceOfNothingIsEmpty() {
        Network network = RandomNetwork.dense(3, 4, 3);
        GraphLayout layout = layout(network, new LayoutChoice(LayoutChoice.Kind.FORCE, LayoutChoice.Order.INDEX),
                VisibleLinks.of(network, LinkChoice.strongest(0), Progress.NONE), List.of());
        assertThat(layout.neuronsIn(0, 0, layout.width(), layout.height())).isEmpty();
        assertThat(layout.neuronAt(0, 0, 1e6)).isEmpty();
        assertThat(layout.width()).isFinite().isPositive();
    }

    @Test
    void manyLayersStandInRowsThatTurn() {
        int[] sizes = IntStream.range(0, 88).map(l -> 12 + l % 5).toArray();
        Network network = RandomNetwork.dense(5, sizes);
        GraphLayout layout = GraphLayout.layered(network, true);
        assertThat(layout.rows()).hasSizeGreaterThan(2);
        assertThat(layout.width() / layout.height()).isBetween(1.1, 2.8);
        assertThat(layout.rows().stream().flatMap(r -> r.layers().stream()).sorted().toList()).isEqualTo(IntStream.range(0, 88).boxed().toList());
        for (LayerRow row : layout.rows()) {
            for (int i = 0; i + 1 < row.layers().size(); i++) {
                LayerBlock left = layout.block(row.layers().get(i));
                LayerBlock right = layout.block(row.layers().get(i + 1));
                assertThat(left.right()).isLessThan(right.left());
                assertThat(left.centreY()).isCloseTo(right.centreY(), within(1e-3));
            }
        }
        for (int l = 0; l + 1 < 88; l++) {
            // from row to row the way is short, too
            assertThat(Math.abs(layout.block(l).centreX() - layout.block(l + 1).centreX())).isLessThan(80);
        }
        everyNeuronIsFoundWhereItStands(network, layout);
        for (Connection c : network.connections()) {
            float[] way = layout.routes().path(c, layout.block(c.from()), 0, layout.block(c.to()), 1);
            for (int k = 0; k < way.length; k += 2) {
                assertThat(way[k]).isBetween(0f, (float) layout.width());
                assertThat(way[k + 1]).isBetween(0f, (float) layout.height());
            }
        }
    }

    @Test
    void rowsAreAsManyAsFillTheRoom() {
        int before = 1;
        for (int layers = 2; layers <= 120; layers++) {
            GraphLayout layout = GraphLayout.layered(RandomNetwork.dense(6, IntStream.range(0, layers).map(l -> 10).toArray()), true);
            int rows = layout.rows().size();
            // few layers are never torn apart, and many never a ribbon
            assertThat(rows).isGreaterThanOrEqualTo(layers <= 9 ? 1 : before);
            assertThat(rows).isLessThanOrEqualTo(layers <= 9 ? 1 : before + 1);
            assertThat(layout.width() / layout.height()).as("%d layers in %d rows", layers, rows).isBetween(0.8, 6.0);
            before = rows;
        }
        assertThat(before).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whatJumpsOutOfOneLayerSharesALane() {
        Network network = RandomNetwork.everyToEvery(7, 9, 6);
        GraphLayout layout = GraphLayout.layered(network, true);
        Map<Integer, Set<Float>> lanes = new TreeMap<>();
        for (Connection c : network.connections()) {
            if (c.to() - c.from() > 1) {
                float[] way = layout.routes().path(c, layout.block(c.from()), 2, layout.block(c.to()), 3);
                // the longest piece
                double longest = 0;
                float lane = 0;
                for (int k = 0; k + 3 < way.length; k += 2) {
                    if (Math.abs(way[k + 2] - way[k]) > longest) {
                        longest = Math.abs(way[k + 2] - way[k]);
                        lane = way[k + 1];
                    }
                }
                lanes.computeIfAbsent(c.from(), from -> new HashSet<>()).add(lane);
                assertThat(layout.routes().room(c.index())).isBetween(1., 5.);
            } else {
                assertThat(layout.routes().room(c.index())).isInfinite();
            }
        }
        assertThat(lanes.values()).allSatisfy(own -> assertThat(own).hasSize(1));
        // those of different layers that meet have lanes of their own
        assertThat(lanes.values().stream().flatMap(Set::stream).distinct().count()).isEqualTo(lanes.size());
    }
}
