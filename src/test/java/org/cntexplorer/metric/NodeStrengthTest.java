package org.cntexplorer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.cntexplorer.Cancelled;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Node strength of random dense networks, one of them with a second way round a layer, against an enumeration of every link. */
class NodeStrengthTest {
    private record Edge(int fromLayer, int from, int toLayer, int to, double weight) {}

    private final List<Layer> layers = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<double[]> biases = new ArrayList<>();

    private Network random(long seed) {
        Random random = new Random(seed);
        int depth = 2 + random.nextInt(4);
        for (int l = 0; l <= depth; l++) {
            int n = 1 + random.nextInt(60);
            layers.add(new Layer(l, "layer " + l, l == 0 ? "input" : "dense", Shape.of(n), ""));
            biases.add(new double[n]);
            if (l > 0) {
                connect(l - 1, l, random);
            }
        }
        connect(0, depth, random);
        return new Network("random", "test", layers, connections, List.of(), () -> {});
    }

    private void connect(int from, int to, Random random) {
        int n = layers.get(from).neurons();
        int m = layers.get(to).neurons();
        boolean sourceRows = random.nextBoolean();
        float[] matrix = new float[n * m];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < m; k++) {
                float w = (float) random.nextGaussian();
                matrix[sourceRows ? i * m + k : k * n + i] = w;
                edges.add(new Edge(from, i, to, k, w));
            }
        }
        Optional<Tensor> bias = Optional.empty();
        if (random.nextInt(3) > 0) {
            float[] b = new float[m];
            for (int k = 0; k < m; k++) {
                b[k] = (float) random.nextGaussian();
                // a bias is one more link that enters the neuron, from a neuron that does not exist
                edges.add(new Edge(-1, -1, to, k, b[k]));
            }
            bias = Optional.of(Tensor.of(b, m));
        }
        connections.add(new DenseConnection(connections.size(), from + "-" + to, from, to,
                sourceRows ? Tensor.of(matrix, n, m) : Tensor.of(matrix, m, n), sourceRows ? Orientation.SOURCE_ROWS : Orientation.TARGET_ROWS, bias));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyStrengthIsTheSumOverTheLinksOfTheNeuron(long seed) {
        Network network = random(seed);
        for (Weighting weighting : Weighting.values()) {
            for (boolean bias : new boolean[] {true, false}) {
                NodeStrength strength = NodeStrength.of(network, new Convention(bias, 0.5, weighting), Progress.NONE);
                for (Layer layer : layers) {
                    double squares = 0;
                    double sum = 0;
                    for (int k = 0; k < layer.neurons(); k++) {
                        double in = layer.index() == 0 ? 0.5 : 0;
                        double out = layer.index() == layers.size() - 1 ? 0.5 : 0;
                        double mass = 1;
                        for (Edge e : edges) {
                            double w = switch (weighting) {
                                case SIGNED -> e.weight();
                                case ABSOLUTE -> Math.abs(e.weight());
                                case POSITIVE -> Math.max(e.weight(), 0);
                                case NEGATIVE -> Math.min(e.weight(), 0);
                            };
                            if (e.toLayer() == layer.index() && e.to() == k && (bias || e.fromLayer() >= 0)) {
                                in += w;
                                mass += Math.abs(w);
                            }
                            if (e.fromLayer() == layer.index() && e.from() == k) {
                                out += w;
                                mass += Math.abs(w);
                            }
                        }
                        NodeStrength.OfLayer found = strength.layer(layer.index());
                        assertThat(found.in()[k]).isCloseTo(in, within(1e-6 * mass));
                        assertThat(found.out()[k]).isCloseTo(out, within(1e-6 * mass));
                        assertThat(found.total()[k]).isCloseTo(in + out, within(1e-6 * mass));
                        sum += in + out;
                        squares += (in + out) * (in + out);
                    }
                    double mean = sum / layer.neurons();
                    double fluctuation = Math.sqrt(Math.max(0, squares / layer.neurons() - mean * mean));
                    assertThat(strength.layer(layer.index()).fluctuation()).isCloseTo(fluctuation, within(1e-5 * (1 + fluctuation)));
                }
            }
        }
    }

    @Test
    void aCancelledMeasurementGivesNoValue() {
        Network network = random(1);
        Progress cancelled = Cancelled.after(0);
        assertThatThrownBy(() -> NodeStrength.of(network, Convention.DEFAULT, cancelled)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> LinkWeights.of(network, cancelled)).isInstanceOf(CancellationException.class);
    }
}
