package org.cntexplorer.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RankCorrelationTest {
    private static final double[] X = {3.1, 0.2, 5.5, 4.4, 2.7, 9.1, 7.3, 6.8, 1.5, 8.8};
    private static final double[] Y = {0.61, 0.55, 0.71, 0.58, 0.66, 0.93, 0.91, 0.69, 0.50, 0.84};

    /** The numbers of src/test/resources/statistics/separation.py. */
    @Test
    void equalsScipy() {
        equalsScipy(X, Y, 0.9151515151515152, 0.0002044724061488323);
        equalsScipy(new double[] {1, 2, 2, 3, 3, 3, 4, 5, 5, 6, 7, 7}, new double[] {9, 8, 8, 8, 6, 7, 6, 4, 5, 5, 2, 3},
                -0.9570677210270172, 1.068656939239439e-06);
        equalsScipy(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new double[] {5, 1, 9, 2, 8, 4, 6, 3, 7}, 0.16666666666666669,
                0.668231040071504);
    }

    /** There the script goes through all orders with scipy's correlation. */
    @Test
    void ofFewNetworksCountsAllOrders() {
        equalsScipy(new double[] {1, 2, 3}, new double[] {10, 20, 30}, 1, 1 / 3.0);
        equalsScipy(new double[] {1, 2, 2, 4, 5, 6}, new double[] {2, 1, 3, 3, 6, 5}, 0.8088235294117647, 0.06111111111111111);
        equalsScipy(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, new double[] {3, 1, 4, 2, 5, 8, 6, 7}, 0.8095238095238096, 0.02177579365079365);
    }

    private static void equalsScipy(double[] x, double[] y, double rho, double p) {
        RankCorrelation correlation = RankCorrelation.of(x, y);
        assertThat(correlation.rho()).isCloseTo(rho, within(1e-14));
        assertThat(correlation.p()).isCloseTo(p, within(1e-10 * p));
        assertThat(correlation.n()).isEqualTo(x.length);
        assertThat(correlation.isKnown()).isTrue();
    }

    @Test
    void ranksInOrderHaveTheProbabilityOfTheirOrder() {
        double[] x = IntStream.range(0, 10).mapToDouble(i -> i).toArray();
        double[] falling = IntStream.range(0, 10).mapToDouble(i -> -Math.exp(i)).toArray();
        assertThat(RankCorrelation.of(x, falling).rho()).isEqualTo(-1);
        assertThat(RankCorrelation.of(x, falling).p()).isCloseTo(2 / 3628800.0, within(1e-20));
    }

    @Test
    void leavesOutAndCountsNetworksWithoutOneOfTheNumbers() {
        double[] x = {3.1, 0.2, 5.5, Double.NaN, 4.4, 2.7, 9.1, 7.3, 6.8, 1.5, 8.8, 4};
        double[] y = {0.61, 0.55, 0.71, 0.1, 0.58, 0.66, 0.93, 0.91, 0.69, 0.50, 0.84, Double.NaN};
        RankCorrelation whole = RankCorrelation.of(X, Y);
        assertThat(RankCorrelation.of(x, y)).isEqualTo(new RankCorrelation(10, 2, whole.rho(), whole.p(), whole.whyNot()));
    }

    @Test
    void saysWhyThereIsNone() {
        assertThat(RankCorrelation.of(new double[] {1, 2, Double.NaN}, new double[] {1, 2, 3}).whyNot())
                .contains("2 networks have both numbers, and 3 or more are needed");
        RankCorrelation constant = RankCorrelation.of(new double[] {0.0, -0.0, 0}, new double[] {1, 2, 3});
        assertThat(constant.whyNot()).contains("all networks have the same value");
        assertThat(constant.rho()).isNaN();
        assertThat(constant.p()).isNaN();
        assertThatThrownBy(() -> RankCorrelation.of(X, new double[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("10 and 3 numbers are not of the same networks");
    }
}
