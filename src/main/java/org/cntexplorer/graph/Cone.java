package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.LinkFilter;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.LinksOfFew;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * Where the signal of a neuron comes from, or goes: the strongest links of the neuron, of each connection, those of the neurons that they lead
 * to, and so on to the network's end. Recurrent links are followed one step in time.
 *
 * @param links a list for each connection of the network
 * @param neurons all neurons that are part of it, the first one too
 * @param cut whether in some layer there were more neurons than are followed
 */
public record Cone(List<Links> links, List<Neuron> neurons, boolean cut) {
    /** Of a layer no more neurons than these are followed further: those with the greatest product of |w| to the first one. */
    public static final int WIDEST = 1_000;

    /** What leads to a neuron, by the {@code strongest} links into each. */
    public static Cone upstream(Network network, Neuron neuron, int strongest, Progress progress) {
        return of(network, neuron, strongest, true, Optional.empty(), progress);
    }

    /** What a neuron leads to, by the {@code strongest} links out of each. */
    public static Cone downstream(Network network, Neuron neuron, int strongest, Progress progress) {
        return of(network, neuron, strongest, false, Optional.empty(), progress);
    }

    static Cone of(Network network, Neuron neuron, int strongest, boolean up, Optional<ShownGate> gate, Progress progress) {
        List<List<Links>> links = new ArrayList<>();
        network.connections().forEach(connection -> links.add(new ArrayList<>()));
        // of each layer the neurons reached, with the logarithm of the product on the best way there
        List<Map<Integer, Double>> reached = new ArrayList<>();
        network.layers().forEach(layer -> reached.add(new HashMap<>()));
        reached.get(neuron.layer()).put(neuron.index(), 0.0);
        boolean cut = false;
        int end = up ? -1 : network.layers().size();
        for (int layer = neuron.layer(); layer != end; layer += up ? -1 : 1) {
            progress.report(up ? 1 - layer / Math.max(1.0, neuron.layer()) : layer / (double) end, "Links of " + network.layer(layer).name());
            Map<Integer, Double> here = reached.get(layer);
            cut |= here.size() > WIDEST;
            List<Connection> connections = up ? network.into(layer) : network.outOf(layer);
            // steps in time first: what they reach belongs to the same layer
            for (boolean intoItself : new boolean[] {true, false}) {
                List<Map.Entry<Integer, Double>> followed = here.entrySet().stream().map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                        .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                        .limit(WIDEST).toList();
                for (Connection connection : connections) {
                    if ((connection.from() == connection.to()) == intoItself) {
                        follow(ShownGate.of(connection, gate), followed, strongest, up, links.get(connection.index()),
                                reached.get(up ? connection.from() : connection.to()), progress);
                    }
                }
            }
        }
        List<Neuron> neurons = new ArrayList<>();
        for (int layer = 0; layer < reached.size(); layer++) {
            int of = layer;
            reached.get(layer).keySet().stream().sorted().forEach(index -> neurons.add(new Neuron(of, index)));
        }
        return new Cone(IntStream.range(0, links.size()).mapToObj(c -> together(c, links.get(c))).toList(), List.copyOf(neurons), cut);
    }

    private static Links together(int connection, List<Links> parts) {
        LinksOfFew all = new LinksOfFew(connection, parts.stream().mapToInt(Links::count).sum(), 0, LinkFilter.ALL);
        parts.forEach(all::offer);
        return all.strongest();
    }

    private static void follow(Connection connection, List<Map.Entry<Integer, Double>> followed, int strongest, boolean up, List<Links> links,
                               Map<Integer, Double> reached, Progress progress) {
        int[] neurons = followed.stream().mapToInt(Map.Entry::getKey).toArray();
        Links[] ofNeurons = connection.strongestOf(neurons, up, strongest, progress);
        for (int n = 0; n < neurons.length; n++) {
            Links own = ofNeurons[n];
            links.add(own);
            for (int i = 0; i < own.count(); i++) {
                reached.merge(up ? own.source()[i] : own.target()[i], followed.get(n).getValue() + Math.log(Math.abs(own.weight()[i])), Math::max);
            }
        }
    }
}
