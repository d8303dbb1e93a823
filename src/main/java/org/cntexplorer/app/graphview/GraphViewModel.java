package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.GraphLayouts;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.graph.SignalFlow;
import org.cntexplorer.graph.ValueLimits;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.graph.WeightRange;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * What the graph view shows and what its controls mean. Knows no control and can be used without a stage. Placing the neurons, choosing the
 * selection's links and making the drawing are background tasks.
 */
public final class GraphViewModel {
    /** Strongest links of a selected neuron, of each of its connections, that are shown with it. */
    static final int STRONGEST = 40;
    /** For more selected neurons than this only the links that are shown anyway stand out. */
    static final int MOST_WITH_STRONGEST = 60;

    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<PlacedGraph> placed = new ReadOnlyObjectWrapper<>(this, "placed");
    private final ReadOnlyObjectWrapper<Drawing> drawing = new ReadOnlyObjectWrapper<>(this, "drawing");
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final LinkModel links;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyObjectWrapper<List<Double>> limit = new ReadOnlyObjectWrapper<>(this, "limit", List.of());
    private final ObjectProperty<List<Double>> leastLimit = new SimpleObjectProperty<>(this, "leastLimit", List.of());
    private final ObjectProperty<List<Double>> runLimit = new SimpleObjectProperty<>(this, "runLimit", List.of());
    private GraphViewModel placesOf;
    /** The network that the places are those of: that of {@link #placed}, or the checkpoint that took its place. */
    private Network placedFor;
    /** Whether the next links are those of a checkpoint that took another's place: forces place no neurons by them anew. */
    private boolean linksOfStep;
    private GraphLayouts layouts;
    private TaskExecutor.Handle placing = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle drawingTask = TaskExecutor.Handle.NONE;
    private boolean drawn;

    public GraphViewModel(Workspace workspace) {
        this.workspace = workspace;
        links = new LinkModel(workspace);
        workspace.networkProperty().addListener((p, was, is) -> networkChanged());
        workspace.assumeImagesProperty().addListener((p, was, is) -> place());
        workspace.openChannelsProperty().addListener((p, was, is) -> place());
        workspace.numbersProperty().addListener((p, was, is) -> {
            // the neurons stay where they are while checkpoints give way to one another
            drawAnew(layout().order() == LayoutChoice.Order.STRENGTH && !workspace.isStepping());
        });
        workspace.view().layoutProperty().addListener((p, was, is) -> place());
        workspace.linksProperty().addListener((p, was, is) -> {
            boolean placesToo = layout().kind() == LayoutChoice.Kind.FORCE && !linksOfStep;
            linksOfStep = false;
            drawAnew(placesToo);
        });
        workspace.quantityProperty().addListener((p, was, is) -> redraw());
        workspace.view().rangesProperty().addListener((p, was, is) -> redraw());
        workspace.flowProperty().addListener((p, was, is) -> {
            if (workspace.quantityProperty().get().ofFlow()) {
                redraw();
            }
        });
        workspace.selection().neuronsProperty().addListener((p, was, is) -> redraw());
        workspace.view().filterProperty().addListener((p, was, is) -> redraw());
        palette.addListener((p, was, is) -> redraw());
        leastLimit.addListener((p, was, is) -> {
            if (!ValueLimits.larger(limit.get(), was).equals(ValueLimits.larger(limit.get(), is))) {
                redraw();
            }
        });
        runLimit.addListener((p, was, is) -> redraw());
        networkChanged();
    }

    public Workspace workspace() {
        return workspace;
    }

    /** The colours of everything; the window's theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    /** The network's neurons in their places, or null. */
    ReadOnlyObjectProperty<PlacedGraph> placedProperty() {
        return placed.getReadOnlyProperty();
    }

    /** What is drawn, or null. Of {@link #placedProperty()}'s layout, or still of the one before it of the same network. */
    ReadOnlyObjectProperty<Drawing> drawingProperty() {
        return drawing.getReadOnlyProperty();
    }

    /** From now on the neurons stand where those of another graph of the same architecture stand. */
    public void placeAs(GraphViewModel other) {
        placesOf = other;
        other.placed.addListener((p, was, is) -> place());
        place();
    }

    /** Of each layer the largest finite |value| that is drawn; nothing until it is known. */
    public ReadOnlyObjectProperty<List<Double>> limitProperty() {
        return limit.getReadOnlyProperty();
    }

    /** Where the map of colours of each layer ends, or before: so that two graphs can have one map. Nothing for where its own values end. */
    public ObjectProperty<List<Double>> leastLimitProperty() {
        return leastLimit;
    }

    /** Likewise, so that all checkpoints of a run have one map. */
    public ObjectProperty<List<Double>> runLimitProperty() {
        return runLimit;
    }

    /** What is shown now, or empty where nothing is. */
    public Optional<GraphScene> scene() {
        return Optional.ofNullable(drawing.get()).map(Drawing::scene);
    }

    public ObjectProperty<NeuronQuantity> quantityProperty() {
        return workspace.quantityProperty();
    }

    /** The choice of links, as the strip shows it. */
    public LinkModel links() {
        return links;
    }

    /** "3,000 of 52,544 links, 41 % of Σ|w|". */
    public ReadOnlyStringProperty countTextProperty() {
        return links.countProperty();
    }

