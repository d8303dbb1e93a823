package org.cntexplorer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cntexplorer.progress.Progress;

/**
 * How much weight the links between groups of neurons hold: arrays of the caller's own, the pair of source group s and target group t at
 * {@code s·targetGroups + t}.
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

    /** Counts {@code times} links of weight {@code w}. */
    void add(int sourceGroup, int targetGroup, double w, double times) {
        int at = sourceGroup * targetGroups + targetGroup;
        if (w > 0) {
            positive[at] += w * times;
        } else if (w < 0) {
            negative[at] -= w * times;
        } else if (times > 0) {
            // 0 changes nothing, NaN all
            positive[at] += w;
            negative[at] += w;
        }
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
                one.each(progress, (source, target, weight) -> mass.add(groups.ofSource[source], groups.ofTarget[target], weight, 1));
                yield mass;
            }
            case Block block -> new LinkMass(groups.sources, groups.targets);
        };
    }

    /** The group of each source and of each target, and how many groups there are. */
    record Groups(int[] ofSource, int sources, int[] ofTarget, int targets) {
        private void check(Connection connection) {
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

    /** Units are grouped by what their windows take of which groups; what such a group holds is shared out. */
    private static LinkMass composed(Composed composed, Groups groups, Progress progress) {
        Averaging input = composed.input();
        Map<Map<Integer, Double>, Integer> number = new HashMap<>();
        List<Map<Integer, Double>> mixes = new ArrayList<>();
        int[] mixOf = new int[input.units()];
        int[] single = new int[groups.sources];
        Arrays.fill(single, -1);
        for (int unit = 0; unit < mixOf.length; unit++) {
            if (unit % (1 << 16) == 0) {
                progress.check();
            }
            int only = onlyGroup(input, unit, groups.ofSource);
            if (only >= 0 && single[only] >= 0) {
                mixOf[unit] = single[only];
                continue;
            }
            Map<Integer, Double> mix = new TreeMap<>();
            for (int k = 0; k < input.count(unit); k++) {
                mix.merge(groups.ofSource[input.neuron(unit, k)], input.share(unit, k), Double::sum);
            }
            mixOf[unit] = number.computeIfAbsent(mix, m -> {
                mixes.add(m);
                return mixes.size() - 1;
            });
            if (only >= 0) {
                single[only] = mixOf[unit];
            }
        }
        LinkMass ofMixes = of(composed.operator(), new Groups(mixOf, mixes.size(), groups.ofTarget, groups.targets), progress);
        LinkMass mass = new LinkMass(groups.sources, groups.targets);
        for (int m = 0; m < mixes.size(); m++) {
            int mix = m;
            mixes.get(m).forEach((source, share) -> {
                for (int target = 0; target < groups.targets; target++) {
                    mass.positive[source * groups.targets + target] += share * ofMixes.positive[mix * groups.targets + target];
                    mass.negative[source * groups.targets + target] += share * ofMixes.negative[mix * groups.targets + target];
                }
            });
        }
        return mass;
    }

    /** The group that a unit's whole window is of, where it is a mean; −1 where there is none such. */
    private static int onlyGroup(Averaging input, int unit, int[] groupOf) {
        int count = input.count(unit);
        if (count == 0 || !input.hasEqualShares()) {
            return -1;
        }
        int group = groupOf[input.neuron(unit, 0)];
        for (int k = 1; k < count; k++) {
            if (groupOf[input.neuron(unit, k)] != group) {
                return -1;
            }
        }
        return group;
    }

    private static LinkMass gated(Gated gated, Groups groups, Progress progress) {
        int[] ofRow = new int[gated.rows().targets()];
        Arrays.setAll(ofRow, row -> groups.ofTarget[row % gated.targets()]);
        return of(gated.rows(), new Groups(groups.ofSource, groups.sources, ofRow, groups.targets), progress);
    }
}
