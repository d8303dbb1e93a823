package org.cntexplorer.figure;

import java.awt.Color;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/**
 * Which colour stands for which number.
 *
 * @param low number at the lower end
 * @param high number at the upper end; below {@code low} where there is no number at all
 * @param graded whether the colours are those of curves, else those of areas
 */
record ColourScale(double low, double high, boolean graded, Palette palette) {
    static ColourScale none(Palette palette) {
        return new ColourScale(0, -1, true, palette);
    }

    /** Of curves: from the least finite number to the greatest. */
    static ColourScale graded(DoubleStream numbers, Palette palette) {
        DoubleSummaryStatistics finite = numbers.filter(Double::isFinite).summaryStatistics();
        return finite.getCount() == 0 ? none(palette) : new ColourScale(finite.getMin(), finite.getMax(), true, palette);
    }

    /** Of areas: from 0 to the greatest finite number. */
    static ColourScale areas(DoubleStream numbers, Palette palette) {
        DoubleSummaryStatistics finite = numbers.filter(Double::isFinite).summaryStatistics();
        return finite.getCount() == 0 ? new ColourScale(0, -1, false, palette)
                : new ColourScale(Math.min(0, finite.getMin()), Math.max(finite.getMax(), 0), false, palette);
    }

    boolean isEmpty() {
        return !(low <= high);
    }

    /** Of a number; beyond the ends that of the end, of what is no number the axis' colour. */
    Color of(double number) {
        double t = high > low ? (number - low) / (high - low) : number > low || graded ? 1 : 0;
        return Double.isNaN(number) || isEmpty() ? palette.axis() : at(Math.clamp(t, 0, 1));
    }

    /** @param t 0 at the lower end, 1 at the upper one */
    Color at(double t) {
        return graded ? palette.graded(t) : palette.sequential(t);
    }
}
