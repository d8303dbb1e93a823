package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.LinkFilter;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * The links that are shown.
 *
 * @param connections one entry for each connection of the network, in order; strongest link first
 * @param existing number of all links of the network, also of those that are not counted in its strengths
 */
public record VisibleLinks(List<Links> connections, long existing) {
    public VisibleLinks {
        connections = List.copyOf(connections);
    }

    public static final VisibleLinks NONE = new VisibleLinks(List.of(), 0);

    /** Number of links shown. */
    public long shown() {
        return connections.stream().mapToLong(Links::count).sum();
    }

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static VisibleLinks of(Network network, LinkChoice choice, Progress progress) {
        return of(network, choice, List.of(), Optional.empty(), progress);
    }

    /**
     * Chooses the links of a network.
     *
     * @param selected the selected neurons, whose links alone are shown where the choice says so
     * @param gate the gate whose links alone are shown of those that enter its layer
     */
    public static VisibleLinks of(Network network, LinkChoice choice, Collection<Neuron> selected, Optional<ShownGate> gate, Progress progress) {
        List<Links> chosen = new ArrayList<>();
        for (Connection whole : network.connections()) {
            Connection connection = ShownGate.of(whole, gate);
            Progress part = progress.part(chosen.size() / (double) network.connections().size(), (chosen.size() + 1.0) / network.connections().size());
            part.report(0, "Links of " + connection.name());
            LinkFilter filter = sign(choice.sign()).and(choice.selectionOnly() ? EndMask.of(connection, selected) : LinkFilter.ALL);
            chosen.add(switch (choice.rule()) {
                case LinkChoice.StrongestOfConnection(int count) -> connection.strongest(count, 0, filter, part);
                case LinkChoice.AtLeast(double threshold, int most) -> connection.strongest(most, threshold, filter, part);
            });
        }
        return new VisibleLinks(chosen, network.connections().stream().mapToLong(Connection::links).sum());
    }

    private static LinkFilter sign(LinkChoice.Sign sign) {
        return sign == LinkChoice.Sign.ANY ? LinkFilter.ALL : (source, target, weight) -> sign.has(weight);
    }
}
