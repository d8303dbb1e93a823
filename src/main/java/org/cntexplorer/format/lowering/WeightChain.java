package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Tensor;

/**
 * How a list of arrays, which says nothing about it, is wired: matrices one after the other, each with its bias. The first reading whose
 * shapes fit is taken, the authors' of papers A and B before all others: {@code [W0,b0,W1,b1,…]} with W = (in, out). Names that tell
 * matrix and bias ({@link WeightNames}) are believed before the order of the arrays, and PyTorch's before (in, out).
 */
public final class WeightChain {
    /** What a file's list of arrays is worth. */
    public enum Listing {
        /** Arrays without names, in their order. */
        UNNAMED,
        /** Names, in an order that is perhaps the layers'. */
        IN_FILE_ORDER,
        /** Names, in an order that says nothing. */
        IN_NO_ORDER
    }

    private static final String NO_CHAIN = ", and only a chain of dense layers is inferred from weights without their model; export the model as ONNX.";

    /** Where the bias of a matrix stands. */
    private enum Pairing { AFTER, BEFORE, APART, NAMES }

    private record Reading(boolean byName, boolean transposed, Pairing pairing, boolean matrixBias, boolean lenient) {}

    private static final class Step {
        private final NamedTensor matrix;
        private NamedTensor bias;

