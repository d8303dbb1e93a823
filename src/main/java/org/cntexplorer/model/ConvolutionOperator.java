package org.cntexplorer.model;

import java.util.Arrays;
import java.util.List;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * What a convolution computes. "Input" and "output" are those of its geometry, whichever way its links go. Units are numbered channel
 * first, row-major; taps row-major.
 */
final class ConvolutionOperator {
    private final Convolution connection;
    private final ConvolutionGeometry geometry;
    private final Tensor kernel;
    private final Convolution.Steps steps;
    private final int taps;
    /** Input channels of a group. */
    private final int groupInputs;
    /** Output channels of a group. */
    private final int groupOutputs;
    /** Made when links are unrolled first. */
    private TapLinks tapLinks;

    private ConvolutionOperator(Convolution connection) {
        this.connection = connection;
        this.geometry = connection.geometry();
        this.kernel = connection.kernel();
        this.steps = connection.layout().steps(geometry);
        this.taps = geometry.taps();
        this.groupInputs = geometry.inputChannels() / geometry.groups();
        this.groupOutputs = geometry.outputChannels() / geometry.groups();
    }

    static ConvolutionOperator of(Convolution connection) {
        return new ConvolutionOperator(connection);
    }

    Convolution connection() {
        return connection;
    }

    double stored(int output, int inputOfGroup, int tap) {
        return kernel.get(steps.weight(output, inputOfGroup, tap));
    }

    private float weight(int output, int inputOfGroup, int tap) {
        return (float) kernel.get(steps.weight(output, inputOfGroup, tap));
    }

    /** Receives weights with their places in the kernel. */
    @FunctionalInterface
    interface EachWeight {
        void accept(double weight, int output, int inputOfGroup, int tap);
    }

    /** Every weight once, in the file's order. */
    void each(Progress progress, EachWeight each) {
        Convolution.Layout layout = connection.layout();
        int[] extents = layout.extents(geometry);
        // the places along the three axes, in the file's order
        int[] at = new int[3];
        connection.read((weights, count) -> {
            for (int i = 0; i < count; i++) {
                each.accept(weights[i], at[layout.output], at[layout.input], at[layout.tap]);
                if (++at[2] == extents[2]) {
                    at[2] = 0;
                    if (++at[1] == extents[1]) {
                        at[1] = 0;
                        at[0]++;
                    }
                }
            }
        }, progress);
    }

    int inputChannel(int output, int inputOfGroup) {
        return output / groupOutputs * groupInputs + inputOfGroup;
    }

    /** At how many positions each tap is a link. */
    long[] uses() {
        long[] uses = {1};
        for (int axis = 0; axis < geometry.axes(); axis++) {
            long[] along = geometry.uses(axis);
            long[] both = new long[uses.length * along.length];
            for (int i = 0; i < both.length; i++) {
                both[i] = uses[i / along.length] * along[i % along.length];
            }
            uses = both;
        }
        return uses;
    }

    long links() {
        return Arrays.stream(uses()).sum() * geometry.outputChannels() * groupInputs;
    }

    Sums sums(Weighting weighting, Progress progress) {
        KernelSums kernelSums = KernelSums.of(connection, weighting, progress);
        double[][] both = new double[2][];
        Bands.ALL_CORES.run(2, Bands.sideBySide(2, (long) connection.sources() + connection.targets()), progress, (band, from, to) -> {
            for (int end = from; end < to; end++) {
                both[end] = end == 0 ? new UnitSums(geometry, true).of(kernelSums.byOutput(), geometry.outputChannels(), progress)
                        : new UnitSums(geometry, false).of(kernelSums.byInput(), geometry.inputChannels(), progress);
            }
        });
        double[] ofOutputs = both[0];
        double[] ofInputs = both[1];
        return connection.transposed() ? new Sums(ofInputs, ofOutputs) : new Sums(ofOutputs, ofInputs);
    }

    /** Along each axis, the extent of the kernel at which tap {@code tap} stands. */
    private int[] along(int tap) {
        return position(tap, geometry.kernel());
    }

    private static int[] position(int number, List<Integer> extents) {
        int[] at = new int[extents.size()];
        int rest = number;
        for (int axis = at.length - 1; axis >= 0; axis--) {
            at[axis] = rest % extents.get(axis);
            rest /= extents.get(axis);
        }
        return at;
    }

    /** The input position that a tap brings to an output position, or −1 where that is padding. */
    private int input(int[] outputAt, int[] tapAt) {
        int number = 0;
        for (int axis = 0; axis < outputAt.length; axis++) {
            int at = geometry.inputOf(axis, outputAt[axis], tapAt[axis]);
            if (at < 0) {
                return -1;
            }
            number = number * geometry.input().get(axis) + at;
        }
        return number;
    }

    private int output(int[] inputAt, int[] tapAt) {
        int number = 0;
        for (int axis = 0; axis < inputAt.length; axis++) {
            int at = geometry.outputOf(axis, inputAt[axis], tapAt[axis]);
            if (at < 0) {
                return -1;
            }
            number = number * geometry.output().get(axis) + at;
        }
        return number;
    }

    /** The taps that are links at a unit of the output, or of the input, and the positions that they bring there; ascending by position. */
    int[][] tapsAt(int position, boolean ofOutput) {
        int[] at = position(position, ofOutput ? geometry.output() : geometry.input());
        int[] linked = new int[taps];
        int[] other = new int[taps];
        int count = 0;
        for (int i = 0; i < taps; i++) {
            // a later tap comes from an earlier output
            int tap = ofOutput ? i : taps - 1 - i;
            int from = ofOutput ? input(at, along(tap)) : output(at, along(tap));
            if (from >= 0) {
                linked[count] = tap;
                other[count++] = from;
            }
        }
        return new int[][] {Arrays.copyOf(linked, count), Arrays.copyOf(other, count)};
    }

