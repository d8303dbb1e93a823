package org.cntexplorer.app.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void aColumnHasEquallyManyDecimals() {
        NumberText column = NumberText.ofColumn(DoubleStream.of(0.16, -0.0248, Double.NaN, 0));
        assertThat(column.of(0.16)).isEqualTo("0.160");
        assertThat(column.of(-0.0248)).isEqualTo("−0.025");
        assertThat(column.of(-0.0)).isEqualTo("0.000");
        assertThat(NumberText.ofColumn(DoubleStream.of(1234.5, 2)).of(2)).isEqualTo("2.00");
        assertThat(NumberText.ofColumn(DoubleStream.of(1.079, -0.0035)).of(-0.0035)).as("a digit more, for the least").isEqualTo("−0.004");
        assertThat(NumberText.ofColumn(DoubleStream.of(-16.5, 0.0035)).of(-16.5)).as("but not a long number").isEqualTo("−16.50");
        assertThat(NumberText.ofColumn(DoubleStream.of(3e-9)).of(3e-9)).isEqualTo("3e−9");
        assertThat(NumberText.ofColumn(DoubleStream.empty()).of(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void neitherHidesASmallNumberNorWritesALongOne() {
        NumberText column = new NumberText(2);
        assertThat(column.of(0.0012)).isEqualTo("1e−3");
        assertThat(column.of(-0.0012)).isEqualTo("−1e−3");
        assertThat(column.of(3.4e12)).isEqualTo("3e12");
        assertThat(column.of(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
        assertThat(column.of(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void theLargestOfAGroupHasSixDigits() {
        NumberText group = NumberText.ofGroup(24.18601234, -0.2099754, 0, Double.NaN);
        assertThat(group.of(24.18601234)).isEqualTo("24.1860");
        assertThat(group.of(-0.2099754)).isEqualTo("−0.2100");
        assertThat(NumberText.ofGroup(1234567, 2).of(2)).isEqualTo("2");
        assertThat(NumberText.ofGroup(1.5e-4).of(1.5e-4)).isEqualTo("0.000150000");
    }

    @Test
    void aNumberAloneHasSixDigits() {
        assertThat(NumberText.alone(-1.23456789)).isEqualTo("−1.23457");
        assertThat(NumberText.alone(0.000123456789)).isEqualTo("0.000123457");
        assertThat(NumberText.alone(123456.789)).isEqualTo("123457");
        assertThat(NumberText.alone(1.23456789e-9)).isEqualTo("1.23457e−9");
        assertThat(NumberText.alone(-1.23456789e12)).isEqualTo("−1.23457e12");
        assertThat(NumberText.alone(0)).isEqualTo("0");
    }
}
