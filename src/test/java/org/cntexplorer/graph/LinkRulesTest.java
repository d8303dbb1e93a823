package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.cntexplorer.EveryKind;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** Every rule on a network with a connection of every kind, against lists of all links that the test sorts and sums itself. */
class LinkRulesTest {
    private record Link(int source, int target, float weight) {
        double magnitude() {
            return Math.abs(weight);
        }
    }

    private static final Comparator<Link> STRONGEST_FIRST = Comparator.comparingDouble((Link l) -> -l.magnitude())
            .thenComparingInt(Link::source).thenComparingInt(Link::target);
    private static final List<Neuron> SELECTED = List.of(new Neuron(1, 7), new Neuron(2, 3), new Neuron(3, 0), new Neuron(3, 5), new Neuron(4, 2));

    private final Network network = EveryKind.network();
    private final LinkChooser chooser = new LinkChooser(network);

    private static List<Link> list(Links links) {
        return IntStream.range(0, links.count()).mapToObj(i -> new Link(links.source()[i], links.target()[i], links.weight()[i])).toList();
    }

    private static List<Link> all(Connection connection) {
        List<Link> all = new ArrayList<>();
        for (int target = 0; target < connection.targets(); target++) {
            all.addAll(list(connection.into(target)));
        }
        return all.stream().sorted(STRONGEST_FIRST).toList();
    }

    private VisibleLinks chosen(LinkChoice choice) {
        return chooser.choose(choice, SELECTED, Optional.empty(), Progress.NONE);
    }

    private static Predicate<Link> ofSelection(Connection connection) {
        return l -> SELECTED.contains(new Neuron(connection.from(), l.source())) || SELECTED.contains(new Neuron(connection.to(), l.target()));
    }

    private interface Expected {
        List<Link> of(Connection connection, List<Link> candidates);
    }

    /** Tries a rule with every sign, of all links and of the selection's. */
    private void rule(LinkChoice.Rule rule, Expected expected) {
        for (LinkChoice.Sign sign : LinkChoice.Sign.values()) {
            for (boolean selection : new boolean[] {false, true}) {
                VisibleLinks shown = chosen(new LinkChoice(rule, sign, selection, Focus.NONE));
                for (Connection connection : network.connections()) {
                    List<Link> candidates = all(connection).stream().filter(l -> sign.has(l.weight()))
                            .filter(selection ? ofSelection(connection) : l -> true).toList();
                    assertThat(list(shown.connections().get(connection.index()))).as("%s %s %s of %s", rule, sign, selection, connection.name())
                            .isEqualTo(expected.of(connection, candidates));
                }
            }
        }
    }

    @Test
    void theStrongestOfEachConnection() {
        rule(new LinkChoice.StrongestOfConnection(9), (connection, all) -> all.subList(0, Math.min(9, all.size())));
        rule(new LinkChoice.StrongestOfConnection(0), (connection, all) -> List.of());
    }

    /** As in the difference of two models of which a few weights differ. */
    @Test
    void aWeightOfNothingIsNoLink() {
        float[] weights = new float[12];
        weights[5] = -0.25f;
        DenseConnection sparse = new DenseConnection(0, "sparse", 0, 1, Tensor.of(weights, 4, 3), DenseConnection.Orientation.TARGET_ROWS, Optional.empty());
        Network few = new Network("few", "test", List.of(new Layer(0, "a", "input", Shape.of(3), ""), new Layer(1, "b", "dense", Shape.of(4), "")),
                List.of(sparse), List.of(), () -> { });
        for (LinkChoice.Rule rule : List.of(new LinkChoice.StrongestOfConnection(9), new LinkChoice.StrongestOverall(9))) {
            VisibleLinks shown = new LinkChooser(few).choose(LinkChoice.of(rule), List.of(), Optional.empty(), Progress.NONE);
            assertThat(list(shown.connections().getFirst())).extracting(Link::weight).containsExactly(-0.25f);
        }
    }

    @Test
    void thoseAtLeastAsStrongAsAThreshold() {
        rule(new LinkChoice.AtLeast(0.8, 1_000_000), (connection, all) -> all.stream().filter(l -> l.magnitude() >= 0.8).toList());
        rule(new LinkChoice.AtLeast(0.8, 4), (connection, all) -> all.stream().filter(l -> l.magnitude() >= 0.8).limit(4).toList());
        assertThat(chosen(LinkChoice.atLeast(0.8, 4)).cut()).isTrue();
        assertThat(chosen(LinkChoice.atLeast(0.8)).cut()).isFalse();
    }

