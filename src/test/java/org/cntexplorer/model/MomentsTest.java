package org.cntexplorer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Summaries, against sums in whole numbers. */
class MomentsTest {
    /** Quarters about an offset, whose sums and squares fit into a long: across blocks, bands and cores. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 5", "2047, 0", "2048, -3", "2049, 1000000", "70000, 1000000", "3000000, 40000"})
    void ofWholeNumbersExactly(int n, long offset) {
        Random random = new Random(n);
        double[] values = new double[n];
        long sum = 0;
        long squares = 0;
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            long quarters = 4 * offset + random.nextInt(-1000, 1001);
            values[i] = quarters / 4.0;
            sum += quarters;
            squares += quarters * quarters;
            least = Math.min(least, quarters);
            greatest = Math.max(greatest, quarters);
        }
        Moments moments = Moments.of(values);
        BigDecimal mean = BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(n), MathContext.DECIMAL128);
        double variance = BigDecimal.valueOf(squares).divide(BigDecimal.valueOf(n), MathContext.DECIMAL128).subtract(mean.multiply(mean)).doubleValue() / 16;
        assertThat(moments.n()).isEqualTo(n);
        assertThat(moments.nonFinite()).isZero();
        assertThat(moments.mean()).isCloseTo(mean.doubleValue() / 4, within(1e-12 * Math.max(1, Math.abs(offset))));
        assertThat(moments.variance()).isCloseTo(variance, within(1e-11 * Math.max(1, variance)));
        assertThat(moments.min()).isEqualTo(least / 4.0);
        assertThat(moments.max()).isEqualTo(greatest / 4.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.999995, 0.1, -3.3e9, 1e-300})
    void equalNumbersVaryByNothing(double x) {
        double[] values = new double[200_704];
        Arrays.fill(values, x);
        Moments moments = Moments.of(values);
        assertThat(moments.mean()).isCloseTo(x, within(2 * Math.ulp(x)));
        assertThat(moments.std()).isLessThanOrEqualTo(4 * Math.ulp(x));
    }

    @Test
    void whatIsNotFiniteIsCountedApart() {
        double[] values = new double[10_000];
        Arrays.setAll(values, i -> i == 17 ? Double.NaN : i == 4096 ? Double.POSITIVE_INFINITY : i == 9999 ? Double.NEGATIVE_INFINITY : i % 5);
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        Moments moments = Moments.of(values);
        assertThat(moments.n()).isEqualTo(9997);
        assertThat(moments.nonFinite()).isEqualTo(3);
        assertThat(moments.mean()).isCloseTo(Moments.of(finite).mean(), within(1e-12));
        assertThat(moments.variance()).isCloseTo(Moments.of(finite).variance(), within(1e-12));
        assertThat(moments.min()).isZero();
        assertThat(moments.max()).isEqualTo(4);
        Moments none = Moments.of(Double.NaN, Double.NaN);
        assertThat(none.n()).isZero();
        assertThat(none.nonFinite()).isEqualTo(2);
        assertThat(none.mean()).isNaN();
        assertThat(Moments.of()).isEqualTo(Moments.EMPTY);
    }

    @Test
    void numbersWhoseSumIsInfiniteHaveAMean() {
        Moments moments = Moments.of(1.5e308, 1.5e308, 1.5e308);
        assertThat(moments.n()).isEqualTo(3);
        assertThat(moments.mean()).isCloseTo(1.5e308, within(1e294));
        assertThat(moments.variance()).isZero();
    }
}
