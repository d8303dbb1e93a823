package org.cntexplorer.model;

import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * A convolution's kernel summed over its input channels, and over its output channels, each tap by itself.
 *
 * @param byOutput the sum at {@code output·taps + tap}
 * @param byInput the sum at {@code input·taps + tap}
 */
record KernelSums(double[] byOutput, double[] byInput) {
    /** Weights that are decoded at a time: few enough for the cache next to the processor. */
    private static final int BLOCK = 2048;
    /** A weight takes more time than one of a matrix: shorter bands for as long a time each. */
    private static final int BAND_SHARE = 4;

    /** In one pass over the kernel, on all cores. */
    static KernelSums of(Convolution connection, Weighting weighting, Progress progress) {
        Order order = new Order(connection.layout(), connection.geometry());
        Tensor kernel = connection.kernel();
        KernelSums[] ofBand = new KernelSums[Bands.count(order.rows, BAND_SHARE * (long) order.columns * kernel.type().bytes())];
        Bands.ALL_CORES.run(order.rows, ofBand.length, progress, (band, from, to) -> {
            KernelSums own = new KernelSums(new double[order.outputs * order.taps], new double[order.inputs * order.taps]);
            double[] weights = new double[Math.max(1, BLOCK / order.columns) * order.columns];
            for (int row = from; row < to; row += weights.length / order.columns) {
                progress.check();
                int rows = Math.min(to - row, weights.length / order.columns);
                kernel.read((long) row * order.columns, weights, 0, rows * order.columns);
                if (weighting != Weighting.SIGNED) {
                    for (int i = 0; i < rows * order.columns; i++) {
                        weights[i] = weighting.of(weights[i]);
                    }
                }
                for (int r = 0; r < rows; r++) {
                    order.add(weights, r * order.columns, row + r, own);
                }
            }
            ofBand[band] = own;
        });
        for (int band = 1; band < ofBand.length; band++) {
            add(ofBand[0].byOutput, ofBand[band].byOutput);
            add(ofBand[0].byInput, ofBand[band].byInput);
        }
        return ofBand[0];
    }

    private static void add(double[] to, double[] values) {
        for (int i = 0; i < to.length; i++) {
            to[i] += values[i];
        }
    }

    /** The file's order of a kernel: rows along the third of its axes, numbered along the first two. */
    private static final class Order {
        final int rows;
        final int columns;
        final int taps;
        final int inputs;
        final int outputs;
        private final Convolution.Layout layout;
        private final int secondExtent;
        private final int groupInputs;
        private final int groupOutputs;

        Order(Convolution.Layout layout, ConvolutionGeometry geometry) {
            int[] extents = layout.extents(geometry);
            this.layout = layout;
            this.rows = Math.multiplyExact(extents[0], extents[1]);
            this.secondExtent = extents[1];
            this.columns = extents[2];
            this.taps = geometry.taps();
            this.inputs = geometry.inputChannels();
            this.outputs = geometry.outputChannels();
            this.groupInputs = inputs / geometry.groups();
            this.groupOutputs = outputs / geometry.groups();
        }

        private int along(int axis, int row) {
            return axis == 2 ? 0 : axis == 1 ? row % secondExtent : row / secondExtent;
        }

        /** Adds the weights of row {@code row}, which stand from {@code at} on. */
        void add(double[] weights, int at, int row, KernelSums sums) {
            int output = along(layout.output, row);
            int input = output / groupOutputs * groupInputs + along(layout.input, row);
            int tap = along(layout.tap, row);
            int byOutput = output * taps + tap;
            int byInput = input * taps + tap;
            if (layout.tap == 2) {
                for (int t = 0; t < columns; t++) {
                    sums.byOutput[byOutput + t] += weights[at + t];
                    sums.byInput[byInput + t] += weights[at + t];
                }
            } else if (layout.input == 2) {
                double sum = 0;
                for (int i = 0; i < columns; i++) {
                    sum += weights[at + i];
                    sums.byInput[byInput + i * taps] += weights[at + i];
                }
                sums.byOutput[byOutput] += sum;
            } else {
                for (int first = 0; first < columns; first += groupOutputs) {
                    double sum = 0;
                    for (int o = first; o < first + groupOutputs; o++) {
                        sum += weights[at + o];
                        sums.byOutput[byOutput + o * taps] += weights[at + o];
                    }
                    sums.byInput[byInput + first / groupOutputs * groupInputs * taps] += sum;
                }
            }
        }
    }
}
