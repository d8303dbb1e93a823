package org.cntexplorer.data;

import java.nio.charset.StandardCharsets;

/** Reads the number that a field of a table is. */
final class FieldNumber {
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
        1e21, 1e22};
    private static final long EXACT = 1L << 53;
    private static final int LONGEST = 400;

    private final char point;
    private boolean sound;

    /** @param point what parts decimals: a point, or a comma */
    FieldNumber(char point) {
        this.point = point;
    }

    /** Whether the last field was a number. */
    boolean sound() {
        return sound;
    }

    /** The number from a byte up to another; not a number, and not {@link #sound()}, where it is none. "nan" and "inf" are sound. */
    double of(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int decimals = 0;
        int seen = 0;
        boolean behind = false;
        for (; at < to; at++) {
            int c = text[at];
            if (c >= '0' && c <= '9') {
                if (digits > EXACT) {
                    return slowly(text, from, to);
                }
                digits = digits * 10 + (c - '0');
                decimals += behind ? 1 : 0;
                seen++;
            } else if (c == point && !behind) {
                behind = true;
            } else {
                return slowly(text, from, to);
            }
        }
        if (seen == 0 || digits > EXACT || decimals >= POWERS.length) {
            return slowly(text, from, to);
        }
        sound = true;
        // both are exact, so that their quotient is the nearest number
        double value = digits / POWERS[decimals];
        return negative ? -value : value;
    }

    private double slowly(byte[] text, int from, int to) {
        sound = false;
        if (from == to || to - from > LONGEST) {
            return Double.NaN;
        }
        String word = new String(text, from, to - from, StandardCharsets.UTF_8).replace(point, '.');
        char last = word.charAt(word.length() - 1);
        String lower = word.toLowerCase(java.util.Locale.ROOT);
        String bare = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        if (bare.equals("nan")) {
            sound = true;
            return Double.NaN;
        }
        if (bare.equals("inf") || bare.equals("infinity")) {
            sound = true;
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (last != '.' && (last < '0' || last > '9') || lower.indexOf('x') >= 0) {
            // Java's own endings and hexadecimal numbers
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(word);
            sound = true;
            return value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
