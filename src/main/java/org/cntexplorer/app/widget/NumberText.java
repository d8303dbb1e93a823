package org.cntexplorer.app.widget;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How numbers are written that stand one below the other: with equally many decimals, so that their points align.
 *
 * @param decimals digits after the point
 */
public record NumberText(int decimals) {
    private static final int DIGITS = 6;

    /** So many decimals that the largest of the numbers has three digits, two at least. */
    public static NumberText ofColumn(DoubleStream numbers) {
        double largest = numbers.map(Math::abs).filter(Double::isFinite).max().orElse(0);
        return new NumberText(largest == 0 ? 2 : Math.clamp(2 - (int) Math.floor(Math.log10(largest)), 2, 5));
    }

    /** "−0.012": in scientific notation where the decimals would hide the number or make it long; "" for none. */
    public String of(double number) {
        if (!Double.isFinite(number)) {
            return special(number);
        }
        double size = Math.abs(number);
        boolean fixed = size == 0 || size < 1e6 && size >= 0.5 * Math.pow(10, -decimals);
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
        int exponent = (int) Math.floor(Math.log10(Math.abs(number)));
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

    private static String special(double number) {
        return Double.isNaN(number) ? "NaN" : number > 0 ? "∞" : "−∞";
    }

    private static String minus(String text) {
        return text.replaceFirst("e([+-])0", "e$1").replace("e+", "e").replace('-', '−');
    }
}
