package org.cntexplorer.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongToIntFunction;
import java.util.stream.Stream;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * A convolution in one, two or three dimensions, or the transpose of one: the unrolled sparse graph (metrics.md §1), never unrolled. Its
 * strengths are sums of the kernel over the taps that are links at a unit, which are the same for all units of a channel but those at the
 * border.
 *
 * @param kernel the weights, its axes in the order that {@code layout} says, O and I being the channels of {@code geometry}'s output and input
 * @param geometry of the convolution; of a transposed one, that of the convolution whose transpose it is
 * @param transposed whether the links go from the geometry's output to its input
 * @param channelBias of each channel of the target
 */
public record Convolution(int index, String name, int from, int to, Tensor kernel, Layout layout, ConvolutionGeometry geometry,
                          boolean transposed, Optional<Tensor> channelBias) implements Connection {

    /** In which order the kernel's axes are stored; its taps, however many axes they have, are one of three. */
    public enum Layout {
        /** {@code [O, I/groups, taps…]}: PyTorch, ONNX. */
        CHANNELS_FIRST(0, 1, 2),
        /** {@code [taps…, I/groups, O]}: Keras, and what TensorFlow Lite convolves each channel with by itself. */
        CHANNELS_LAST(2, 1, 0),
        /** {@code [O, taps…, I/groups]}: TensorFlow Lite. */
        OUTPUTS_FIRST(0, 2, 1),
        /** {@code [I/groups, taps…, O]}: TensorFlow Lite's transposed convolutions. */
        INPUTS_FIRST(2, 0, 1);

        /** Which of the three is the output channel, which the input channel of the group, and which the tap. */
        final int output;
        final int input;
        final int tap;

        Layout(int output, int input, int tap) {
            this.output = output;
            this.input = input;
            this.tap = tap;
        }

        /** The extents of the three, in the file's order. */
        int[] extents(ConvolutionGeometry geometry) {
            return extents(geometry.outputChannels(), geometry.inputChannels() / geometry.groups(), geometry.taps());
        }

        /** How far apart the weights lie. */
        Steps steps(ConvolutionGeometry geometry) {
            return steps(geometry.outputChannels(), geometry.inputChannels() / geometry.groups(), geometry.taps());
        }

        /** Likewise, of a kernel of these extents. */
        public Steps steps(int outputs, int inputsOfGroup, int taps) {
            int[] extents = extents(outputs, inputsOfGroup, taps);
            long[] steps = {(long) extents[1] * extents[2], extents[2], 1};
            return new Steps(steps[output], steps[input], steps[tap]);
        }

        /** The axis of the output's channels, or else of the input's, of a kernel that has an axis for each of its taps' and these two. */
        public int axis(boolean ofOutput, int rank) {
            int place = ofOutput ? output : input;
            return place < tap ? place : place + rank - 3;
        }

        private int[] extents(int outputs, int inputsOfGroup, int taps) {
            int[] extents = new int[3];
            extents[output] = outputs;
            extents[input] = inputsOfGroup;
            extents[tap] = taps;
            return extents;
        }
    }

    /**
     * How many weights of the file it is to the next output channel, the next input channel of the group, and the next tap.
     */
    public record Steps(long output, long input, long tap) {
        /** The number of a weight in the file's order. */
        long weight(int outputChannel, int inputOfGroup, int atTap) {
            return outputChannel * output + inputOfGroup * input + atTap * tap;
        }
    }

    /** @throws IllegalArgumentException where the kernel has not the size that the geometry asks for */
    public Convolution {
        Objects.requireNonNull(layout);
        long wanted = (long) geometry.outputChannels() * (geometry.inputChannels() / geometry.groups()) * geometry.taps();
        if (kernel.size() != wanted) {
            throw new IllegalArgumentException(name + ": a kernel of " + kernel.size() + " weights, where its geometry asks for " + wanted);
        }
        int channels = transposed ? geometry.inputChannels() : geometry.outputChannels();
        if (channelBias.isPresent() && channelBias.get().size() != channels) {
            throw new IllegalArgumentException(name + ": " + channelBias.get().size() + " biases for " + channels + " channels");
        }
    }

    @Override
    public Connection between(int index, int from, int to) {
        return new Convolution(index, name, from, to, kernel, layout, geometry, transposed, channelBias);
    }

    @Override
    public String kind() {
        return transposed ? "transposed convolution" : "convolution";
    }

    /** Channels of the target. */
    public int targetChannels() {
        return transposed ? geometry.inputChannels() : geometry.outputChannels();
    }

    /** The channel of the target that a weight of the kernel, by its number in the file's order, leads to. */
    public LongToIntFunction targetChannelOfWeight() {
        int inputs = geometry.inputChannels() / geometry.groups();
        int outputsOfGroup = geometry.outputChannels() / geometry.groups();
        Steps steps = layout.steps(geometry);
        return weight -> {
            int output = (int) (weight / steps.output() % geometry.outputChannels());
            return transposed ? output / outputsOfGroup * inputs + (int) (weight / steps.input() % inputs) : output;
        };
    }

    /** Channels of the source that a channel of the target is linked to. */
    public int sourceChannels() {
        return (transposed ? geometry.outputChannels() : geometry.inputChannels()) / geometry.groups();
    }

    /** The first of the channels of the source that a channel of the target is linked to; the others follow it. */
    public int firstSourceChannel(int targetChannel) {
        return targetChannel / (targetChannels() / geometry.groups()) * sourceChannels();
    }

    /** The weights from one channel to another that it is linked to, tap by tap in the kernel's order. */
    public float[] taps(int sourceChannel, int targetChannel) {
        int inputs = geometry.inputChannels() / geometry.groups();
        int output = transposed ? sourceChannel : targetChannel;
        int input = (transposed ? targetChannel : sourceChannel) % inputs;
        Steps steps = layout.steps(geometry);
        float[] taps = new float[geometry.taps()];
        for (int tap = 0; tap < taps.length; tap++) {
            taps[tap] = (float) kernel.get(steps.weight(output, input, tap));
        }
        return taps;
    }

    private int inputUnits() {
        return Math.multiplyExact(geometry.inputChannels(), geometry.inputPositions());
    }

    private int outputUnits() {
        return Math.multiplyExact(geometry.outputChannels(), geometry.outputPositions());
    }

    @Override
    public int sources() {
        return transposed ? outputUnits() : inputUnits();
    }

    @Override
    public int targets() {
        return transposed ? inputUnits() : outputUnits();
    }

    @Override
    public long links() {
        return ConvolutionOperator.of(this).links();
    }

    @Override
    public long weights() {
        return kernel.size();
    }

    /** The channels' biases, each for all units of its channel. */
    @Override
    public Optional<Tensor> bias() {
        return channelBias.map(stored -> stored.repeated(targets() / (int) stored.size()));
    }

    @Override
    public Optional<Tensor> storedBias() {
        return channelBias;
    }

    @Override
    public void addBias(Weighting weighting, double[] to) {
        channelBias.ifPresent(stored -> stored.addTo(to, targets() / (int) stored.size(), weighting));
    }

    @Override
    public OptionalDouble biasOf(int target) {
        return channelBias.map(stored -> OptionalDouble.of(stored.get(target / (targets() / stored.size())))).orElse(OptionalDouble.empty());
    }

    @Override
    public List<Tensor> stored() {
        return Stream.concat(Stream.of(kernel), channelBias.stream()).toList();
    }

    @Override
    public Sums sums(Weighting weighting, Progress progress) {
        return ConvolutionOperator.of(this).sums(weighting, progress);
    }

    @Override
    public Moments moments(Progress progress) {
        int columns = layout.extents(geometry)[2];
        return new WeightMoments(kernel, Math.toIntExact(kernel.size() / columns), columns).of(Bands.ALL_CORES, progress);
    }

    @Override
    public void read(WeightBlocks blocks, Progress progress) {
        double[] block = new double[(int) Math.min(4096, Math.max(1, kernel.size()))];
        for (long from = 0; from < kernel.size(); from += block.length) {
            progress.check();
            int count = (int) Math.min(block.length, kernel.size() - from);
            kernel.read(from, block, 0, count);
            blocks.accept(block, count);
        }
    }

    @Override
    public Links into(int target) {
        return transposed ? ConvolutionOperator.of(this).ofInput(target) : ConvolutionOperator.of(this).ofOutput(target);
    }

    @Override
    public Links outOf(int source) {
        return transposed ? ConvolutionOperator.of(this).ofOutput(source) : ConvolutionOperator.of(this).ofInput(source);
    }

    @Override
    public Links strongest(int count, Progress progress) {
        return ConvolutionOperator.of(this).strongest(count, 0, progress);
    }

    @Override
    public Links atLeast(double threshold, int most, Progress progress) {
        return ConvolutionOperator.of(this).strongest(most, threshold, progress);
    }

    @Override
    public void eachAtLeast(double threshold, Progress progress, LinkVisitor visitor) {
        ConvolutionOperator.of(this).each(threshold, progress, visitor);
    }

    @Override
    public long countAtLeast(double threshold, Progress progress) {
        return ConvolutionOperator.of(this).countAtLeast(threshold, progress);
    }
}
