package org.cntexplorer.app.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.metric.Histogram;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Wiring;
import org.cntexplorer.progress.Progress;

/**
 * The rows of the layers pane: at first names and sizes only, then, from a background task, the numbers and histograms. Knows no control.
 */
public final class LayersViewModel {
    /** The rows of both tables, which change together. */
    record Rows(List<Row> layers, List<Row> connections) {
        static final Rows NONE = new Rows(List.of(), List.of());
    }

    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<Rows> rows = new ReadOnlyObjectWrapper<>(this, "rows", Rows.NONE);
    private TaskExecutor.Handle summing = TaskExecutor.Handle.NONE;
    /** The network whose names are in the rows. */
    private Network named;
    /** The network whose weights are in the rows. */
    private Network counted;

    public LayersViewModel(Workspace workspace) {
        this.workspace = workspace;
        workspace.networkProperty().subscribe(this::name);
        workspace.numbersProperty().subscribe(this::sum);
    }

    ReadOnlyObjectProperty<Rows> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** Asks the graph to show what a row stands for. */
    void choose(Row row) {
        workspace.reveal(row.place());
    }

    /** The chain that was inferred, as it is arranged; empty where the file says how its layers are wired. */
    Optional<Wiring> wiring() {
        return Optional.ofNullable(workspace.network()).flatMap(Network::wiring);
    }

    /** What the reader had to assume. */
    List<String> warnings() {
        return workspace.network() == null ? List.of() : workspace.network().warnings();
    }

    /** The layer that is spoken of in all panes. */
    ReadOnlyObjectProperty<OptionalInt> layerProperty() {
        return workspace.brush().layerProperty();
    }

    /** Whether the rows are those of the network that is open. */
    boolean isNamed() {
        return named == workspace.network();
    }

    /** The layer of the chain that a row stands for; empty for the input, a block, and where nothing was inferred. */
    Optional<Wiring.Step> step(Row row) {
        return wiring().filter(chain -> row != null && row.place() instanceof Place.OfLayer && chain.find(row.name()) >= 0)
                .map(chain -> chain.steps().get(chain.find(row.name())));
    }

    /** Whether a layer can go one place up or down. */
    boolean canMove(Row row, boolean down) {
        return step(row).isPresent() && neighbour(wiring().orElseThrow(), row.name(), down) >= 0;
    }

    /** Puts a layer of the chain before the one before it, or behind the one behind it. */
    void move(Row row, boolean down) {
        if (canMove(row, down)) {
            Wiring chain = wiring().orElseThrow();
            arrange(chain.moved(chain.find(row.name()), neighbour(chain, row.name(), down)));
        }
    }

    /** Puts a layer of the chain into the place of another. */
    void move(Row row, Row to) {
        if (step(row).isPresent() && step(to).isPresent() && !step(row).equals(step(to))) {
            Wiring chain = wiring().orElseThrow();
            arrange(chain.moved(chain.find(row.name()), chain.find(to.name())));
        }
    }

    /** The number of the next layer that is not left out, or −1. */
    private static int neighbour(Wiring chain, String name, boolean down) {
        int at = chain.find(name) + (down ? 1 : -1);
        while (at >= 0 && at < chain.steps().size() && !chain.steps().get(at).used()) {
            at += down ? 1 : -1;
        }
        return at < chain.steps().size() ? at : -1;
    }

    /** Reads a layer of the chain otherwise, leaves it out, or puts it back. */
    void change(Wiring.Step step) {
        wiring().ifPresent(chain -> arrange(chain.with(chain.find(step.name()), step)));
    }

    /** The chain as it was inferred. */
    void arrangeAsInferred() {
        workspace.arrange(Optional.empty());
    }

    private void arrange(Wiring chain) {
        workspace.arrange(Optional.of(chain));
    }

    private void name(Network network) {
        counted = null;
        named = network;
        if (workspace.isStepping()) {
            // the rows of the checkpoint before stay until those of this one are there
            return;
        }
        rows.set(network == null ? Rows.NONE : new Rows(
                network.layers().stream().map(layer -> Row.of(layer, Optional.empty())).toList(),
                network.connections().stream().map(connection -> Row.of(network, connection, Optional.empty())).toList()));
    }

    private void sum(Numbers numbers) {
        summing.cancel();
        if (numbers == null) {
            return;
        }
        // a convention changes the strengths, never the weights, which may be many
        Optional<List<Row>> known = Optional.of(rows.get().connections()).filter(rows -> numbers.network() == counted);
        summing = workspace.executor().submit(new BackgroundTask<>("Histograms of " + numbers.network().name(),
                progress -> new Rows(layers(numbers, progress), known.orElseGet(() -> connections(numbers, progress))), found -> {
                    rows.set(found);
                    counted = numbers.network();
                }, workspace::fail));
    }

    private static List<Row> layers(Numbers numbers, Progress progress) {
        List<Row> layers = new ArrayList<>();
        for (Layer layer : numbers.network().layers()) {
            progress.check();
            double[] strength = numbers.strength().layer(layer.index()).total();
            layers.add(Row.of(layer, Optional.of(new Distribution(Moments.of(strength), Histogram.of(strength, Distribution.BINS)))));
        }
        return layers;
    }

    private static List<Row> connections(Numbers numbers, Progress progress) {
        Network network = numbers.network();
        List<Row> connections = new ArrayList<>();
        double links = Math.max(1, network.connections().stream().mapToDouble(Connection::links).sum());
        double done = 0;
        for (Connection connection : network.connections()) {
            Progress part = progress.part(done / links, (done + connection.links()) / links);
            part.report(0, "Histogram of " + connection.name());
            Moments moments = numbers.linkWeights().connection(connection.index()).weights();
            Histogram histogram = Histogram.of(connection, moments, Distribution.BINS, part);
            connections.add(Row.of(network, connection, Optional.of(new Distribution(moments, histogram))));
            done += connection.links();
        }
        return connections;
    }
}
