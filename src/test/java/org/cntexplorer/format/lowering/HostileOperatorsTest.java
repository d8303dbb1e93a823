package org.cntexplorer.format.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Refusal;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators as a hostile file may ask for them, in a few bytes each: a sentence or a network, within two seconds and 512 MB. */
@Tag("hostile")
class HostileOperatorsTest {
    private static final Path ANY = Path.of("src/test/resources/models/matrix.npy");
    private static final int MILLION = 1_000_000;

    private static Tensor matrix(int rows, int columns) {
        return new Tensor(ElementType.F32, ByteOrder.LITTLE_ENDIAN, MemorySegment.ofArray(new float[rows * columns]), rows, columns);
    }

    private static Operator input(Integer... extents) {
        return new Operator.Input("in", "0", List.of(extents), false);
    }

    private static Operator dense(String from, String to, int rows, int columns) {
        return new Operator.Dense("dense " + to, from, to, matrix(rows, columns), Orientation.SOURCE_ROWS, Optional.empty());
    }

    private static Operator pooling(int taps, int stride, int begin, int end, boolean ceil) {
        return new Operator.Pooling("pool", "0", "1", List.of(taps), List.of(stride), List.of(1), Operator.Padding.GIVEN, List.of(begin), List.of(end),
                ceil, false);
    }

    /** The sentence, or what the network is. */
    private static String outcome(Operator... operators) throws Exception {
        return outcome(List.of(operators));
    }

    private static String outcome(List<Operator> operators) throws Exception {
        MappedFile file = MappedFile.open(ANY);
        try {
            return Refusal.soon(() -> {
                try (Network network = Lowering.network(file, "test", operators, List.of(), OpenOptions.NONE, Progress.NONE)) {
                    return network.toString();
                } catch (ModelFormatException e) {
                    assertThat(e.getMessage()).endsWith(".").startsWith("matrix.npy: ").hasSizeLessThan(602).doesNotContainPattern("\\p{Cntrl}");
                    return e.getMessage();
                }
            }, operators.size() + " operators");
        } finally {
            file.close();
        }
    }

    @Test
    void extentsThatOverflow() throws Exception {
        assertThat(outcome(input(1, 65536, 65536))).contains("1 to 2,147,483,647 neurons");
        assertThat(outcome(input(1, -1, 4))).contains("1 to 2,147,483,647 neurons");
        assertThat(outcome(input(1, 0))).contains("1 to 2,147,483,647 neurons");
        assertThat(outcome(input(1, 6), new Operator.Reshape("r", "0", "1", List.of(65536, 65536, 65536, 65536, -1)))).contains("of 6 neurons");
        assertThat(outcome(input(1, 6), new Operator.Reshape("r", "0", "1", List.of(Integer.MIN_VALUE, Integer.MIN_VALUE)))).contains("of 6 neurons");
        assertThat(outcome(input(1, 6), new Operator.Expand("e", "0", "1", List.of(65536, 65536, 6)))).contains("does not fit");
        assertThat(outcome(input(1, 6), new Operator.Expand("e", "0", "1", List.of(-7, 6)))).contains("matrix.npy");
    }

    @Test
    void moreThanFitsTheMemory() throws Exception {
        assertThat(outcome(input(1, 1), new Operator.Expand("e", "0", "1", List.of(2_000_000_000)))).contains("\"e\" is too large").contains("-Xmx");
        assertThat(outcome(input(1, 6), new Operator.Pad("p", "0", "1", List.of(0, Integer.MAX_VALUE), List.of(0, Integer.MAX_VALUE)))).contains("is too large");
        assertThat(outcome(input(1, 6), new Operator.Pad("p", "0", "1", List.of(0, Integer.MIN_VALUE), List.of(0, Integer.MIN_VALUE)))).contains("does not fit");
        // other axes alone move nothing; their elements one behind the other do
        assertThat(outcome(input(1, 2, 1_000_000_000), new Operator.Transpose("t", "0", "1", List.of(0, 2, 1)))).contains("no layer with weights");
        assertThat(outcome(input(1, 2, 1_000_000_000), new Operator.Transpose("t", "0", "1", List.of(0, 2, 1)),
                new Operator.Reshape("r", "1", "2", List.of(1, 2_000_000_000)))).contains("is too large");
        assertThat(outcome(input(1, 1_000_000_000), new Operator.Concatenation("c", List.of("0", "0"), "1", 1))).contains("is too large");
        assertThat(outcome(input(1, 1_000_000_000), new Operator.Concatenation("c", List.of("0", "0", "0"), "1", 1))).contains("does not fit");
    }

