package org.cntexplorer.data;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;

/**
 * The class of each sample.
 *
 * @param of the class of each sample, −1 where it has none; not to be changed
 * @param names of the classes, in their order
 */
public record SampleLabels(int[] of, List<String> names) {
    static final int MOST_CLASSES = 1 << 20;

    public SampleLabels {
        names = List.copyOf(names);
        for (int label : of) {
            Objects.checkIndex(label + 1, names.size() + 1);
        }
    }

    /** Classes that have no names but their numbers: as many as the greatest of them says. */
    public static SampleLabels numbered(int[] of) {
        return new SampleLabels(of, IntStream.rangeClosed(0, IntStream.of(of).max().orElse(-1)).mapToObj(Integer::toString).toList());
    }

    public int count() {
        return of.length;
    }

    /** Number of classes. */
    public int classes() {
        return names.size();
    }

    /** The class of a sample in words; empty where it has none. */
    public String name(long sample) {
        int label = of[Math.toIntExact(sample)];
        return label < 0 ? "" : names.get(label);
    }

    /** The same of some samples, in their order. */
    SampleLabels rows(long[] rows) {
        int[] some = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = of[Math.toIntExact(rows[i])];
        }
        return new SampleLabels(some, names);
    }

    /** The same classes under names; more names than classes are kept. */
    SampleLabels named(String source, List<String> better) throws ModelFormatException {
        if (better.size() < names.size()) {
            throw new ModelFormatException(source + " names " + better.size() + " classes, and there are labels of " + names.size()
                    + "; add a line for each class.");
        }
        return new SampleLabels(of, better);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampleLabels that && java.util.Arrays.equals(of, that.of) && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(of) * 31 + names.hashCode();
    }

    @Override
    public String toString() {
        return of.length + " labels of " + names.size() + " classes";
    }
}
