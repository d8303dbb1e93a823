package org.cntexplorer.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/**
 * Takes the strongest links of each neuron where links do not share weights. The strongest of all are given to their ends first: in practice
 * nearly every neuron has enough then, or so many were taken that no weaker one would be shown. Only of the neurons that still lack some all
 * links are looked at.
 */
final class NeuronRest {
    /** So many times the links that are shown at most, or that all neurons lack, are given to their ends first. */
    private static final int TIMES = 4;
    private static final int FIRST = 1 << 20;
    /** Links that one band of neurons looks at. */
    private static final long BAND = 1 << 22;
    /** What is less is 0 as a float32. */
    private static final double NOT_ZERO = 0x1p-150;

    private final Connection connection;
    private final LinkFilter filter;
    /** Links that each neuron lacks. */
    private final int[] ofSource;
    private final int[] ofTarget;
    private final Strongest taken;
    /** The links that were given to their ends are stronger than this. */
    private float given = Float.POSITIVE_INFINITY;
    /** Of each source the |w| of the weakest link that it got of the rest: all that are stronger, and of as strong ones those to targets before its end. */
    private final float[] bound;
    private final int[] end;

    private NeuronRest(Connection connection, int count, int most, LinkFilter filter) {
        this.connection = connection;
        this.filter = filter;
        this.ofSource = new int[connection.sources()];
        this.ofTarget = new int[connection.targets()];
        Arrays.fill(ofSource, count);
        Arrays.fill(ofTarget, count);
        this.bound = new float[connection.sources()];
        this.end = new int[connection.sources()];
        Arrays.fill(bound, Float.POSITIVE_INFINITY);
        this.taken = new Strongest(most, Float.MIN_VALUE, false);
    }

    /** See {@link Connection#strongestOfNeurons}; {@code count} and {@code most} are above 0. */
    static Links strongest(Connection connection, int count, int most, LinkFilter filter, Progress progress) {
        int wanted = (int) Math.min(most, connection.links());
        long lacking = (long) count * ((long) connection.sources() + connection.targets());
        int first = (int) Math.clamp(TIMES * Math.min(wanted, lacking), 1, Math.max(wanted, FIRST));
        return strongest(connection, count, wanted, first, filter, progress);
    }

    /** @param first how many links are given to their ends before anything else */
    static Links strongest(Connection connection, int count, int wanted, int first, LinkFilter filter, Progress progress) {
        NeuronRest rest = new NeuronRest(connection, count, wanted, filter);
        if (!rest.give(connection.atLeast(NOT_ZERO, first, progress.part(0, 0.5)), first, wanted)) {
            rest.look(true, progress.part(0.5, 0.75));
            rest.look(false, progress.part(0.75, 1));
        }
        progress.check();
        return Links.of(connection.index(), rest.taken, true);
    }

    /** Gives links, strongest first, to those ends that have not enough; whether it is all that need be looked at. */
    private boolean give(Links links, int asked, int wanted) {
        int last = links.count() - 1;
        boolean all = links.count() < asked || asked >= connection.links();
        // of those as strong as the last one some are missing
        given = all ? 0 : Math.abs(links.weight()[last]);
        int left = wanted;
        for (int i = 0; i <= last && left > 0 && Math.abs(links.weight()[i]) > given; i++) {
            int source = links.source()[i];
            int target = links.target()[i];
            if ((ofSource[source] > 0 || ofTarget[target] > 0) && filter.wants(source, target, links.weight()[i])) {
                ofSource[source] -= ofSource[source] > 0 ? 1 : 0;
                ofTarget[target] -= ofTarget[target] > 0 ? 1 : 0;
                taken.offer(links.weight()[i], source, target);
                left--;
            }
        }
        return all || left == 0;
    }

