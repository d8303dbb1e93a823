package org.cntexplorer.study.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** Says in one sentence what DuckDB says in many words. It gives no codes for these, so that its words decide. */
final class StoreProblem {
    private StoreProblem() {}

    /** @param doing what could not be done to {@code file}, such as {@code read} */
    static StudyStoreException sentence(Path file, String doing, SQLException e) {
        String said = String.valueOf(e.getMessage());
        String words = said.toLowerCase(Locale.ROOT);
        if (has(words, "no space left", "not enough space", "disk quota", "file too large", "could not write all bytes", "disk full")) {
            return new StudyStoreException("There is no room left on the disk of " + file + "; what was stored before is kept: make room and go on.", e);
        }
        if (has(words, "out of memory")) {
            return new StudyStoreException(file + " could not be " + doing + ": there is too little memory; close other programs and try again.", e);
        }
        if (has(words, "not a valid duckdb database", "corrupt", "deserializ", "checksum", "could not read enough bytes", "reached the end of the file",
                // all that is said of a query whose first rows could not be read
                "invalid result set")) {
            return new StudyStoreException(file + " is not a study's store, or is damaged; give another file, or delete it and measure again.", e);
        }
        if (has(words, "could not set lock", "conflicting lock", "being used by another process", "different configuration", "already attached",
                "lock on file", "unique file handle conflict")) {
            return new StudyStoreException(file + " is in use by another program or window; close the study there first.", e);
        }
        if (has(words, "version number", "newer version", "storage version")) {
            return newer(file, e);
        }
        if (has(words, "read-only mode", "read-only file system", "permission denied", "access is denied", "not permitted")) {
            return unwritable(file, e);
        }
        if (!Files.exists(file) || has(words, "no such file", "cannot find the")) {
            return vanished(file, e);
        }
        return new StudyStoreException(file + " could not be " + doing + ": " + firstLine(said) + ".", e);
    }

    static StudyStoreException newer(Path file, SQLException cause) {
        return new StudyStoreException(file + " was written by a newer version of this program; open it with that one.", cause);
    }

    static StudyStoreException unwritable(Path file, SQLException cause) {
        return new StudyStoreException(file + " may not be written to; copy it to where you may write, or open it to read only.", cause);
    }

    static StudyStoreException vanished(Path file, Exception cause) {
        return new StudyStoreException(file + " is not there, or no longer; what was stored in it can only be had by measuring again.", cause);
    }

    private static boolean has(String words, String... any) {
        for (String word : any) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(String said) {
        String line = said.lines().findFirst().orElse("no reason given").strip();
        return line.endsWith(".") || line.endsWith("!") ? line.substring(0, line.length() - 1) : line;
    }
}
