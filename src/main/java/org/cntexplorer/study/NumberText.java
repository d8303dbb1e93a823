package org.cntexplorer.study;

/**
 * Where a number stands in a text: sign, digits, decimals after a point, exponent. A point without digits behind it is not part of the
 * number, so that an ending may follow; an exponent that runs on into letters is none, so that a hash is not taken for a great number.
 */
final class NumberText {
    private NumberText() {}

    /** Behind the longest number that begins at {@code from}; {@code from} itself where none does. */
    static int end(String text, int from) {
        int decimals = endOfDecimals(text, from);
        return decimals == from ? from : endOfExponent(text, decimals);
    }

    /** As {@link #end}, without an exponent. */
    static int endOfDecimals(String text, int from) {
        int whole = endOfWhole(text, from);
        int point = whole > from ? whole : afterSign(text, from);
        int behind = point < text.length() && text.charAt(point) == '.' ? digits(text, point + 1) : point;
        return behind > point + 1 ? behind : whole;
    }

    /** As {@link #end}, sign and digits only. */
    static int endOfWhole(String text, int from) {
        int first = afterSign(text, from);
        int end = digits(text, first);
        return end > first ? end : from;
    }

    private static int endOfExponent(String text, int from) {
        if (from == text.length() || text.charAt(from) != 'e' && text.charAt(from) != 'E') {
            return from;
        }
        int first = afterSign(text, from + 1);
        int end = digits(text, first);
        return end > first && !(end < text.length() && Character.isLetter(text.charAt(end))) ? end : from;
    }

    private static int afterSign(String text, int from) {
        return from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+') ? from + 1 : from;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
