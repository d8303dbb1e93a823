package org.cntexplorer.model;

import java.util.Arrays;
import org.cntexplorer.progress.Progress;

/**
 * How much weight the links between groups of neurons hold: arrays of the caller's own, the pair of source group s and target group t at
 * {@code s·targetGroups + t}. A link's weight may be multiplied by a number of its source, as of a signal: what is said of w is of w·a then.
 *
 * @param positive Σ of the positive weights of each pair's links; NaN where a weight is
 * @param negative Σ of |w| of the negative weights of each pair's links; NaN where a weight is
 */
public record LinkMass(int sourceGroups, int targetGroups, double[] positive, double[] negative) {
    LinkMass(int sourceGroups, int targetGroups) {
        this(sourceGroups, targetGroups, new double[Math.multiplyExact(sourceGroups, targetGroups)], new double[sourceGroups * targetGroups]);
    }

    /** Σ|w| of all links. */
    public double total() {
        return Arrays.stream(positive).sum() + Arrays.stream(negative).sum();
    }

    /**
     * Counts links of weight {@code w}. A source of 0 has none, whatever the weight.
     *
     * @param up the numbers of their sources, those above 0 summed
     * @param down the magnitudes of those below 0, summed
     */
    void add(int sourceGroup, int targetGroup, double w, double up, double down) {
        int at = sourceGroup * targetGroups + targetGroup;
        if (up != 0) {
            add(at, w * up);
        }
        if (down != 0) {
            add(at, -w * down);
        }
    }

    private void add(int at, double carried) {
        // 0 changes nothing, NaN all
        positive[at] += carried < 0 ? 0 : carried;
        negative[at] -= carried > 0 ? 0 : carried;
    }

    /** See {@link Connection#mass}. */
    static LinkMass of(Connection connection, Groups groups, Progress progress) {
        groups.check(connection);
        return switch (connection) {
            case DenseConnection dense -> new DenseMass(dense, groups).of(progress);
            case Convolution convolution -> new ConvolutionMass(convolution, groups).of(progress);
            case Composed composed -> composed(composed, groups, progress);
            case Gated gated -> gated(gated, groups, progress);
            case OneToOne one -> {
                LinkMass mass = new LinkMass(groups.sources, groups.targets);
                one.each(progress, (source, target, weight) -> mass.add(groups.ofSource[source], groups.ofTarget[target], weight,
                        groups.signals.up(source), groups.signals.down(source)));
                yield mass;
            }
            case Block block -> new LinkMass(groups.sources, groups.targets);
        };
    }

    /**
     * The group of each source and of each target, and how many groups there are.
     *
     * @param signals what the links multiply their weights by
     */
    record Groups(int[] ofSource, int sources, int[] ofTarget, int targets, SourceSignals signals) {
        private void check(Connection connection) {
            if (!signals.isOnes() && signals.up().length != connection.sources()) {
                throw new IllegalArgumentException(connection.name() + ": numbers of " + signals.up().length + " sources, where there are " + connection.sources());
            }
            check(ofSource, sources, connection.sources(), "sources", connection);
            check(ofTarget, targets, connection.targets(), "targets", connection);
        }

        private static void check(int[] of, int groups, int neurons, String which, Connection connection) {
            if (of.length != neurons) {
                throw new IllegalArgumentException(connection.name() + ": groups of " + of.length + " " + which + ", where there are " + neurons);
            }
            for (int group : of) {
                if (group < 0 || group >= groups) {
                    throw new IllegalArgumentException(connection.name() + ": group " + group + " of " + groups);
                }
            }
        }
    }

    /** A pass for what each unit's window takes of the first group that it takes of, one for what it takes of the next, and so on. */
    private static LinkMass composed(Composed composed, Groups groups, Progress progress) {
        LinkMass mass = new LinkMass(groups.sources, groups.targets);
        UnitSignals units = new UnitSignals(composed.input(), groups);
        while (units.next(progress)) {
            // what takes nothing is in a group of its own
            LinkMass pass = of(composed.operator(), new Groups(units.groups(), groups.sources + 1, groups.ofTarget, groups.targets, units.signals()), progress);
            for (int at = 0; at < mass.positive.length; at++) {
                mass.positive[at] += pass.positive[at];
                mass.negative[at] += pass.negative[at];
            }
        }
        return mass;
    }

    private static LinkMass gated(Gated gated, Groups groups, Progress progress) {
        int[] ofRow = new int[gated.rows().targets()];
        Arrays.setAll(ofRow, row -> groups.ofTarget[row % gated.targets()]);
        return of(gated.rows(), new Groups(groups.ofSource, groups.sources, ofRow, groups.targets, groups.signals), progress);
    }
}
