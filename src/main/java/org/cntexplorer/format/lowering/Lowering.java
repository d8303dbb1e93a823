package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.computation.Program;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Makes a network of a model's operators: one class an operator family, and this one, which hands out the work. A reader that must know the
 * extents of a value before it can tell the next operator adds them one by one and asks; others give the whole list to {@link #network(MappedFile,
 * String, List, List, OpenOptions, Progress)}.
 */
public final class Lowering {
    /**
     * What must be known of the whole model before its first operator.
     *
     * @param takers how many operators take each value
     * @param convolutional whether its input must have a shape; dense layers look at a plain vector, whatever its shape is said to be
     * @param sequences whether it looks along one axis: a matrix is then channels and positions
     * @param steps whether it goes along steps or tokens, by recurrence or attention: a dense layer then links features, not positions
     * @param indices the inputs that are looked up in an embedding
     */
    public record Plan(Map<String, Integer> takers, boolean convolutional, boolean sequences, boolean steps, Set<String> indices) {
        /** What the operators themselves say. */
        static Plan of(List<Operator> operators) {
            Map<String, Integer> takers = new HashMap<>();
            operators.forEach(operator -> operator.inputs().forEach(value -> takers.merge(value, 1, Integer::sum)));
            Set<String> indices = new HashSet<>();
            for (Operator operator : OperatorOrder.sorted(operators).reversed()) {
                boolean looksUp = operator instanceof Operator.Embedding || operator.outputs().stream().anyMatch(indices::contains);
                if (looksUp) {
                    indices.addAll(operator.inputs());
                }
            }
            return new Plan(takers, operators.stream().anyMatch(o -> o instanceof Operator.Convolution || o instanceof Operator.Pooling),
                    operators.stream().anyMatch(o -> o instanceof Operator.Convolution c && c.stride().size() == 1),
                    operators.stream().anyMatch(o -> o instanceof Operator.Recurrent || o instanceof Operator.Attention || o instanceof Operator.Embedding),
                    indices);
        }
    }

    private final Draft draft;
    private final OpenOptions options;
    private final Progress progress;
    private final Plan plan;
    private final Effort effort = new Effort();
    /** Values that are another one's numbers and that somebody else takes, too. */
    private final Set<String> shared = new HashSet<>();
    /** How many operators are still to take each value. */
    private final Map<String, Integer> left;
    private final StepAxes steps = new StepAxes();
    private final Map<String, List<Integer>> forgotten = new HashMap<>();
    private final List<Operator> operators = new ArrayList<>();
    private final Map<String, List<Integer>> known = new HashMap<>();

    /**
     * @param file the file that the weights lie in; closing the network closes it
     * @param warnings what the reader had to assume so far
     */
    public Lowering(MappedFile file, List<String> warnings, Plan plan, OpenOptions options, Progress progress) {
        this.draft = new Draft(file, warnings);
        this.plan = plan;
        this.left = new HashMap<>(plan.takers());
        this.options = options;
        this.progress = progress;
    }

    /**
     * @param format as in {@link Network#format()}
     * @param operators in any order
     * @param warnings what the reader had to assume
     * @throws ModelFormatException naming the operator that does not fit
     */
    public static Network network(MappedFile file, String format, List<Operator> operators, List<String> warnings, OpenOptions options,
            Progress progress) throws ModelFormatException {
        return network(file, format, operators, List.of(), warnings, options, progress);
    }

    /**
     * The same of a file that says what its model gives.
     *
     * @param outputs values, the first first; what leads to none of them is drawn all the same
     */
    public static Network network(MappedFile file, String format, List<Operator> operators, List<String> outputs, List<String> warnings, OpenOptions options,
            Progress progress) throws ModelFormatException {
        Lowering lowering = new Lowering(file, warnings, Plan.of(operators), options, progress);
        for (Operator operator : OperatorOrder.sorted(operators)) {
            lowering.add(operator);
        }
        Set<String> given = new HashSet<>();
        operators.forEach(operator -> given.addAll(operator.outputs()));
        return lowering.runnable(lowering.draft.network(format, options, lowering.steps), outputs.stream().filter(given::contains).toList());
    }

    /** Which names of values are the model's own, for a reader that makes up others on the way. */
    public void name(Predicate<String> values) {
        draft.name(values);
    }

    /** Where the layers of the network that was made are found among the model's values. */
    public Supplier<List<LayerValues>> layerValues() {
        return draft.layerValues();
    }

    /** Whether the operators so far are more than can be followed, so that nothing need be tried in the place of one that did not fit. */
    public boolean isSpent() {
        return effort.isSpent() || draft.isFull();
    }

    /** Something the person should know; said once. */
    public void warn(String sentence) {
        draft.warn(sentence);
    }

    /** The extents of a value that an operator before has given; empty where they are not known. */
    public Optional<List<Integer>> extents(String value) {
        return draft.find(value).filter(Value::isKnown).map(Value::extents).or(() -> Optional.ofNullable(forgotten.get(value)));
    }

    /** A value that nobody takes any more may hold as many numbers as the model has neurons: only its extents are kept. */
    private void forget(String value) {
        if (left.merge(value, -1, Integer::sum) == 0) {
            extents(value).ifPresent(extents -> forgotten.put(value, extents));
            draft.forget(value);
        }
    }

