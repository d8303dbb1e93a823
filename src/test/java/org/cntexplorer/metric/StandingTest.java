package org.cntexplorer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class StandingTest {
    /** By sorting a list, with the textbook's deviation. */
    @RepeatedTest(20)
    void equalsTheDefinition(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        // few different values, so that there are ties
        double[] strength = random.ints(1 + random.nextInt(200), -7, 8).mapToDouble(i -> i * 0.37).toArray();
        List<Double> descending = new ArrayList<>(Arrays.stream(strength).boxed().toList());
        descending.sort(Collections.reverseOrder());
        double mean = descending.stream().mapToDouble(s -> s).sum() / strength.length;
        double fluctuation = Math.sqrt(descending.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum() / strength.length);
        for (int k = 0; k < strength.length; k++) {
            Standing standing = Standing.of(strength, k);
            assertThat(standing.rank()).isEqualTo(1 + descending.indexOf(strength[k]));
            assertThat(standing.of()).isEqualTo(strength.length);
            assertThat(standing.percentile()).isEqualTo(100.0 * (strength.length - descending.indexOf(strength[k])) / strength.length);
            if (descending.getFirst() > descending.getLast()) {
                assertThat(standing.z()).isCloseTo((strength[k] - mean) / fluctuation, within(1e-12));
            }
        }
    }

    @Test
    void equalStrengthsShareTheBestRankAndHaveNoZ() {
        double[] equal = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        for (int k = 0; k < equal.length; k++) {
            assertThat(Standing.of(equal, k)).isEqualTo(new Standing(1, 6, 100, Double.NaN));
        }
    }

    @Test
    void whatIsNotFiniteTakesNoPart() {
        double[] strength = {3, Double.NaN, 1, Double.POSITIVE_INFINITY, 2};
        assertThat(Standing.of(strength, 4).rank()).isEqualTo(2);
        assertThat(Standing.of(strength, 4).of()).isEqualTo(3);
        assertThat(Standing.of(strength, 4).percentile()).isCloseTo(200 / 3.0, within(1e-12));
        assertThat(Standing.of(strength, 4).z()).isZero();
        assertThat(Standing.of(strength, 1)).isEqualTo(new Standing(0, 3, Double.NaN, Double.NaN));
        assertThat(Standing.of(strength, 3)).isEqualTo(new Standing(0, 3, Double.NaN, Double.NaN));
    }

    @Test
    void thereIsNoneOfANeuronThatIsNotThere() {
        assertThatThrownBy(() -> Standing.of(new double[3], 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
