package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.LayerValues.Place;

/** Where the neurons of each layer of a draft are found among the values of the model: its sums, and what the function behind them makes of them. */
final class LayerPlaces {
    private record Found(String value, Value what) {}

    private final Map<Integer, Found> sums = new HashMap<>();
    private final Map<Integer, Found> passed = new HashMap<>();
    /** Values whose numbers are others than those of the sums that links tell. */
    private final Set<String> changed = new HashSet<>();
    private Predicate<String> named = name -> true;

    /** Which names are those of values of the model; others were made up on the way. */
    void name(Predicate<String> values) {
        named = values;
    }

    /** An operator that is about to give its values: what it makes of others, or of changed ones, are no sums any more. */
    void follow(Operator operator) {
        boolean changes = operator instanceof Operator.Pass pass && !pass.doing().isEmpty();
        boolean moves = switch (operator) {
            case Operator.Pass _, Operator.Reshape _, Operator.Transpose _, Operator.Take _, Operator.Expand _, Operator.Pad _, Operator.Concatenation _ -> true;
            default -> false;
        };
        if (changes || moves && operator.inputs().stream().anyMatch(changed::contains)) {
            changed.addAll(operator.outputs());
        }
    }

    /** A value that an operator gives: the last that holds a layer's sums, or the first that holds a layer which has none. */
    void note(String name, Value what) {
        if (!what.isKnown() || !named.test(name) || changed.contains(name)) {
            return;
        }
        for (Value.Source source : what.sources()) {
            if (!source.units().isSame()) {
                continue;
            }
            if (what.isSums() && !passed.containsKey(source.layer())) {
                // a part of the sums, such as a slice of them, takes no whole layer's place
                if (!sums.containsKey(source.layer()) || isWhole(what, source)) {
                    sums.put(source.layer(), new Found(name, what));
                }
            } else if (!sums.containsKey(source.layer())) {
                passed.putIfAbsent(source.layer(), new Found(name, what));
            }
        }
    }

    private static boolean isWhole(Value what, Value.Source source) {
        return what.sources().size() == 1 && what.size() >= source.units().units();
    }

    /** That a layer's sums have passed its function: the first, or one that replaces "linear". */
    void pass(int layer, String name, Value what) {
        if (sums.containsKey(layer) && named.test(name)) {
            passed.put(layer, new Found(name, what));
        }
    }

    /** What a recurrent layer sums and gives at every step. */
    void steps(int layer, String before, String after, Value what) {
        if (named.test(before) && named.test(after)) {
            sums.put(layer, new Found(before, what));
            passed.put(layer, new Found(after, what));
        }
    }

    /** That the neurons of one layer are now another's. */
    void merge(int gone, int into) {
        sums.remove(gone);
        passed.remove(gone);
        passed.remove(into);
    }

    /** @param place for each layer of the draft its number in the network @param layers those of the draft that are in it */
    List<LayerValues> of(Collection<Integer> layers, IntUnaryOperator place) {
        List<LayerValues> all = new ArrayList<>();
        for (int layer : layers) {
            Optional<Place> before = Optional.ofNullable(sums.get(layer)).flatMap(found -> place(found, layer));
            Optional<Place> after = Optional.ofNullable(passed.get(layer)).flatMap(found -> place(found, layer)).or(() -> before);
            after.ifPresent(activation -> all.add(new LayerValues(place.applyAsInt(layer), before, activation)));
        }
        return all;
    }

    /** Empty where some of the layer's neurons are not among the elements. */
    private static Optional<Place> place(Found found, int layer) {
        Value what = found.what();
        int first = 0;
        int neurons = 0;
        for (Value.Source source : what.sources()) {
            if (source.layer() == layer && source.units().isSame()) {
                neurons = source.units().units();
                break;
            }
            first += source.units().units();
        }
        if (what.isPlain() && what.sources().size() == 1) {
            return Optional.of(new Place(found.value(), what.size(), null));
        }
        int[] of = new int[what.size()];
        boolean[] seen = new boolean[neurons];
        int missing = neurons;
        for (int e = 0; e < of.length; e++) {
            int neuron = what.unit(e) - first;
            of[e] = neuron >= 0 && neuron < neurons ? neuron : -1;
            if (of[e] >= 0 && !seen[neuron]) {
                seen[neuron] = true;
                missing--;
            }
        }
        return missing > 0 ? Optional.empty() : Optional.of(new Place(found.value(), of.length, inOrder(of) ? null : of));
    }

    private static boolean inOrder(int[] neurons) {
        for (int i = 0; i < neurons.length; i++) {
            if (neurons[i] != i) {
                return false;
            }
        }
        return true;
    }
}
