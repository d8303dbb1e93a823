package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.model.Wiring;
import org.cntexplorer.progress.Progress;

/**
 * The network of a chain of operators that was inferred, arranged as a person says. A layer goes where it goes together with what belongs to
 * it: its activation and pooling behind it, the reshaping before it. Where two layers do not fit one another, a block stands between them, so
 * that a chain that is still being arranged can be looked at.
 */
public final class InferredChain {
    /** A layer with weights, and the operators that go with it. */
    private record Group(Operator weights, List<Operator> operators, Wiring.Step inferred) {}

    private final List<Operator> inputs = new ArrayList<>();
    private final Map<String, Group> groups = new HashMap<>();
    private final List<Wiring.Step> steps = new ArrayList<>();
    private final List<String> warnings;
    private final Set<String> taken = new HashSet<>();
    private String source = "";

    private InferredChain(List<Operator> operators, List<String> warnings) {
        this.warnings = warnings;
        List<Operator> waiting = new ArrayList<>();
        List<Operator> current = null;
        for (Operator operator : operators) {
            taken.addAll(operator.inputs());
            if (operator instanceof Operator.Input) {
                inputs.add(operator);
                source = operator.outputs().getFirst();
            } else if (kind(operator).isPresent()) {
                current = new ArrayList<>(waiting);
                waiting.clear();
                current.add(operator);
                Wiring.Step step = step(operator, unused(operator.name()));
                steps.add(step);
                groups.put(step.name(), new Group(operator, current, step));
            } else if (current != null && waiting.isEmpty() && follows(operator)) {
                current.add(operator);
            } else {
                waiting.add(operator);
            }
        }
        if (current != null) {
            current.addAll(waiting);
        }
    }

    /**
     * @param operators as they were inferred
     * @param warnings what the reader had to assume
     * @throws ModelFormatException naming the layer that does not fit
     */
    public static Network network(MappedFile file, String format, List<Operator> operators, List<String> warnings, OpenOptions options,
            Progress progress) throws ModelFormatException {
        List<Operator> sorted = OperatorOrder.sorted(operators);
        if (!isChain(sorted)) {
            return Lowering.network(file, format, operators, warnings, options, progress);
        }
        InferredChain chain = new InferredChain(sorted, warnings);
        Wiring wiring = options.wiring().filter(chain::knows).orElse(new Wiring(chain.steps));
        Network network = wiring.steps().equals(chain.steps) ? Lowering.network(file, format, operators, warnings, options, progress)
                : chain.arranged(wiring, file, format, options, progress);
        return network.inferredAs(wiring);
    }

