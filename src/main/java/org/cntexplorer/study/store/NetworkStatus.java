package org.cntexplorer.study.store;

/** What became of a file of a study. */
public enum NetworkStatus {
    /** It is part of the study. */
    MEASURED("measured"),
    /** It could be read, but is no part of the study, such as one with weights that are not finite. */
    LEFT_OUT("left out"),
    /** It could not be read. */
    UNREADABLE("unreadable"),
    /** It was measured, and what was measured is kept, but it was no longer there, or could not be read, when the study was measured again. */
    MISSING("missing");

    private final String word;

    NetworkStatus(String word) {
        this.word = word;
    }

    /** As it stands in the tables and their exports. */
    public String word() {
        return word;
    }

    static NetworkStatus of(String word) throws StudyStoreException {
        for (NetworkStatus status : values()) {
            if (status.word.equals(word)) {
                return status;
            }
        }
        throw new StudyStoreException("The study's store has a network whose status is \"" + word + "\", which this program does not know; "
                + "measure the study again into a new store.");
    }
}