        private Step(NamedTensor matrix) {
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
    private final List<NamedTensor> arrays;
    private final Listing listing;
    private final boolean telling;
    private final boolean torch;
    private final List<String> warnings;

    private WeightChain(String source, List<NamedTensor> arrays, Listing listing, List<String> warnings) {
        this.source = source;
        this.arrays = arrays;
        this.listing = listing;
        this.telling = listing != Listing.UNNAMED && WeightNames.areTelling(arrays);
        this.torch = telling && WeightNames.areTorch(arrays);
        this.warnings = warnings;
    }

    /**
     * @param source the file's name, for messages
     * @param options what the person says of the input's size, which convolutions hang on
     * @param warnings gets what had to be assumed
     * @throws ModelFormatException naming the arrays that do not fit
     */
    public static List<Operator> operators(String source, List<NamedTensor> arrays, Listing listing, OpenOptions options, List<String> warnings)
            throws ModelFormatException {
        Optional<List<Operator>> transformer = listing == Listing.UNNAMED ? Optional.empty()
                : TransformerLayers.of(arrays, listing == Listing.IN_FILE_ORDER, options, warnings);
        if (transformer.isPresent()) {
            return transformer.get();
        }
        if (listing != Listing.UNNAMED && LayerChain.isOne(arrays)) {
            return LayerChain.operators(source, arrays, listing, options, warnings);
        }
        return new WeightChain(source, arrays, listing, warnings).operators();
    }

    private List<Operator> operators() throws ModelFormatException {
        List<NamedTensor> usable = new ArrayList<>();
        for (NamedTensor array : arrays) {
            if (array.rank() == 0) {
                warnings.add("The single number " + (array.name().isEmpty() ? "" : array.name() + " ") + "in the file was left out.");
            } else if (array.rank() > 2 || array.size() == 0) {
                throw new ModelFormatException(source + " holds " + array + ", which is neither the matrix nor the bias of a dense layer;"
                        + " save the weights of a fully connected network.");
            } else if (listing != Listing.UNNAMED && array.rank() == 2 && WeightNames.otherKind(array.name()).isPresent()) {
                throw new ModelFormatException(source + " holds " + array + ", which belongs to " + WeightNames.otherKind(array.name()).get() + NO_CHAIN);
            } else {
                usable.add(array);
            }
        }
        if (usable.stream().noneMatch(array -> array.rank() == 2)) {
            throw new ModelFormatException(source + " holds no matrix of weights (" + (usable.isEmpty() ? "no array at all" : "only " + usable.getFirst())
                    + "); save a list of arrays [W0, b0, W1, b1, …].");
        }
        List<NamedTensor> byName = WeightNames.ordered(usable);
        String first = null;
        for (Reading reading : readings()) {
            try {
                return chain(reading, steps(reading, usable, byName));
            } catch (Misfit misfit) {
                // where names pair, a strict reading fails for a vector to be left out, which tells nothing of the wiring
                first = first == null && (!telling || reading.lenient()) ? misfit.getMessage() : first;
            }
        }
        throw new ModelFormatException(source + ": " + first + advice());
    }

    private String advice() {
        return telling ? NO_CHAIN : "; save them in the order [W0, b0, W1, b1, …] with W as (in, out).";
    }

    /** From the likeliest to the least likely. */
    private List<Reading> readings() {
        boolean named = listing != Listing.UNNAMED;
        List<Boolean> byNames = named ? List.of(listing == Listing.IN_NO_ORDER, listing != Listing.IN_NO_ORDER) : List.of(false);
        List<Pairing> pairings = telling ? List.of(Pairing.NAMES) : List.of(Pairing.AFTER, Pairing.BEFORE, Pairing.APART);
        List<Reading> readings = new ArrayList<>();
        for (boolean lenient : named ? List.of(false, true) : List.of(false)) {
            for (boolean matrixBias : telling ? List.of(true) : List.of(false, true)) {
                for (boolean transposed : List.of(torch, !torch)) {
                    for (Pairing pairing : pairings) {
                        for (boolean byName : byNames) {
                            readings.add(new Reading(byName, transposed, pairing, matrixBias, lenient));
                        }
                    }
                }
            }
        }
        return readings;
    }

    private List<Step> steps(Reading reading, List<NamedTensor> usable, List<NamedTensor> byName) throws Misfit {
        List<NamedTensor> ordered = new ArrayList<>(reading.byName() ? byName : usable);
        if (reading.pairing() == Pairing.NAMES) {
            return named(reading, ordered);
        }
        if (reading.pairing() == Pairing.BEFORE) {
            Collections.reverse(ordered);
        }
        List<Step> steps = new ArrayList<>();
        List<NamedTensor> apart = new ArrayList<>();
        for (NamedTensor array : ordered) {
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

    /** Every bias goes to the matrix of its layer's name. */
    private static List<Step> named(Reading reading, List<NamedTensor> ordered) throws Misfit {
        Map<String, Step> steps = new LinkedHashMap<>();
        for (NamedTensor array : ordered) {
            if (array.rank() == 2 && !WeightNames.isBias(array)) {
                Step other = steps.put(WeightNames.owner(array.name()), new Step(array));
                if (other != null) {
                    throw new Misfit("the matrices " + other.matrix + " and " + array + " are of one layer");
                }
            }
        }
        for (NamedTensor array : ordered) {
            Step owner = WeightNames.isBias(array) ? steps.get(WeightNames.owner(array.name())) : null;
            if (owner != null && array.size() == targets(owner.matrix, reading)) {
                owner.bias = array;
            } else if (owner != null) {
                throw new Misfit(array + " is no bias for the " + targets(owner.matrix, reading) + " neurons of " + owner.matrix);
            } else if (!reading.lenient() && (array.rank() == 1 || WeightNames.isBias(array))) {
                throw new Misfit(array + " belongs to no matrix");
            }
        }
        return List.copyOf(steps.values());
    }

    private List<Operator> chain(Reading reading, List<Step> steps) throws Misfit {
        List<Operator> operators = new ArrayList<>();
        operators.add(new Operator.Input("input", "0", List.of(), false));
        NamedTensor before = null;
        for (Step step : steps) {
            if (before != null && targets(before, reading) != sources(step.matrix, reading)) {
                throw new Misfit("the matrices " + before + " and " + step.matrix + " do not follow one another");
            }
            before = step.matrix;
            int at = operators.size();
            Optional<Tensor> bias = Optional.ofNullable(step.bias).map(b -> b.tensor().reshaped(b.size()));
            operators.add(new Operator.Dense(WeightNames.layer(step.matrix.name(), at), String.valueOf(at - 1), String.valueOf(at),
                    step.matrix.tensor(), step.matrix.orientation(reading.transposed()), bias));
        }
        tell(reading, steps);
        return operators;
    }

    private void tell(Reading reading, List<Step> steps) {
        if (listing != Listing.UNNAMED) {
            warnings.add("The wiring is inferred from the " + (telling ? "names and shapes" : "shapes") + " of the arrays, in the order of "
                    + (reading.byName() ? "their names." : "the file."));
        }
        if (reading.transposed() != torch) {
            warnings.add("The matrices fit one another as " + (torch ? "(in, out)" : "(out, in)") + " only, and were read so.");
        } else if (torch) {
            warnings.add("The matrices are read as (out, in), since their names are PyTorch's.");
        }
        if (reading.lenient()) {
            Set<NamedTensor> used = Collections.newSetFromMap(new IdentityHashMap<>());
            steps.forEach(step -> Collections.addAll(used, step.matrix, step.bias));
            arrays.stream().filter(array -> array.rank() > 0 && !used.contains(array))
                    .forEach(array -> warnings.add("The array " + array + " fits no layer and was left out."));
        }
    }

    private static long sources(NamedTensor matrix, Reading reading) {
        return matrix.extent(reading.transposed() ? 1 : 0);
    }

    private static long targets(NamedTensor matrix, Reading reading) {
        return matrix.extent(reading.transposed() ? 0 : 1);
    }
}
