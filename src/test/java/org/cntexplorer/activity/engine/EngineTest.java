package org.cntexplorer.activity.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.cntexplorer.Cancelled;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.activity.Batch;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EngineTest {
    private static final Path SAMPLE = Path.of("assets/samples/digits-mlp.npy");

    private static FloatBuffer random(int numbers) {
        Random random = new Random(7);
        FloatBuffer all = ByteBuffer.allocateDirect(4 * numbers).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (int i = 0; i < numbers; i++) {
            all.put(i, (float) random.nextGaussian());
        }
        return all;
    }

    @Test
    void aBatchForWhichThereIsNoMemoryIsToldAndASmallerOneRuns() throws Exception {
        try (Network network = ModelFiles.open(Path.of("src/test/resources/onnx/run/too-large-a-batch.onnx"), OpenOptions.NONE, Progress.NONE);
                RunningNetwork running = Engine.open(network, Functions.USUAL, Progress.NONE)) {
            assertThatThrownBy(() -> running.run(random(400), 100, List.of(4))).isInstanceOf(ModelFormatException.class)
                    .hasMessage("too-large-a-batch needs more memory than there is for 100 samples at once; run fewer at a time (--batch 25).");
            FloatBuffer one = random(4);
            try (Batch batch = running.run(one, 1, List.of(4))) {
                for (int k = 0; k < 3; k++) {
                    double sum = 0;
                    for (int i = 0; i < 4; i++) {
                        sum += one.get(i) * (3.0 * i + k);
                    }
                    assertThat(batch.output().get(k)).isCloseTo((float) sum, within(1e-5f));
                }
            }
        }
    }

    /** The sums of a dense layer, weight by weight. */
    private static double[] sums(DenseConnection dense, double[] from) {
        double[] to = new double[dense.targets()];
        for (int t = 0; t < to.length; t++) {
            to[t] = dense.biasOf(t).orElse(0);
            for (int s = 0; s < from.length; s++) {
                to[t] += dense.matrix().get(dense.orientation() == DenseConnection.Orientation.SOURCE_ROWS ? (long) s * to.length + t : (long) t * from.length + s)
                        * from[s];
            }
        }
        return to;
    }

    @Test
    void everyLayerOfAFileOfWeightsIsWhatAForwardPassGives() throws Exception {
        int count = 5;
        try (Network network = ModelFiles.open(SAMPLE, OpenOptions.NONE, Progress.NONE);
                RunningNetwork running = Engine.open(network, new Functions("tanh", "softmax"), Progress.NONE)) {
            int inputs = network.layer(0).neurons();
            FloatBuffer samples = random(count * inputs);
            List<LayerValues> layers = network.computation().orElseThrow().layers();
            assertThat(layers).hasSize(network.layers().size());
            try (Batch batch = running.run(samples, count, List.of(inputs))) {
                for (int sample = 0; sample < count; sample++) {
                    double[] values = new double[inputs];
                    for (int i = 0; i < inputs; i++) {
                        values[i] = samples.get(sample * inputs + i);
                        assertThat(batch.value(layers.getFirst().activation().value()).get(sample * inputs + i)).isEqualTo(samples.get(sample * inputs + i));
                    }
                    for (int l = 1; l < layers.size(); l++) {
                        double[] sums = sums((DenseConnection) network.connection(l - 1), values);
                        boolean last = l == layers.size() - 1;
                        double whole = 0;
                        for (double z : sums) {
                            whole += Math.exp(z);
                        }
                        values = new double[sums.length];
                        for (int n = 0; n < sums.length; n++) {
                            values[n] = last ? Math.exp(sums[n]) / whole : Math.tanh(sums[n]);
                            assertThat(batch.value(layers.get(l).preActivation().orElseThrow().value()).get(sample * sums.length + n)).isCloseTo((float) sums[n], within(1e-4f));
                            assertThat(batch.value(layers.get(l).activation().value()).get(sample * sums.length + n)).isCloseTo((float) values[n], within(1e-5f));
                        }
                    }
                    for (int n = 0; n < batch.outputs(); n++) {
                        assertThat(batch.output().get(sample * batch.outputs() + n)).isCloseTo((float) values[n], within(1e-5f));
                    }
                }
            }
        }
    }

    @Test
    void aWrongShapeIsSaidInOneSentenceAndTheNetworkRunsOn() throws Exception {
        try (Network network = ModelFiles.open(SAMPLE, OpenOptions.NONE, Progress.NONE);
                RunningNetwork running = Engine.open(network, Functions.USUAL, Progress.NONE)) {
            int inputs = network.layer(0).neurons();
            assertThatThrownBy(() -> running.run(random(inputs), 1, List.of(inputs - 1))).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("expects samples of " + inputs + " and got " + (inputs - 1));
            running.run(random(inputs), 1, List.of(inputs)).close();
        }
    }

    @Test
    void aNetworkThatNoFileSaysHowToComputeIsRefused() {
        assertThatThrownBy(() -> Engine.open(RandomNetwork.dense(1, 3, 2), Functions.USUAL, Progress.NONE)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("does not say how it is computed");
    }

    @Test
    void codeThatCannotBeFollowedIsNotRunAsItsWeightsAlone() throws Exception {
        try (Network network = ModelFiles.open(Path.of("src/test/resources/models/pytorch/halving_script.pt"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.layers()).hasSize(3);
            assertThat(network.computation().orElseThrow().script()).isPresent();
            // with PyTorch among the libraries it would run
            assertThat(Engine.hindrance(network).orElseThrow()).contains("code could not be followed", "-Ppytorch");
            assertThatThrownBy(() -> Engine.open(network, Functions.USUAL, Progress.NONE)).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("code could not be followed");
        }
    }

    @Test
    void cancelledMeansNoNetwork() throws Exception {
        try (Network network = ModelFiles.open(SAMPLE, OpenOptions.NONE, Progress.NONE)) {
            assertThatThrownBy(() -> Engine.open(network, Functions.USUAL, Cancelled.after(0))).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void theLibrariesAreUnpackedOnceAndAgainWhereTheyAreDamaged(@TempDir Path cache) throws Exception {
        String system = NativeLibraries.system(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path folder = NativeLibraries.provided(system, cache, Progress.NONE);
        Path library = folder.resolve(System.mapLibraryName("onnxruntime"));
        long size = Files.size(library);
        Object first = Files.getLastModifiedTime(library);
        assertThat(NativeLibraries.provided(system, cache, Cancelled.after(0))).isEqualTo(folder);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(first);
        Files.write(library, new byte[10]);
        assertThat(NativeLibraries.provided(system, cache, Progress.NONE)).isEqualTo(folder);
        assertThat(library).hasSize(size);
        assertThat(cache).isDirectoryNotContaining("glob:**unpacking*");
    }

    @Test
    void aSystemWithoutALibraryIsToldSo(@TempDir Path cache) {
        assertThatThrownBy(() -> NativeLibraries.provided("plan9-x64", cache, Progress.NONE)).isInstanceOf(ModelFormatException.class).hasMessageContaining("plan9-x64");
    }
}
