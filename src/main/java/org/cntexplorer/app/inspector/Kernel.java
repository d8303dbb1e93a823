package org.cntexplorer.app.inspector;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.model.Composed;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Convolution;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;

/**
 * The kernel of a channel: for each channel of the layer before it the weights of its taps, the strongest channels first.
 *
 * @param channels numbers of the channels of the layer before, by Σ|w| of their taps
 * @param of how many channels there are; only so many are kept as can be told apart
 * @param taps the weights as an image of that many channels, (channel, row, column)
 */
record Kernel(int[] channels, int of, WeightImage taps) {
    /** Channels that are shown. */
    static final int MOST = 49;

    /** The kernel that a neuron has, where a convolution enters its layer; also behind a pooling. */
    static Optional<Kernel> of(Connection connection, int target, Progress progress) {
        return switch (connection) {
            case Convolution convolution -> Optional.of(of(convolution, target / (convolution.targets() / channels(convolution)), progress));
            case Composed composed -> of(composed.operator(), target, progress);
            default -> Optional.empty();
        };
    }

    private static int channels(Convolution convolution) {
        return convolution.transposed() ? convolution.geometry().inputChannels() : convolution.geometry().outputChannels();
    }

    private record Taps(int channel, float[] weights, double strength) {}

    private static Kernel of(Convolution convolution, int channel, Progress progress) {
        int first = convolution.firstSourceChannel(channel);
        int count = convolution.sourceChannels();
        List<Taps> strongest = IntStream.range(first, first + count).mapToObj(source -> {
            progress.check();
            float[] weights = convolution.taps(source, channel);
            double strength = IntStream.range(0, weights.length).mapToDouble(t -> Math.abs(weights[t])).sum();
            return new Taps(source, weights, Double.isNaN(strength) ? Double.POSITIVE_INFINITY : strength);
        }).sorted(Comparator.comparingDouble((Taps t) -> -t.strength()).thenComparingInt(Taps::channel)).limit(MOST).toList();
        List<Integer> extents = convolution.geometry().kernel();
        int columns = extents.getLast();
        int taps = strongest.getFirst().weights().length;
        float[] all = new float[strongest.size() * taps];
        for (int i = 0; i < strongest.size(); i++) {
            System.arraycopy(strongest.get(i).weights(), 0, all, i * taps, taps);
        }
        return new Kernel(strongest.stream().mapToInt(Taps::channel).toArray(), count,
                WeightImage.of(convolution.from(), Shape.of(strongest.size(), taps / columns, columns), all));
    }

    /** "3×3 kernel", "3×3 kernel, 49 strongest of 512 channels". */
    String words() {
        Shape shape = taps.shape();
        return shape.rows() + "×" + shape.columns() + " kernel" + (channels.length < of ? ", strongest " + channels.length + " of " + of + " channels" : "");
    }
}
