package org.cntexplorer.format;

/**
 * The one exception for a file that cannot be opened. Its message is one sentence for the person who opened it: what was wrong, where
 * (file, tensor, byte offset) and what to do.
 */
public class ModelFormatException extends Exception {
    private static final int LONGEST = 600;

    public ModelFormatException(String sentence) {
        super(shown(sentence));
    }

    public ModelFormatException(String sentence, Throwable cause) {
        super(shown(sentence), cause);
    }

    /**
     * A sentence fit to be shown: names that a file gives may hold anything, line feeds, escape sequences of terminals, megabytes. What to do stands at
     * the end, which is kept.
     */
    public static String shown(String sentence) {
        int[] shown = sentence.codePoints().map(c -> isShown(c) ? c : '·').toArray();
        if (shown.length <= LONGEST) {
            return new String(shown, 0, shown.length);
        }
        int end = LONGEST / 2;
        return new String(shown, 0, LONGEST - end) + "…" + new String(shown, shown.length - end, end);
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
