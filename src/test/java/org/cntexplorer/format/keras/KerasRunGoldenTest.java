package org.cntexplorer.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cntexplorer.Golden;
import org.cntexplorer.SampleRun;
import org.cntexplorer.activity.Batch;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.activity.engine.Engine;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras' models that nobody on this project made give what their authors and a forward pass in numpy found. */
class KerasRunGoldenTest {
    private static final Pattern LOGGED = Pattern.compile("accuracy : ([0-9.]+) ; ([0-9.]+)");

    private static double[][] numbers(String csv) throws Exception {
        try (Stream<String> lines = Files.lines(Golden.path("zambra/" + csv))) {
            return lines.filter(line -> !line.isBlank()).map(line -> Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray()).toArray(double[][]::new);
        }
    }

    /** Loss and accuracy that paper D's networks had when they were trained. The log of glorot/tree is another network's. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"normal, tree", "normal, clus", "orth, tree", "orth, clus", "glorot, clus"})
    void losesAsMuchAsItsLogSays(String initial, String data) throws Exception {
        double[] found = lossAndAccuracy("zambra/seed_240120/" + initial + "/" + data + "/model_" + data + ".h5", data);
        Matcher log = LOGGED.matcher(Files.readString(Golden.path("zambra/seed_240120/" + initial + "/" + data + "/train_log.txt")));
        assertThat(log.find()).isTrue();
        assertThat(found[0]).isCloseTo(Double.parseDouble(log.group(1)), within(5e-6));
        assertThat(found[1]).isCloseTo(Double.parseDouble(log.group(2)), within(1e-6));
    }

    /** Before they were trained: the losses are those of a plain forward pass in numpy. */
    @ParameterizedTest(name = "{0} untrained")
    @CsvSource({"normal, 1.370247", "orth, 1.365913", "glorot, 1.473535"})
    void losesAsMuchAsNumpyFoundBeforeTraining(String initial, double loss) throws Exception {
        assertThat(lossAndAccuracy("zambra/seed_240120/" + initial + "/init/model_init.h5", "tree")[0]).isCloseTo(loss, within(5e-6));
    }

    private static double[] lossAndAccuracy(String model, String data) throws Exception {
        double[][] x = numbers(data + "_X.csv");
        double[][] y = numbers(data + "_Y.csv");
        double[][] rows = numbers(data + "_test_idx.csv");
        FloatBuffer samples = ByteBuffer.allocateDirect(4 * rows.length * x[0].length).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (double[] row : rows) {
            for (double number : x[(int) row[0]]) {
                samples.put((float) number);
            }
        }
        samples.flip();
        double loss = 0;
        int right = 0;
        try (Network network = ModelFiles.open(Golden.path(model), OpenOptions.NONE, Progress.NONE);
                RunningNetwork running = Engine.open(network, Functions.USUAL, Progress.NONE);
                Batch batch = running.run(samples, rows.length, List.of(x[0].length))) {
            assertThat(network.computation().orElseThrow().saysFunctions()).isTrue();
            for (int sample = 0; sample < rows.length; sample++) {
                double[] wanted = y[(int) rows[sample][0]];
                int best = 0;
                int label = 0;
                for (int c = 0; c < wanted.length; c++) {
                    label = wanted[c] == 1 ? c : label;
                    best = batch.output().get(sample * wanted.length + c) > batch.output().get(sample * wanted.length + best) ? c : best;
                }
                loss -= Math.log(batch.output().get(sample * wanted.length + label)) / rows.length;
                right += best == label ? 1 : 0;
            }
        }
        return new double[] {loss, (double) right / rows.length};
    }

    @Test
    void othersGiveWhatAForwardPassInNumpyGives() throws Exception {
        JsonNode runs = new ObjectMapper().readTree(Path.of("src/test/resources/keras/run/golden.json").toFile());
        assertThat(runs).hasSize(2);
        for (JsonNode expected : runs) {
            try (SampleRun run = SampleRun.of(Golden.path(expected.path("files").path(0).asText()), expected)) {
                run.assertOutputs(expected.path("outputs"));
            }
        }
    }
}
