package org.cntexplorer.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The strengths of all neurons of a dense network, in, out and together, and the fluctuation of each layer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xmx256m", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class MlpBench {
    /** Neurons of the layers: of 234,752 links, as networkx, igraph and numpy are asked for them, and of 28,480. */
    @Param({"784 256 128 10", "784 32 32 32 32 10"})
    private String neurons;

    private Network network;

    @Setup
    public void make() {
        Random random = new Random(1);
        List<Layer> layers = new ArrayList<>();
        List<DenseConnection> connections = new ArrayList<>();
        for (String extent : neurons.split(" ")) {
            int l = layers.size();
            layers.add(new Layer(l, "layer " + l, "dense", Shape.of(Integer.parseInt(extent)), ""));
            if (l > 0) {
                int sources = layers.get(l - 1).neurons();
                float[] weights = new float[sources * layers.get(l).neurons()];
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = (float) random.nextGaussian();
                }
                connections.add(new DenseConnection(l - 1, "dense " + l, l - 1, l, Tensor.of(weights, sources, layers.get(l).neurons()),
                        DenseConnection.Orientation.SOURCE_ROWS, Optional.empty()));
            }
        }
        network = new Network("mlp", "none", layers, connections, List.of(), () -> { });
    }

    @Benchmark
    public double strengthsAndFluctuations() {
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        return strength.layers().stream().mapToDouble(NodeStrength.OfLayer::fluctuation).sum();
    }
}
