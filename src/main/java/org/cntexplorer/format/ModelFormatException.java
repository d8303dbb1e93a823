package org.cntexplorer.format;

/**
 * The one exception for a file that cannot be opened. Its message is one sentence for the person who opened it: what was wrong, where
 * (file, tensor, byte offset) and what to do.
 */
public class ModelFormatException extends Exception {
    private static final int LONGEST = 600;

    public ModelFormatException(String sentence) {
        super(oneLine(sentence));
    }

    public ModelFormatException(String sentence, Throwable cause) {
        super(oneLine(sentence), cause);
    }

    /** Names that a file gives may hold anything: line feeds, escape sequences of terminals, megabytes. */
    private static String oneLine(String sentence) {
        StringBuilder line = new StringBuilder();
        sentence.codePoints().limit(LONGEST).forEach(c -> line.appendCodePoint(isShown(c) ? c : '·'));
        if (sentence.codePointCount(0, sentence.length()) > LONGEST) {
            line.append("…");
        }
        return line.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
