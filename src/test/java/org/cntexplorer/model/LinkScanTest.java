package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which weights have a share that reaches a threshold, tried weight by weight around the answer. */
class LinkScanTest {
    @Test
    void theLeastWeightIsTheFirstWhoseShareReachesTheThreshold() {
        Random random = new Random(9);
        double[] shares = {1, 0.5, 1 / 3.0, 1 / 6.0, 1 / 7.0, 1 / 9.0, 1 / 49.0, 0.3, 1.7, 1e-3};
        for (int i = 0; i < 20_000; i++) {
            double share = shares[random.nextInt(shares.length)];
            // half of them are shares of a float32, where a rounding decides
            double threshold = Math.abs(random.nextGaussian());
            threshold = random.nextBoolean() ? threshold : (float) ((float) threshold * share);
            double least = LinkScan.leastBefore(threshold, share);
            for (double w : new double[] {least, Math.nextUp(least), Math.nextUp((float) least), least * (1 + 1e-9)}) {
                assertThat((float) ((float) w * share)).as("%s of %s", share, w).isGreaterThanOrEqualTo((float) threshold);
                assertThat((double) (float) ((float) w * share)).isGreaterThanOrEqualTo(threshold);
            }
            for (double w : new double[] {Math.nextDown(least), Math.nextDown((float) least), least * (1 - 1e-9)}) {
                if (w < least) {
                    assertThat((double) (float) ((float) w * share)).as("%s of %s", share, w).isLessThan(threshold);
                }
            }
        }
    }

    @Test
    void theEndsOfTheNumbersAreNoExceptions() {
        assertThat(LinkScan.leastBefore(0, 0.5)).isZero();
        assertThat(LinkScan.leastBefore(-3, 0.5)).isZero();
        assertThat(LinkScan.leastBefore(Double.NaN, 0.5)).isNaN();
        assertThat(LinkScan.leastBefore(Double.POSITIVE_INFINITY, 0.5)).isGreaterThan(Float.MAX_VALUE);
        assertThat(LinkScan.leastBefore(1e38, 1e-3)).isGreaterThan(Float.MAX_VALUE);
        assertThat(LinkScan.leastBefore(Float.MIN_VALUE, 1)).isPositive().isLessThanOrEqualTo(Float.MIN_VALUE);
        assertThat(LinkScan.floatAtLeast(0.1)).isEqualTo(Math.nextUp(0.1f) > 0.1 && 0.1f < 0.1 ? Math.nextUp(0.1f) : 0.1f);
        assertThat((double) LinkScan.floatAtLeast(1 / 3.0)).isGreaterThanOrEqualTo(1 / 3.0);
    }
}
