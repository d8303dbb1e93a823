package org.cntexplorer.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/**
 * A table of text in mapped memory, of any size: a row a line, fields parted by comma, semicolon, tab or spaces, with or without a header. What begins with
 * # is passed over. Where each 64th row begins is kept, so that any row is found at once.
 */
final class TextTable {
    private static final int BLOCK = 64;
    private static final int PIECE = 1 << 20;
    private static final int LONGEST_LINE = 1 << 26;

    /** Gets the fields of a row. */
    interface RowVisitor {
        /**
         * @param row the first being 0
         * @param fields where field i begins (2i) and ends (2i + 1)
         */
        void visit(long row, byte[] text, int[] fields) throws ModelFormatException;
    }

    private final String name;
    private final MemorySegment bytes;
    private final char delimiter;
    private final List<String> header;
    private final int columns;
    /** Columns whose field in the first row is no number. */
    private final boolean[] words;
    private long[] blocks = new long[16];
    private long rows;

    TextTable(String name, MemorySegment bytes, Progress progress) throws ModelFormatException {
        this.name = name;
        this.bytes = bytes;
        long begin = startsWithMark() ? 3 : 0;
        Line first = nextLine(begin);
        if (first == null) {
            throw new ModelFormatException(name + " holds no row; give it one for each sample.");
        }
        delimiter = delimiter(first.text);
        int[] fields = new int[2 * fields(first.text, 0, first.text.length, null)];
        fields(first.text, 0, first.text.length, fields);
        columns = fields.length / 2;
        Line second = nextLine(first.end);
        boolean[] firstWords = words(first);
        boolean[] secondWords = second != null && fields(second.text, 0, second.text.length, null) == columns ? words(second) : null;
        List<String> texts = texts(first.text, fields);
        boolean headed = isHeader(firstWords, secondWords) || columns == 1 && second != null && TableSamples.isLabelName(texts.getFirst());
        header = headed ? texts : List.of();
        words = headed && secondWords != null ? secondWords : firstWords;
        index(headed ? first.end : begin, progress);
        if (rows == 0) {
            throw new ModelFormatException(name + " has a header and no rows; give it one for each sample.");
        }
    }

    private record Line(byte[] text, long end) {}

    private boolean startsWithMark() {
        return bytes.byteSize() >= 3 && (bytes.get(ValueLayout.JAVA_BYTE, 0) & 0xff) == 0xef && (bytes.get(ValueLayout.JAVA_BYTE, 1) & 0xff) == 0xbb
                && (bytes.get(ValueLayout.JAVA_BYTE, 2) & 0xff) == 0xbf;
    }

    /** A header is words where the next row has numbers, or nothing but words. */
    private static boolean isHeader(boolean[] first, boolean[] second) {
        boolean all = true;
        boolean unlike = false;
        for (int i = 0; i < first.length; i++) {
            all &= first[i];
            unlike |= first[i] && second != null && !second[i];
        }
        return unlike || all && second != null && first.length > 1;
    }

