package org.cntexplorer.app.export;

import java.io.IOException;
import java.io.OutputStream;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.progress.Progress;

/** Something of the open model that can be saved. */
public sealed interface ExportItem {
    /** As in the list: "Node strength". */
    String label();

    /** What its file's name adds to the model's: "strength". */
    String stem();

    /** A figure, as it is on screen now. */
    record Picture(String label, String stem, Figure figure) implements ExportItem {}

    /**
     * Numbers or a graph as a file.
     *
     * @param ending of the file's name, without the dot
     * @param help one sentence on what is in it
     */
    record Data(String label, String stem, String ending, String help, Contents contents) implements ExportItem {}

    /** Writes a file. */
    @FunctionalInterface
    interface Contents {
        void writeTo(OutputStream out, Progress progress) throws IOException;
    }
}
