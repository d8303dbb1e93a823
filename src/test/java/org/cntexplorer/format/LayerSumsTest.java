package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cntexplorer.activity.Batch;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.activity.engine.Engine;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the graph says and what the network computes are the same: the sum z of every neuron is Σ w·a over its links, plus its bias, wherever nothing stands
 * between two layers but what links are averaged over. A neuron whose place among the values were another's would not fit.
 */
@Execution(ExecutionMode.CONCURRENT)
class LayerSumsTest {
    private static final int SAMPLES = 2;
    /** A form of file, its place and the models that are linear between their layers. */
    private static final String MODELS = """
            agreement/%s.h5            | mlp ae
            agreement/%s.keras         | mlp ae
            agreement/%s.json          | mlp ae
            agreement/%s.tflite        | mlp ae
            agreement/%s-weights.h5    | mlp ae
            agreement/%s/saved_model.pb | mlp ae
            keras/%s.json              | adaptivepooling2d averagepooling2d averagepooling3d batchnormalization conv1d-causal conv1d-same-even conv2d-dilated conv2d-groups \
            conv2d-same-even conv2d-valid conv3d-same cropping1d cropping2d depthwise1d depthwise2d globalpooling2d nested padded-convolution permute repeatvector \
            reshape separable1d separable2d transposed1d transposed2d-output-padding transposed2d-same-5 transposed2d-same transposed2d-wide-stride transposed3d upsampling1d \
            upsampling2d zeropadding2d
            keras/%s.keras             | einsum nested
            keras/run/%s.h5            | names
            savedmodel/%s/saved_model.pb | deep described exported in-the-graph
            tflite/%s.tflite           | branches cnn-float cnn-int8 mlp-float16 mlp-int4 mlp-uint8 scaled transposed upsampled volume
            """;

    static Stream<Path> models() {
        return MODELS.lines().map(line -> line.split("\\|"))
                .flatMap(row -> Stream.of(row[1].strip().split(" +")).map(name -> Path.of("src/test/resources", row[0].strip().formatted(name))));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyNeuronSumsWhatItsLinksCarry(Path file) throws Exception {
        try (Network network = ModelFiles.open(file, OpenOptions.NONE, Progress.NONE)) {
            ModelInput input = network.computation().orElseThrow().inputs().getFirst();
            FloatBuffer samples = ByteBuffer.allocateDirect(4 * SAMPLES * input.size()).order(ByteOrder.nativeOrder()).asFloatBuffer();
            for (int i = 0; i < samples.limit(); i++) {
                samples.put(i, (float) Math.sin(i));
            }
            try (RunningNetwork running = Engine.open(network, Functions.USUAL, Progress.NONE);
                    Batch batch = running.run(samples, SAMPLES, input.extents())) {
                Map<Integer, LayerValues> values = network.computation().orElseThrow().layers().stream().collect(Collectors.toMap(LayerValues::layer, one -> one));
                assertThat(values).hasSameSizeAs(network.layers());
                for (Layer layer : network.layers().subList(1, network.layers().size())) {
                    for (int sample = 0; sample < SAMPLES; sample++) {
                        compare(network, values, batch, layer, sample);
                    }
                }
            }
        }
    }

    private static void compare(Network network, Map<Integer, LayerValues> values, Batch batch, Layer layer, int sample) {
        double[] z = ofNeurons(batch, values.get(layer.index()).preActivation().orElseThrow(), layer.neurons(), sample);
        double[] sums = new double[layer.neurons()];
        for (Connection connection : network.connections()) {
            if (connection.to() == layer.index()) {
                double[] a = ofNeurons(batch, values.get(connection.from()).activation(), connection.sources(), sample);
                for (int neuron = 0; neuron < sums.length; neuron++) {
                    Links links = connection.into(neuron);
                    for (int i = 0; i < links.count(); i++) {
                        sums[neuron] += links.weight()[i] * a[links.source()[i]];
                    }
                    sums[neuron] += connection.biasOf(neuron).orElse(0);
                }
            }
        }
        for (int neuron = 0; neuron < sums.length; neuron++) {
            assertThat(Math.abs(z[neuron] - sums[neuron])).as("%s, neuron %d: %s where its links carry %s", layer.name(), neuron, z[neuron], sums[neuron])
                    .isLessThanOrEqualTo(1e-4 * (1 + Math.abs(sums[neuron])));
        }
    }

    /** By neuron, each of which must be among the elements once. */
    private static double[] ofNeurons(Batch batch, LayerValues.Place place, int neurons, int sample) {
        int elements = batch.elements(place.value());
        double[] all = new double[neurons];
        Arrays.fill(all, Double.NaN);
        for (int element = 0; element < elements; element++) {
            int neuron = place.neuron(element);
            if (neuron >= 0) {
                assertThat(all[neuron]).as("neuron %d of %s", neuron, place.value()).isNaN();
                all[neuron] = batch.value(place.value()).get(sample * elements + element);
            }
        }
        return all;
    }
}
