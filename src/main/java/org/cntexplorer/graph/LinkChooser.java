package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.LinkFilter;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.LinksOfFew;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;

/**
 * Chooses the links of a network that are shown, with memory of the order of these. Remembers Σ|w| of each connection, which is the same
 * whatever is chosen. May be used on several threads at a time.
 */
public final class LinkChooser {
    private final Network network;
    private final Map<Integer, Double> mass = new ConcurrentHashMap<>();

    public LinkChooser(Network network) {
        this.network = network;
    }

    public Network network() {
        return network;
    }

    /**
     * Chooses.
     *
     * @param selected the selected neurons, whose links alone are shown where the choice says so
     * @param gate the gate whose links alone are shown of those that enter its layer
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public VisibleLinks choose(LinkChoice choice, Collection<Neuron> selected, Optional<ShownGate> gate, Progress progress) {
        return choose(choice, selected, gate, Optional.empty(), progress);
    }

    /** @param weights of its connections the links of that range are shown instead of those of the choice's rule */
    public VisibleLinks choose(LinkChoice choice, Collection<Neuron> selected, Optional<ShownGate> gate, Optional<WeightRange> weights, Progress progress) {
        if (choice.focus().isOf(network)) {
            return focused(choice.focus(), gate, progress);
        }
        List<Links> chosen = new ArrayList<>();
        int all = network.connections().size();
        int[] cut = {0};
        for (Connection whole : network.connections()) {
            Progress part = progress.part(chosen.size() / (double) all, (chosen.size() + 1.0) / all);
            part.report(0, "Links of " + whole.name());
            Connection connection = ShownGate.of(whole, gate);
            Optional<EndMask> ends = choice.selectionOnly() ? Optional.of(EndMask.of(connection, selected)) : Optional.empty();
            Optional<WeightRange> range = weights.filter(some -> some.connections().contains(whole.index()));
            Links links = range.isPresent() ? within(connection, range.get(), choice, ends, part) : of(connection, choice, ends, part);
            int most = range.isPresent() ? LinkChoice.LIMIT : most(choice.rule());
            cut[0] += links.count() > most ? 1 : 0;
            chosen.add(links.first(most));
        }
        return shown(choice.rule() instanceof LinkChoice.StrongestOverall(int count) ? strongest(chosen, count, weights) : chosen, cut[0] > 0, Focus.NONE, progress);
    }

    private VisibleLinks shown(List<Links> links, boolean cut, Focus focus, Progress progress) {
        return new VisibleLinks(links, network.connections().stream().mapToLong(Connection::links).sum(), mass(links, progress), cut, focus);
    }

    private VisibleLinks focused(Focus focus, Optional<ShownGate> gate, Progress progress) {
        return switch (focus) {
            case Focus.None() -> throw new IllegalArgumentException("nothing to look at");
            case Focus.Path(Neuron from, Neuron to) -> shown(StrongestPath.between(network, from, to, gate, progress)
                    .map(path -> path.links(network)).orElseGet(() -> new NeuronPath(List.of()).links(network)), false, focus, progress);
            case Focus.Upstream(Neuron neuron, int strongest) -> shown(Cone.of(network, neuron, strongest, true, gate, progress), focus, progress);
            case Focus.Downstream(Neuron neuron, int strongest) -> shown(Cone.of(network, neuron, strongest, false, gate, progress), focus, progress);
        };
    }

    private VisibleLinks shown(Cone cone, Focus focus, Progress progress) {
        return shown(cone.links(), cone.cut(), focus, progress);
    }

    /** How many links of a connection a rule shows at most. */
    private static int most(LinkChoice.Rule rule) {
        return switch (rule) {
            case LinkChoice.StrongestOfConnection(int count) -> count;
            case LinkChoice.StrongestOverall(int count) -> count;
            case LinkChoice.AtLeast(double threshold, int most) -> most;
            case LinkChoice.StrongestOfNeuron _, LinkChoice.Share _, LinkChoice.Backbone _ -> LinkChoice.LIMIT;
        };
    }

