package org.cntexplorer.app.workspace;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cntexplorer.model.Neuron;

/**
 * The names and notes of neurons. Immutable.
 *
 * @param all in order of layer and number; none of them empty
 */
public record Annotations(Map<Neuron, Annotation> all) {
    public static final Annotations NONE = new Annotations(Map.of());

    public Annotations {
        TreeMap<Neuron, Annotation> sorted = new TreeMap<>(all);
        sorted.values().removeIf(Annotation::isEmpty);
        all = Collections.unmodifiableMap(sorted);
    }

    /** What is said of a neuron; {@link Annotation#NONE} where nothing is. */
    public Annotation of(Neuron neuron) {
        return all.getOrDefault(neuron, Annotation.NONE);
    }

    /** The same, with something else said of a neuron; an empty one takes it away. */
    public Annotations with(Neuron neuron, Annotation said) {
        Map<Neuron, Annotation> next = new TreeMap<>(all);
        next.put(neuron, said);
        return new Annotations(next);
    }

    /** The neurons that have a name. */
    public List<Neuron> named() {
        return all.entrySet().stream().filter(e -> !e.getValue().name().isEmpty()).map(Map.Entry::getKey).toList();
    }

    /**
     * The neurons whose name or note holds a text, whatever its capitals: those whose name begins with it first, then others' names, then
     * notes.
     */
    public List<Neuron> find(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty() ? List.of() : all.entrySet().stream().filter(e -> rank(e.getValue(), wanted) < 3)
                .sorted((a, b) -> Integer.compare(rank(a.getValue(), wanted), rank(b.getValue(), wanted))).map(Map.Entry::getKey).toList();
    }

    private static int rank(Annotation annotation, String wanted) {
        String name = annotation.name().toLowerCase(Locale.ROOT);
        return name.startsWith(wanted) ? 0 : name.contains(wanted) ? 1 : annotation.note().toLowerCase(Locale.ROOT).contains(wanted) ? 2 : 3;
    }
}