    @Test
    void theFewestThatHoldAShareOfTheWeight() {
        for (double share : new double[] {0, 0.3, 0.9}) {
            rule(new LinkChoice.Share(share), (connection, all) -> {
                double whole = all.stream().mapToDouble(Link::magnitude).sum();
                List<Link> held = new ArrayList<>();
                double sum = 0;
                for (Link link : all) {
                    if (sum >= share * whole) {
                        break;
                    }
                    held.add(link);
                    sum += link.magnitude();
                }
                return held;
            });
        }
    }

    @Test
    void theBackboneIsWhatIsSignificantForOneOfTheTwoNeurons() {
        for (double alpha : new double[] {0.05, 0.3, 0}) {
            rule(new LinkChoice.Backbone(alpha), (connection, candidates) -> {
                List<Link> all = all(connection).stream().filter(l -> l.weight() != 0).toList();
                return candidates.stream().filter(link -> significant(link, all.stream().filter(l -> l.source() == link.source()).toList(), alpha)
                        || significant(link, all.stream().filter(l -> l.target() == link.target()).toList(), alpha)).toList();
            });
        }
        assertThat(chosen(LinkChoice.of(new LinkChoice.Backbone(0.3))).shown()).isPositive();
    }

    private static boolean significant(Link link, List<Link> ofNeuron, double alpha) {
        double strength = ofNeuron.stream().mapToDouble(Link::magnitude).sum();
        return ofNeuron.size() > 1 && Math.pow(1 - link.magnitude() / strength, ofNeuron.size() - 1) < alpha;
    }

    @Test
    void theStrongestOfEachNeuronAndOfEachSelectedNeuron() {
        rule(new LinkChoice.StrongestOfNeuron(2), (connection, candidates) -> candidates.stream().filter(link -> {
            boolean selection = candidates.stream().allMatch(ofSelection(connection));
            long ofSource = candidates.stream().filter(l -> l.source() == link.source() && STRONGEST_FIRST.compare(l, link) < 0).count();
            long ofTarget = candidates.stream().filter(l -> l.target() == link.target() && STRONGEST_FIRST.compare(l, link) < 0).count();
            boolean source = !selection || SELECTED.contains(new Neuron(connection.from(), link.source()));
            boolean target = !selection || SELECTED.contains(new Neuron(connection.to(), link.target()));
            return source && ofSource < 2 || target && ofTarget < 2;
        }).toList());
    }

    @Test
    void theStrongestOfAllConnectionsThatAreCounted() {
        List<Double> magnitudes = network.connections().stream().filter(Connection::counted).flatMap(c -> all(c).stream()).map(Link::magnitude)
                .sorted(Comparator.reverseOrder()).toList();
        for (int count : new int[] {0, 1, 50, magnitudes.size() + 5}) {
            VisibleLinks shown = chosen(LinkChoice.of(new LinkChoice.StrongestOverall(count)));
            assertThat(shown.connections().stream().flatMap(links -> list(links).stream()).map(Link::magnitude).sorted(Comparator.reverseOrder()))
                    .isEqualTo(magnitudes.subList(0, Math.min(count, magnitudes.size())));
            assertThat(shown.connections().get(EveryKind.SKIP).count()).isZero();
            shown.connections().forEach(links -> assertThat(list(links)).isEqualTo(all(network.connection(links.connection())).subList(0, links.count())));
        }
    }

    @Test
    void theMassIsTheShareOfWhatIsShown() {
        VisibleLinks shown = chosen(LinkChoice.strongest(9));
        double part = 0;
        double whole = 0;
        for (Connection connection : network.connections()) {
            double own = list(shown.connections().get(connection.index())).stream().mapToDouble(Link::magnitude).sum();
            double all = all(connection).stream().mapToDouble(Link::magnitude).sum();
            part += connection.counted() ? own : 0;
            whole += connection.counted() ? all : 0;
            if (all > 0) {
                assertThat(shown.mass().ofConnections().get(connection.index())).isEqualTo(own / all, within(1e-9));
            } else {
                assertThat(shown.mass().ofConnections().get(connection.index())).isNaN();
            }
        }
        assertThat(shown.mass().ofNetwork()).isEqualTo(part / whole, within(1e-9));
        assertThat(chosen(LinkChoice.atLeast(0)).mass().ofNetwork()).isEqualTo(1, within(1e-9));
        assertThat(chosen(LinkChoice.strongest(0)).mass().ofNetwork()).isZero();
    }

    @Test
    void aChoiceThatMeansNothingIsRefused() {
        assertThatThrownBy(() -> new LinkChoice.Share(1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinkChoice.Backbone(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinkChoice.AtLeast(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LinkChoice.strongest(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
