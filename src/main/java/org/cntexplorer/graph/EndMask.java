package org.cntexplorer.graph;

import java.util.BitSet;
import java.util.Collection;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.LinkFilter;
import org.cntexplorer.model.Neuron;

/** Wants the links that begin or end at some neurons. */
record EndMask(BitSet sources, BitSet targets) implements LinkFilter {
    static EndMask of(Connection connection, Collection<Neuron> neurons) {
        BitSet sources = new BitSet();
        BitSet targets = new BitSet();
        for (Neuron neuron : neurons) {
            if (neuron.layer() == connection.from() && neuron.index() < connection.sources()) {
                sources.set(neuron.index());
            }
            if (neuron.layer() == connection.to() && neuron.index() < connection.targets()) {
                targets.set(neuron.index());
            }
        }
        return new EndMask(sources, targets);
    }

    @Override
    public boolean wants(int source, int target, float weight) {
        return sources.get(source) || targets.get(target);
    }
}
