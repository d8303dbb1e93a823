package org.cntexplorer.model;

import java.util.Arrays;
import org.cntexplorer.model.kernel.Strongest;

/**
 * Some links of one connection, in primitive arrays of equal length: the few that are drawn, listed or exported.
 *
 * @param connection index of the connection
 * @param source for each link the neuron it leaves, an index into the source layer
 * @param target for each link the neuron it enters, an index into the target layer
 * @param weight for each link its weight
 */
public record Links(int connection, int[] source, int[] target, float[] weight) {
    public Links {
        if (source.length != weight.length || target.length != weight.length) {
            throw new IllegalArgumentException("arrays of unequal length");
        }
    }

    /** What was kept of a matrix' numbers, strongest first; {@code rowsAreSources} says which way its links go. */
    static Links of(int connection, Strongest kept, boolean rowsAreSources) {
        int n = kept.finish();
        int[] rows = new int[n];
        int[] columns = new int[n];
        float[] weight = new float[n];
        kept.each((rank, w, row, column) -> {
            rows[rank] = row;
            columns[rank] = column;
            weight[rank] = w;
        });
        return rowsAreSources ? new Links(connection, rows, columns, weight) : new Links(connection, columns, rows, weight);
    }

    /** The {@code most} of largest |w|, largest first; ties by source, then target. NaN weights are never chosen. */
    public Links strongest(int most) {
        Strongest kept = new Strongest(Math.min(most, count()), 0, false);
        for (int i = 0; i < count(); i++) {
            kept.offer(weight[i], source[i], target[i]);
        }
        return of(connection, kept, true);
    }

    /** Those that a filter wants, in the same order. */
    public Links where(LinkFilter filter) {
        int kept = 0;
        int[] sources = new int[count()];
        int[] targets = new int[count()];
        float[] weights = new float[count()];
        for (int i = 0; i < count(); i++) {
            if (filter.wants(source[i], target[i], weight[i])) {
                sources[kept] = source[i];
                targets[kept] = target[i];
                weights[kept++] = weight[i];
            }
        }
        return new Links(connection, Arrays.copyOf(sources, kept), Arrays.copyOf(targets, kept), Arrays.copyOf(weights, kept));
    }

    /** The first {@code count}. */
    public Links first(int count) {
        return count >= count() ? this
                : new Links(connection, Arrays.copyOf(source, count), Arrays.copyOf(target, count), Arrays.copyOf(weight, count));
    }

    /** Σ|w|. */
    public double mass() {
        double mass = 0;
        for (float w : weight) {
            mass += Math.abs(w);
        }
        return mass;
    }

    public int count() {
        return weight.length;
    }
}
