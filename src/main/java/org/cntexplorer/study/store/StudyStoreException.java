package org.cntexplorer.study.store;

import org.cntexplorer.format.ModelFormatException;

/** A study's store that cannot be opened, read, written or exported. Its message is one sentence for the person whose study it is. */
public final class StudyStoreException extends ModelFormatException {
    public StudyStoreException(String sentence) {
        super(sentence);
    }

    public StudyStoreException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
