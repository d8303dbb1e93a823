package org.cntexplorer.app.workspace;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.model.Neuron;

/** The selected neurons, in the order in which they were chosen. One value that changes as a whole, so that listeners run once. */
public final class Selection {
    private final ReadOnlyObjectWrapper<List<Neuron>> neurons = new ReadOnlyObjectWrapper<>(this, "neurons", List.of());

    public ReadOnlyObjectProperty<List<Neuron>> neuronsProperty() {
        return neurons.getReadOnlyProperty();
    }

    public List<Neuron> neurons() {
        return neurons.get();
    }

    /** The neuron that the inspector shows: the one chosen last. */
    public Optional<Neuron> primary() {
        return neurons.get().isEmpty() ? Optional.empty() : Optional.of(neurons.get().getLast());
    }

    public void set(Collection<Neuron> chosen) {
        List<Neuron> next = List.copyOf(new LinkedHashSet<>(chosen));
        if (!next.equals(neurons.get())) {
            neurons.set(next);
        }
    }

    public void set(Neuron neuron) {
        set(List.of(neuron));
    }

    /** Adds these; one that is there already becomes the last. */
    public void add(Collection<Neuron> more) {
        Set<Neuron> next = new LinkedHashSet<>(neurons.get());
        next.removeAll(Set.copyOf(more));
        next.addAll(more);
        set(next);
    }

    /** Adds the neuron, or takes it out where it is selected. */
    public void toggle(Neuron neuron) {
        Set<Neuron> next = new LinkedHashSet<>(neurons.get());
        if (!next.remove(neuron)) {
            next.add(neuron);
        }
        set(next);
    }

    public void clear() {
        set(List.of());
    }
}
