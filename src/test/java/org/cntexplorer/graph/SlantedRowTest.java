package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Titles of many layers, at whatever distances: clear of one another and of the view's ends. */
class SlantedRowTest {
    private static final double LINE = 15;
    private static final double BOTH = 29;

    @ParameterizedTest
    @ValueSource(doubles = {2, 5.5, 11, 18, 25, 40, 90})
    void noTwoTitlesOverlap(double distance) {
        double[] centre = IntStream.range(0, 60).mapToDouble(i -> 30 + distance * i).toArray();
        double[] wanted = IntStream.range(0, 60).mapToDouble(i -> 20 + 17 * (i % 6)).toArray();
        double high = centre[59] + 30;
        SlantedRow row = SlantedRow.of(centre, wanted, LINE, BOTH, 70, high);
        double height = row.withShape() ? BOTH : LINE;
        double sin = Math.sin(Math.toRadians(SlantedRow.DEGREES));
        double cos = Math.cos(Math.toRadians(SlantedRow.DEGREES));
        int[] seen = IntStream.range(0, 60).filter(i -> row.width()[i] > 0).toArray();
        assertThat(seen.length).as("titles").isGreaterThanOrEqualTo((int) (59 / Math.ceil(21 / distance)) - 4);
        for (int k = 0; k + 1 < seen.length; k++) {
            // parallel boxes are clear of one another across their slant
            assertThat((centre[seen[k + 1]] - centre[seen[k]]) * sin).isGreaterThanOrEqualTo(height);
        }
        for (int i : seen) {
            assertThat(row.width()[i]).isLessThanOrEqualTo(wanted[i]);
            assertThat(SlantedRow.rise(row.width()[i], height)).isLessThanOrEqualTo(70 + 1e-9);
            assertThat(centre[i] + height * sin / 2 + row.width()[i] * cos).isLessThanOrEqualTo(high);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fewLayersAreNoExceptions(int layers) {
        double[] centre = new double[layers];
        double[] wanted = new double[layers];
        Arrays.fill(centre, 100);
        Arrays.fill(wanted, 50);
        SlantedRow row = SlantedRow.of(centre, wanted, LINE, BOTH, 70, 300);
        assertThat(row.width()).containsExactly(wanted);
        assertThat(row.withShape()).isTrue();
    }
}
