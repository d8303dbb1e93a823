package org.cntexplorer.model;

import java.util.stream.IntStream;
import org.cntexplorer.progress.Progress;

/** The operator of a connection with the greatest taken instead of the sum: what strongest paths are made of. */
public final class GreatestProducts {
    private GreatestProducts() {}

    /**
     * For each target the greatest |w|·x of the links that enter it, in one pass over the weights.
     *
     * @param x a number of each source, 0 or more
     * @return 0 where no link comes from a source with more than 0
     */
    public static double[] of(Connection connection, double[] x, Progress progress) {
        return switch (connection) {
            case DenseConnection dense -> DenseOperator.of(dense).greatest(x, progress);
            case Convolution convolution -> greatest(convolution, x, progress);
            case Composed composed -> of(composed.operator(), units(composed.input(), x), progress);
            case Gated gated -> folded(of(gated.rows(), x, progress), gated.targets());
            case OneToOne _, Block _ -> {
                double[] y = new double[connection.targets()];
                connection.eachAtLeast(Float.MIN_VALUE, progress, (source, target, weight) -> y[target] = Math.max(y[target], Math.abs(weight) * x[source]));
                yield y;
            }
        };
    }

    private static double[] units(Averaging input, double[] x) {
        double[] ofUnits = new double[input.units()];
        for (int unit = 0; unit < ofUnits.length; unit++) {
            int count = input.count(unit);
            for (int k = 0; k < count; k++) {
                ofUnits[unit] = Math.max(ofUnits[unit], input.share(unit, k) * x[input.neuron(unit, k)]);
            }
        }
        return ofUnits;
    }

    private static double[] folded(double[] ofRows, int targets) {
        double[] y = new double[targets];
        for (int row = 0; row < ofRows.length; row++) {
            y[row % targets] = Math.max(y[row % targets], ofRows[row]);
        }
        return y;
    }

    private static double[] greatest(Convolution convolution, double[] x, Progress progress) {
        ConvolutionOperator operator = ConvolutionOperator.of(convolution);
        ConvolutionGeometry geometry = convolution.geometry();
        boolean transposed = convolution.transposed();
        int sources = transposed ? geometry.outputPositions() : geometry.inputPositions();
        int targets = transposed ? geometry.inputPositions() : geometry.outputPositions();
        boolean[] anyOfChannel = new boolean[x.length / sources];
        boolean[] anyAt = new boolean[sources];
        for (int i = 0; i < x.length; i++) {
            if (x[i] > 0) {
                anyOfChannel[i / sources] = true;
                anyAt[i % sources] = true;
            }
        }
        // of each tap, the positions that are reached at all: few of a large image where a path begins at one pixel
        int[][] pairs = new int[geometry.taps()][];
        for (int tap = 0; tap < pairs.length; tap++) {
            IntStream.Builder reached = IntStream.builder();
            operator.eachPair(tap, (input, output) -> {
                if (anyAt[transposed ? output : input]) {
                    reached.add(transposed ? output : input).add(transposed ? input : output);
                }
            });
            pairs[tap] = reached.build().toArray();
        }
        double[] y = new double[convolution.targets()];
        operator.each(progress, (weight, output, inputOfGroup, tap) -> {
            int inputChannel = operator.inputChannel(output, inputOfGroup);
            int channel = transposed ? output : inputChannel;
            if (anyOfChannel[channel] && weight != 0) {
                progress.check();
                relax(Math.abs((float) weight), pairs[tap], x, channel * sources, y, (transposed ? inputChannel : output) * targets);
            }
        });
        return y;
    }

    private static void relax(double magnitude, int[] pairs, double[] x, int firstSource, double[] y, int firstTarget) {
        for (int i = 0; i < pairs.length; i += 2) {
            double product = magnitude * x[firstSource + pairs[i]];
            if (product > y[firstTarget + pairs[i + 1]]) {
                y[firstTarget + pairs[i + 1]] = product;
            }
        }
    }
}
