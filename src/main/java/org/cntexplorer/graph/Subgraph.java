package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * A few neurons and the links among them: those around given neurons, or those of the strongest links.
 *
 * @param neurons in order of layer and number
 * @param links each pair once
 */
record Subgraph(List<Neuron> neurons, List<Pull> links) {
    /** Neurons at most: with more the layout takes too long, and nobody could tell them apart. */
    static final int MOST = 500;
    /** Strongest links of a given neuron, of each of its connections, that belong to it, shown or not. */
    private static final int OWN = 40;
    /** For more given neurons than this only the links that are shown count. */
    private static final int MOST_WITH_OWN = 60;

    /** @param strength of the link between two neurons, by the strongest of its connection: 0 to 1 */
    record Pull(Neuron from, Neuron to, double strength) {}

    Subgraph {
        neurons = List.copyOf(neurons);
        links = List.copyOf(links);
    }

    /**
     * @param centre neurons that are part of it, with those that links join to them; where there are none, the ends of the strongest links
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    static Subgraph of(Network network, List<Neuron> centre, VisibleLinks shown, Progress progress) {
        TreeSet<Neuron> chosen = new TreeSet<>(centre.stream().filter(network::has).limit(MOST).toList());
        TreeSet<Neuron> given = new TreeSet<>(chosen);
        List<Pull> all = new ArrayList<>();
        for (Links links : shown.connections()) {
            progress.check();
            add(all, network, links, GraphScene.strongest(links));
        }
        if (given.size() <= MOST_WITH_OWN) {
            for (Neuron neuron : given) {
                progress.check();
                network.into(neuron.layer()).forEach(c -> own(all, network, c.into(neuron.index()).strongest(OWN), shown));
                network.outOf(neuron.layer()).forEach(c -> own(all, network, c.outOf(neuron.index()).strongest(OWN), shown));
            }
        }
        // equal ones by their ends, so that the same network always gives the same
        all.sort(Comparator.comparingDouble(Pull::strength).reversed().thenComparing(Pull::from).thenComparing(Pull::to));
        for (Pull pull : all) {
            boolean belongs = given.isEmpty() || given.contains(pull.from()) || given.contains(pull.to());
            int more = (chosen.contains(pull.from()) ? 0 : 1) + (chosen.contains(pull.to()) ? 0 : 1);
            if (belongs && chosen.size() + more <= MOST) {
                chosen.add(pull.from());
                chosen.add(pull.to());
            }
        }
        Map<List<Neuron>, Pull> among = new LinkedHashMap<>();
        for (Pull pull : all) {
            if (!pull.from().equals(pull.to()) && chosen.contains(pull.from()) && chosen.contains(pull.to())) {
                boolean turned = pull.from().compareTo(pull.to()) > 0;
                among.putIfAbsent(turned ? List.of(pull.to(), pull.from()) : List.of(pull.from(), pull.to()), pull);
            }
        }
        return new Subgraph(List.copyOf(chosen), List.copyOf(among.values()));
    }

    private static void own(List<Pull> all, Network network, Links links, VisibleLinks shown) {
        double strongest = links.connection() < shown.connections().size() ? GraphScene.strongest(shown.connections().get(links.connection())) : 1;
        add(all, network, links, Math.max(strongest, GraphScene.strongest(links)));
    }

    private static void add(List<Pull> all, Network network, Links links, double strongest) {
        Connection connection = network.connection(links.connection());
        if (!connection.counted()) {
            return;
        }
        for (int i = 0; i < links.count(); i++) {
            double strength = Math.abs(links.weight()[i]) / strongest;
            if (strength > 0) {
                all.add(new Pull(new Neuron(connection.from(), links.source()[i]), new Neuron(connection.to(), links.target()[i]), Math.min(1, strength)));
            }
        }
    }
}
