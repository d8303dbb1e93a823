package org.cntexplorer.model.kernel;

import java.util.Arrays;

/**
 * The numbers of largest magnitude among those offered, with their places in a matrix. Ties go to the smaller first place, then to the
 * smaller second one: by row and column, or by column and row.
 *
 * <p>Offers are collected until there are twice as many as wanted, and then the better half is kept and the threshold raised, so that an
 * offer costs a constant on average.
 */
public final class Strongest {
    private static final int SPARE = 1024;

    private final int wanted;
    private final boolean columnsFirst;
    private float threshold;
    private float[] weight;
    private long[] place;
    private int count;

    /**
     * @param wanted how many to keep, at most
     * @param least only numbers of at least this magnitude are kept
     * @param columnsFirst whether ties are decided by column first
     */
    public Strongest(int wanted, float least, boolean columnsFirst) {
        this.wanted = wanted;
        this.columnsFirst = columnsFirst;
        // nothing is ≥ NaN: where none is wanted, none is taken
        this.threshold = wanted > 0 ? least : Float.NaN;
        int room = Math.min(wanted, 1 << 16) + SPARE;
        weight = new float[room];
        place = new long[room];
    }

    /** A number below this need not be offered. */
    public float threshold() {
        return threshold;
    }

    /** Takes a number of row {@code row} and column {@code column} into account; NaN never. */
    public void offer(float x, int row, int column) {
        if (Math.abs(x) >= threshold) {
            if (count == weight.length) {
                makeRoom();
            }
            weight[count] = x;
            place[count++] = columnsFirst ? (long) column << 32 | row : (long) row << 32 | column;
        }
    }

    /** Takes what another one kept into account. */
    public void offer(Strongest other) {
        for (int i = 0; i < other.count; i++) {
            int first = (int) (other.place[i] >>> 32);
            int second = (int) other.place[i];
            offer(other.weight[i], columnsFirst ? second : first, columnsFirst ? first : second);
        }
    }

    private void makeRoom() {
        long most = 2L * wanted + SPARE;
        if (weight.length < most) {
            int room = (int) Math.min(most, 2L * weight.length);
            weight = Arrays.copyOf(weight, room);
            place = Arrays.copyOf(place, room);
        } else {
            keep();
        }
    }

    /** Keeps the wanted ones only. */
    private void keep() {
        if (count > wanted) {
            select(0, count - 1, wanted);
            count = wanted;
            float weakest = Float.POSITIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                weakest = Math.min(weakest, Math.abs(weight[i]));
            }
            threshold = Math.max(threshold, weakest);
        }
    }

    /** Whether entry (x, at) comes before entry (y, other). */
    private static boolean before(float x, long at, float y, long other) {
        float a = Math.abs(x);
        float b = Math.abs(y);
        return a > b || a == b && at < other;
    }

    /** Partitions until the best {@code first} stand in front (quickselect, pivot of three). */
    private void select(int from, int to, int first) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entryBefore(middle, low)) {
                swap(middle, low);
            }
            if (entryBefore(high, low)) {
                swap(high, low);
            }
            if (entryBefore(high, middle)) {
                swap(high, middle);
            }
            long parts = partition(low, high, weight[middle], place[middle]);
            int i = (int) (parts >>> 32);
            int j = (int) parts;
            if (first - 1 <= j) {
                high = j;
            } else if (first - 1 >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    /** Puts what comes before the pivot to the left of what comes after it; where the right part begins, and, below, where the left ends. */
    private long partition(int low, int high, float pivotWeight, long pivotPlace) {
        int i = low;
        int j = high;
        while (i <= j) {
            while (before(weight[i], place[i], pivotWeight, pivotPlace)) {
                i++;
            }
            while (before(pivotWeight, pivotPlace, weight[j], place[j])) {
                j--;
            }
            if (i <= j) {
                swap(i++, j--);
            }
        }
        return (long) i << 32 | j & 0xffffffffL;
    }

    private boolean entryBefore(int a, int b) {
        return before(weight[a], place[a], weight[b], place[b]);
    }

    private void swap(int a, int b) {
        float w = weight[a];
        weight[a] = weight[b];
        weight[b] = w;
        long p = place[a];
        place[a] = place[b];
        place[b] = p;
    }

    /** Receives the kept numbers. */
    @FunctionalInterface
    public interface Receiver {
        void accept(int rank, float weight, int row, int column);
    }

    /** How many are kept: the wanted number, or fewer. Ends the collecting. */
    public int finish() {
        keep();
        sort(0, count - 1);
        return count;
    }

    /** Tells the kept ones, strongest first, after {@link #finish()}. */
    public void each(Receiver receiver) {
        for (int i = 0; i < count; i++) {
            int first = (int) (place[i] >>> 32);
            int second = (int) place[i];
            receiver.accept(i, weight[i], columnsFirst ? second : first, columnsFirst ? first : second);
        }
    }

    /** Quicksort; the shorter part by recursion, so that the depth stays logarithmic. */
    private void sort(int from, int to) {
        int low = from;
        int high = to;
        while (high - low > 12) {
            int middle = (low + high) >>> 1;
            long parts = partition(low, high, weight[middle], place[middle]);
            int i = (int) (parts >>> 32);
            int j = (int) parts;
            if (j - low < high - i) {
                sort(low, j);
                low = i;
            } else {
                sort(i, high);
                high = j;
            }
        }
        for (int i = low + 1; i <= high; i++) {
            for (int j = i; j > low && entryBefore(j, j - 1); j--) {
                swap(j, j - 1);
            }
        }
    }
}
