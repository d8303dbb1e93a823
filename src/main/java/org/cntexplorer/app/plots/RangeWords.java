package org.cntexplorer.app.plots;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.ValueRange;

/** What is said of a range of a chart: from where to where, and how many are in it. */
final class RangeWords {
    private RangeWords() {}

    /** "−1.2 to 3.4: 17 neurons selected"; nothing without a range. */
    static String neurons(Optional<ValueRange> range, List<Integer> layers, Workspace workspace) {
        return range.map(r -> ends(r) + counted(workspace.selection().neurons().stream().filter(n -> layers.contains(n.layer())).count(), "neuron") + " selected")
                .orElse("");
    }

    /** "0.2 to 0.3: 120 links shown"; nothing without a range. */
    static String links(Optional<ValueRange> range, List<Integer> connections, Workspace workspace) {
        return range.map(r -> ends(r) + counted(workspace.linksProperty().get().connections().stream().filter(links -> connections.contains(links.connection()))
                .mapToLong(links -> links.count()).sum(), "link") + " shown").orElse("");
    }

    private static String ends(ValueRange range) {
        NumberText text = NumberText.ofColumn(DoubleStream.of(range.low(), range.high()));
        return text.of(range.low()) + " to " + text.of(range.high()) + ": ";
    }

    private static String counted(long count, String what) {
        return NumberText.count(count) + " " + what + (count == 1 ? "" : "s");
    }
}
