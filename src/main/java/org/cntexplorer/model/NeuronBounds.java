package org.cntexplorer.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/**
 * Wants the links that are among the strongest of one of their ends: of each neuron those above a bound, and of those that equal it the ones
 * whose other end comes first.
 *
 * @param ofSource the bound of each source, above 0; infinite where none is wanted
 * @param endOfSource of its links that equal the bound, those to targets before this one are wanted
 */
record NeuronBounds(float[] ofSource, int[] endOfSource, float[] ofTarget, int[] endOfTarget) implements LinkFilter {
    /** Links that one band of neurons looks at. */
    private static final long BAND = 1 << 22;

    private NeuronBounds(int sources, int targets) {
        this(new float[sources], new int[sources], new float[targets], new int[targets]);
    }

    /** The {@code count} strongest of each neuron among those that a filter wants. */
    static NeuronBounds of(Connection connection, int count, LinkFilter filter, Progress progress) {
        NeuronBounds bounds = new NeuronBounds(connection.sources(), connection.targets());
        if (connection instanceof DenseConnection dense) {
            DenseOperator.of(dense).eachNeuron(false, progress, (source, links) -> bounds.bound(source, true, links, count, filter));
            DenseOperator.of(dense).eachNeuron(true, progress, (target, links) -> bounds.bound(target, false, links, count, filter));
        } else if (connection instanceof Composed composed && composed.operator() instanceof DenseConnection dense && isDisjoint(composed.input())) {
            bounds.ofComposed(composed, DenseOperator.of(dense), count, filter, progress);
        } else {
            bounds.each(connection, connection.sources(), progress, source -> bounds.bound(source, true, connection.outOf(source), count, filter));
            bounds.each(connection, connection.targets(), progress, target -> bounds.bound(target, false, connection.into(target), count, filter));
        }
        return bounds;
    }

    /** Whether each neuron is in one window at most. */
    private static boolean isDisjoint(Averaging input) {
        BitSet seen = new BitSet();
        for (int unit = 0; unit < input.units(); unit++) {
            for (int k = 0; k < input.count(unit); k++) {
                if (seen.get(input.neuron(unit, k))) {
                    return false;
                }
                seen.set(input.neuron(unit, k));
            }
        }
        return true;
    }

    /** The links of a neuron are those of the one unit that it is in, each its share of them: the matrix is read twice, not once a neuron. */
    private void ofComposed(Composed composed, DenseOperator operator, int count, LinkFilter filter, Progress progress) {
        Averaging input = composed.input();
        Arrays.fill(ofSource, Float.POSITIVE_INFINITY);
        operator.eachNeuron(false, progress, (unit, links) -> {
            for (int k = 0; k < input.count(unit); k++) {
                int neuron = input.neuron(unit, k);
                double share = input.share(unit, k);
                bound(neuron, true, links.count(), count, filter, visitor -> {
                    for (int i = 0; i < links.count(); i++) {
                        visitor.accept(neuron, links.target()[i], (float) (links.weight()[i] * share));
                    }
                });
            }
        });
        operator.eachNeuron(true, progress, (target, links) -> bound(target, false, composed.sources(), count, filter, visitor -> {
            for (int i = 0; i < links.count(); i++) {
                composed.expand(links.source()[i], target, links.weight()[i], visitor);
            }
        }));
    }

    private interface EachNeuron {
        void accept(int neuron);
    }

    private void each(Connection connection, int neurons, Progress progress, EachNeuron neuron) {
        int bands = (int) Math.clamp(connection.links() / BAND, 1, Math.max(1, neurons));
        Bands.ALL_CORES.run(neurons, bands, progress, (band, from, to) -> {
            for (int n = from; n < to; n++) {
                progress.check();
                neuron.accept(n);
            }
        });
    }

    private void bound(int neuron, boolean source, Links links, int count, LinkFilter filter) {
        bound(neuron, source, links.count(), count, filter, visitor -> {
            for (int i = 0; i < links.count(); i++) {
                visitor.accept(links.source()[i], links.target()[i], links.weight()[i]);
            }
        });
    }

    private void bound(int neuron, boolean source, int most, int count, LinkFilter filter, Consumer<LinkVisitor> links) {
        Strongest kept = new Strongest(Math.min(count, most), Float.MIN_VALUE, !source);
        links.accept((from, to, weight) -> {
            if (Math.abs(weight) >= kept.threshold() && filter.wants(from, to, weight)) {
                kept.offer(weight, from, to);
            }
        });
        float[] bounds = source ? ofSource : ofTarget;
        int[] ends = source ? endOfSource : endOfTarget;
        bounds[neuron] = Float.POSITIVE_INFINITY;
        kept.finish();
        kept.each((rank, weight, from, to) -> {
            bounds[neuron] = Math.abs(weight);
            ends[neuron] = (source ? to : from) + 1;
        });
    }

    /** Weaker links are not wanted. */
    float least() {
        float least = Float.POSITIVE_INFINITY;
        for (float[] bounds : Arrays.asList(ofSource, ofTarget)) {
            for (float bound : bounds) {
                least = Math.min(least, bound);
            }
        }
        return least;
    }

    @Override
    public boolean wants(int source, int target, float weight) {
        float magnitude = Math.abs(weight);
        return magnitude > ofSource[source] || magnitude == ofSource[source] && target < endOfSource[source]
                || magnitude > ofTarget[target] || magnitude == ofTarget[target] && source < endOfTarget[target];
    }
}
