package org.cntexplorer.app.study;

import java.util.List;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.Label;
import org.cntexplorer.study.Labels;

/**
 * A file of the preview.
 *
 * @param name of the file below the study's folder, or of a table's row
 * @param caught where in the name the pattern's labels stand; empty where they come from a table, or the pattern is not in the name
 * @param labels none where the file is no member of the study
 * @param reason one sentence that says why it is no member; empty where it is
 */
public record PreviewRow(String name, List<FileNamePattern.Caught> caught, Labels labels, String reason) {
    public PreviewRow {
        caught = List.copyOf(caught);
    }

    boolean isMember() {
        return reason.isEmpty();
    }

    /** The text of one label; empty where there is none. */
    String text(String label) {
        return labels.get(label).map(Label::text).orElse("");
    }
}
