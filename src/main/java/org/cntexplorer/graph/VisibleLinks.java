package org.cntexplorer.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * The links that are shown.
 *
 * @param connections one entry for each connection of the network, in order; strongest link first
 * @param existing number of all links of the network, also of those that are not counted in its strengths
 * @param mass how much of the weight they hold
 * @param cut whether the rule picks more of some connection than are shown at most
 * @param focus what they are the links of; nothing where a rule picked them
 */
public record VisibleLinks(List<Links> connections, long existing, ShownMass mass, boolean cut, Focus focus) {
    public VisibleLinks {
        connections = List.copyOf(connections);
    }

    public static final VisibleLinks NONE = new VisibleLinks(List.of(), 0, ShownMass.NONE, false, Focus.NONE);

    /** Number of links shown. */
    public long shown() {
        return connections.stream().mapToLong(Links::count).sum();
    }

    /** The neurons at the ends of the links. */
    public Set<Neuron> ends(Network network) {
        Set<Neuron> ends = new HashSet<>();
        for (Links links : connections) {
            Connection connection = network.connection(links.connection());
            for (int i = 0; i < links.count(); i++) {
                ends.add(new Neuron(connection.from(), links.source()[i]));
                ends.add(new Neuron(connection.to(), links.target()[i]));
            }
        }
        return ends;
    }

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static VisibleLinks of(Network network, LinkChoice choice, Progress progress) {
        return new LinkChooser(network).choose(choice, List.of(), Optional.empty(), progress);
    }
}
