package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where the colours of a graph's layers end: of all where the largest |value| of the network is, or of each where that of the layer is. Immutable. */
public final class ValueLimits {
    private final List<Double> largest;
    private final boolean own;
    private final double whole;
    private final double[] ends;

    private ValueLimits(List<Double> largest, boolean own) {
        this.largest = List.copyOf(largest);
        this.own = own;
        this.whole = end(largest.stream().mapToDouble(one -> one).max().orElse(0));
        this.ends = largest.stream().mapToDouble(one -> own ? end(one) : whole).toArray();
    }

    private static double end(double largest) {
        return largest > 0 ? largest : 1;
    }

    /**
     * @param largest of each layer the largest finite |value|
     * @param own whether each layer has a range of its own
     */
    public static ValueLimits of(List<Double> largest, boolean own) {
        return new ValueLimits(largest, own);
    }

    /** Of each layer the largest finite |value|. */
    public List<Double> largest() {
        return largest;
    }

    /** Whether each layer has a range of its own. */
    public boolean areOwn() {
        return own;
    }

    /** Where the colours of a layer end; 1 where all of its values are 0. */
    public double of(int layer) {
        return ends[layer];
    }

    /** The largest of all; 1 where all are 0. */
    public double whole() {
        return whole;
    }

    /** These, or one for all. */
    public ValueLimits own(boolean each) {
        return each == own ? this : new ValueLimits(largest, each);
    }

    /** These, and further on where another graph of the same layers has larger values. @param others none where nothing is known of it */
    public ValueLimits upTo(List<Double> others) {
        List<Double> both = larger(largest, others);
        return both.equals(largest) ? this : new ValueLimits(both, own);
    }

    /** Of each layer the larger number; of two different counts of layers the first ones. */
    public static List<Double> larger(List<Double> some, List<Double> others) {
        if (some.isEmpty() || others.size() != some.size()) {
            return some.isEmpty() ? others : some;
        }
        List<Double> both = new ArrayList<>();
        for (int layer = 0; layer < some.size(); layer++) {
            both.add(Math.max(some.get(layer), others.get(layer)));
        }
        return Collections.unmodifiableList(both);
    }
}
