package org.cntexplorer.study.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A file of a study as the store knows it.
 *
 * @param file the path that the study gave it; a store has one network a file
 * @param hash of the file's content: a file with another is measured again
 * @param size in bytes
 * @param modified when the file was last changed, to the microsecond
 * @param name shown to people
 * @param architecture equal for networks that can be compared layer by layer; empty for files that could not be read
 * @param reason one sentence that says why it is not measured; empty where it is
 * @param labels its accuracy and whatever else is known of it, in the order of the study
 */
public record StoredNetwork(String file, String hash, long size, Instant modified, String name, String architecture, NetworkStatus status,
        String reason, List<StoredLabel> labels) {
    public StoredNetwork {
        modified = modified.truncatedTo(ChronoUnit.MICROS);
        labels = List.copyOf(labels);
    }
}