    /** The links of an output unit, in order of input. */
    Links ofOutput(int unit) {
        int channel = unit / geometry.outputPositions();
        int[][] at = tapsAt(unit % geometry.outputPositions(), true);
        int n = at[0].length;
        int[] inputs = new int[groupInputs * n];
        float[] weights = new float[inputs.length];
        for (int i = 0; i < groupInputs; i++) {
            for (int k = 0; k < n; k++) {
                inputs[i * n + k] = inputChannel(channel, i) * geometry.inputPositions() + at[1][k];
                weights[i * n + k] = weight(channel, i, at[0][k]);
            }
        }
        return links(inputs, filled(inputs.length, unit), weights);
    }

    /** The links of an input unit, in order of output. */
    Links ofInput(int unit) {
        int channel = unit / geometry.inputPositions();
        int first = channel / groupInputs * groupOutputs;
        int[][] at = tapsAt(unit % geometry.inputPositions(), false);
        int n = at[0].length;
        int[] outputs = new int[groupOutputs * n];
        float[] weights = new float[outputs.length];
        for (int o = 0; o < groupOutputs; o++) {
            for (int k = 0; k < n; k++) {
                outputs[o * n + k] = (first + o) * geometry.outputPositions() + at[1][k];
                weights[o * n + k] = weight(first + o, channel % groupInputs, at[0][k]);
            }
        }
        return links(filled(outputs.length, unit), outputs, weights);
    }

    private static int[] filled(int length, int number) {
        int[] all = new int[length];
        Arrays.fill(all, number);
        return all;
    }

    private Links links(int[] inputs, int[] outputs, float[] weights) {
        return connection.transposed() ? new Links(connection.index(), outputs, inputs, weights) : new Links(connection.index(), inputs, outputs, weights);
    }

    long countAtLeast(double threshold, Progress progress) {
        long[] uses = uses();
        long[] count = {0};
        each(progress, (weight, output, inputOfGroup, tap) -> count[0] += Math.abs(weight) >= threshold ? uses[tap] : 0);
        return count[0];
    }

    /** Tells every link with |w| ≥ {@code least}. */
    void each(double least, Progress progress, LinkVisitor visitor) {
        long[] uses = uses();
        each(progress, (weight, output, inputOfGroup, tap) -> {
            if (uses[tap] > 0 && Math.abs(weight) >= least) {
                progress.check();
                unroll((float) weight, output, inputChannel(output, inputOfGroup), tap, visitor);
            }
        });
    }

    /** How many links with |w| ≥ {@code least} leave each source; with −∞ all, NaN too. */
    long[] bySource(double least, Progress progress) {
        boolean ofOutput = connection.transposed();
        int channels = ofOutput ? geometry.outputChannels() : geometry.inputChannels();
        double[] byTap = new double[channels * taps];
        if (least == Double.NEGATIVE_INFINITY) {
            Arrays.fill(byTap, ofOutput ? groupInputs : groupOutputs);
        } else {
            each(progress, (weight, output, inputOfGroup, tap) ->
                    byTap[(ofOutput ? output : inputChannel(output, inputOfGroup)) * taps + tap] += Math.abs(weight) >= least ? 1 : 0);
        }
        double[] count = new UnitSums(geometry, ofOutput).of(byTap, channels, progress);
        long[] ofUnits = new long[count.length];
        Arrays.setAll(ofUnits, unit -> (long) count[unit]);
        return ofUnits;
    }

    /** See {@link Degrees}. */
    Degrees degrees(Progress progress) {
        double[] byOutput = new double[geometry.outputChannels() * taps];
        double[] byInput = new double[geometry.inputChannels() * taps];
        each(progress, (weight, output, inputOfGroup, tap) -> {
            if (Math.abs(weight) > 0) {
                byOutput[output * taps + tap]++;
                byInput[inputChannel(output, inputOfGroup) * taps + tap]++;
            }
        });
        int[] ofOutputs = whole(new UnitSums(geometry, true).of(byOutput, geometry.outputChannels(), progress));
        int[] ofInputs = whole(new UnitSums(geometry, false).of(byInput, geometry.inputChannels(), progress));
        return connection.transposed() ? new Degrees(ofInputs, ofOutputs) : new Degrees(ofOutputs, ofInputs);
    }

    private static int[] whole(double[] counts) {
        return Arrays.stream(counts).mapToInt(count -> (int) count).toArray();
    }

    Links strongest(int count, double threshold, Progress progress) {
        return new StrongestOfConvolution(this, count, threshold).links(progress);
    }

    /** Tells the links that a weight is. */
    void unroll(float weight, int outputChannel, int inputChannel, int tap, LinkVisitor into) {
        int firstInput = inputChannel * geometry.inputPositions();
        int firstOutput = outputChannel * geometry.outputPositions();
        if (connection.transposed()) {
            eachPair(tap, (input, output) -> into.accept(firstOutput + output, firstInput + input, weight));
        } else {
            eachPair(tap, (input, output) -> into.accept(firstInput + input, firstOutput + output, weight));
        }
    }

    /** The positions that a tap links, in order of output. */
    void eachPair(int tap, TapLinks.Pair each) {
        tapLinks().each(tap, each);
    }

    /** The same row by row. */
    void eachRow(int tap, TapLinks.Row each) {
        tapLinks().eachRow(tap, each);
    }

    private TapLinks tapLinks() {
        if (tapLinks == null) {
            tapLinks = new TapLinks(geometry);
        }
        return tapLinks;
    }
}