    /** Ten copies of itself, ten times over, and so on. */
    @Test
    void concatenationsThatGrow() throws Exception {
        List<Operator> operators = new ArrayList<>(List.of(input(1, 1000)));
        for (int i = 0; i < 40; i++) {
            operators.add(new Operator.Concatenation("join " + i, Collections.nCopies(10, "" + i), "" + (i + 1), 1));
        }
        assertThat(outcome(operators)).contains("is too large");
    }

    @Test
    void windowsThatCoverEverythingAMillionTimes() throws Exception {
        assertThat(outcome(input(1, 1, MILLION), pooling(MILLION, 1, MILLION - 1, MILLION - 1, false))).contains("\"pool\" is too large");
        assertThat(outcome(input(1, 1, 64), pooling(Integer.MAX_VALUE, 1, Integer.MAX_VALUE, Integer.MAX_VALUE, false))).contains("does not fit");
        assertThat(outcome(input(1, 1, 64), pooling(2, 1, 0, Integer.MAX_VALUE, true))).contains("no layer with weights");
        assertThat(outcome(input(1, 1, 64), pooling(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0, false))).contains("does not fit");
        assertThat(outcome(input(1, 1, 64), pooling(0, 1, 0, 0, false))).contains("a window of 0 units");
        assertThat(outcome(input(1, 1, 64), pooling(1, 1, Integer.MIN_VALUE, 0, false))).contains("does not fit");
        assertThat(outcome(input(1, 1, 64), new Operator.AdaptivePooling("a", "0", "1", List.of(Integer.MAX_VALUE), false))).contains("is too large");
        assertThat(outcome(input(1, 1000, 1000), new Operator.AdaptivePooling("a", "0", "1", List.of(1000, 1000), false))).contains("no layer with weights");
    }

    @Test
    void dilationsAndTapsOf31Bits() throws Exception {
        Operator pooling = new Operator.Pooling("pool", "0", "1", List.of(Integer.MAX_VALUE), List.of(1), List.of(Integer.MAX_VALUE),
                Operator.Padding.SAME_UPPER, List.of(), List.of(), false, false);
        assertThat(outcome(input(1, 1, 64), pooling)).contains("does not fit");
    }

    @Test
    void sumsOfWhatCannotBeAdded() throws Exception {
        assertThat(outcome(input(1, 6), new Operator.Constant("c", "c", List.of(1, 7)), new Operator.Sum("s", List.of("0", "c"), "1")))
                .contains("1×6 added to 1×7");
        assertThat(outcome(input(1, 65536), new Operator.Constant("c", "c", List.of(65536, 1)), new Operator.Sum("s", List.of("0", "c"), "1")))
                .contains("matrix.npy");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void valuesThatHangOnThemselves(boolean longer) throws Exception {
        List<Operator> operators = new ArrayList<>(List.of(input(1, 6), dense("0", "d", 6, 4)));
        operators.add(new Operator.Sum("s", List.of("d", longer ? "t" : "s"), "s"));
        operators.add(new Operator.Pass("p", "s", "t"));
        assertThat(outcome(operators)).contains("which nothing before it gives");
    }

    @Test
    void aHundredThousandOperatorsInAChain() throws Exception {
        List<Operator> operators = new ArrayList<>(List.of(input(1, 8), dense("0", "1", 8, 8)));
        for (int i = 1; i < 100_000; i++) {
            operators.add(i % 2 == 0 ? new Operator.Pass("p", "" + i, "" + (i + 1)) : new Operator.Activation("a", "" + i, "" + (i + 1), "f" + i));
        }
        assertThat(outcome(operators)).contains("2 layers, 16 neurons, 64 links");
    }

    /** Each adds a constant to the same million sums. */
    @Test
    void constantsAddedAgainAndAgain() throws Exception {
        List<Operator> operators = new ArrayList<>(List.of(input(1, 1), dense("0", "1", 1, MILLION), new Operator.Constant("c", "c", List.of(1))));
        for (int i = 1; i < 50_000; i++) {
            operators.add(new Operator.Sum("sum " + i, List.of("" + i, "c"), "" + (i + 1)));
        }
        assertThat(outcome(operators)).contains("2 layers, 1000001 neurons, 1000000 links");
    }

    @Test
    void blocksAndSumsWithoutEnd() throws Exception {
        List<Operator> blocks = new ArrayList<>(List.of(input(1, 8)));
        List<Operator> sums = new ArrayList<>(List.of(input(1, 8)));
        for (int i = 0; i < 100_000; i++) {
            blocks.add(new Operator.Block("b", "Odd\u001b" + i, List.of("" + i), List.of("" + (i + 1)), List.of(), OptionalInt.empty()));
            sums.add(new Operator.Sum("s", List.of("" + i, "" + i), "" + (i + 1)));
        }
        assertThat(outcome(blocks)).contains("more than 10000 layers");
        assertThat(outcome(sums)).contains("more than 10000 layers");
    }
}
