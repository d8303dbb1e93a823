package org.cntexplorer.format;

/**
 * The one exception for a file that cannot be opened. Its message is one sentence for the person who opened it: what was wrong, where
 * (file, tensor, byte offset) and what to do.
 */
public final class ModelFormatException extends Exception {
    public ModelFormatException(String sentence) {
        super(sentence);
    }

    public ModelFormatException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
