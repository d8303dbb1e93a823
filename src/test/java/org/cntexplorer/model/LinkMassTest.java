package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cntexplorer.CloseNumbers.closeTo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.cntexplorer.Cancelled;
import org.cntexplorer.EveryKind;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The weight between groups, and what it carries of a signal, against the links of every neuron added one by one. */
@Execution(ExecutionMode.CONCURRENT)
class LinkMassTest {
    private static Tensor normal(long... shape) {
        Random random = new Random(Arrays.hashCode(shape));
        float[] values = new float[Math.toIntExact(Tensor.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }

    private static Connection dense(int rows, int columns, Orientation orientation) {
        return new DenseConnection(0, "dense " + rows + "×" + columns + " " + orientation, 0, 1, normal(rows, columns), orientation, Optional.empty());
    }

    private static Connection convolution(Layout layout, int groups, boolean transposed) {
        List<Integer> two = List.of(2, 1);
        ConvolutionGeometry geometry = new ConvolutionGeometry(4, 6, groups, List.of(7, 6), List.of(4, 4), List.of(3, 3), two, List.of(1, 1), List.of(1, 0));
        return new Convolution(0, layout + " in " + groups + (transposed ? " transposed" : ""), 0, 1, normal(6 * 4 / groups * 9), layout, geometry, transposed, Optional.empty());
    }

    static Stream<Connection> connections() {
        // several bands, and rows that fill whole blocks, or not quite
        Stream<Connection> others = Stream.of(dense(300, 1024, Orientation.SOURCE_ROWS), dense(301, 1100, Orientation.TARGET_ROWS),
                dense(2_100, 1_031, Orientation.SOURCE_ROWS), dense(2_100, 1_031, Orientation.TARGET_ROWS), dense(3, 7, Orientation.SOURCE_ROWS),
                new DenseConnection(0, "wide", 0, 1, Tensor.of(new Random(1).doubles(600, -1, 1).toArray()).reshaped(20, 30), Orientation.SOURCE_ROWS,
                        Optional.empty()),
                convolution(Layout.CHANNELS_FIRST, 1, false), convolution(Layout.CHANNELS_LAST, 2, false), convolution(Layout.OUTPUTS_FIRST, 1, true),
                convolution(Layout.INPUTS_FIRST, 2, true));
        return Stream.concat(EveryKind.network().connections().stream(), others);
    }

    private static void isWhatItsLinksAre(Connection connection, IntUnaryOperator sourceGroup, int sourceGroups, IntUnaryOperator targetGroup, int targetGroups) {
        int[] ofSource = new int[connection.sources()];
        int[] ofTarget = new int[connection.targets()];
        Arrays.setAll(ofSource, sourceGroup);
        Arrays.setAll(ofTarget, targetGroup);
        float[] ones = new float[ofSource.length];
        Arrays.fill(ones, 1);
        isWhatItsLinksAre(connection, ones, connection.mass(ofSource, sourceGroups, ofTarget, targetGroups, Progress.NONE), ofSource, ofTarget);
        // as a rectifier leaves them: whole runs of 0; and of both signs
        float[] rectified = signals(ofSource.length, 0);
        float[] signed = signals(ofSource.length, -1);
        isWhatItsLinksAre(connection, rectified, connection.mass(rectified, ofSource, sourceGroups, ofTarget, targetGroups, Progress.NONE), ofSource, ofTarget);
        isWhatItsLinksAre(connection, signed, connection.mass(signed, ofSource, sourceGroups, ofTarget, targetGroups, Progress.NONE), ofSource, ofTarget);
    }

    private static float[] signals(int count, float least) {
        Random random = new Random(count);
        float[] signals = new float[count];
        for (int i = 0; i < count; i++) {
            signals[i] = i / 5 % 3 == 0 ? 0 : Math.max(least, 2 * (float) random.nextGaussian());
        }
        return signals;
    }

    private static void isWhatItsLinksAre(Connection connection, float[] signals, LinkMass mass, int[] ofSource, int[] ofTarget) {
        double[] positive = new double[mass.sourceGroups() * mass.targetGroups()];
        double[] negative = new double[positive.length];
        for (int source = 0; source < ofSource.length; source++) {
            Links links = connection.outOf(source);
            for (int i = 0; i < links.count(); i++) {
                double carried = (double) links.weight()[i] * signals[source];
                (carried > 0 ? positive : negative)[ofSource[source] * mass.targetGroups() + ofTarget[links.target()[i]]] += Math.abs(carried);
            }
        }
        double tolerance = 1e-6 * (1 + Arrays.stream(positive).sum() + Arrays.stream(negative).sum());
        assertThat(mass.positive()).as("positive, %s", connection.name()).satisfies(closeTo(positive, tolerance));
        assertThat(mass.negative()).as("negative, %s", connection.name()).satisfies(closeTo(negative, tolerance));
    }

    @ParameterizedTest
    @MethodSource("connections")
    void isTheSumOfTheLinksBetweenTheGroups(Connection connection) {
        int sources = connection.sources();
        int targets = connection.targets();
        isWhatItsLinksAre(connection, i -> 0, 1, i -> 0, 1);
        isWhatItsLinksAre(connection, i -> 3 * i / sources, 3, i -> 5 * i / targets, 5);
        isWhatItsLinksAre(connection, i -> i / 7 % 4, 4, i -> i % 3, 4);
        isWhatItsLinksAre(connection, i -> (sources - 1 - i) / 16, (sources + 15) / 16, i -> i / 4, (targets + 3) / 4);
    }

    @Test
    void aWeightThatIsNoNumberIsSeenWhereItIs() {
        for (Orientation orientation : Orientation.values()) {
            Tensor matrix = Tensor.of(new float[] {1, -2, Float.NaN, 4, -0f, 0}, 2, 3);
            DenseConnection connection = new DenseConnection(0, "dense", 0, 1, matrix, orientation, Optional.empty());
            boolean bySource = orientation == Orientation.SOURCE_ROWS;
            LinkMass mass = connection.mass(bySource ? new int[] {0, 1} : new int[] {0, 0, 1}, 2, bySource ? new int[] {0, 0, 1} : new int[] {0, 1}, 2,
                    Progress.NONE);
            double[] positive = bySource ? new double[] {1, Double.NaN, 4, 0} : new double[] {1, 4, Double.NaN, 0};
            double[] negative = bySource ? new double[] {2, Double.NaN, 0, 0} : new double[] {2, 0, Double.NaN, 0};
            assertThat(mass.positive()).satisfies(closeTo(positive, 0));
            assertThat(mass.negative()).satisfies(closeTo(negative, 0));
        }
    }

    @Test
    void aSourceOfNothingCarriesNothingAndOneThatIsNoNumberIsSeen() {
        for (Orientation orientation : Orientation.values()) {
            DenseConnection connection = new DenseConnection(0, "dense", 0, 1, Tensor.of(new float[] {Float.NaN, 3, Float.POSITIVE_INFINITY, 5}, 2, 2), orientation,
                    Optional.empty());
            boolean bySource = orientation == Orientation.SOURCE_ROWS;
            int[] each = {0, 1};
            LinkMass mass = connection.mass(new float[] {0, -1}, each, 2, each, 2, Progress.NONE);
            assertThat(mass.positive()).containsExactly(0, 0, 0, 0);
            assertThat(mass.negative()).containsExactly(0, 0, bySource ? Double.POSITIVE_INFINITY : 3, 5);
            assertThat(connection.mass(new float[] {0, Float.NaN}, each, 2, each, 2, Progress.NONE).total()).isNaN();
        }
    }

    @ParameterizedTest
    @MethodSource("connections")
    void everyNeuronHasAGroup(Connection connection) {
        int[] source = new int[connection.sources()];
        int[] target = new int[connection.targets()];
        assertThatThrownBy(() -> connection.mass(new int[source.length + 1], 1, target, 1, Progress.NONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> connection.mass(new float[source.length + 1], source, 1, target, 1, Progress.NONE)).isInstanceOf(IllegalArgumentException.class);
        target[target.length - 1] = 1;
        assertThatThrownBy(() -> connection.mass(source, 1, target, 1, Progress.NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNothingWhenCancelled() {
        Connection connection = dense(300, 1024, Orientation.SOURCE_ROWS);
        assertThatThrownBy(() -> connection.mass(new int[300], 1, new int[1024], 1, Cancelled.after(1))).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> connection.mass(signals(300, -1), new int[300], 1, new int[1024], 1, Cancelled.after(1))).isInstanceOf(CancellationException.class);
        Connection maps = convolution(Layout.CHANNELS_FIRST, 1, false);
        assertThatThrownBy(() -> maps.mass(signals(maps.sources(), 0), new int[maps.sources()], 1, new int[maps.targets()], 1, Cancelled.after(1)))
                .isInstanceOf(CancellationException.class);
    }
}