    /** @throws ModelFormatException where nothing with weights was added, or a size is still open */
    public Network network(String format) throws ModelFormatException {
        return runnable(draft.network(format, options, steps), List.of());
    }

    /**
     * The network of what leads to some values; of everything where none of them is a value of neurons.
     *
     * @param wanted values that the model gives
     * @throws ModelFormatException where nothing with weights was added, or a size is still open
     */
    public Network network(String format, List<String> wanted) throws ModelFormatException {
        draft.keep(wanted);
        return runnable(draft.network(format, options, steps), wanted);
    }

    private Network runnable(Network network, List<String> wanted) {
        return network.computedBy(new Program(operators, known, wanted, network, draft.layerValues()));
    }

    /** What is computed and with which extents, for the day that the network is run. */
    private void keep(Operator operator) {
        if (!(operator instanceof Operator.Deferred)) {
            operators.add(operator);
        }
        operator.outputs().forEach(output -> draft.find(output).filter(Value::isKnown).ifPresent(value -> known.put(output, value.extents())));
    }

    /** @throws ModelFormatException where the operator does not fit what comes before it */
    public void add(Operator operator) throws ModelFormatException {
        progress.check();
        try {
            lower(operator);
            keep(operator);
            steps.follow(operator, draft);
            effort.count(operator, draft);
            operator.inputs().forEach(this::forget);
        } catch (TooLargeException e) {
            throw new ModelFormatException(draft.file().name() + ": \"" + Draft.clean(operator.name()) + "\" is too large (" + e.getMessage()
                    + "); " + e.advice() + ".", e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(draft.file().name() + ": \"" + Draft.clean(operator.name()) + "\" does not fit what comes before it ("
                    + e.getMessage() + "); save the model again.", e);
        }
    }

    private void lower(Operator operator) throws ModelFormatException {
        draft.follow(operator);
        switch (operator) {
            case Operator.Input input -> InputLowering.lower(input, draft, plan.convolutional() ? options : OpenOptions.NONE, plan);
            case Operator.Constant constant -> draft.give(constant.output(), Value.nothing(constant.extents()));
            case Operator.Dense dense -> DenseLowering.lower(dense, draft, plan.steps());
            case Operator.Convolution convolution -> ConvolutionLowering.lower(convolution, draft);
            case Operator.Pooling pooling -> PoolingLowering.lower(pooling, draft);
            case Operator.AdaptivePooling pooling -> PoolingLowering.lower(pooling, draft);
            case Operator.Mean mean -> PoolingLowering.lower(mean, draft);
            case Operator.ScaleShift scaling -> {
                boolean bias = ScaleShiftLowering.isBias(scaling);
                boolean made = ScaleShiftLowering.lower(scaling, (bias || options.folding()) && isAlone(scaling.input()), draft, progress);
                if (!made) {
                    moved(scaling.input(), scaling.output(), draft.value(scaling.input(), scaling.name()));
                }
            }
            case Operator.Recurrent recurrent -> RecurrentLowering.lower(recurrent, draft);
            case Operator.Embedding embedding -> EmbeddingLowering.lower(embedding, draft);
            case Operator.Attention attention -> BlockLowering.lower(attention, draft);
            case Operator.Block block -> BlockLowering.lower(block, draft);
            case Operator.Sum sum -> SumLowering.lower(sum, sum.inputs().stream().map(this::isAlone).toList(), draft);
            case Operator.Activation activation -> {
                Value value = draft.value(activation.input(), activation.name());
                List<Integer> activated = value.sources().stream().map(Value.Source::layer).distinct()
                        .filter(layer -> draft.activate(layer, activation.function())).toList();
                draft.givePassed(activation.output(), value.passed(), activated);
            }
            case Operator.Pass pass -> moved(pass.input(), pass.output(), draft.value(pass.input(), pass.name()));
            case Operator.Reshape reshape -> moved(reshape.input(), reshape.output(), MoveLowering.of(reshape, draft));
            case Operator.Transpose transpose -> moved(transpose.input(), transpose.output(), MoveLowering.of(transpose, draft));
            case Operator.Expand expand -> moved(expand.input(), expand.output(), MoveLowering.of(expand, draft));
            case Operator.Take take -> draft.give(take.output(), MoveLowering.of(take, draft));
            case Operator.Pad pad -> draft.give(pad.output(), MoveLowering.of(pad, draft));
            case Operator.Deferred deferred -> {
                List<List<Integer>> extents = new ArrayList<>();
                for (String input : deferred.inputs()) {
                    Value value = draft.value(input, deferred.name());
                    extents.add(value.isKnown() ? value.extents() : List.of());
                }
                for (Operator told : deferred.telling().operators(extents)) {
                    lower(told);
                    keep(told);
                    steps.follow(told, draft);
                }
            }
            case Operator.Concatenation concatenation -> draft.give(concatenation.output(), MoveLowering.of(concatenation, draft));
        }
    }

    private void moved(String from, String to, Value value) {
        if (!isAlone(from)) {
            shared.add(to);
        }
        draft.give(to, value);
    }

    /** Whether one operator only takes a value, so that its sums may become another's. */
    private boolean isAlone(String value) {
        return plan.takers().getOrDefault(value, 0) == 1 && !shared.contains(value);
    }
}
