package org.cntexplorer.app.plots;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.FluctuationFigure;
import org.cntexplorer.figure.StrengthFigure;
import org.cntexplorer.figure.ValueRange;
import org.cntexplorer.figure.WeightsFigure;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/** What the plots show: the strengths of some layers, the fluctuation of all, the weights of some connections. */
public final class PlotsViewModel {
    /** More marks than these are no marks any more, but a hedge. */
    private static final int MOST_MARKS = 400;

    private final Workspace workspace;
    private final ObjectProperty<List<Integer>> layers = new SimpleObjectProperty<>(this, "layers", List.of());
    private final ObjectProperty<List<Integer>> connections = new SimpleObjectProperty<>(this, "connections", List.of());
    private final ObjectProperty<Optional<ValueRange>> range = new SimpleObjectProperty<>(this, "range", Optional.empty());
    private final ReadOnlyObjectWrapper<StrengthFigure> strength = new ReadOnlyObjectWrapper<>(this, "strength");
    private final ReadOnlyObjectWrapper<FluctuationFigure> fluctuation = new ReadOnlyObjectWrapper<>(this, "fluctuation");
    private final ReadOnlyObjectWrapper<WeightsFigure> weights = new ReadOnlyObjectWrapper<>(this, "weights");
    private TaskExecutor.Handle counting;
    private TaskExecutor.Handle weighing;
    private boolean selecting;

    public PlotsViewModel(Workspace workspace) {
        this.workspace = workspace;
        workspace.networkProperty().addListener((p, was, is) -> networkChanged(is));
        workspace.numbersProperty().addListener((p, was, is) -> numbersChanged(was == null || is == null || was.linkWeights() != is.linkWeights()));
        workspace.selection().neuronsProperty().addListener((p, was, is) -> selectionChanged());
        workspace.revealedProperty().addListener((p, was, is) -> follow(is));
        layers.addListener((p, was, is) -> count());
        connections.addListener((p, was, is) -> weigh());
        if (workspace.network() != null) {
            networkChanged(workspace.network());
            numbersChanged(true);
        }
    }

    Workspace workspace() {
        return workspace;
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
        cancel(counting);
        Numbers numbers = workspace.numbers();
        if (numbers == null || layers.get().isEmpty()) {
            strength.set(null);
            return;
        }
        List<Integer> shown = layers.get();
        List<Neuron> marked = marked(shown);
        Optional<ValueRange> highlighted = range.get();
        List<String> names = shown.stream().map(l -> numbers.network().layer(l).name()).toList();
        counting = workspace.executor().submit(new BackgroundTask<>("Distribution of strengths",
                progress -> StrengthFigure.of(numbers.strength(), shown, names, marked, highlighted, progress),
                strength::set, workspace::fail));
    }

    private void weigh() {
        cancel(weighing);
        Numbers numbers = workspace.numbers();
        if (numbers == null || connections.get().isEmpty()) {
            weights.set(null);
            return;
        }
        List<Integer> shown = connections.get();
        weighing = workspace.executor().submit(new BackgroundTask<>("Distribution of weights",
                progress -> WeightsFigure.of(numbers.network(), numbers.linkWeights(), shown, progress),
                weights::set, workspace::fail));
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
        } else if (strength.get() != null && workspace.numbers() != null) {
            cancel(counting);
            strength.set(strength.get().with(workspace.numbers().strength(), layers.get(), marked(layers.get()), range.get()));
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
        selectionMade();
    }

    private void selectionMade() {
        if (strength.get() != null && workspace.numbers() != null) {
            strength.set(strength.get().with(workspace.numbers().strength(), layers.get(), marked(layers.get()), range.get()));
        }
    }

    /** Takes the dragged range away again. */
    public void clearRange() {
        range.set(Optional.empty());
        selectionMade();
    }

    private static void cancel(TaskExecutor.Handle task) {
        if (task != null) {
            task.cancel();
        }
    }
}
