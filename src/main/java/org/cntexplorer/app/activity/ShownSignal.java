package org.cntexplorer.app.activity;

import java.util.Optional;
import org.cntexplorer.data.Samples;

/** Which samples' signals the graph shows: one, or the mean over some. */
public sealed interface ShownSignal {
    /** The sample that is looked at, whichever that is. */
    record Looked() implements ShownSignal {}

    /** One sample by its number. */
    record OfSample(long sample) implements ShownSignal {}

    /** The mean over all samples of a class. */
    record OfClass(int number) implements ShownSignal {}

    /** The mean over all samples. */
    record OfAll() implements ShownSignal {}

    /** As a person reads it. @param looked the number of the sample that is looked at */
    default String words(Samples samples, long looked) {
        return switch (this) {
            case Looked one -> samples.title(looked);
            case OfSample one -> samples.title(one.sample());
            case OfClass some -> "mean of class " + samples.labels().map(labels -> labels.names().get(some.number())).orElse(String.valueOf(some.number()));
            case OfAll all -> "mean of all samples";
        };
    }

    /** The one sample that it is; empty for a mean. */
    default Optional<Long> sample(long looked) {
        return switch (this) {
            case Looked one -> Optional.of(looked);
            case OfSample one -> Optional.of(one.sample());
            case OfClass some -> Optional.empty();
            case OfAll all -> Optional.empty();
        };
    }
}
