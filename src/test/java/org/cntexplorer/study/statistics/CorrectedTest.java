package org.cntexplorer.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class CorrectedTest {
    @Test
    void worksAsTheTextbooksExample() {
        // 0.005 · 4, 0.01 · 3, 0.03 · 2, and 0.04 · 1, which is no smaller than the one before it
        assertThat(Corrected.holm(0.01, 0.04, 0.03, 0.005)).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    }

    @Test
    void aProbabilityStaysOneAndWhatIsNoTestIsNotCounted() {
        assertThat(Corrected.holm(0.6, Double.NaN, 0.01)).containsExactly(0.6, Double.NaN, 0.02);
        assertThat(Corrected.holm(0.6, 0.9)).containsExactly(1, 1);
        assertThat(Corrected.holm()).isEmpty();
        assertThat(Corrected.holm(0.3)).containsExactly(0.3);
    }

    @RepeatedTest(20)
    void equalsTheDefinitionAndKeepsTheOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] p = random.doubles(1 + random.nextInt(30)).map(x -> Math.round(x * x * 50) / 50.0).toArray();
        double[] holm = Corrected.holm(p);
        for (int i = 0; i < p.length; i++) {
            double largest = 0;
            for (double other : p) {
                long atLeast = Arrays.stream(p).filter(x -> x >= other).count();
                if (other <= p[i]) {
                    largest = Math.max(largest, Math.min(1, atLeast * other));
                }
            }
            assertThat(holm[i]).isCloseTo(largest, within(1e-14)).isGreaterThanOrEqualTo(p[i]);
            for (int j = 0; j < p.length; j++) {
                if (p[i] <= p[j]) {
                    assertThat(holm[i]).isLessThanOrEqualTo(holm[j]);
                }
            }
        }
    }
}
