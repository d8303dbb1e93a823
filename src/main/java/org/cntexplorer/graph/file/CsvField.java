package org.cntexplorer.graph.file;

/** A text in a table whose columns are parted by commas. */
public final class CsvField {
    private CsvField() {}

    /** Quoted where RFC 4180 asks for it. */
    public static String of(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
