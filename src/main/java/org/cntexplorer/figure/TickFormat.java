package org.cntexplorer.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Numbers as a paper writes them: "0.050", "−3", "2e−6", with a real minus, and a plain 0. */
final class TickFormat extends NumberFormat {
    private static final long serialVersionUID = 1;

    private final int decimals;

    /** @param decimals digits behind the point of every number but 0 */
    TickFormat(int decimals) {
        this.decimals = decimals;
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
        return to.append(Double.isFinite(number) ? tick(number) : Double.toString(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
        return to.append(tick(number));
    }

    /** Ticks are only written. */
    @Override
    public Number parse(String source, ParsePosition position) {
        throw new UnsupportedOperationException();
    }

    private String tick(double value) {
        // a sum of steps misses 0 by a rounding error
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        if (rounded.signum() == 0) {
            return "0";
        }
        String text = decimals <= 5 && Math.abs(value) < 1e6 ? rounded.toPlainString() : scientific(rounded.stripTrailingZeros());
        return text.replace('-', '−');
    }

    private static String scientific(BigDecimal value) {
        int power = value.precision() - 1 - value.scale();
        return value.movePointLeft(power).toPlainString() + "e" + power;
    }

    /** "1.234", "−0.0021", "1.2e+05": four digits. */
    static String number(double value) {
        double size = Math.abs(value);
        String text = value == 0 || size >= 0.001 && size < 10_000
                ? String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f", value)
                : String.format(Locale.ROOT, "%.2e", value);
        return text.replace('-', '−');
    }
}
