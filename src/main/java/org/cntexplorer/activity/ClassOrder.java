package org.cntexplorer.activity;

/** Some samples in the order of their classes, those of a class in theirs; samples without a class are a class of their own behind the others. */
final class ClassOrder {
    private final int classes;
    private final int[] start;
    private final int[] order;

    /**
     * @param labels of all samples of a batch, −1 for none; empty where there are no classes
     * @param from the first of the samples
     */
    ClassOrder(int classes, int[] labels, int from, int count) {
        this.classes = classes;
        start = new int[classes + 2];
        order = new int[count];
        for (int i = 0; i < count; i++) {
            start[of(labels, from + i) + 1]++;
        }
        for (int c = 0; c <= classes; c++) {
            start[c + 1] += start[c];
        }
        int[] next = start.clone();
        for (int i = 0; i < count; i++) {
            order[next[of(labels, from + i)]++] = i;
        }
    }

    private int of(int[] labels, int i) {
        return classes == 0 || labels[i] < 0 ? classes : labels[i];
    }

    /** Groups: classes, and one for those that have none. */
    int groups() {
        return classes + 1;
    }

    int start(int group) {
        return start[group];
    }

    int end(int group) {
        return start[group + 1];
    }

    /** Where each sample's numbers begin, in this order. */
    int[] starts(Rows rows) {
        int[] starts = new int[order.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = rows.from(order[i]);
        }
        return starts;
    }

    /** The sample at a place of the order, the first of the samples being 0. */
    int at(int place) {
        return order[place];
    }
}
