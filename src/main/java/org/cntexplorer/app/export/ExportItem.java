package org.cntexplorer.app.export;

import java.io.IOException;
import java.io.OutputStream;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.graph.file.GraphContents;
import org.cntexplorer.graph.file.GraphFormat;
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
     * Numbers as a file.
     *
     * @param ending of the file's name, without the dot
     * @param help one sentence on what is in it
     */
    record Data(String label, String stem, String ending, String help, Contents contents) implements ExportItem {}

    /**
     * The graph for other programs.
     *
     * @param shown its neurons, and the links that are shown
     */
    record Graph(GraphFormat format, GraphContents shown) implements ExportItem {
        @Override
        public String label() {
            return "Graph as " + format.label();
        }

        @Override
        public String stem() {
            return "graph";
        }

        String help() {
            return (format == GraphFormat.CSV ? "Links with their weights. " : "All neurons with their strengths and places, and links with their weights. ")
                    + format.help();
        }
    }

    /** Writes a file. */
    @FunctionalInterface
    interface Contents {
        void writeTo(OutputStream out, Progress progress) throws IOException;
    }
}
