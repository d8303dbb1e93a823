package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.EveryKind;
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

/** Strongest paths against all paths, one by one, and cones against links followed one by one. */
class PathsAndConesTest {
    private record Edge(int connection, Neuron from, Neuron to, float weight) {}

    private final Network network = EveryKind.network();
    private final List<Edge> edges = edges(network);

    private static List<Edge> edges(Network network) {
        List<Edge> edges = new ArrayList<>();
        for (Connection c : network.connections()) {
            for (int target = 0; target < c.targets(); target++) {
                Links links = c.into(target);
                for (int i = 0; i < links.count(); i++) {
                    edges.add(new Edge(c.index(), new Neuron(c.from(), links.source()[i]), new Neuron(c.to(), target), links.weight()[i]));
                }
            }
        }
        return edges;
    }

    /** The logarithm of the greatest product, by trying every way; −∞ where there is none. */
    private static double best(List<Edge> edges, Neuron from, Neuron to) {
        return from.equals(to) ? 0 : edges.stream().filter(e -> e.to().equals(to) && e.from().layer() < to.layer() && e.from().layer() >= from.layer())
                .mapToDouble(e -> best(edges, from, e.from()) + Math.log10(Math.abs(e.weight()))).max().orElse(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aPathIsTheBestOfAllWays() {
        Neuron[][] pairs = {{new Neuron(0, 5), new Neuron(2, 1)}, {new Neuron(0, 31), new Neuron(1, 47)}, {new Neuron(1, 3), new Neuron(3, 4)},
                {new Neuron(2, 0), new Neuron(5, 3)}, {new Neuron(2, 4), new Neuron(4, 1)}, {new Neuron(1, 20), new Neuron(5, 5)}};
        for (Neuron[] pair : pairs) {
            NeuronPath path = StrongestPath.between(network, pair[0], pair[1], Progress.NONE).orElseThrow();
            assertThat(path.neurons()).startsWith(pair[0]).endsWith(pair[1]);
            for (NeuronPath.Step step : path.steps()) {
                assertThat(edges).contains(new Edge(step.connection(), step.from(), step.to(), step.weight()));
            }
            assertThat(path.logProduct()).as("from %s to %s", pair[0], pair[1]).isEqualTo(best(edges, pair[0], pair[1]), within(1e-6));
            assertThat(StrongestPath.between(network, pair[1], pair[0], Progress.NONE)).contains(path);
        }
    }

    @Test
    void aPathOfTheWholeNetworkEndsWhereNothingIsKnown() {
        assertThat(StrongestPath.between(network, new Neuron(0, 0), new Neuron(7, 0), Progress.NONE)).as("through attention").isEmpty();
        assertThat(StrongestPath.between(network, new Neuron(6, 1), new Neuron(7, 2), Progress.NONE)).isPresent();
        assertThat(StrongestPath.between(network, new Neuron(0, 0), new Neuron(1, 47), Progress.NONE)).as("farther than the kernel").isEmpty();
    }

    @Test
    void withinALayerARecurrentLinkIsThePath() {
        NeuronPath path = StrongestPath.between(network, new Neuron(3, 2), new Neuron(3, 5), Progress.NONE).orElseThrow();
        Edge wanted = edges.stream().filter(e -> e.connection() == EveryKind.RECURRENT && e.from().index() == 2 && e.to().index() == 5)
                .max(Comparator.comparingDouble(e -> Math.abs(e.weight()))).orElseThrow();
        assertThat(path.steps()).containsExactly(new NeuronPath.Step(wanted.connection(), wanted.from(), wanted.to(), wanted.weight()));
        assertThat(StrongestPath.between(network, new Neuron(2, 2), new Neuron(2, 3), Progress.NONE)).isEmpty();
    }

    @Test
    void productsOfHundredsOfLayersDoNotVanish() {
        Random random = new Random(3);
        List<Layer> layers = new ArrayList<>(List.of(new Layer(0, "input", "input", Shape.of(3), "")));
        List<Connection> connections = new ArrayList<>();
        double[] best = {0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int l = 1; l <= 400; l++) {
            float[] weights = new float[9];
            double[] next = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int i = 0; i < 9; i++) {
                weights[i] = (float) (1e-3 * random.nextGaussian());
                next[i % 3] = Math.max(next[i % 3], best[i / 3] + Math.log10(Math.abs(weights[i])));
            }
            best = next;
            layers.add(new Layer(l, "d" + l, "dense", Shape.of(3), ""));
            connections.add(new DenseConnection(l - 1, "d" + l, l - 1, l, Tensor.of(weights, 3, 3), Orientation.SOURCE_ROWS, Optional.empty()));
        }
        Network deep = new Network("deep", "test", layers, connections, List.of(), () -> { });
        NeuronPath path = StrongestPath.between(deep, new Neuron(0, 0), new Neuron(400, 1), Progress.NONE).orElseThrow();
        assertThat(path.steps()).hasSize(400);
        assertThat(path.logProduct()).isLessThan(-1000).isEqualTo(best[1], within(1e-6));
    }

    /** All that is reached by following the strongest links of each neuron, and these. */
    private Set<Edge> followed(Neuron first, int strongest, boolean up) {
        Set<Edge> found = new HashSet<>();
        Set<Neuron> done = new HashSet<>();
        List<Neuron> open = new ArrayList<>(List.of(first));
        // one step in time from what is reached over layers
        Set<Neuron> byTime = new HashSet<>();
        while (!open.isEmpty()) {
            Neuron at = open.removeFirst();
            if (!done.add(at)) {
                continue;
            }
            for (Connection c : up ? network.into(at.layer()) : network.outOf(at.layer())) {
                if (c.from() == c.to() && byTime.contains(at)) {
                    continue;
                }
                List<Edge> own = edges.stream().filter(e -> e.connection() == c.index() && (up ? e.to() : e.from()).equals(at))
                        .sorted(Comparator.comparingDouble((Edge e) -> -Math.abs(e.weight())).thenComparing(up ? Edge::from : Edge::to)).limit(strongest).toList();
                found.addAll(own);
                for (Edge edge : own) {
                    Neuron next = up ? edge.from() : edge.to();
                    if (c.from() == c.to() && !done.contains(next) && !open.contains(next)) {
                        byTime.add(next);
                    }
                    open.add(next);
                }
            }
        }
        return found;
    }

    @Test
    void conesAreTheStrongestLinksFollowedToTheEnd() {
        for (Neuron neuron : List.of(new Neuron(2, 3), new Neuron(3, 1), new Neuron(5, 4), new Neuron(1, 30))) {
            for (boolean up : new boolean[] {true, false}) {
                Cone cone = up ? Cone.upstream(network, neuron, 2, Progress.NONE) : Cone.downstream(network, neuron, 2, Progress.NONE);
                Set<Edge> got = cone.links().stream().flatMap(links -> IntStream.range(0, links.count()).mapToObj(i -> new Edge(links.connection(),
                        new Neuron(network.connection(links.connection()).from(), links.source()[i]),
                        new Neuron(network.connection(links.connection()).to(), links.target()[i]), links.weight()[i]))).collect(Collectors.toSet());
                assertThat(got).as("%s of %s", up ? "up" : "down", neuron).isEqualTo(followed(neuron, 2, up));
                assertThat(cone.cut()).isFalse();
                assertThat(cone.neurons()).contains(neuron).allSatisfy(n -> assertThat(n.equals(neuron)
                        || got.stream().anyMatch(e -> e.from().equals(n) || e.to().equals(n))).isTrue());
            }
        }
    }

    @Test
    void aFocusTakesThePlaceOfTheRule() {
        LinkChoice choice = LinkChoice.strongest(10).on(new Focus.Path(new Neuron(2, 0), new Neuron(5, 3)));
        NeuronPath path = StrongestPath.between(network, new Neuron(2, 0), new Neuron(5, 3), Progress.NONE).orElseThrow();
        VisibleLinks shown = VisibleLinks.of(network, choice, Progress.NONE);
        assertThat(shown.shown()).isEqualTo(path.steps().size());
        assertThat(shown.mass().ofNetwork()).isBetween(0.0, 1.0);
        assertThat(VisibleLinks.of(network, LinkChoice.strongest(10).on(new Focus.Upstream(new Neuron(2, 3), 2)), Progress.NONE).shown())
                .isEqualTo(Cone.upstream(network, new Neuron(2, 3), 2, Progress.NONE).links().stream().mapToLong(Links::count).sum());
        assertThat(VisibleLinks.of(network, LinkChoice.strongest(10).on(new Focus.Path(new Neuron(6, 1), new Neuron(0, 2))), Progress.NONE).shown())
                .as("no way").isZero();
        assertThat(VisibleLinks.of(network, LinkChoice.strongest(10).on(new Focus.Downstream(new Neuron(20, 0), 2)), Progress.NONE).shown())
                .as("of no neuron of this network").isEqualTo(VisibleLinks.of(network, LinkChoice.strongest(10), Progress.NONE).shown());
    }

    @Test
    void aCancelIsHeard() {
        assertThatThrownBy(() -> StrongestPath.between(network, new Neuron(0, 5), new Neuron(2, 1), Cancelled.after(1)))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> Cone.upstream(network, new Neuron(2, 1), 3, Cancelled.after(1))).isInstanceOf(CancellationException.class);
    }
}
