package org.cntexplorer.app.study;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/**
 * The open store of a window, for the tasks that need it. Opening takes too long to be done for each, and whoever closes the window must
 * not wait for them: the last one to let go closes it. Safe for any thread.
 */
final class StoreHold {
    /** What is done with the store. */
    interface Work<V> {
        V with(StudyStore store) throws Exception;
    }

    private final Path file;
    private StudyStore store;
    private int users = 1;

    /** Not open yet: the first task opens it. The one who makes this is the first user. @param file made where it is not there */
    StoreHold(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /**
     * Opens the store where it is not open yet, and does something with it.
     *
     * @throws StudyStoreException with one sentence where it cannot be opened
     */
    <V> V use(Work<V> work) throws Exception {
        StudyStore open = begin();
        try {
            return work.with(open);
        } finally {
            release();
        }
    }

    private synchronized StudyStore begin() throws StudyStoreException {
        if (users == 0) {
            throw new java.util.concurrent.CancellationException();
        }
        if (store == null) {
            // one that may not be written to can be looked at all the same
            store = Files.exists(file) && !Files.isWritable(file) ? StudyStore.openToRead(file) : StudyStore.open(file);
        }
        users++;
        return store;
    }

    /** To be called once by the one who made this, and off the JavaFX thread: it may write what is left to the disk. */
    synchronized void release() throws StudyStoreException {
        users--;
        if (users == 0 && store != null) {
            store.close();
            store = null;
        }
    }
}
