package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;

/** Source text as logical lines: what stands in brackets goes on over line ends. */
final class ScriptLines {
    private static final int MOST_LINES = 100_000;

    /** @param indent number of blanks before it */
    record Line(int indent, String text) {}

    private ScriptLines() {}

    static List<Line> of(String source) {
        List<Line> lines = new ArrayList<>();
        int at = 0;
        while (at < source.length() && lines.size() < MOST_LINES) {
            int indent = 0;
            while (at < source.length() && source.charAt(at) == ' ') {
                indent++;
                at++;
            }
            int end = end(source, at);
            String text = source.substring(at, end).strip();
            if (!text.isEmpty() && text.charAt(0) != '#') {
                lines.add(new Line(indent, text));
            }
            at = end + 1;
        }
        return lines;
    }

    /** Where the line ends that begins at {@code from}. */
    private static int end(String source, int from) {
        int depth = 0;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            switch (c) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case '"', '\'' -> {
                    int close = closing(source, i);
                    if (close < 0) {
                        return source.length();
                    }
                    i = close;
                }
                case '\n' -> {
                    if (depth <= 0) {
                        return i;
                    }
                }
                default -> { }
            }
        }
        return source.length();
    }

    /** The quote that ends the text beginning at {@code from}, or −1. */
    static int closing(String source, int from) {
        char quote = source.charAt(from);
        for (int i = from + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i;
            }
        }
        return -1;
    }
}
