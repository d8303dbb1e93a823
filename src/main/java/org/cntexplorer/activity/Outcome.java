package org.cntexplorer.activity;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How well a network tells the classes of samples.
 *
 * @param classes their names, as many as there are labels or as the network tells apart
 * @param labelled how many samples have a class
 * @param confusion {@code confusion[i][j]}: how many samples of class i it takes for class j
 * @param loss mean cross entropy as Keras computes it; empty where the network gives no probabilities
 */
public record Outcome(List<String> classes, long labelled, long[][] confusion, OptionalDouble loss) {
    public Outcome {
        classes = List.copyOf(classes);
    }

    /** Share of samples that are taken for what they are; empty where none has a class. */
    public OptionalDouble accuracy() {
        long right = IntStream.range(0, confusion.length).mapToLong(i -> confusion[i][i]).sum();
        return labelled == 0 ? OptionalDouble.empty() : OptionalDouble.of(right / (double) labelled);
    }

    /** Share of the samples of a class that are taken for it; empty where it has none. */
    public Optional<Double> recall(int of) {
        long all = LongStream.of(confusion[of]).sum();
        return all == 0 ? Optional.empty() : Optional.of(confusion[of][of] / (double) all);
    }
}
