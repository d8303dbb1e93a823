package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.format.lowering.ValueExtents;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Pool;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * A model's operators in the making, in PyTorch's own words: whoever follows a module or its code adds them one by one. Where the extents of
 * the input are known, so are those of every value on the way.
 */
final class TorchGraph {
    private static final int MOST_OPERATORS = 20_000;

    /** What does not fit together, in words. */
    static final class Misfit extends Exception {
        Misfit(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private final List<Operator> operators = new ArrayList<>();
    private final Map<String, List<Integer>> extents = new HashMap<>();
    private final Set<String> notes = new TreeSet<>();
    private final List<Integer> inputExtents;
    private final Halving halving;
    private int convolutions;
    private boolean dense;
    private boolean mending;

    /** @param inputExtents of the first input, with the batch; empty where they are not known */
    TorchGraph(List<Integer> inputExtents, Halving halving) {
        this.inputExtents = inputExtents;
        this.halving = halving;
    }

    /** Where windows of two units are put although nothing says so: for code that is not known, which often pools between its modules. */
    enum Halving {
        NOWHERE(false, false), BEFORE_DENSE(false, true), EVERYWHERE(true, true), BETWEEN(true, false);

        /** From the likeliest to the least likely. */
        static final List<Halving> LIKELY = List.of(NOWHERE, EVERYWHERE, BEFORE_DENSE, BETWEEN);

        private final boolean between;
        private final boolean beforeDense;

        Halving(boolean between, boolean beforeDense) {
            this.between = between;
            this.beforeDense = beforeDense;
        }
    }

    /** From now on a block stands between what does not fit. */
    void mend() {
        mending = true;
    }

    private String mended(String name, String input, List<Integer> wanted) throws Misfit {
        note("What comes before \"" + name + "\" does not fit it: a block stands between them.");
        return block("to " + name, "between layers that do not fit", List.of(input), wanted);
    }

    /** Whether pooling that is written once may stand for pooling between all convolutions. */
    boolean poolsBetween() {
        return halving.between;
    }

    private String halved(String name, String input) throws Misfit {
        int axes = rank(input).orElse(0) - 2;
        if (axes < 1) {
            return input;
        }
        List<Integer> twos = Collections.nCopies(axes, 2);
        return pooling(name + " pooling", input, twos, twos, Collections.nCopies(axes, 0), Collections.nCopies(axes, 1), false, Optional.of(Pool.MAXIMUM));
    }

    List<Operator> operators() {
        return operators;
    }

    /** What a person should know of the operators. */
    Set<String> notes() {
        return notes;
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /** Empty where they are not known. */
    Optional<List<Integer>> extents(String value) {
        return Optional.ofNullable(extents.get(value));
    }

    /** Whether an extent of 1 may be that of an open number of steps or tokens, which is read as 1. */
    boolean isOpen(int axis, int extent) {
        return axis > 0 && extent == 1 && (inputExtents.isEmpty() || inputExtents.size() == 3 && inputExtents.get(1) == 1);
    }

    /** How many axes a value has, where that is known. */
    OptionalInt rank(String value) {
        return extents.containsKey(value) ? OptionalInt.of(extents.get(value).size()) : OptionalInt.empty();
    }

    String input(String name) throws Misfit {
        boolean first = operators.stream().noneMatch(o -> o instanceof Operator.Input);
        return add(output -> new Operator.Input(name, output, first ? inputExtents : List.of(), false));
    }

    /** Adds an operator of one value. @return that value */
    String add(Function<String, Operator> made) throws Misfit {
        String output = "v" + operators.size();
        put(made.apply(output));
        return output;
    }

    /** Adds an operator whose values have their names. */
    void put(Operator operator) throws Misfit {
        if (operators.size() == MOST_OPERATORS) {
            throw new Misfit("more than " + MOST_OPERATORS + " operators");
        }
        List<Optional<List<Integer>>> taken = operator.inputs().stream().map(this::extents).toList();
        try {
            ValueExtents.of(operator, taken).ifPresent(found -> extents.put(operator.outputs().getFirst(), found));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new Misfit("\"" + operator.name() + "\" does not fit what comes before it (" + e.getMessage() + ")");
        }
        operators.add(operator);
        if (operator instanceof Operator.Recurrent recurrent && recurrent.sequence().isPresent()) {
            // the last step is one step of all
            extents(recurrent.sequence().get()).ifPresent(all -> recurrent.last().forEach(last -> {
                List<Integer> step = new ArrayList<>(all);
                step.remove(recurrent.timeAxis());
                extents.put(last, step);
            }));
        }
    }

    /** Called once what comes next is dense. */
    String beforeDense(String name, String input) throws Misfit {
        boolean halves = halving.beforeDense && !dense;
        dense = true;
        return halves ? halved(name, input) : input;
    }

    String linear(String name, String input, Tensor matrix, Optional<Tensor> bias) throws Misfit {
        if (matrix.rank() != 2 || bias.isPresent() && bias.get().size() != matrix.extent(0)) {
            throw new Misfit("the weights of \"" + name + "\" are no matrix");
        }
        dense = true;
        boolean fits = !mending || extents(input).isEmpty() || extents(input).get().getLast() == matrix.extent(1);
        String from = fits ? input : mended(name, input, List.of(1, Math.toIntExact(matrix.extent(1))));
        return add(output -> new Operator.Dense(name, from, output, matrix, Orientation.TARGET_ROWS, bias));
    }

    /**
     * @param padding a number for each axis; null for "same"
     * @param more output_padding of a transposed one
     */
    String convolution(String name, String input, Tensor kernel, Optional<Tensor> bias, List<Integer> stride, List<Integer> padding,
            List<Integer> dilation, boolean transposed, List<Integer> more, int groups) throws Misfit {
        String pooled = halving.between && convolutions++ > 0 && !dense ? halved(name, input) : input;
        int axes = stride.size();
        if (kernel.rank() != axes + 2 || kernel.size() == 0 || groups < 1) {
            throw new Misfit("the kernel of \"" + name + "\" has " + kernel.rank() + " extents");
        }
        List<Integer> taps = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            taps.add((int) Math.min(kernel.extent(axis + 2), Integer.MAX_VALUE));
        }
        String from = mending ? channels(name, pooled, axes, Math.toIntExact(transposed ? kernel.extent(0) : kernel.extent(1) * groups)) : pooled;
        List<Integer> zeros = Collections.nCopies(axes, 0);
        // "same" goes with a stride of 1 alone; what cannot be halved is put behind
        List<Integer> reach = IntStream.range(0, axes).mapToObj(axis -> dilation.get(axis) * (taps.get(axis) - 1)).toList();
        List<Integer> before = padding == null ? reach.stream().map(one -> one / 2).toList() : padding;
        List<Integer> behind = padding == null ? reach.stream().map(one -> one - one / 2).toList() : padding;
        return add(output -> new Operator.Convolution(name, from, output, kernel, Layout.CHANNELS_FIRST, groups, taps, stride, dilation,
                Operator.Padding.GIVEN, before, behind, transposed ? more : zeros, transposed, false, bias));
    }

    /** The value, or a block of as many channels as are wanted. */
    private String channels(String name, String input, int axes, int wanted) throws Misfit {
        Optional<List<Integer>> known = extents(input);
        if (known.isEmpty() || known.get().size() == axes + 2 && known.get().get(1) == wanted) {
            return input;
        }
        List<Integer> given = new ArrayList<>(known.get().size() == axes + 2 ? known.get() : Collections.nCopies(axes + 2, 1));
        given.set(1, wanted);
        return mended(name, input, given);
    }

    /** A batch normalisation of a trained model; without running statistics one that depends on the sample. */
    String batchNorm(String name, String input, Optional<Tensor> weight, Optional<Tensor> bias, Optional<Tensor> mean, Optional<Tensor> variance,
            double epsilon) throws Misfit {
        if (mean.isEmpty() || variance.isEmpty()) {
            return scaled(name, "batch normalization", input, 1, weight, bias, Optional.empty());
        }
        if (Stream.of(weight, bias, mean).flatMap(Optional::stream).anyMatch(part -> part.size() != variance.get().size())) {
            throw new Misfit("the parts of \"" + name + "\" are of different lengths");
        }
        return add(output -> Operator.ScaleShift.ofBatch(name, input, output, 1, weight.map(Tensor::toArray), bias.map(Tensor::toArray), mean.get().toArray(),
                variance.get().toArray(), epsilon));
    }

    /**
     * A normalisation that depends on the sample, with what it has learned, if anything.
     *
     * @param before empty where it depends on other samples, too, or is not known: it cannot be run then
     */
    String scaled(String name, String kind, String input, int axis, Optional<Tensor> weight, Optional<Tensor> bias, Optional<Formula> before) throws Misfit {
        if (weight.isEmpty() && bias.isEmpty()) {
            return does(name, input, "is a " + kind + (before.isEmpty() ? " by the samples that it is given" : ""), before);
        }
        int numbers = Math.toIntExact(weight.or(() -> bias).orElseThrow().size());
        double[] ones = new double[numbers];
        java.util.Arrays.fill(ones, 1);
        double[] scale = weight.map(Tensor::toArray).orElse(ones);
        double[] shift = bias.map(Tensor::toArray).orElse(new double[0]);
        return add(output -> new Operator.ScaleShift(name, kind, input, output, false, axis, scale, shift, before));
    }

    /** @param given the numbers of the function */
    String activation(String name, String input, String function, TorchFunctions.Given given) throws Misfit {
        TorchFunctions.Told told = TorchFunctions.of(function, given, rank(input));
        String value = add(output -> new Operator.Activation(name, input, output, function, told.formula()));
        return told.known() ? value : does(name, value, "is a \"" + function + "\" that is not known in full", Optional.empty());
    }

    String relu(String name, String input) throws Misfit {
        return activation(name, input, "relu", TorchFunctions.Given.NOTHING);
    }

    /**
     * A value that links pass, and whose numbers are changed.
     *
     * @param doing what is done to them
     * @param formula empty where it is not known, or none of the sample alone: it cannot be run then
     */
    String does(String name, String input, String doing, Optional<Formula> formula) throws Misfit {
        return add(output -> new Operator.Pass(name, input, output, doing, formula));
    }

    String pass(String name, String input) throws Misfit {
        return add(output -> new Operator.Pass(name, input, output));
    }

    String pooling(String name, String input, List<Integer> taps, List<Integer> stride, List<Integer> padding, List<Integer> dilation, boolean ceil,
            Optional<Pool> pool) throws Misfit {
        if (taps.stream().anyMatch(t -> t < 1) || stride.stream().anyMatch(s -> s < 1) || dilation.stream().anyMatch(d -> d < 1)) {
            throw new Misfit("the window of \"" + name + "\" is empty");
        }
        return add(output -> new Operator.Pooling(name, input, output, taps, stride, dilation, Operator.Padding.GIVEN, padding, padding, ceil, false,
                pool));
    }

    /** @param sizes −1 for an axis that stays as it is */
    String adaptive(String name, String input, List<Integer> sizes, Pool pool) throws Misfit {
        if (sizes.stream().allMatch(size -> size == 1)) {
            return mean(name, input, IntStream.range(0, sizes.size()).map(i -> -1 - i).boxed().toList(), true, Optional.of(pool));
        }
        return add(output -> new Operator.AdaptivePooling(name, input, output, sizes, false, Optional.of(pool)));
    }

    /** @param pool empty where it is another than a mean or a maximum, or of several samples: it cannot be run then */
    String mean(String name, String input, List<Integer> axes, boolean keep, Optional<Pool> pool) throws Misfit {
        return add(output -> new Operator.Mean(name, input, output, axes, keep, pool));
    }

    /** Axes from one to another, made one. */
    String flatten(String name, String input, int from, int to) throws Misfit {
        Optional<List<Integer>> known = extents(input);
        if (known.isEmpty()) {
            return reshape(name, input, from == 0 ? List.of(-1) : List.of(1, -1));
        }
        int rank = known.get().size();
        int begin = from < 0 ? from + rank : from;
        int end = to < 0 ? to + rank : to;
        if (begin < 0 || end >= rank || begin > end) {
            throw new Misfit("\"" + name + "\" flattens axes " + from + " to " + to + " of " + rank);
        }
        List<Integer> flat = new ArrayList<>(known.get().subList(0, begin));
        flat.add(known.get().subList(begin, end + 1).stream().reduce(1, (a, b) -> a * b));
        flat.addAll(known.get().subList(end + 1, rank));
        return reshape(name, input, flat);
    }

    String reshape(String name, String input, List<Integer> to) throws Misfit {
        return add(output -> new Operator.Reshape(name, input, output, to));
    }

    String transpose(String name, String input, List<Integer> order) throws Misfit {
        return add(output -> new Operator.Transpose(name, input, output, order));
    }

    String swap(String name, String input, int one, int other) throws Misfit {
        int rank = rank(input).orElse(3);
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.swap(order, axis(name, one, rank), axis(name, other, rank));
        return transpose(name, input, order);
    }

    static int axis(String name, int axis, int rank) throws Misfit {
        int place = axis < 0 ? axis + rank : axis;
        if (place < 0 || place >= rank) {
            throw new Misfit("\"" + name + "\" asks for axis " + axis + " of " + rank);
        }
        return place;
    }

    String take(String name, String input, int axis, int[] places, boolean drop) throws Misfit {
        return add(output -> new Operator.Take(name, input, output, axis, places, drop));
    }

    String sum(String name, List<String> inputs) throws Misfit {
        return add(output -> new Operator.Sum(name, inputs, output));
    }

    String joined(String name, List<String> inputs, int axis) throws Misfit {
        return add(output -> new Operator.Concatenation(name, inputs, output, axis));
    }

    String embedding(String name, String input, Tensor matrix) throws Misfit {
        if (matrix.rank() != 2) {
            throw new Misfit("the embedding \"" + name + "\" is no matrix");
        }
        return add(output -> new Operator.Embedding(name, input, output, matrix));
    }

    /** Tokens by features: mixed by how they agree. @param formula empty where it is not known: it cannot be run then */
    String attention(String name, String query, String key, String value, Optional<Formula> formula) throws Misfit {
        return add(output -> new Operator.Attention(name, query, key, value, output, formula));
    }

    /** What is not known. */
    String block(String name, String type, List<String> inputs) throws Misfit {
        return block(name, type, inputs, extents(inputs.getFirst()).orElse(List.of()));
    }

    /** @param given extents of its value; empty where they are not known */
    String block(String name, String type, List<String> inputs, List<Integer> given) throws Misfit {
        return block(name, type, inputs, given, Optional.empty());
    }

    /** What depends on the data. @param formula empty where it is not known: it cannot be run then */
    String block(String name, String type, List<String> inputs, List<Integer> given, Optional<Formula> formula) throws Misfit {
        return add(output -> new Operator.Block(name, type, inputs, List.of(output), given, OptionalInt.empty(), formula));
    }
}