    /** The links of a connection; one more than are shown at most where there are more. */
    private Links of(Connection connection, LinkChoice choice, Optional<EndMask> ends, Progress progress) {
        LinkFilter sign = choice.sign() == LinkChoice.Sign.ANY ? LinkFilter.ALL : (source, target, weight) -> choice.sign().has(weight);
        Search search = search(connection, ends);
        int more = LinkChoice.LIMIT + 1;
        return switch (choice.rule()) {
            case LinkChoice.StrongestOfConnection(int count) -> search.strongest(count, Float.MIN_VALUE, sign, progress);
            case LinkChoice.StrongestOverall(int count) -> search.strongest(connection.counted() ? count : 0, Float.MIN_VALUE, sign, progress);
            case LinkChoice.AtLeast(double threshold, int most) ->
                    search.strongest((int) Math.min(most + 1L, Integer.MAX_VALUE), threshold, sign, progress);
            case LinkChoice.StrongestOfNeuron(int count) -> ends.isPresent()
                    ? new SelectionLinks(connection, ends.get()).strongestOfEach(count, more, sign, progress)
                    : connection.strongestOfNeurons(count, more, sign, progress);
            case LinkChoice.Share(double share) -> {
                Weighting counted = switch (choice.sign()) {
                    case ANY -> Weighting.ABSOLUTE;
                    case POSITIVE -> Weighting.POSITIVE;
                    case NEGATIVE -> Weighting.NEGATIVE;
                };
                double whole = ends.isPresent() ? new SelectionLinks(connection, ends.get()).mass(counted, progress.part(0, 0.3))
                        : counted == Weighting.ABSOLUTE && connection == network.connection(connection.index()) ? massOf(connection, progress.part(0, 0.3))
                        : mass(connection, counted, progress.part(0, 0.3));
                yield holding(search.strongest(more, Float.MIN_VALUE, sign, progress.part(0.3, 1)), share * whole);
            }
            case LinkChoice.Backbone(double alpha) -> {
                Disparity disparity = Disparity.of(connection, alpha, progress.part(0, 0.5));
                yield search.strongest(more, disparity.least(), sign.and(disparity), progress.part(0.5, 1));
            }
        };
    }

    /** The links of a range of weights; one more than are shown at most where there are more. */
    private static Links within(Connection connection, WeightRange range, LinkChoice choice, Optional<EndMask> ends, Progress progress) {
        return search(connection, ends).strongest(LinkChoice.LIMIT + 1, range.least(), (source, target, weight) -> choice.sign().has(weight) && range.contains(weight), progress);
    }

    private interface Search {
        Links strongest(int count, double least, LinkFilter filter, Progress progress);
    }

    private static Search search(Connection connection, Optional<EndMask> ends) {
        return ends.<Search>map(mask -> new SelectionLinks(connection, mask)::strongest).orElse(connection::strongest);
    }

    /** The first of some links that together hold {@code mass}; all where they hold less. */
    private static Links holding(Links strongest, double mass) {
        double held = 0;
        int count = 0;
        while (count < strongest.count() && held < mass) {
            held += Math.abs(strongest.weight()[count++]);
        }
        return strongest.first(count);
    }

    /** Of the strongest links of each connection the strongest of all; those of a range of weights stay. */
    private static List<Links> strongest(List<Links> ofConnections, int count, Optional<WeightRange> weights) {
        List<Integer> stay = weights.map(WeightRange::connections).orElse(List.of());
        LinksOfFew kept = new LinksOfFew(0, count, 0, LinkFilter.ALL);
        for (int c = 0; c < ofConnections.size(); c++) {
            Links links = stay.contains(c) ? ofConnections.get(c).first(0) : ofConnections.get(c);
            int[] here = new int[links.count()];
            Arrays.fill(here, c);
            kept.offer(new Links(0, here, IntStream.range(0, links.count()).toArray(), links.weight()));
        }
        int[] counts = new int[ofConnections.size()];
        for (int c : kept.strongest().source()) {
            counts[c]++;
        }
        List<Links> first = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            first.add(stay.contains(c) ? ofConnections.get(c) : ofConnections.get(c).first(counts[c]));
        }
        return first;
    }

    private static double mass(Connection connection, Weighting weighting, Progress progress) {
        double mass = 0;
        for (double ofTarget : connection.sums(weighting, progress).in()) {
            mass += ofTarget;
        }
        return Math.abs(mass);
    }

    private double massOf(Connection connection, Progress progress) {
        return mass.computeIfAbsent(connection.index(), index -> mass(connection, Weighting.ABSOLUTE, progress));
    }

    private ShownMass mass(List<Links> shown, Progress progress) {
        List<Double> ofConnections = new ArrayList<>();
        double all = 0;
        double ofShown = 0;
        for (Connection connection : network.connections()) {
            progress.check();
            double whole = massOf(connection, progress);
            double part = shown.get(connection.index()).mass();
            ofConnections.add(share(part, whole));
            all += connection.counted() ? whole : 0;
            ofShown += connection.counted() ? part : 0;
        }
        return new ShownMass(ofConnections, share(ofShown, all));
    }

    /** Nothing more than all: the whole is right to a rounding. */
    private static double share(double part, double whole) {
        return whole > 0 && whole < Double.POSITIVE_INFINITY ? Math.min(1, part / whole) : Double.NaN;
    }
}
