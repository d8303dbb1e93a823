package org.cntexplorer.format.numpy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.model.Tensor;

/**
 * How a list of arrays, which says nothing about it, is wired: matrices one after the other, each with its bias. The first reading whose
 * shapes fit is taken, the authors' of papers A and B before all others: {@code [W0,b0,W1,b1,…]} with W = (in, out).
 */
final class WeightChain {
    private static final Pattern KIND = Pattern.compile("([._/:-]?(weights?|kernel|matrix|w))?(:0)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern GENERIC = Pattern.compile("(arr_?)?\\d*");

    /** Where the bias of a matrix stands. */
    private enum Pairing { AFTER, BEFORE, APART }

    private record Reading(boolean byName, boolean transposed, Pairing pairing, boolean matrixBias, boolean lenient) {}

    private static final class Step {
        private final NamedArray matrix;
        private NamedArray bias;

        private Step(NamedArray matrix) {
            this.matrix = matrix;
        }
    }

    /** The shapes do not fit, in words. */
    private static final class Misfit extends Exception {
        private Misfit(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private final String source;
    private final List<NamedArray> arrays;
    private final boolean named;
    private final List<String> warnings;

    private WeightChain(String source, List<NamedArray> arrays, boolean named, List<String> warnings) {
        this.source = source;
        this.arrays = arrays;
        this.named = named;
        this.warnings = warnings;
    }

    /**
     * @param source the file's name, for messages
     * @param named whether the arrays come with names, in no certain order
     * @param warnings gets what had to be assumed
     * @throws ModelFormatException naming the arrays that do not fit
     */
    static List<Operator> operators(String source, List<NamedArray> arrays, boolean named, List<String> warnings) throws ModelFormatException {
        return new WeightChain(source, arrays, named, warnings).operators();
    }

    private List<Operator> operators() throws ModelFormatException {
        List<NamedArray> usable = new ArrayList<>();
        for (NamedArray array : arrays) {
            if (array.rank() == 0) {
                warnings.add("The single number " + (array.name().isEmpty() ? "" : array.name() + " ") + "in the file was left out.");
            } else if (array.rank() > 2 || array.size() == 0) {
                throw new ModelFormatException(source + " holds " + array + ", which is neither the matrix nor the bias of a dense layer;"
                        + " save the weights of a fully connected network.");
            } else {
                usable.add(array);
            }
        }
        if (usable.stream().noneMatch(array -> array.rank() == 2)) {
            throw new ModelFormatException(source + " holds no matrix of weights (" + (usable.isEmpty() ? "no array at all" : "only " + usable.getFirst())
                    + "); save a list of arrays [W0, b0, W1, b1, …].");
        }
        String first = null;
        for (Reading reading : readings()) {
            try {
                return chain(reading, steps(reading, usable));
            } catch (Misfit misfit) {
                first = first == null ? misfit.getMessage() : first;
            }
        }
        throw new ModelFormatException(source + ": " + first + "; save them in the order [W0, b0, W1, b1, …] with W as (in, out).");
    }

    private List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (boolean lenient : named ? new boolean[] {false, true} : new boolean[] {false}) {
            for (boolean matrixBias : new boolean[] {false, true}) {
                for (boolean transposed : new boolean[] {false, true}) {
                    for (Pairing pairing : Pairing.values()) {
                        for (boolean byName : named ? new boolean[] {false, true} : new boolean[] {false}) {
                            readings.add(new Reading(byName, transposed, pairing, matrixBias, lenient));
                        }
                    }
                }
            }
        }
        return readings;
    }

    private List<Step> steps(Reading reading, List<NamedArray> usable) throws Misfit {
        List<NamedArray> ordered = new ArrayList<>(usable);
        if (reading.byName()) {
            ordered.sort(Comparator.comparing(NamedArray::name, NaturalOrder.INSTANCE));
        }
        if (reading.pairing() == Pairing.BEFORE) {
            Collections.reverse(ordered);
        }
        List<Step> steps = new ArrayList<>();
        List<NamedArray> apart = new ArrayList<>();
        for (NamedArray array : ordered) {
            Step last = steps.isEmpty() ? null : steps.getLast();
            boolean bias = array.rank() == 1
                    || reading.matrixBias() && last != null && last.bias == null && (array.extent(0) == 1 || array.extent(1) == 1);
            if (!bias) {
                steps.add(new Step(array));
            } else if (reading.pairing() == Pairing.APART) {
                apart.add(array);
            } else if (last != null && last.bias == null && array.size() == targets(last.matrix, reading)) {
                last.bias = array;
            } else if (!reading.lenient()) {
                throw new Misfit(last == null ? array + " comes before any matrix"
                        : array + " is no bias for the " + targets(last.matrix, reading) + " neurons of " + last.matrix);
            }
        }
        if (reading.pairing() == Pairing.BEFORE) {
            Collections.reverse(steps);
        }
        for (int i = 0; i < apart.size(); i++) {
            if (apart.size() != steps.size() || apart.get(i).size() != targets(steps.get(i).matrix, reading)) {
                throw new Misfit("its " + apart.size() + " vectors are no biases for its " + steps.size() + " matrices");
            }
            steps.get(i).bias = apart.get(i);
        }
        return steps;
    }

    private List<Operator> chain(Reading reading, List<Step> steps) throws Misfit {
        List<Operator> operators = new ArrayList<>();
        operators.add(new Operator.Input("input", "0", List.of(), false));
        NamedArray before = null;
        for (Step step : steps) {
            if (before != null && targets(before, reading) != sources(step.matrix, reading)) {
                throw new Misfit("the matrices " + before + " and " + step.matrix + " do not follow one another");
            }
            before = step.matrix;
            int at = operators.size();
            Optional<Tensor> bias = Optional.ofNullable(step.bias).map(b -> b.numbers().tensor().reshaped(b.size()));
            operators.add(new Operator.Dense(layerName(step.matrix.name(), at), String.valueOf(at - 1), String.valueOf(at),
                    step.matrix.numbers().tensor(), step.matrix.numbers().orientation(reading.transposed()), bias));
        }
        tell(reading, steps);
        return operators;
    }

    private void tell(Reading reading, List<Step> steps) {
        if (named) {
            warnings.add("The wiring is inferred from the shapes of the arrays, in the order of " + (reading.byName() ? "their names." : "the file."));
        }
        if (reading.transposed()) {
            warnings.add("The matrices fit one another as (out, in) only, and were read so.");
        }
        if (reading.lenient()) {
            List<NamedArray> used = steps.stream().map(step -> step.bias).toList();
            arrays.stream().filter(array -> array.rank() == 1 && used.stream().noneMatch(bias -> bias == array))
                    .forEach(array -> warnings.add("The array " + array + " fits no layer and was left out."));
        }
    }

    private static long sources(NamedArray matrix, Reading reading) {
        return matrix.extent(reading.transposed() ? 1 : 0);
    }

    private static long targets(NamedArray matrix, Reading reading) {
        return matrix.extent(reading.transposed() ? 0 : 1);
    }

    /** "fc1" of "fc1.weight"; "dense 1" of "arr_0" or nothing. */
    private static String layerName(String array, int number) {
        String stem = KIND.matcher(array).replaceFirst("");
        return GENERIC.matcher(stem).matches() ? "dense " + number : stem;
    }
}
