package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

@Execution(ExecutionMode.CONCURRENT)
class DataOptionsTest {
    private static final ModelInput TWO = new ModelInput("x", List.of(2), false, false);

    @TempDir
    Path folder;

    @Command
    private static final class Any {
        @Mixin
        private DataOptions data;
    }

    private static DataOptions options(String... words) {
        Any command = new Any();
        CommandLine line = new CommandLine(command);
        Arguments.takeWords(line);
        line.parseArgs(words);
        return command.data;
    }

    private static float[] first(PreparedSamples samples) throws ModelFormatException {
        FloatBuffer to = ByteBuffer.allocateDirect(4 * samples.size()).order(ByteOrder.nativeOrder()).asFloatBuffer();
        samples.read(0, 1, to);
        float[] numbers = new float[samples.size()];
        to.flip().get(numbers);
        return numbers;
    }

    @Test
    void aTableWithLabelsRowsAndANormalisation() throws Exception {
        String x = Files.writeString(folder.resolve("x.csv"), "a,b\n0,255\n51,102\n0,0\n").toString();
        String y = Files.writeString(folder.resolve("y.csv"), "0\n1\n0\n").toString();
        String rows = Files.writeString(folder.resolve("r.csv"), "1\n0\n").toString();
        DataOptions options = options("--data", x, "--labels", y, "--rows", rows, "--samples", "1");
        try (Samples samples = options.open(TWO, Progress.NONE)) {
            PreparedSamples proposed = options.prepare(samples, TWO, Progress.NONE);
            assertThat(proposed.preparation().normalisation()).isEqualTo(Normalisation.BY_255);
            assertThat(first(proposed)).containsExactly(0.2f, 0.4f);
            assertThat(proposed.labels().orElseThrow().of()).containsExactly(1, 0);
            assertThat(options.limit()).hasValue(1);
            assertThat(first(options("--normalise", "50/2").prepare(samples, TWO, Progress.NONE))).containsExactly(0.5f, 26);
        }
    }

    @Test
    void randomSamplesByTheirSeed() throws Exception {
        try (Samples one = options("--data", "random:Gaussian", "--samples", "7").open(TWO, Progress.NONE);
             Samples other = options("--data", "random:gaussian", "--seed", "2").open(TWO, Progress.NONE)) {
            assertThat(one.count()).isEqualTo(7);
            assertThat(other.count()).isEqualTo(1000);
            assertThat(first(options().prepare(one, TWO, Progress.NONE))).isNotEqualTo(first(options().prepare(other, TWO, Progress.NONE)));
        }
    }

    @ParameterizedTest
    @CsvSource({"--seed 3,Option --data is missing", "--data random:walk,random:walk is none of", "--data random:uniform --samples 0,0 is no number",
        "--data random:uniform --labels y.csv,random samples have no labels"})
    void whatMakesNoSense(String words, String sentence) {
        assertThatThrownBy(() -> options(words.split(" ")).open(TWO, Progress.NONE)).isInstanceOf(ParameterException.class).hasMessageContaining(sentence);
    }

    @Test
    void wordsOfChannelsAndSizes() {
        assertThatThrownBy(() -> options("--resize", "cubic")).hasMessageContaining("none, nearest, bilinear");
        assertThatThrownBy(() -> options("--channels", "second")).hasMessageContaining("none, first, last");
    }
}