    /** The next line that is a row or a header. */
    private Line nextLine(long from) throws ModelFormatException {
        long at = from;
        while (at < bytes.byteSize()) {
            long end = at;
            while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != '\n' && bytes.get(ValueLayout.JAVA_BYTE, end) != '\r') {
                if (++end - at > LONGEST_LINE) {
                    throw tooLong();
                }
            }
            byte[] text = bytes.asSlice(at, end - at).toArray(ValueLayout.JAVA_BYTE);
            if (isRow(text, 0, text.length)) {
                return new Line(text, Math.min(end + 1, bytes.byteSize()));
            }
            at = end + 1;
        }
        return null;
    }

    private ModelFormatException tooLong() {
        return new ModelFormatException(name + " has a line of more than " + (LONGEST_LINE >> 20) + " MB, and no sample is so large; give each its own line.");
    }

    private static boolean isRow(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at < to && text[at] != '#';
    }

    private static char delimiter(byte[] line) {
        int[] counts = new int[128];
        boolean quoted = false;
        for (byte c : line) {
            quoted ^= c == '"';
            if (!quoted && c > 0) {
                counts[c]++;
            }
        }
        return counts['\t'] > 0 ? '\t' : counts[';'] > 0 ? ';' : counts[','] > 0 ? ',' : ' ';
    }

    private boolean[] words(Line line) {
        int[] fields = new int[2 * columns];
        fields(line.text, 0, line.text.length, fields);
        boolean[] are = new boolean[columns];
        FieldNumber number = new FieldNumber(point());
        for (int i = 0; i < columns; i++) {
            number.of(line.text, fields[2 * i], fields[2 * i + 1]);
            are[i] = !number.sound() && fields[2 * i + 1] > fields[2 * i];
        }
        return are;
    }

    private static List<String> texts(byte[] text, int[] fields) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            texts.add(new String(text, fields[i], fields[i + 1] - fields[i], StandardCharsets.UTF_8));
        }
        return List.copyOf(texts);
    }

    /** Parts a line; without quotes and the spaces around. Gives the number of fields and, if there is room, where they are. */
    private int fields(byte[] text, int from, int to, int[] into) {
        int count = 0;
        int at = from;
        int end = to;
        if (delimiter == ' ') {
            while (at < end && isSpace(text[at])) {
                at++;
            }
            while (end > at && isSpace(text[end - 1])) {
                end--;
            }
        }
        while (true) {
            int begin = at;
            boolean quoted = false;
            while (at < end && (quoted || text[at] != delimiter)) {
                quoted ^= text[at] == '"';
                at++;
            }
            if (into != null && 2 * count + 1 < into.length) {
                put(text, begin, at, into, count);
            }
            count++;
            if (at >= end) {
                return count;
            }
            at++;
            while (delimiter == ' ' && at < end && isSpace(text[at])) {
                at++;
            }
        }
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t';
    }

    private static void put(byte[] text, int from, int to, int[] into, int field) {
        int begin = from;
        int end = to;
        while (begin < end && isSpace(text[begin])) {
            begin++;
        }
        while (end > begin && isSpace(text[end - 1])) {
            end--;
        }
        if (end - begin >= 2 && text[begin] == '"' && text[end - 1] == '"') {
            begin++;
            end--;
        }
        into[2 * field] = begin;
        into[2 * field + 1] = end;
    }

    private void index(long from, Progress progress) throws ModelFormatException {
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, bytes.byteSize() - from))];
        long at = from;
        while (at < bytes.byteSize()) {
            progress.check();
            progress.report((double) at / bytes.byteSize(), "Looking through " + name);
            int length = (int) Math.min(piece.length, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, piece, 0, length);
            int begin = 0;
            int done = 0;
            for (int i = 0; i <= length; i++) {
                boolean last = i == length && at + length == bytes.byteSize();
                if (last || i < length && (piece[i] == '\n' || piece[i] == '\r')) {
                    line(piece, begin, i, at + begin);
                    begin = i + 1;
                    done = Math.min(begin, length);
                }
            }
            if (done == 0) {
                if (piece.length >= LONGEST_LINE) {
                    throw tooLong();
                }
                piece = new byte[piece.length * 2];
            }
            at += done;
        }
        blocks = Arrays.copyOf(blocks, (int) ((rows + BLOCK - 1) / BLOCK) + 1);
        blocks[blocks.length - 1] = bytes.byteSize();
    }

    private void line(byte[] piece, int from, int to, long at) throws ModelFormatException {
        if (!isRow(piece, from, to)) {
            return;
        }
        int count = fields(piece, from, to, null);
        if (count != columns) {
            throw new ModelFormatException("Row " + rows + " of " + name + " (the first is 0) has " + count + " fields, and the first line "
                    + columns + "; complete it.");
        }
        if (rows % BLOCK == 0) {
            int block = (int) (rows / BLOCK);
            if (block == blocks.length) {
                blocks = Arrays.copyOf(blocks, block * 2);
            }
            blocks[block] = at;
        }
        rows++;
    }

    /** Hands over rows, in their order. */
    void rows(long first, int count, RowVisitor visitor) throws ModelFormatException {
        int[] fields = new int[2 * columns];
        long row = first / BLOCK * BLOCK;
        while (row < first + count) {
            int block = (int) (row / BLOCK);
            byte[] text = bytes.asSlice(blocks[block], blocks[block + 1] - blocks[block]).toArray(ValueLayout.JAVA_BYTE);
            int begin = 0;
            for (int i = 0; i <= text.length && row < first + count; i++) {
                if (i == text.length || text[i] == '\n' || text[i] == '\r') {
                    if (isRow(text, begin, i)) {
                        if (row >= first) {
                            fields(text, begin, i, fields);
                            visitor.visit(row, text, fields);
                        }
                        row++;
                    }
                    begin = i + 1;
                }
            }
        }
    }

    String name() {
        return name;
    }

    /** Names of the columns; empty where there is no header. */
    List<String> header() {
        return header;
    }

    int columns() {
        return columns;
    }

    long count() {
        return rows;
    }

    /** Whether the first row has a word there. */
    boolean isWord(int column) {
        return words[column];
    }

    /** A column in words. */
    String columnName(int column) {
        return header.isEmpty() ? "column " + (column + 1) : header.get(column);
    }

    /** Of decimals: a comma where it does not part fields and the table comes from where it does. */
    char point() {
        return delimiter == ';' || delimiter == '\t' ? decimalPoint() : '.';
    }

    private char decimalPoint() {
        long looked = Math.min(bytes.byteSize(), 1 << 16);
        boolean comma = false;
        for (long i = 0; i < looked; i++) {
            byte c = bytes.get(ValueLayout.JAVA_BYTE, i);
            if (c == '.') {
                return '.';
            }
            comma |= c == ',';
        }
        return comma ? ',' : '.';
    }
}
