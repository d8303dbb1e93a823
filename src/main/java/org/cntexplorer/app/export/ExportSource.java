package org.cntexplorer.app.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.app.graphview.GraphPane;
import org.cntexplorer.app.plots.PlotsViewModel;
import org.cntexplorer.figure.ActivityFigures;
import org.cntexplorer.figure.CsvTables;
import org.cntexplorer.figure.DifferenceTables;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureTables;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.file.GraphContents;
import org.cntexplorer.graph.file.GraphFormat;
import org.cntexplorer.graph.file.NeuronWords;
import org.cntexplorer.metric.Differences;
import org.cntexplorer.model.Neuron;

/** What of the open model can be saved now: as it is shown, immutable, whatever changes in the window meanwhile. */
public final class ExportSource {
    private final Workspace workspace;
    private final GraphPane graph;
    private final PlotsViewModel plots;
    private final ObservableValue<Differences> differences;
    private Supplier<List<Figure>> curves = List::of;
    private Supplier<List<ActivityFigures.Named>> onData = List::of;

    public ExportSource(Workspace workspace, GraphPane graph, PlotsViewModel plots, ObservableValue<Differences> differences) {
        this.workspace = workspace;
        this.graph = graph;
        this.plots = plots;
        this.differences = differences;
    }

    /** The same, and the learning curves of the run that is open. */
    public ExportSource and(Supplier<List<Figure>> learning) {
        curves = learning;
        return this;
    }

    /** The same, and the figures of the network on data. */
    public ExportSource onData(Supplier<List<ActivityFigures.Named>> figures) {
        onData = figures;
        return this;
    }

    Workspace workspace() {
        return workspace;
    }

    /** Its name, for a file's. */
    String modelName() {
        return workspace.network() == null ? "" : workspace.network().name();
    }

    List<ExportItem> items() {
        List<ExportItem> items = new ArrayList<>();
        picture(items, "Graph", "graph", graph.figure());
        picture(items, "Node strength", "strength", plots.strengthShown().orElse(null));
        picture(items, "Layer fluctuation", "fluctuation", plots.fluctuationShown().orElse(null));
        picture(items, "Link weights", "weights", plots.weightsShown().orElse(null));
        for (Figure curve : curves.get()) {
            picture(items, curve.title(), "run-" + curve.title().split(" ")[0].toLowerCase(Locale.ROOT), curve);
        }
        onData.get().forEach(one -> picture(items, one.label(), one.stem(), one.figure()));
        Numbers numbers = workspace.numbers();
        if (numbers != null) {
            items.add(new ExportItem.Data("Table of layers", "layers", "csv", "A line a layer: its strengths' mean, standard deviation, least and "
                    + "greatest, and its fluctuation.", (out, progress) -> CsvTables.layers(numbers.network(), numbers.strength(), out)));
            items.add(new ExportItem.Data("Table of connections", "connections", "csv", "A line a connection: its links, and its weights' and "
                    + "biases' mean, standard deviation, least and greatest.",
                    (out, progress) -> CsvTables.connections(numbers.network(), numbers.linkWeights(), out)));
            items.add(new ExportItem.Data("Strengths of all neurons", "neurons", "csv", "A line a neuron, in full precision: in-strength, "
                    + "out-strength and strength.", (out, progress) -> CsvTables.neurons(numbers.strength(), out, progress)));
        }
        onData.get().forEach(one -> items.add(new ExportItem.Data("Table of " + one.label().toLowerCase(Locale.ROOT), one.stem(), "csv",
                "Every number of that figure, with all digits.", (out, progress) -> FigureTables.write(one.figure(), out))));
        Differences differing = differences.getValue();
        if (differing != null) {
            String two = differing.pairs().a().name() + " (a) and " + differing.pairs().b().name() + " (b)";
            items.add(new ExportItem.Data("Differences of layers", "difference-layers", "csv", "A line a layer: how the strengths and weights of " + two
                    + " differ.", (out, progress) -> DifferenceTables.layers(differing, out)));
            items.add(new ExportItem.Data("Differences of all neurons", "difference-neurons", "csv", "A line a neuron, in full precision: its strengths in "
                    + two + ", and b − a.", (out, progress) -> DifferenceTables.neurons(differing, out, progress)));
        }
        GraphScene scene = graph.scene();
        if (scene != null) {
            GraphContents contents = GraphContents.of(scene).saying(words(scene));
            for (GraphFormat format : GraphFormat.values()) {
                items.add(new ExportItem.Graph(format, contents));
            }
        }
        return items;
    }

    /** Names and notes; those of a model that has given way to another, whose neurons these are not, are left out. */
    private Map<Neuron, NeuronWords> words(GraphScene scene) {
        return workspace.view().annotationsProperty().get().all().entrySet().stream().filter(said -> scene.network().has(said.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, said -> new NeuronWords(said.getValue().name(), said.getValue().note())));
    }

    private static void picture(List<ExportItem> items, String label, String stem, Figure figure) {
        if (figure != null) {
            items.add(new ExportItem.Picture(label, stem, figure));
        }
    }
}
