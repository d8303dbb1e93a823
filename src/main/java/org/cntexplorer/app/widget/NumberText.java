package org.cntexplorer.app.widget;

import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How numbers are written that stand one below the other: with equally many decimals, so that their points align.
 *
 * @param decimals digits after the point
 */
public record NumberText(int decimals) {
    private static final int DIGITS = 6;
    private static final int DIGITS_OF_COLUMN = 4;
    private static final int LEAST = 2;
    private static final int MOST = 5;

    /**
     * So many decimals, 2 to 5, that the largest of the numbers has three digits, and the least one where that makes the largest no longer
     * than four.
     */
    public static NumberText ofColumn(DoubleStream numbers) {
        DoubleSummaryStatistics sizes = numbers.map(Math::abs).filter(size -> Double.isFinite(size) && size > 0).summaryStatistics();
        if (sizes.getCount() == 0) {
            return new NumberText(LEAST);
        }
        int largest = exponent(sizes.getMax());
        int room = DIGITS_OF_COLUMN - Math.max(1, largest + 1);
        return new NumberText(Math.clamp(Math.max(2 - largest, Math.min(-exponent(sizes.getMin()), room)), LEAST, MOST));
    }

    /** So many decimals that the largest of the few numbers has six digits. */
    public static NumberText ofGroup(double... numbers) {
        double largest = DoubleStream.of(numbers).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        return new NumberText(largest == 0 ? LEAST : Math.clamp(DIGITS - 1 - exponent(largest), 0, DIGITS + MOST));
    }

    private static int exponent(double size) {
        return (int) Math.floor(Math.log10(size));
    }

    /** "−0.012": in scientific notation where the decimals would hide the number or make it long; "" for none. */
    public String of(double number) {
        if (!Double.isFinite(number)) {
            return special(number);
        }
        double size = Math.abs(number);
        // at least one digit that is the number's own, and no more characters than scientific notation takes
        double least = Math.pow(10, -decimals) * (decimals >= MOST ? 10 : 0.5);
        boolean fixed = size == 0 || size < 1e6 && size >= least;
        return minus(fixed ? String.format(Locale.ROOT, "%." + decimals + "f", number + 0.0) : String.format(Locale.ROOT, "%.0e", number));
    }

    /** A number that stands alone, with six digits: "−1.23457", "0.000123457", "1.23457e8". */
    public static String alone(double number) {
        if (!Double.isFinite(number)) {
            return special(number);
        }
        if (number == 0) {
            return "0";
        }
        int exponent = exponent(Math.abs(number));
        return minus(exponent < -5 || exponent >= DIGITS + 2 ? String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", number)
                : String.format(Locale.ROOT, "%." + Math.max(0, DIGITS - 1 - exponent) + "f", number));
    }

    /** Every digit that a double has, in plain characters: for tooltips and for copying. */
    public static String exact(double number) {
        return Double.toString(number);
    }

    /** "1,234". */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** "1,234", but "102.8 M" for so large a number that it would need much room. */
    public static String brief(long number) {
        return number < 10_000_000 ? count(number) : number < 10_000_000_000L ? String.format(Locale.ROOT, "%,.1f M", number / 1e6)
                : String.format(Locale.ROOT, "%,.1f G", number / 1e9);
    }

    private static String special(double number) {
        return Double.isNaN(number) ? "NaN" : number > 0 ? "∞" : "−∞";
    }

    private static String minus(String text) {
        return text.replaceFirst("e([+-])0", "e$1").replace("e+", "e").replace('-', '−');
    }
}
