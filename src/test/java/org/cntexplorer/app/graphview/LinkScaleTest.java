package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.cntexplorer.graph.LinkChoice;
import org.junit.jupiter.api.Test;

class LinkScaleTest {
    private final LinkScale scale = new LinkScale(50_176, 1.25);

    @Test
    void theEndsAreNoneAndAll() {
        assertThat(scale.count(0)).isZero();
        assertThat(scale.count(1)).isEqualTo(50_176);
        assertThat(scale.threshold(0)).isEqualTo(1.25, within(1e-12));
        assertThat(scale.threshold(1)).isZero();
        assertThat(new LinkScale(1, 1).count(1)).isEqualTo(1);
    }

    @Test
    void aNumberOfTwoDigitsComesBackFromItsPlace() {
        for (int count : new int[] {0, 1, 2, 3, 9, 10, 47, 120, 1_000, 3_400, 27_000, 50_176}) {
            assertThat(scale.count(scale.positionOf(count))).isEqualTo(count);
            assertThat(scale.rule(false, scale.positionOf(new LinkChoice.StrongestOfConnection(count)))).isEqualTo(new LinkChoice.StrongestOfConnection(count));
        }
    }

    @Test
    void furtherToTheRightAreNeverFewerLinks() {
        int before = 0;
        double threshold = Double.MAX_VALUE;
        for (double p = 0; p <= 1; p += 0.001) {
            assertThat(scale.count(p)).isGreaterThanOrEqualTo(before);
            assertThat(scale.threshold(p)).isLessThanOrEqualTo(threshold);
            before = scale.count(p);
            threshold = scale.threshold(p);
        }
    }
}
