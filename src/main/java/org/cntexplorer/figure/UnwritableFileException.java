package org.cntexplorer.figure;

import java.io.IOException;

/** A file that cannot be written. Its message is one sentence for the person who asked for it. */
public final class UnwritableFileException extends IOException {
    private static final long serialVersionUID = 1;

    public UnwritableFileException(String sentence) {
        super(sentence);
    }

    public UnwritableFileException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
