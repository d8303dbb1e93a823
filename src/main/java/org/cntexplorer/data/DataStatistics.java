package org.cntexplorer.data;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/** Mean and standard deviation (of all, not estimated) of every number of a sample, in one pass: batches of a few, merged as Chan, Golub and LeVeque do. */
final class DataStatistics {
    private static final int PIECE = 1 << 18;

    private final int size;
    private final double[] means;
    /** Sums of squared differences from the mean. */
    private final double[] squares;
    private long count;

    private DataStatistics(int size) {
        this.size = size;
        means = new double[size];
        squares = new double[size];
    }

    /** Goes through all samples. */
    static DataStatistics of(PreparedSamples samples, Progress progress) throws ModelFormatException {
        DataStatistics statistics = new DataStatistics(samples.size());
        int group = (int) Math.max(1, Math.min(samples.count(), PIECE / samples.size()));
        FloatBuffer numbers = FloatBuffer.allocate(Math.multiplyExact(group, samples.size()));
        for (long first = 0; first < samples.count(); first += group) {
            progress.check();
            progress.report((double) first / samples.count(), "Mean and deviation of " + samples.samples().name());
            int now = (int) Math.min(group, samples.count() - first);
            samples.read(first, now, numbers.clear());
            statistics.add(numbers.array(), now);
        }
        return statistics;
    }

    private void add(float[] batch, int some) {
        double[] mean = new double[size];
        double[] square = new double[size];
        for (int k = 0; k < some; k++) {
            for (int i = 0; i < size; i++) {
                mean[i] += batch[k * size + i];
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] /= some;
        }
        for (int k = 0; k < some; k++) {
            for (int i = 0; i < size; i++) {
                double difference = batch[k * size + i] - mean[i];
                square[i] += difference * difference;
            }
        }
        double both = (double) count + some;
        for (int i = 0; i < size; i++) {
            double difference = mean[i] - means[i];
            means[i] += difference * some / both;
            squares[i] += square[i] + difference * difference * count * some / both;
        }
        count += some;
    }

    /** Of each number of a sample. */
    Normalisation.Given ofEachNumber() {
        List<Double> deviations = new ArrayList<>();
        for (double square : squares) {
            deviations.add(Math.sqrt(square / count));
        }
        return new Normalisation.Given(Arrays.stream(means).boxed().toList(), deviations);
    }

    /** Of each channel. */
    Normalisation.Given ofChannels(int channels, boolean last) {
        double[] mean = new double[channels];
        double[] square = new double[channels];
        int points = size / channels;
        for (int i = 0; i < size; i++) {
            mean[last ? i % channels : i / points] += means[i] / points;
        }
        for (int i = 0; i < size; i++) {
            int channel = last ? i % channels : i / points;
            double difference = means[i] - mean[channel];
            square[channel] += squares[i] / count / points + difference * difference / points;
        }
        return new Normalisation.Given(Arrays.stream(mean).boxed().toList(), Arrays.stream(square).map(Math::sqrt).boxed().toList());
    }
}