    /** Takes what the sources, or the targets, lack. */
    private void look(boolean sources, Progress progress) {
        int[] lacking = sources ? ofSource : ofTarget;
        if (Arrays.stream(lacking).allMatch(left -> left == 0)) {
            return;
        }
        if (connection instanceof DenseConnection dense) {
            DenseNeurons.of(dense).each(!sources, neuron -> lacking[neuron] > 0, progress, (neuron, links) -> take(neuron, sources, told(links)));
        } else if (connection instanceof Composed composed && composed.operator() instanceof DenseConnection dense && isDisjoint(composed.input())) {
            lookAtComposed(composed, DenseNeurons.of(dense), sources, progress);
        } else {
            each(lacking, progress, neuron -> take(neuron, sources, told(sources ? connection.outOf(neuron) : connection.into(neuron))));
        }
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
    private void lookAtComposed(Composed composed, DenseNeurons dense, boolean sources, Progress progress) {
        Averaging input = composed.input();
        if (!sources) {
            dense.each(true, target -> ofTarget[target] > 0, progress, (target, links) -> take(target, false, visitor -> {
                for (int i = 0; i < links.count(); i++) {
                    composed.expand(links.source()[i], target, links.weight()[i], visitor);
                }
            }));
            return;
        }
        dense.each(false, unit -> lacks(input, unit), progress, (unit, links) -> {
            for (int k = 0; k < input.count(unit); k++) {
                int neuron = input.neuron(unit, k);
                double share = input.share(unit, k);
                if (ofSource[neuron] > 0) {
                    take(neuron, true, visitor -> {
                        for (int i = 0; i < links.count(); i++) {
                            visitor.accept(neuron, links.target()[i], (float) (links.weight()[i] * share));
                        }
                    });
                }
            }
        });
    }

    private boolean lacks(Averaging input, int unit) {
        for (int k = 0; k < input.count(unit); k++) {
            if (ofSource[input.neuron(unit, k)] > 0) {
                return true;
            }
        }
        return false;
    }

    private interface EachNeuron {
        void accept(int neuron);
    }

    private void each(int[] lacking, Progress progress, EachNeuron each) {
        int bands = (int) Math.clamp(connection.links() / BAND, 1, Math.max(1, lacking.length));
        Bands.ALL_CORES.run(lacking.length, bands, progress, (band, from, to) -> {
            for (int neuron = from; neuron < to; neuron++) {
                if (lacking[neuron] > 0) {
                    progress.check();
                    each.accept(neuron);
                }
            }
        });
    }

    private static Consumer<LinkVisitor> told(Links links) {
        return visitor -> {
            for (int i = 0; i < links.count(); i++) {
                visitor.accept(links.source()[i], links.target()[i], links.weight()[i]);
            }
        };
    }

    /** Takes what a neuron lacks of its links, all of which are told as often as asked; of a target those alone that their source did not take. */
    private void take(int neuron, boolean source, Consumer<LinkVisitor> links) {
        Strongest own = new Strongest(source ? ofSource[neuron] : ofTarget[neuron], Float.MIN_VALUE, !source);
        links.accept((from, to, weight) -> {
            if (Math.abs(weight) >= own.threshold() && Math.abs(weight) <= given && filter.wants(from, to, weight)) {
                own.offer(weight, from, to);
            }
        });
        if (own.finish() == 0) {
            return;
        }
        float[] least = new float[1];
        int[] before = new int[1];
        own.each((rank, weight, from, to) -> {
            least[0] = Math.abs(weight);
            before[0] = (source ? to : from) + 1;
        });
        if (source) {
            bound[neuron] = least[0];
            end[neuron] = before[0];
        }
        // several links between the same two may be as strong as the weakest: these are taken together
        synchronized (taken) {
            links.accept((from, to, weight) -> {
                float magnitude = Math.abs(weight);
                if (magnitude >= taken.threshold() && magnitude <= given && isBefore(magnitude, source ? to : from, least[0], before[0])
                        && (source || !isBefore(magnitude, to, bound[from], end[from])) && filter.wants(from, to, weight)) {
                    taken.offer(weight, from, to);
                }
            });
        }
    }

    private static boolean isBefore(float magnitude, int other, float bound, int end) {
        return magnitude > bound || magnitude == bound && other < end;
    }
}
