package org.cntexplorer.app.export;

import java.lang.ref.WeakReference;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.graph.file.WrittenLinks;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Which links a graph's file holds: those that are shown, or all above a threshold; and how many these are. */
public final class ExportLinks {
    private final TaskExecutor executor;
    private final BooleanProperty everything = new SimpleBooleanProperty(this, "everything");
    private final DoubleProperty threshold = new SimpleDoubleProperty(this, "threshold");
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper(this, "count", "");
    private ExportItem.Graph graph;
    /** Whose threshold it is; not what keeps a closed network. */
    private WeakReference<Network> lastOf = new WeakReference<>(null);
    private TaskExecutor.Handle counting = TaskExecutor.Handle.NONE;

    ExportLinks(TaskExecutor executor) {
        this.executor = executor;
        everything.addListener((p, was, is) -> recount());
        threshold.addListener((p, was, is) -> recount());
    }

    /** Whether all links of |w| ≥ {@link #thresholdProperty()} are written, rather than those that are shown. */
    public BooleanProperty everythingProperty() {
        return everything;
    }

    /** 0 for every link, whatever its weight. */
    public DoubleProperty thresholdProperty() {
        return threshold;
    }

    /** "52,544 links, about 7.2 MB". */
    public ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** The graph that is to be written, or null. The threshold begins where no link that is shown would be missing. */
    void show(ExportItem.Graph shown) {
        graph = shown;
        if (shown != null && shown.shown().network() != lastOf.get()) {
            lastOf = new WeakReference<>(shown.shown().network());
            threshold.set(weakest(shown));
        }
        recount();
    }

    /** In two digits, rounded down. */
    private static double weakest(ExportItem.Graph graph) {
        if (!(graph.shown().links() instanceof WrittenLinks.Shown(var links))) {
            return 0;
        }
        double weakest = links.connections().stream().filter(some -> some.count() > 0)
                .filter(some -> graph.shown().network().connection(some.connection()).counted())
                .mapToDouble((Links some) -> Math.abs(some.weight()[some.count() - 1])).filter(Double::isFinite).min().orElse(0);
        if (weakest == 0) {
            return 0;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(weakest)) - 1);
        return Double.parseDouble(String.format(Locale.ROOT, "%.1e", Math.floor(weakest / unit) * unit));
    }

    /** What is to be written now. */
    ExportItem.Contents contents(ExportItem.Graph item) {
        WrittenLinks links = !everything.get() ? item.shown().links() : threshold.get() <= 0 ? WrittenLinks.all() : WrittenLinks.atLeast(threshold.get());
        return (out, progress) -> item.format().write(item.shown().with(links), out, progress);
    }

    private void recount() {
        counting.cancel();
        if (graph == null) {
            count.set("");
            return;
        }
        ExportItem.Graph counted = graph;
        Network network = graph.shown().network();
        if (!everything.get()) {
            tell(counted, (long) graph.shown().links().expected(network));
            return;
        }
        double least = threshold.get();
        count.set("Counting …");
        counting = executor.submit(new BackgroundTask<>("Count the links of |w| ≥ " + least, progress -> count(network, least, progress),
                links -> tell(counted, links), error -> count.set("")));
    }

    private static long count(Network network, double least, Progress progress) {
        long links = 0;
        int all = network.connections().size();
        for (Connection connection : network.connections()) {
            Progress part = progress.part(connection.index() / (double) all, (connection.index() + 1.) / all);
            links += least <= 0 ? connection.links() : connection.countAtLeast(least, part);
        }
        return links;
    }

    private void tell(ExportItem.Graph counted, long links) {
        double bytes = counted.format().size(counted.shown().network().neurons(), links);
        String size = bytes < 1e6 ? "%,.0f kB".formatted(Math.ceil(bytes / 1e3)) : bytes < 1e9 ? "%.0f MB".formatted(bytes / 1e6) : "%,.1f GB".formatted(bytes / 1e9);
        count.set(String.format(Locale.ROOT, "%,d %s, about %s", links, links == 1 ? "link" : "links", size));
    }
}