    /** Whether every operator takes what the one before it gives. */
    private static boolean isChain(List<Operator> operators) {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < operators.size(); i++) {
            Operator operator = operators.get(i);
            boolean first = i == 0 && operator instanceof Operator.Input;
            if (!first && (i == 0 || operator.inputs().size() != 1 || !taken.add(operator.inputs().getFirst())
                    || !operators.get(i - 1).outputs().contains(operator.inputs().getFirst()))) {
                return false;
            }
        }
        return operators.size() > 1;
    }

    private boolean knows(Wiring wiring) {
        return wiring.steps().size() == steps.size() && wiring.steps().stream().allMatch(step -> groups.containsKey(step.name()));
    }

    private String unused(String name) {
        String free = name;
        for (int i = 2; groups.containsKey(free); i++) {
            free = name + " (" + i + ")";
        }
        return free;
    }

    private static boolean follows(Operator operator) {
        return operator instanceof Operator.Activation || operator instanceof Operator.Pooling || operator instanceof Operator.Pass;
    }

    /** Empty for an operator without weights of its own. */
    private static Optional<Wiring.Kind> kind(Operator operator) {
        return switch (operator) {
            case Operator.Dense dense -> Optional.of(Wiring.Kind.DENSE);
            case Operator.Convolution convolution ->
                Optional.of(convolution.transposed() ? Wiring.Kind.TRANSPOSED_CONVOLUTION : Wiring.Kind.CONVOLUTION);
            case Operator.ScaleShift scaling -> Optional.of(Wiring.Kind.OTHER);
            case Operator.Recurrent recurrent -> Optional.of(Wiring.Kind.OTHER);
            case Operator.Embedding embedding -> Optional.of(Wiring.Kind.OTHER);
            case Operator.Block block -> Optional.of(Wiring.Kind.OTHER);
            default -> Optional.empty();
        };
    }

    private static Wiring.Step step(Operator operator, String name) {
        return switch (operator) {
            case Operator.Dense dense -> new Wiring.Step(name, Wiring.Kind.DENSE, Extents.of(dense.matrix()), false, 1, false, true);
            case Operator.Convolution c -> new Wiring.Step(name, kind(c).orElseThrow(), Extents.of(c.kernel()), false,
                    c.stride().isEmpty() ? 1 : c.stride().getFirst(), isPadded(c), true);
            case Operator.Embedding e -> new Wiring.Step(name, Wiring.Kind.OTHER, Extents.of(e.matrix()), false, 1, false, true);
            case Operator.Recurrent r -> new Wiring.Step(name, Wiring.Kind.OTHER, Extents.of(r.inputMatrix()), false, 1, false, true);
            default -> new Wiring.Step(name, Wiring.Kind.OTHER, "", false, 1, false, true);
        };
    }

    private static boolean isPadded(Operator.Convolution c) {
        return c.padding() != Operator.Padding.GIVEN || c.begin().stream().anyMatch(p -> p > 0);
    }

    private Network arranged(Wiring wiring, MappedFile file, String format, OpenOptions options, Progress progress) throws ModelFormatException {
        List<Operator> plan = new ArrayList<>(inputs);
        List<List<Operator>> parts = new ArrayList<>();
        for (Wiring.Step step : wiring.steps()) {
            if (step.used()) {
                List<Operator> part = new ArrayList<>();
                for (Operator operator : groups.get(step.name()).operators()) {
                    part.add(operator == groups.get(step.name()).weights() ? read(operator, step, groups.get(step.name()).inferred()) : operator);
                }
                parts.add(part);
                plan.addAll(part);
            }
        }
        if (parts.isEmpty()) {
            throw new ModelFormatException(file.name() + ": all layers are left out; leave at least one in.");
        }
        warnings.add("The layers are arranged by hand.");
        Lowering lowering = new Lowering(file, warnings, Lowering.Plan.of(plan), options, progress);
        for (Operator input : inputs) {
            lowering.add(input);
        }
        String value = source;
        for (List<Operator> part : parts) {
            value = joined(lowering, value, part);
            for (Operator operator : part) {
                Operator placed = Rewired.taking(operator, value);
                lowering.add(placed);
                value = placed.outputs().stream().filter(taken::contains).findFirst().orElse(placed.outputs().getFirst());
            }
        }
        return lowering.network(format);
    }

    /** The value that a layer takes: the one before it, or a block's where that does not fit. */
    private static String joined(Lowering lowering, String value, List<Operator> part) throws ModelFormatException {
        Optional<List<Integer>> has = lowering.extents(value);
        Operator first = part.getFirst();
        if (has.isEmpty()) {
            return value;
        }
        List<Integer> extents = has.get();
        List<Integer> wanted = null;
        if (first instanceof Operator.Dense dense) {
            int sources = Math.toIntExact(dense.matrix().extent(dense.orientation() == Orientation.SOURCE_ROWS ? 0 : 1));
            wanted = extents.isEmpty() || extents.getLast() != sources ? List.of(1, sources) : null;
        } else if (first instanceof Operator.Convolution c) {
            int axis = c.channelLast() ? extents.size() - 1 : 1;
            int channels = sources(c);
            boolean fits = extents.size() == c.stride().size() + 2 && extents.get(axis) == channels;
            if (!fits && extents.size() == c.stride().size() + 2) {
                wanted = new ArrayList<>(extents);
                wanted.set(axis, channels);
            }
        }
        if (wanted == null) {
            return value;
        }
        String given = value + " made to fit " + first.name();
        lowering.add(new Operator.Block("to " + first.name(), "between layers that do not fit", List.of(value), List.of(given), wanted, OptionalInt.empty()));
        return given;
    }

    /** Channels that a convolution takes. */
    private static int sources(Operator.Convolution c) {
        long kernel = c.kernel().size();
        for (int tap : c.taps()) {
            kernel /= Math.max(1, tap);
        }
        boolean outputsFirst = c.layout() == org.cntexplorer.model.Convolution.Layout.CHANNELS_FIRST
                || c.layout() == org.cntexplorer.model.Convolution.Layout.OUTPUTS_FIRST;
        long outputs = c.kernel().extent(outputsFirst ? 0 : c.kernel().rank() - 1);
        return Math.toIntExact(c.transposed() ? outputs : kernel / Math.max(1, outputs) * c.groups());
    }

    /** An operator as a person wants its weights read. What was not changed stays as it was inferred. */
    private Operator read(Operator operator, Wiring.Step step, Wiring.Step inferred) {
        if (operator instanceof Operator.Dense dense && step.flipped()) {
            Orientation other = dense.orientation() == Orientation.SOURCE_ROWS ? Orientation.TARGET_ROWS : Orientation.SOURCE_ROWS;
            long targets = dense.matrix().extent(other == Orientation.SOURCE_ROWS ? 1 : 0);
            return new Operator.Dense(dense.name(), dense.input(), dense.output(), dense.matrix(), other, fitting(dense.bias(), targets, step.name()));
        }
        if (operator instanceof Operator.Convolution c
                && (step.kind() != inferred.kind() || step.stride() != inferred.stride() || step.padded() != inferred.padded())) {
            boolean transposed = step.kind() == Wiring.Kind.TRANSPOSED_CONVOLUTION;
            int axes = c.stride().size();
            List<Integer> none = java.util.Collections.nCopies(axes, 0);
            boolean samePadding = step.padded() == inferred.padded();
            Operator.Convolution turned = new Operator.Convolution(c.name(), c.input(), c.output(), c.kernel(), c.layout(), c.groups(), c.taps(),
                    step.stride() == inferred.stride() ? c.stride() : java.util.Collections.nCopies(axes, step.stride()), c.dilation(),
                    samePadding ? c.padding() : step.padded() ? Operator.Padding.SAME_UPPER : Operator.Padding.GIVEN,
                    samePadding ? c.begin() : none, samePadding ? c.end() : none, transposed == c.transposed() ? c.more() : none, transposed, c.channelLast(), Optional.empty());
            int targets = targets(turned);
            return new Operator.Convolution(c.name(), c.input(), c.output(), c.kernel(), c.layout(), c.groups(), c.taps(), turned.stride(), c.dilation(),
                    turned.padding(), turned.begin(), turned.end(), turned.more(), transposed, c.channelLast(), fitting(c.bias(), targets, step.name()));
        }
        return operator;
    }

    /** Channels that a convolution gives. */
    private static int targets(Operator.Convolution c) {
        return sources(new Operator.Convolution(c.name(), c.input(), c.output(), c.kernel(), c.layout(), c.groups(), c.taps(), c.stride(), c.dilation(),
                c.padding(), c.begin(), c.end(), c.more(), !c.transposed(), c.channelLast(), Optional.empty()));
    }

    private Optional<Tensor> fitting(Optional<Tensor> bias, long targets, String layer) {
        if (bias.isPresent() && bias.get().size() != targets) {
            warnings.add("The bias of " + layer + " has " + bias.get().size() + " numbers for " + targets + " neurons as it is read now, and was left out.");
            return Optional.empty();
        }
        return bias;
    }
}
