package org.cntexplorer.study;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of a table as RFC 4180 has them: fields parted by one character, quoted where they hold it, a quote or a line feed; lines
 * that end with CR, LF or both.
 */
final class CsvRecords {
    private static final char[] DELIMITERS = {',', ';', '\t'};

    /**
     * @param line of its first character, the first line being 1
     * @param damage what continues "Line 7 ": empty where the record is sound
     */
    record Row(int line, List<String> fields, String damage) {}

    private final String text;
    private final char delimiter;
    private int at;
    private int line = 1;
    private String damage = "";

    private CsvRecords(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** Every record but empty lines; damaged ones too, with what is wrong. */
    static List<Row> of(String text, char delimiter) {
        return new CsvRecords(text, delimiter).all();
    }

    /** That of comma, semicolon and tab which the first line has most of outside of quotes; a comma where it has none. */
    static char delimiter(String text) {
        int[] counts = new int[DELIMITERS.length];
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || text.charAt(i) != '\n' && text.charAt(i) != '\r'); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            for (int d = 0; d < DELIMITERS.length && !quoted; d++) {
                counts[d] += c == DELIMITERS[d] ? 1 : 0;
            }
        }
        int best = 0;
        for (int d = 1; d < DELIMITERS.length; d++) {
            best = counts[d] > counts[best] ? d : best;
        }
        return DELIMITERS[best];
    }

    private List<Row> all() {
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            int first = line;
            int begin = at;
            damage = "";
            List<String> fields = new ArrayList<>();
            fields.add(field());
            while (at < text.length() && text.charAt(at) == delimiter) {
                at++;
                fields.add(field());
            }
            boolean blank = text.substring(begin, at).isBlank() && fields.size() == 1;
            endLine();
            if (!blank) {
                rows.add(new Row(first, List.copyOf(fields), damage));
            }
        }
        return rows;
    }

    private String field() {
        if (at < text.length() && text.charAt(at) == '"') {
            String quoted = quoted();
            int rest = at;
            String plain = plain();
            if (!plain.isBlank()) {
                damage = "has text behind a closing quote (" + text.substring(rest, Math.min(rest + 20, rest + plain.length()))
                        + "); write a quote in a field twice";
            }
            return quoted;
        }
        return plain();
    }

    private String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                if (at + 1 == text.length() || text.charAt(at + 1) != '"') {
                    at++;
                    return field.toString();
                }
                at++;
            } else if (c == '\n' || c == '\r' && !(at + 1 < text.length() && text.charAt(at + 1) == '\n')) {
                line++;
            }
            field.append(c);
            at++;
        }
        damage = "opens a quote that is never closed, so that all behind it is lost; close it";
        return field.toString();
    }

    private void endLine() {
        if (at < text.length()) {
            at += text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
            line++;
        }
    }
}
