package org.cntexplorer.app.plots;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.ChartFigure;
import org.cntexplorer.figure.FluctuationFigure;
import org.cntexplorer.figure.Frame;
import org.cntexplorer.figure.FramedFigure;
import org.cntexplorer.figure.Frames;
import org.cntexplorer.figure.StrengthFigure;
import org.cntexplorer.figure.WeightsFigure;
import org.cntexplorer.graph.ValueRange;
import org.cntexplorer.graph.WeightRange;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/** What the plots show: the strengths of some layers, the fluctuation of all, the weights of some connections. */
public final class PlotsViewModel {
    /** More marks than these are no marks any more, but a hedge. */
    private static final int MOST_MARKS = 400;
    /** Neurons of a layer that are looked at for the one at the pointer. */
    private static final int MOST_POINTED = 500_000;

    private final Workspace workspace;
    private final ObjectProperty<List<Integer>> layers = new SimpleObjectProperty<>(this, "layers", List.of());
    private final ObjectProperty<List<Integer>> connections = new SimpleObjectProperty<>(this, "connections", List.of());
    private final ObjectProperty<Optional<ValueRange>> range = new SimpleObjectProperty<>(this, "range", Optional.empty());
    private final ObjectProperty<Frames> frames = new SimpleObjectProperty<>(this, "frames", Frames.NONE);
    private final ReadOnlyObjectWrapper<StrengthFigure> strength = new ReadOnlyObjectWrapper<>(this, "strength");
    private final ReadOnlyObjectWrapper<FluctuationFigure> fluctuation = new ReadOnlyObjectWrapper<>(this, "fluctuation");
    private final ReadOnlyObjectWrapper<WeightsFigure> weights = new ReadOnlyObjectWrapper<>(this, "weights");
    private TaskExecutor.Handle counting = TaskExecutor.Handle.NONE;
    /** The layers whose strengths the figure shows, while those of others may be on their way. */
    private List<Integer> counted = List.of();
    private TaskExecutor.Handle weighing = TaskExecutor.Handle.NONE;
    private boolean selecting;

    public PlotsViewModel(Workspace workspace) {
        this.workspace = workspace;
        workspace.networkProperty().addListener((p, was, is) -> networkChanged(is));
        workspace.numbersProperty().addListener((p, was, is) -> numbersChanged(was == null || is == null || was.linkWeights() != is.linkWeights()));
        workspace.selection().neuronsProperty().addListener((p, was, is) -> selectionChanged());
        workspace.revealedProperty().addListener((p, was, is) -> follow(is));
        layers.addListener((p, was, is) -> count());
        connections.addListener((p, was, is) -> weigh());
        workspace.view().weightsProperty().addListener((p, was, is) -> highlightWeights());
        if (workspace.network() != null) {
            networkChanged(workspace.network());
            numbersChanged(true);
        }
    }

    /** What the axes of all checkpoints of a run have room for; none where the open model is none, or each has its own axes. */
    public ObjectProperty<Frames> framesProperty() {
        return frames;
    }

    /** The strengths as they are drawn. */
    public Optional<ChartFigure> strengthShown() {
        return framed(strength.get(), frames.get().ofLayers(counted));
    }

    /** The fluctuation as it is drawn. */
    public Optional<ChartFigure> fluctuationShown() {
        return framed(fluctuation.get(), frames.get().fluctuation());
    }

    /** The weights as they are drawn. */
    public Optional<ChartFigure> weightsShown() {
        return framed(weights.get(), frames.get().ofConnections(connections.get()));
    }

    private static Optional<ChartFigure> framed(ChartFigure figure, Optional<Frame> frame) {
        return Optional.ofNullable(figure).map(own -> frame.<ChartFigure>map(common -> new FramedFigure(own, common)).orElse(own));
    }

    /** The layers whose strengths are shown. */
    public ObjectProperty<List<Integer>> layersProperty() {
        return layers;
    }

    /** The connections whose weights are shown. */
    public ObjectProperty<List<Integer>> connectionsProperty() {
        return connections;
    }

    /** The range of strengths that was dragged, until the selection changes otherwise. */
    public ObjectProperty<Optional<ValueRange>> rangeProperty() {
        return range;
    }

