package org.cntexplorer.study;

import org.cntexplorer.format.ModelFormatException;

/**
 * Something that did not become a member of a population.
 *
 * @param name of the file below the study's folder, or of the table's row
 * @param reason one sentence for the user: what, where, what to do
 */
public record LeftOut(String name, String reason) {
    public LeftOut {
        reason = ModelFormatException.shown(reason);
    }
}
