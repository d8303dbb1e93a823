package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.cntexplorer.graph.LinkChoice;
import org.junit.jupiter.api.Test;

class LinkScaleTest {
    private final LinkScale scale = new LinkScale(50_176, 120_000, 1.25);

    @Test
    void theEndsAreNoneAndAll() {
        assertThat(LinkScale.count(50_176, 0)).isZero();
        assertThat(LinkScale.count(50_176, 1)).isEqualTo(50_176);
        assertThat(scale.threshold(0)).isEqualTo(1.25, within(1e-12));
        assertThat(scale.threshold(1)).isZero();
        assertThat(LinkScale.count(1, 1)).isEqualTo(1);
        assertThat(scale.rule(LinkRule.SHARE, 0)).isEqualTo(new LinkChoice.Share(0));
        assertThat(scale.rule(LinkRule.SHARE, 1)).isEqualTo(new LinkChoice.Share(1));
        assertThat(scale.rule(LinkRule.BACKBONE, 0)).isEqualTo(new LinkChoice.Backbone(1e-6));
        assertThat(scale.rule(LinkRule.BACKBONE, 1)).isEqualTo(new LinkChoice.Backbone(1));
        assertThat(scale.rule(LinkRule.OVERALL, 1)).isEqualTo(new LinkChoice.StrongestOverall(120_000));
    }

    @Test
    void aNumberOfTwoDigitsComesBackFromItsPlace() {
        for (int count : new int[] {0, 1, 2, 3, 9, 10, 47, 120, 1_000, 3_400, 27_000, 50_176}) {
            comesBack(new LinkChoice.StrongestOfConnection(count));
            comesBack(new LinkChoice.StrongestOverall(count == 50_176 ? 50_000 : count));
            comesBack(new LinkChoice.StrongestOfNeuron(count % 98));
        }
        for (double part : new double[] {0.0012, 0.03, 0.05, 0.41, 0.99, 1}) {
            comesBack(new LinkChoice.Share(part));
            comesBack(new LinkChoice.Backbone(part));
        }
    }

    private void comesBack(LinkChoice.Rule rule) {
        assertThat(scale.rule(LinkRule.of(rule), scale.positionOf(rule))).isEqualTo(rule);
    }

    @Test
    void furtherToTheRightAreNeverFewerLinks() {
        int before = 0;
        double threshold = Double.MAX_VALUE;
        double share = 0;
        double alpha = 0;
        for (double p = 0; p <= 1; p += 0.001) {
            assertThat(LinkScale.count(50_176, p)).isGreaterThanOrEqualTo(before);
            assertThat(scale.threshold(p)).isLessThanOrEqualTo(threshold);
            before = LinkScale.count(50_176, p);
            threshold = scale.threshold(p);
            assertThat(share).isLessThanOrEqualTo(share = ((LinkChoice.Share) scale.rule(LinkRule.SHARE, p)).share());
            assertThat(alpha).isLessThanOrEqualTo(alpha = ((LinkChoice.Backbone) scale.rule(LinkRule.BACKBONE, p)).alpha());
        }
    }
}
