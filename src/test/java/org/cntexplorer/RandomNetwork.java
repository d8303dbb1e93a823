package org.cntexplorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;

/** Dense networks of normally distributed weights, for tests that need one of any kind. */
public final class RandomNetwork {
    private RandomNetwork() {}

    /** Layers of these sizes, named "input", "dense 1", … */
    public static Network dense(long seed, int... sizes) {
        return named(seed, "dense %d", sizes);
    }

    /** @param name of every layer but the first, with a place for its number */
    public static Network named(long seed, String name, int... sizes) {
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        for (int l = 0; l < sizes.length; l++) {
            layers.add(new Layer(l, l == 0 ? "input" : name.formatted(l), l == 0 ? "input" : "dense", Shape.of(sizes[l]), ""));
            if (l > 0) {
                connections.add(new DenseConnection(l - 1, name.formatted(l), l - 1, l, normal(random, sizes[l - 1], sizes[l]),
                        Orientation.SOURCE_ROWS, Optional.of(normal(random, sizes[l]))));
            }
        }
        return new Network("random <&> \"net\"", "test", layers, connections, List.of(), () -> {});
    }

    /** So many layers of one size, each joined to every later one. */
    public static Network everyToEvery(long seed, int layers, int size) {
        Random random = new Random(seed);
        List<Connection> connections = new ArrayList<>();
        for (int to = 1; to < layers; to++) {
            for (int from = 0; from < to; from++) {
                connections.add(new DenseConnection(connections.size(), "dense " + to, from, to, normal(random, size, size), Orientation.SOURCE_ROWS,
                        Optional.empty()));
            }
        }
        return new Network("every to every", "test", IntStream.range(0, layers)
                .mapToObj(l -> new Layer(l, l == 0 ? "input" : "dense " + l, l == 0 ? "input" : "dense", Shape.of(size), "")).toList(), connections, List.of(), () -> {});
    }

    private static Tensor normal(Random random, long... shape) {
        float[] values = new float[Math.toIntExact(Tensor.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }
}
