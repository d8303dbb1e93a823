package org.cntexplorer.app.session;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.Focus;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.graph.WeightRange;
import org.cntexplorer.model.Gated;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;

/**
 * A kept view of a model whose file may have changed since, or whose session a person has edited: whatever it says of neurons, channels,
 * gates and connections that the network has not is left out. Out of lists, sets, maps and optionals it is taken alone; elsewhere with the
 * part of the view that it belongs to, which is then as usual.
 */
final class FittedView {
    private final Network network;

    private FittedView(Network network) {
        this.network = network;
    }

    static ViewState of(ViewState view, Network network) {
        FittedView fitted = new FittedView(network);
        RecordComponent[] components = ViewState.class.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object usual = ValueJson.value(components[i], ViewState.DEFAULT);
            values[i] = fitted.fit(ValueJson.value(components[i], view)).orElse(usual);
        }
        return (ViewState) ValueJson.make(ViewState.class, components, values);
    }

    /** The value without what the network has not; nothing where that is not a part that can be left out. */
    private Optional<Object> fit(Object value) {
        return switch (value) {
            case Neuron neuron -> Optional.<Object>of(neuron).filter(n -> network.has(neuron));
            case Channel channel -> Optional.<Object>of(channel).filter(c -> has(channel));
            case ShownGate gate -> Optional.<Object>of(gate).filter(g -> has(gate));
            case WeightRange range -> Optional.<Object>of(range)
                    .filter(r -> range.connections().stream().allMatch(c -> c >= 0 && c < network.connections().size()));
            case Focus focus when focus.neurons().stream().anyMatch(n -> !network.has(n)) -> Optional.of(Focus.NONE);
            case List<?> list -> {
                List<Object> rest = new ArrayList<>(list.size());
                list.forEach(element -> fit(element).ifPresent(rest::add));
                yield Optional.of(List.copyOf(rest));
            }
            case Set<?> set -> {
                Set<Object> rest = new LinkedHashSet<>();
                set.forEach(element -> fit(element).ifPresent(rest::add));
                yield Optional.of(Set.copyOf(rest));
            }
            case Optional<?> optional -> Optional.of(optional.flatMap(this::fit));
            case Map<?, ?> map -> {
                Map<Object, Object> rest = new LinkedHashMap<>();
                map.forEach((key, element) -> fit(key).ifPresent(k -> fit(element).ifPresent(e -> rest.put(k, e))));
                yield Optional.of(Map.copyOf(rest));
            }
            case Record record -> fitRecord(record);
            default -> Optional.of(value);
        };
    }

    private Optional<Object> fitRecord(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        boolean changed = false;
        for (int i = 0; i < components.length; i++) {
            Object before = ValueJson.value(components[i], record);
            Optional<Object> part = fit(before);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            values[i] = part.get();
            changed |= !values[i].equals(before);
        }
        if (!changed) {
            return Optional.of(record);
        }
        try {
            return Optional.of(ValueJson.make(record.getClass(), components, values));
        } catch (IllegalArgumentException e) {
            // such as a path without its neurons
            return Optional.empty();
        }
    }

    private boolean has(Channel channel) {
        if (channel.layer() < 0 || channel.layer() >= network.layers().size()) {
            return false;
        }
        Shape shape = network.layer(channel.layer()).shape();
        return shape.extents().size() > 1 && channel.index() >= 0 && channel.index() < shape.channels();
    }

    private boolean has(ShownGate gate) {
        return gate.layer() >= 0 && gate.layer() < network.layers().size() && gate.gate() >= 0
                && network.into(gate.layer()).stream().anyMatch(c -> c instanceof Gated gated && gate.gate() < gated.gates().size());
    }
}
