package org.cntexplorer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class PreparedSamplesTest {
    @TempDir
    Path folder;

    /** Samples of some extents, whose numbers count from 0. */
    private Samples counting(int count, Integer... extents) throws Exception {
        int size = IntStream.range(0, extents.length).map(i -> extents[i]).reduce(1, (a, b) -> a * b);
        float[] numbers = new float[count * size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return array(count, numbers, extents);
    }

    private Samples array(int count, float[] numbers, Integer... extents) throws Exception {
        String shape = "(" + count + ", " + String.join(", ", java.util.Arrays.stream(extents).map(String::valueOf).toList()) + ")";
        return SampleFiles.open(SampleChoice.of(Bytes.write(java.nio.file.Files.createTempFile(folder, "x", ".npy"),
                Bytes.npy("<f4", false, shape, Bytes.floats(numbers)))), Progress.NONE);
    }

    private static ModelInput input(boolean channelLast, Integer... extents) {
        return new ModelInput("x", List.of(extents), channelLast, false);
    }

    private static PreparedSamples of(Samples samples, ModelInput input, Preparation preparation) throws ModelFormatException {
        return PreparedSamples.of(samples, input, preparation, Progress.NONE);
    }

    private static Preparation by(String normalisation) throws ModelFormatException {
        return Preparation.NONE.with(Normalisation.parse(normalisation));
    }

    @ParameterizedTest
    @CsvSource({"none,7", "255,0.02745098", "2/4,1.25", "255+0.5/0.25,-1.8901961", "3/0,4"})
    void oneNumberForAll(String normalisation, float expected) throws Exception {
        try (Samples samples = counting(3, 4)) {
            PreparedSamples prepared = of(samples, input(false, 4), by(normalisation));
            assertThat(Bytes.read(prepared, 1, 2)[3]).isEqualTo(expected);
        }
    }

    @Test
    void oneForEachChannelWhereverItStands() throws Exception {
        try (Samples samples = counting(1, 2, 2, 2)) {
            assertThat(Bytes.read(of(samples, input(false, 2, 2, 2), by("0,1/1,2")), 0, 1)).containsExactly(0, 1, 2, 3, 1.5f, 2, 2.5f, 3);
            assertThat(Bytes.read(of(samples, input(true, 2, 2, 2), by("0,1/1,2")), 0, 1)).containsExactly(0, 0, 2, 1, 4, 2, 6, 3);
            assertThatThrownBy(() -> of(samples, input(false, 2, 2, 2), by("0,1,2/1,1,1"))).isInstanceOf(ModelFormatException.class)
                    .message().contains("3 means", "2 channels");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1,wrong", "255+255,x", "none+255,x", "1/2/3,x", "1,2/3,x", "nan/1,x", "0/-1,x"})
    void aNormalisationThatIsNoneIsRefused(String words) {
        assertThatThrownBy(() -> Normalisation.parse(words)).isInstanceOf(ModelFormatException.class).message().contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"none", "255", "data", "columns", "255+data", "0.5/0.25", "255+0.1,0.2,0.3/1,2,3"})
    void aNormalisationIsWrittenAsItIsRead(String words) throws Exception {
        assertThat(Normalisation.parse(words).words()).isEqualTo(words);
    }

    @Test
    void channelsFirstToLastAndBack() throws Exception {
        try (Samples first = counting(2, 3, 4, 5); Samples last = counting(2, 4, 5, 3)) {
            float[] toLast = Bytes.read(of(first, input(true, 4, 5, 3), Preparation.NONE), 1, 1);
            float[] toFirst = Bytes.read(of(last, input(false, 3, 4, 5), Preparation.NONE), 1, 1);
            for (int c = 0; c < 3; c++) {
                for (int p = 0; p < 20; p++) {
                    assertThat(toLast[p * 3 + c]).isEqualTo(60 + c * 20 + p);
                    assertThat(toFirst[c * 20 + p]).isEqualTo(60 + p * 3 + c);
                }
            }
        }
    }

    @Test
    void aPersonMaySayWhereChannelsStand() throws Exception {
        try (Samples samples = counting(1, 3, 3, 3); Samples flat = counting(1, 12)) {
            float[] asLast = Bytes.read(of(samples, input(false, 3, 3, 3), Preparation.NONE.with(ChannelOrder.LAST)), 0, 1);
            assertThat(asLast).startsWith(0, 3, 6, 9, 12, 15, 18, 21, 24, 1);
            assertThat(Bytes.read(of(samples, input(false, 3, 3, 3), Preparation.NONE), 0, 1)).startsWith(0, 1, 2);
            assertThat(Bytes.read(of(flat, input(false, 3, 2, 2), Preparation.NONE.with(ChannelOrder.LAST)), 0, 1)).startsWith(0, 3, 6, 9, 1, 4);
            assertThat(Bytes.read(of(flat, input(true, 2, 2, 3), Preparation.NONE.with(ChannelOrder.FIRST)), 0, 1)).startsWith(0, 4, 8, 1, 5);
        }
    }

    /** Extents of the data, of the model, and what the model gets. */
    @ParameterizedTest
    @CsvSource({"28x28,784,784", "784,1x28x28,1x28x28", "784,28x28x1,28x28x1", "28x28,1x28x28,1x28x28", "1x28x28,28x28,28x28", "6,-1x2,3x2", "5x2,-1x2,5x2",
        "7,-1x1,7x1", "7,-1,7", "3x8x9,3x-1x-1,3x8x9", "1,1,1", "1x4,-1x4,1x4"})
    void shapesThatFit(String data, String model, String result) throws Exception {
        try (Samples samples = counting(2, extents(data))) {
            PreparedSamples prepared = of(samples, input(false, extents(model)), Preparation.NONE);
            assertThat(prepared.extents()).containsExactly(extents(result));
            float[] second = Bytes.read(prepared, 1, 1);
            assertThat(second[0]).isEqualTo(samples.size());
            assertThat(second[second.length - 1]).isEqualTo(2 * samples.size() - 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"785,784,expects samples of 784 numbers,are 785 numbers,column", "28x28,3x32x32,expects samples of 3×32×32,are 28×28,resize",
        "5,-1x2,expects samples of any×2,are 5 numbers,choose", "10x10,784,expects samples of 784 numbers,are 10×10,choose",
        "2x8x8,3x8x8,expects samples of 3×8×8,are 2×8×8,resize"})
    void shapesThatDoNot(String data, String model, String expected, String got, String advice) throws Exception {
        try (Samples samples = counting(1, extents(data))) {
            assertThatThrownBy(() -> of(samples, input(false, extents(model)), Preparation.NONE)).isInstanceOf(ModelFormatException.class)
                    .message().contains(expected, got, advice, samples.name());
        }
    }

    private static Integer[] extents(String words) {
        return java.util.Arrays.stream(words.split("x")).map(Integer::valueOf).toArray(Integer[]::new);
    }

    @Test
    void greyAndColourMayBeTurnedIntoEachOther() throws Exception {
        try (Samples grey = counting(1, 2, 2); Samples colour = counting(1, 3, 1, 2)) {
            assertThat(Bytes.read(of(grey, input(true, 2, 2, 3), Preparation.NONE.with(Resize.NEAREST)), 0, 1))
                    .containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3);
            assertThat(Bytes.read(of(colour, input(false, 1, 1, 2), Preparation.NONE.with(Resize.NEAREST)), 0, 1))
                    .containsExactly(0.587f * 2 + 0.114f * 4, 0.299f * 1 + 0.587f * 3 + 0.114f * 5);
            assertThat(Bytes.read(of(grey, input(false, 16), Preparation.NONE.with(Resize.NEAREST)), 0, 1))
                    .containsExactly(0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3);
        }
    }

    @Test
    void meanAndDeviationOfTheDataAreThoseOfTwoPasses() throws Exception {
        int count = 5000;
        int size = 3 * 5 * 4;
        float[] numbers = new float[count * size];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < numbers.length; i++) {
            // far from 0, where a sum of squares would lose all
            numbers[i] = (float) (1000 + i / 20 % 3 * 50 + random.nextGaussian() * (1 + i % 7));
        }
        try (Samples samples = array(count, numbers, 3, 5, 4)) {
            for (boolean each : new boolean[] {false, true}) {
                Normalisation.Given given = (Normalisation.Given) of(samples, input(false, 3, 5, 4), by(each ? "columns" : "data"))
                        .preparation().normalisation().centring();
                assertThat(given.means()).hasSize(each ? size : 3);
                for (int g = 0; g < given.means().size(); g++) {
                    int group = g;
                    double[] of = IntStream.range(0, numbers.length).filter(i -> each ? i % size == group : i % size / 20 == group)
                            .mapToDouble(i -> numbers[i]).toArray();
                    double mean = java.util.Arrays.stream(of).sum() / of.length;
                    double variance = java.util.Arrays.stream(of).map(x -> (x - mean) * (x - mean)).sum() / of.length;
                    assertThat(given.means().get(g)).isCloseTo(mean, within(1e-9));
                    assertThat(given.deviations().get(g)).isCloseTo(Math.sqrt(variance), within(1e-9));
                }
            }
            float[] centred = Bytes.read(of(samples, input(false, 3, 5, 4), by("data")), 0, count);
            double sum = 0;
            for (float number : centred) {
                sum += number;
            }
            assertThat(sum / centred.length).isCloseTo(0, within(1e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN,NaN", "Infinity,infinite", "-Infinity,infinite"})
    void aNumberThatIsNoneIsFoundWithItsSample(float number, String word) throws Exception {
        float[] numbers = new float[4 * 20_000];
        numbers[4 * 12_345 + 2] = number;
        for (String normalisation : List.of("none", "255")) {
            try (Samples samples = array(20_000, numbers, 4)) {
                PreparedSamples prepared = of(samples, input(false, 4), by(normalisation));
                assertThat(Bytes.read(prepared, 0, 12_345)).hasSize(4 * 12_345);
                assertThatThrownBy(() -> Bytes.read(prepared, 1, 19_999)).isInstanceOf(ModelFormatException.class)
                        .message().contains(word, "sample 12345 (number 3 of 4)");
            }
        }
    }

    @Test
    void placesInAVocabularyAreWholeNumbers() throws Exception {
        ModelInput tokens = new ModelInput("tokens", List.of(-1), false, true);
        try (Samples good = counting(2, 3); Samples bad = array(1, new float[] {1, 0.5f}, 2)) {
            assertThat(Bytes.read(of(good, tokens, Preparation.NONE), 1, 1)).containsExactly(3, 4, 5);
            assertThatThrownBy(() -> Bytes.read(of(bad, tokens, Preparation.NONE), 0, 1)).isInstanceOf(ModelFormatException.class)
                    .message().contains("0.5 in sample 0", "vocabulary");
        }
    }

    @Test
    void whatIsProposed() throws Exception {
        try (Samples brightness = counting(1, 256); Samples few = counting(1, 4); Samples fractions = array(1, new float[] {200, 0.5f}, 2)) {
            assertThat(Preparation.proposed(brightness, input(false, 256)).normalisation()).isEqualTo(Normalisation.BY_255);
            assertThat(Preparation.proposed(few, input(false, 4)).normalisation()).isEqualTo(Normalisation.NONE);
            assertThat(Preparation.proposed(fractions, input(false, 2)).normalisation()).isEqualTo(Normalisation.NONE);
            assertThat(Preparation.proposed(brightness, new ModelInput("t", List.of(256), false, true)).normalisation()).isEqualTo(Normalisation.NONE);
        }
    }
}
