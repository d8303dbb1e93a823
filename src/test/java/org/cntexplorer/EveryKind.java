package org.cntexplorer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.model.Averaging;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Composed;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Convolution;
import org.cntexplorer.model.ConvolutionGeometry;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Gated;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.OneToOne;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;

/** A network with a connection of every kind: one of a layer to itself, parallel links, and two that are not counted. */
public final class EveryKind {
    public static final int CONVOLVED = 0;
    public static final int POOLED = 1;
    public static final int GATED = 2;
    public static final int RECURRENT = 3;
    public static final int PROJECTION = 4;
    public static final int SKIP = 5;
    public static final int SCALED = 6;
    public static final int BLOCK = 7;
    public static final int LAST = 8;

    private EveryKind() {}

    public static Network network() {
        return network(4);
    }

    /** The same network with other weights. @param seed of the weights */
    public static Network network(long seed) {
        Random random = new Random(seed);
        List<Layer> layers = List.of(new Layer(0, "input", "input", Shape.of(2, 4, 4), ""),
                new Layer(1, "conv", "convolution", Shape.of(3, 4, 4), "relu"),
                new Layer(2, "fc", "dense", Shape.of(5), ""), new Layer(3, "lstm", "lstm", Shape.of(6), ""),
                new Layer(4, "add", "add", Shape.of(6), ""),
                new Layer(5, "norm", "normalisation", Shape.of(6), ""), new Layer(6, "attention", "attention", Shape.of(4), ""),
                new Layer(7, "out", "dense", Shape.of(3), "softmax"));
        List<String> gates = List.of("input", "forget", "cell", "output");
        List<Integer> two = List.of(1, 1);
        ConvolutionGeometry geometry = new ConvolutionGeometry(2, 3, 1, List.of(4, 4), List.of(4, 4), List.of(3, 3), two, two, two);
        Connection pooled = new DenseConnection(POOLED, "fc", 1, 2, normal(random, 5, 12), Orientation.TARGET_ROWS, Optional.of(normal(random, 5)));
        Connection gated = new DenseConnection(GATED, "lstm", 2, 3, normal(random, 24, 5), Orientation.TARGET_ROWS, Optional.of(normal(random, 24)));
        Connection around = new DenseConnection(RECURRENT, "lstm", 3, 3, normal(random, 24, 6), Orientation.TARGET_ROWS, Optional.empty());
        return new Network("every kind", "test", layers, List.of(
                new Convolution(CONVOLVED, "conv", 0, 1, normal(random, 3, 2, 3, 3), Convolution.Layout.CHANNELS_FIRST, geometry, false,
                        Optional.of(normal(random, 3))),
                new Composed(pooled, 1, pooling()),
                new Gated(gated, gates),
                new Gated(around, gates),
                new DenseConnection(PROJECTION, "add", 2, 4, normal(random, 5, 6), Orientation.SOURCE_ROWS, Optional.empty()),
                new OneToOne(SKIP, "add", "skip", 3, 4, Averaging.same(6), Optional.empty(), 1, Optional.empty()),
                new OneToOne(SCALED, "norm", "normalisation", 4, 5, Averaging.same(6), Optional.of(normal(random, 3)), 2,
                        Optional.of(normal(random, 3))),
                new Block(BLOCK, "attention", "attention", 5, 6, 6, 4),
                new DenseConnection(LAST, "out", 6, 7, normal(random, 4, 3), Orientation.SOURCE_ROWS, Optional.of(normal(random, 3)))),
                List.of(), () -> { });
    }

    /** Windows of 3×3 with a step of 2 and a border of 1, over three channels of 4×4: the first ones hold less. */
    private static Averaging pooling() {
        int[][] windows = new int[12][];
        for (int unit = 0; unit < 12; unit++) {
            int row = unit / 2 % 2 * 2;
            int column = unit % 2 * 2;
            int channel = unit / 4 * 16;
            windows[unit] = IntStream.rangeClosed(row - 1, row + 1).filter(y -> y >= 0)
                    .flatMap(y -> IntStream.rangeClosed(column - 1, column + 1).filter(x -> x >= 0).map(x -> channel + 4 * y + x)).toArray();
        }
        int[] start = new int[13];
        Arrays.setAll(start, i -> IntStream.range(0, i).map(unit -> windows[unit].length).sum());
        return Averaging.of(start, Arrays.stream(windows).flatMapToInt(Arrays::stream).toArray(), 48);
    }

    private static Tensor normal(Random random, long... shape) {
        float[] values = new float[Math.toIntExact(Tensor.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }
}