    /** Null until it has been computed, as the two others. */
    public ReadOnlyObjectProperty<StrengthFigure> strengthProperty() {
        return strength.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<FluctuationFigure> fluctuationProperty() {
        return fluctuation.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<WeightsFigure> weightsProperty() {
        return weights.getReadOnlyProperty();
    }

    private void networkChanged(Network network) {
        if (workspace.isStepping()) {
            // the same layers of another checkpoint
            return;
        }
        strength.set(null);
        fluctuation.set(null);
        weights.set(null);
        range.set(Optional.empty());
        layers.set(List.of());
        connections.set(List.of());
        if (network != null) {
            // the first layer that the network made itself says more than its input
            layers.set(List.of(Math.min(1, network.layers().size() - 1)));
            connections.set(network.connections().stream().filter(c -> c.weights() > 0).limit(1).map(Connection::index).toList());
        }
    }

    /** @param weighed whether the weights were measured anew, not the strengths alone */
    private void numbersChanged(boolean weighed) {
        Numbers numbers = workspace.numbers();
        fluctuation.set(numbers == null ? null : FluctuationFigure.of(numbers.network(), numbers.strength()));
        count();
        if (weighed) {
            weigh();
        }
    }

    private void count() {
        counting.cancel();
        Numbers numbers = workspace.numbers();
        if (numbers == null || layers.get().isEmpty()) {
            strength.set(null);
            return;
        }
        List<Integer> shown = layers.get();
        List<String> names = shown.stream().map(l -> numbers.network().layer(l).name()).toList();
        counting = workspace.executor().submit(new BackgroundTask<>("Distribution of strengths",
                progress -> StrengthFigure.of(numbers.strength(), shown, names, List.of(), Optional.empty(), progress),
                figure -> {
                    counted = shown;
                    strength.set(figure.with(numbers.strength(), shown, marked(shown), range.get()));
                }, workspace::fail));
    }

    private void weigh() {
        weighing.cancel();
        Numbers numbers = workspace.numbers();
        if (numbers == null || connections.get().isEmpty()) {
            weights.set(null);
            return;
        }
        List<Integer> shown = connections.get();
        weighing = workspace.executor().submit(new BackgroundTask<>("Distribution of weights",
                progress -> WeightsFigure.of(numbers.network(), numbers.linkWeights(), shown, progress),
                figure -> {
                    weights.set(figure);
                    highlightWeights();
                }, workspace::fail));
    }

    private void highlightWeights() {
        if (weights.get() != null) {
            weights.set(weights.get().with(weightsRange()));
        }
    }

    /** The range of weights whose links alone are shown, where it is one of the connections whose weights are shown. */
    Optional<ValueRange> weightsRange() {
        return workspace.view().weightsProperty().get().filter(range -> range.connections().stream().anyMatch(connections.get()::contains))
                .map(range -> new ValueRange(range.low(), range.high()));
    }

    /** Shows of the connections whose weights are shown those links alone whose weight lies in a range. */
    public void showWeights(ValueRange dragged) {
        if (!connections.get().isEmpty()) {
            workspace.view().weightsProperty().set(Optional.of(new WeightRange(connections.get(), dragged.low(), dragged.high())));
        }
    }

    /** Shows the links again that were chosen otherwise. */
    public void clearWeights() {
        workspace.view().weightsProperty().set(Optional.empty());
    }

    /** The strength that is pointed at in another pane, where its layer is shown. */
    OptionalDouble pointedStrength() {
        Optional<Neuron> neuron = workspace.brush().pointedProperty().get().map(Pointed::neuron);
        return workspace.numbers() != null && neuron.isPresent() && layers.get().contains(neuron.get().layer())
                ? OptionalDouble.of(workspace.numbers().strength().of(neuron.get())) : OptionalDouble.empty();
    }

    /** The weight that is pointed at in another pane, where its connection is shown. */
    OptionalDouble pointedWeight() {
        return workspace.brush().pointedProperty().get().flatMap(Pointed::link).filter(link -> connections.get().contains(link.connection()))
                .map(link -> OptionalDouble.of(link.weight())).orElse(OptionalDouble.empty());
    }

    /** The layer of the neuron that is pointed at. */
    OptionalDouble pointedLayer() {
        return workspace.brush().pointedProperty().get().map(pointed -> OptionalDouble.of(pointed.neuron().layer())).orElse(OptionalDouble.empty());
    }

    /** The layer that is spoken of. */
    OptionalDouble chosenLayer() {
        OptionalInt layer = workspace.brush().layerProperty().get();
        return layer.isPresent() ? OptionalDouble.of(layer.getAsInt()) : OptionalDouble.empty();
    }

    /**
     * Points at the neuron of the shown layers whose strength is nearest to a value.
     *
     * @param reach how far from it it may be; with nobody within it, at none
     */
    void pointAt(double value, double reach) {
        Numbers numbers = workspace.numbers();
        Neuron nearest = null;
        double best = reach;
        for (int layer : numbers == null ? List.<Integer>of() : layers.get()) {
            double[] strengths = numbers.strength().layer(layer).total();
            // a pointer's move must not cost a frame
            for (int k = 0; k < Math.min(strengths.length, MOST_POINTED); k++) {
                if (Math.abs(strengths[k] - value) < best) {
                    best = Math.abs(strengths[k] - value);
                    nearest = new Neuron(layer, k);
                }
            }
        }
        workspace.brush().pointedProperty().set(Optional.ofNullable(nearest).map(Pointed::at));
    }

    void pointAtNone() {
        workspace.brush().pointedProperty().set(Optional.empty());
    }

    private List<Neuron> marked(List<Integer> shown) {
        return workspace.selection().neurons().stream().filter(n -> shown.contains(n.layer())).limit(MOST_MARKS).toList();
    }

    /** The plots follow a selection made elsewhere to its layer; the marks of one in layers that are shown cost nothing. */
    private void selectionChanged() {
        if (!selecting) {
            range.set(Optional.empty());
        }
        Optional<Neuron> primary = workspace.selection().primary();
        if (!selecting && primary.isPresent() && !layers.get().contains(primary.get().layer())) {
            show(primary.get().layer());
        } else {
            mark();
        }
    }

    private void follow(Place place) {
        switch (place) {
            case null -> { }
            case Place.OfNeuron(Neuron neuron) -> { }
            case Place.OfLayer(int layer) -> show(layer);
            case Place.OfConnection(int connection) -> connections.set(List.of(connection));
        }
    }

    private void show(int layer) {
        layers.set(List.of(layer));
        List<Integer> into = workspace.network().into(layer).stream().filter(c -> c.weights() > 0).map(Connection::index).toList();
        if (!into.isEmpty() && into.stream().noneMatch(connections.get()::contains)) {
            connections.set(into);
        }
    }

    /**
     * Selects the neurons of the shown layers whose strength lies in a range.
     *
     * @param add whether what is selected already stays so
     */
    public void select(ValueRange dragged, boolean add) {
        Numbers numbers = workspace.numbers();
        if (numbers == null) {
            return;
        }
        List<Neuron> inside = new java.util.ArrayList<>();
        for (int layer : new TreeSet<>(layers.get())) {
            double[] strengths = numbers.strength().layer(layer).total();
            for (int k = 0; k < strengths.length; k++) {
                if (dragged.contains(strengths[k])) {
                    inside.add(new Neuron(layer, k));
                }
            }
        }
        selecting = true;
        try {
            range.set(Optional.of(dragged));
            if (add) {
                workspace.selection().add(inside);
            } else {
                workspace.selection().set(inside);
            }
        } finally {
            selecting = false;
        }
        // also where the selection was the same before
        mark();
    }

    /** Marks what is selected; strengths that are still being counted are marked when they come. */
    private void mark() {
        if (strength.get() != null && workspace.numbers() != null && counted.equals(layers.get())) {
            strength.set(strength.get().with(workspace.numbers().strength(), layers.get(), marked(layers.get()), range.get()));
        }
    }

    /** Takes the dragged range away again. */
    public void clearRange() {
        range.set(Optional.empty());
        mark();
    }
}
