package org.cntexplorer.study.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.study.Label;

/** How the networks of a cohort are put into groups by a label. Networks without the label are in no group. */
public sealed interface Grouping {
    /** The groups that have networks, by ascending label. */
    List<NetworkGroup> of(Cohort cohort);

    String label();

    /** How many networks of a cohort are in no group. */
    default int without(Cohort cohort) {
        return cohort.networks().size() - of(cohort).stream().mapToInt(group -> group.members().size()).sum();
    }

    /**
     * Bins of equal width, the edges of which are whole multiples of it. A bin has its lower edge, the last one its upper edge too, so that an
     * accuracy of 1 is no bin of its own.
     *
     * @param width greater than 0
     */
    record ByWidth(String label, double width) implements Grouping {
        /** What is lost of a number when it is divided: 0.3 / 0.1 is less than 3. */
        private static final double ROUNDING = 1e-9;

        public ByWidth {
            if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("The width of bins is a number greater than 0, not " + width + ".");
            }
        }

        @Override
        public List<NetworkGroup> of(Cohort cohort) {
            double[] values = cohort.label(label);
            double greatest = Arrays.stream(values).filter(Double::isFinite).max().orElse(Double.NaN);
            Map<Double, List<Integer>> bins = new TreeMap<>();
            for (int i = 0; i < values.length; i++) {
                if (Double.isFinite(values[i])) {
                    double bin = bin(values[i]);
                    boolean onLastEdge = values[i] == greatest && Math.abs(values[i] / width - bin) < ROUNDING;
                    bins.computeIfAbsent(onLastEdge && bins(values) > 1 ? bin - 1 : bin, b -> new ArrayList<>()).add(i);
                }
            }
            return bins.entrySet().stream().map(bin -> new NetworkGroup(edge(bin.getKey()) + "–" + edge(bin.getKey() + 1),
                    (bin.getKey() + 0.5) * width, bin.getValue())).toList();
        }

        private double bin(double value) {
            return Math.floor(value / width + ROUNDING);
        }

        private long bins(double[] values) {
            return Arrays.stream(values).filter(Double::isFinite).map(this::bin).distinct().limit(2).count();
        }

        /** With the digits that the width has. */
        private String edge(double bin) {
            int digits = Math.clamp(new BigDecimal(Double.toString(width)).stripTrailingZeros().scale(), 0, 12);
            return new BigDecimal(bin * width).setScale(digits, RoundingMode.HALF_EVEN).toPlainString().replaceFirst("^-(0(\\.0*)?)$", "$1");
        }
    }

    /**
     * Groups of as many networks each as can be: equal values stay together.
     *
     * @param groups at least 1
     */
    record ByQuantile(String label, int groups) implements Grouping {
        public ByQuantile {
            if (groups < 1) {
                throw new IllegalArgumentException("Networks are put into 1 group or more, not " + groups + ".");
            }
        }

        @Override
        public List<NetworkGroup> of(Cohort cohort) {
            double[] values = cohort.label(label);
            int[] order = IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).boxed()
                    .sorted((a, b) -> Double.compare(values[a], values[b])).mapToInt(i -> i).toArray();
            List<NetworkGroup> all = new ArrayList<>();
            int from = 0;
            for (int group = 1; group <= groups; group++) {
                int to = (int) ((long) order.length * group / groups);
                while (to > from && to < order.length && values[order[to]] == values[order[to - 1]]) {
                    to++;
                }
                if (to > from) {
                    double low = values[order[from]];
                    double high = values[order[to - 1]];
                    all.add(new NetworkGroup(number(low) + (high > low ? "–" + number(high) : ""), (low + high) / 2,
                            Arrays.stream(order, from, to).sorted().boxed().toList()));
                    from = to;
                }
            }
            return all;
        }

        private static String number(double value) {
            BigDecimal rounded = new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN);
            return rounded.signum() == 0 && value != 0 ? Double.toString(value) : new Label.Number(rounded.doubleValue()).text();
        }
    }

    /** A group for each value of a label, be it a word or a number: how networks were initialised, or their epoch. */
    record ByValue(String label) implements Grouping {
        @Override
        public List<NetworkGroup> of(Cohort cohort) {
            Map<String, List<Integer>> values = new TreeMap<>(NaturalOrder.OF_FILES);
            for (int i = 0; i < cohort.networks().size(); i++) {
                int network = i;
                cohort.labels(i).get(label).map(Label::text).filter(text -> !text.isEmpty())
                        .ifPresent(text -> values.computeIfAbsent(text, t -> new ArrayList<>()).add(network));
            }
            double[] numbers = cohort.label(label);
            return values.entrySet().stream().map(value -> new NetworkGroup(value.getKey(), numbers[value.getValue().getFirst()], value.getValue()))
                    // numbers by their size, then words
                    .sorted(Comparator.comparingDouble(NetworkGroup::middle)).toList();
        }
    }
}
