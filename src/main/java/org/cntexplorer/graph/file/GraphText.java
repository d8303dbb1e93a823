package org.cntexplorer.graph.file;

import java.io.IOException;
import java.io.Writer;

/**
 * The text of a graph file on its way out. Numbers go straight into one buffer that is used again and again: nothing is kept for any of the
 * many millions of links that a file may have, and nothing made but the small object that Java may need for a number's digits.
 */
final class GraphText {
    private static final int BLOCK = 8_192;

    /** How a kind of file says what is no finite number. */
    enum Words {
        /** As the lexical form of xs:double asks. */
        XML("NaN", "INF", "-INF"),
        /** As our tables do. */
        JAVA("NaN", "Infinity", "-Infinity"),
        /** As networkx and igraph write GML, whose own definition knows finite numbers only. */
        GML("NAN", "+INF", "-INF");

        private final String nan;
        private final String positive;
        private final String negative;

        Words(String nan, String positive, String negative) {
            this.nan = nan;
            this.positive = positive;
            this.negative = negative;
        }

        private String of(double value) {
            return Double.isNaN(value) ? nan : value > 0 ? positive : negative;
        }
    }

    private final Writer out;
    private final Words words;
    private final StringBuilder buffer = new StringBuilder(2 * BLOCK);
    private final char[] block = new char[BLOCK];

    GraphText(Writer out, Words words) {
        this.out = out;
        this.words = words;
    }

    GraphText text(String text) throws IOException {
        buffer.append(text);
        return spill();
    }

    GraphText number(long value) throws IOException {
        buffer.append(value);
        return spill();
    }

    /** The shortest decimals that are this float32 again. */
    GraphText real(float value) throws IOException {
        if (Float.isFinite(value)) {
            buffer.append(value);
        } else {
            buffer.append(words.of(value));
        }
        return spill();
    }

    /** The shortest decimals that are this double again. */
    GraphText real(double value) throws IOException {
        if (Double.isFinite(value)) {
            buffer.append(value);
        } else {
            buffer.append(words.of(value));
        }
        return spill();
    }

    /** A neuron's name, as one types it in the search field: "2:17". */
    GraphText neuron(int layer, int index) throws IOException {
        buffer.append(layer).append(':').append(index);
        return spill();
    }

    private GraphText spill() throws IOException {
        if (buffer.length() >= BLOCK) {
            drain();
        }
        return this;
    }

    private void drain() throws IOException {
        for (int from = 0; from < buffer.length(); from += BLOCK) {
            int count = Math.min(BLOCK, buffer.length() - from);
            buffer.getChars(from, from + count, block, 0);
            out.write(block, 0, count);
        }
        buffer.setLength(0);
    }

    /** Lets everything out. */
    void flush() throws IOException {
        drain();
        out.flush();
    }

    /** A text in which everything that no kind of file can hold (most control characters, halves of letters) has become U+FFFD. */
    static String legal(String text) {
        return text.codePoints().allMatch(GraphText::isLegal) ? text
                : text.codePoints().map(c -> isLegal(c) ? c : '\ufffd').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff;
    }
}