    /** True while what is open is not yet drawn as the settings say. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    private void networkChanged() {
        if (workspace.isStepping() && placedFor != null) {
            // the numbers of the same neurons come next
            placedFor = workspace.network();
            linksOfStep = true;
            return;
        }
        drawingTask.cancel();
        if (!workspace.isStepping()) {
            drawing.set(null);
        }
        place();
    }

    private void place() {
        placing.cancel();
        drawingTask.cancel();
        placedFor = null;
        Network network = workspace.network();
        drawn = false;
        updateBusy();
        if (network == null) {
            layouts = null;
            placed.set(null);
            return;
        }
        LayoutChoice choice = layout();
        if (placesOf != null) {
            PlacedGraph theirs = placesOf.placed.get();
            if (theirs != null) {
                placing = workspace.executor().submit(new BackgroundTask<>("Place the neurons of " + network.name(),
                        progress -> PlacedGraph.of(network, theirs.layout(), theirs.choice(), progress), this::put, error -> failed(network, error)));
            }
            return;
        }
        Optional<NodeStrength> strength = Optional.ofNullable(workspace.numbers()).filter(n -> n.network() == network).map(Numbers::strength);
        VisibleLinks links = workspace.linksProperty().get();
        if (choice.order() == LayoutChoice.Order.STRENGTH && strength.isEmpty() || choice.kind() == LayoutChoice.Kind.FORCE && links == VisibleLinks.NONE) {
            // what the places depend on is still being computed
            return;
        }
        if (layouts == null || layouts.network() != network) {
            layouts = new GraphLayouts(network);
        }
        GraphLayouts known = layouts;
        boolean images = workspace.assumeImagesProperty().get();
        List<Channel> open = workspace.openChannelsProperty().get();
        placing = workspace.executor().submit(new BackgroundTask<>("Place the neurons of " + network.name(),
                progress -> PlacedGraph.of(network, known.of(choice, images, open, strength, links, progress.part(0, 0.8)), choice, progress.part(0.8, 1)),
                this::put, error -> failed(network, error)));
    }

    private void put(PlacedGraph graph) {
        placedFor = graph.network();
        placed.set(graph);
        redraw();
    }

    private LayoutChoice layout() {
        return workspace.view().layoutProperty().get();
    }

    /** @param placesToo whether what has changed is what the places depend on */
    private void drawAnew(boolean placesToo) {
        if (placesToo) {
            place();
        } else {
            redraw();
        }
    }

    private void redraw() {
        drawingTask.cancel();
        PlacedGraph graph = placed.get();
        Numbers numbers = workspace.numbers();
        drawn = false;
        updateBusy();
        if (graph == null || numbers == null || placedFor != workspace.network() || numbers.network() != placedFor) {
            return;
        }
        VisibleLinks links = workspace.linksProperty().get();
        NeuronQuantity quantity = workspace.quantityProperty().get();
        Set<Neuron> selected = new HashSet<>(workspace.selection().neurons());
        Network network = placedFor;
        selected.removeIf(n -> !network.has(n));
        Palette colours = palette.get();
        Optional<NeuronFilter> filter = workspace.view().filterProperty().get();
        Optional<WeightRange> weights = workspace.view().weightsProperty().get();
        Optional<ShownGate> gate = workspace.shownGateProperty().get();
        Optional<SignalFlow> flow = workspace.flowProperty().get();
        boolean own = workspace.view().rangesProperty().get().areOwn(quantity);
        List<Double> ofRun = quantity.ofFlow() ? List.of() : runLimit.get();
        List<Double> least = leastLimit.get();
        AtomicReference<List<Double>> ownLimit = new AtomicReference<>();
        drawingTask = workspace.executor().submit(new BackgroundTask<>("Draw " + network.name(),
                progress -> {
                    boolean focused = links.focus().isOf(network);
                    if (focused) {
                        selected.addAll(links.ends(network));
                    }
                    GraphScene alone = GraphScene.of(network, numbers.strength(), graph.layout(), links, quantity, flow, selected, filter, progress)
                            .ownRanges(own).upTo(ofRun);
                    ownLimit.set(alone.limits().largest());
                    GraphScene scene = alone.upTo(least);
                    List<Links> strongest = focused ? List.of() : strongest(network, selected, gate, progress);
                    List<Links> carried = scene.flow().map(some -> strongest.stream().map(of -> some.carried(of, network.connection(of.connection()))).toList())
                            .orElse(strongest);
                    List<Links> within = weights.map(range -> carried.stream().map(range::of).toList()).orElse(carried);
                    return Drawing.of(scene, new Emphasis(selected, within), colours, progress);
                },
                made -> {
                    drawing.set(made);
                    limit.set(ownLimit.get());
                    drawn = true;
                    updateBusy();
                }, error -> failed(network, error)));
    }

    /** The strongest links into and out of each selected neuron. */
    private static List<Links> strongest(Network network, Set<Neuron> selected, Optional<ShownGate> gate, Progress progress) {
        List<Links> found = new ArrayList<>();
        if (selected.size() > MOST_WITH_STRONGEST) {
            return found;
        }
        for (Neuron neuron : selected) {
            for (Connection connection : network.into(neuron.layer())) {
                progress.check();
                found.add(ShownGate.of(connection, gate).into(neuron.index()).strongest(STRONGEST));
            }
            for (Connection connection : network.outOf(neuron.layer())) {
                progress.check();
                found.add(ShownGate.of(connection, gate).outOf(neuron.index()).strongest(STRONGEST));
            }
        }
        return found;
    }

    private void failed(Network network, Throwable error) {
        // a network that was closed meanwhile has no weights any more; nobody wants to hear of it
        if (Objects.equals(network, workspace.network())) {
            workspace.fail(error);
        }
        drawn = true;
        updateBusy();
    }

    private void updateBusy() {
        busy.set(workspace.network() != null && !drawn);
    }
}
