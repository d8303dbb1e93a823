package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/**
 * Links that follow one another.
 *
 * @param steps from the first neuron to the last; at least one
 */
public record NeuronPath(List<Step> steps) {
    /**
     * One link.
     *
     * @param connection its index
     */
    public record Step(int connection, Neuron from, Neuron to, float weight) {}

    public NeuronPath {
        steps = List.copyOf(steps);
    }

    /** All neurons of the path, one more than links. */
    public List<Neuron> neurons() {
        return Stream.concat(Stream.of(steps.getFirst().from()), steps.stream().map(Step::to)).toList();
    }

    /** The decimal logarithm of the product of |w|, which itself is soon too small a number. */
    public double logProduct() {
        return steps.stream().mapToDouble(step -> Math.log10(Math.abs(step.weight()))).sum();
    }

    /** Its links as they are shown: a list for each connection of the network. */
    public List<Links> links(Network network) {
        List<Links> links = new ArrayList<>();
        for (int c = 0; c < network.connections().size(); c++) {
            int connection = c;
            List<Step> of = steps.stream().filter(step -> step.connection() == connection).toList();
            float[] weights = new float[of.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = of.get(i).weight();
            }
            links.add(new Links(c, of.stream().mapToInt(step -> step.from().index()).toArray(),
                    of.stream().mapToInt(step -> step.to().index()).toArray(), weights));
        }
        return links;
    }
}
