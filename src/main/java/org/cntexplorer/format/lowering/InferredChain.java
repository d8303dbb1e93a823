package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.model.Wiring;
import org.cntexplorer.progress.Progress;

/**
 * The network of a chain of operators that was inferred, arranged as a person says. A layer goes where it goes together with what belongs to
 * it: its activation and pooling behind it, the reshaping before it; a residual block goes as a whole. Where two layers do not fit one another, a
 * block stands between them, so that a chain that is still being arranged can be looked at.
 */
public final class InferredChain {
    /**
     * A layer with weights, or a residual block, and the operators that go with it.
     *
     * @param weights the operator that a person may read otherwise; null in a block
     */
    private record Group(Operator weights, List<ChainSegment> segments, Wiring.Step inferred) {}

    private final Operator.Input input;
    /** Of the values of the chain as it was inferred. */
    private final Map<String, List<Integer>> inferredExtents = new HashMap<>();
    private final Map<String, Group> groups = new HashMap<>();
    private final List<Wiring.Step> steps = new ArrayList<>();
    private final List<String> warnings;

    private InferredChain(Operator.Input input, List<ChainSegment> segments, List<String> warnings) {
        this.input = input;
        this.warnings = warnings;
        List<Operator> all = new ArrayList<>();
        put(input, all, inferredExtents);
        segments.forEach(segment -> segment.operators().forEach(operator -> put(operator, all, inferredExtents)));
        List<ChainSegment> waiting = new ArrayList<>();
        List<ChainSegment> current = null;
        for (ChainSegment segment : segments) {
            List<Operator> weighted = segment.operators().stream().filter(operator -> kind(operator).isPresent()).toList();
            if (!weighted.isEmpty()) {
                if (!segment.isOne() && current != null) {
                    // a block takes what it gives: what stands before it belongs to the layer before
                    current.addAll(waiting);
                    waiting.clear();
                }
                current = new ArrayList<>(waiting);
                waiting.clear();
                current.add(segment);
                Operator weights = segment.isOne() ? weighted.getFirst() : null;
                Wiring.Step step = weights == null ? block(segment, unused(Draft.clean(segment.name(weighted)))) : step(weights, unused(weights.name()));
                steps.add(step);
                groups.put(step.name(), new Group(weights, current, step));
            } else if (current != null && waiting.isEmpty() && segment.operators().stream().allMatch(InferredChain::follows)) {
                current.add(segment);
            } else {
                waiting.add(segment);
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
        Draft.checkLayers(operators, file);
        List<ChainSegment> segments = ChainSegment.of(OperatorOrder.sorted(operators));
        if (segments.size() < 2 || !segments.getFirst().isOne() || !(segments.getFirst().operators().getFirst() instanceof Operator.Input input)) {
            return assuming(Lowering.network(file, format, operators, warnings, options, progress));
        }
        InferredChain chain = new InferredChain(input, segments.subList(1, segments.size()), warnings);
        Wiring wiring = options.wiring().filter(chain::knows).orElse(new Wiring(chain.steps));
        List<Operator> arranged = wiring.steps().equals(chain.steps) ? operators : chain.arranged(wiring, file);
        return assuming(Lowering.network(file, format, arranged, warnings, options, progress)).inferredAs(wiring);
    }

    /** A file of weights alone says no functions. */
    private static Network assuming(Network network) {
        return network.computation().map(how -> network.computedBy(how.assuming())).orElse(network);
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
            case Operator.Dense dense -> new Wiring.Step(name, Wiring.Kind.DENSE, Extents.of(dense.matrix()), 1, false);
            case Operator.Convolution c -> new Wiring.Step(name, kind(c).orElseThrow(), Extents.of(c.kernel()),
                    c.stride().isEmpty() ? 1 : c.stride().getFirst(), isPadded(c));
            case Operator.Embedding e -> new Wiring.Step(name, Wiring.Kind.OTHER, Extents.of(e.matrix()), 1, false);
            case Operator.Recurrent r -> new Wiring.Step(name, Wiring.Kind.OTHER, Extents.of(r.inputMatrix()), 1, false);
            default -> new Wiring.Step(name, Wiring.Kind.OTHER, "", 1, false);
        };
    }

    /** Layers that cannot be parted. */
    private static Wiring.Step block(ChainSegment segment, String name) {
        return new Wiring.Step(name, Wiring.Kind.OTHER, "", false, 1, false, true, segment.operators().stream().map(o -> Draft.clean(o.name())).distinct().toList());
    }

    private static boolean isPadded(Operator.Convolution c) {
        return c.padding() != Operator.Padding.GIVEN || c.begin().stream().anyMatch(p -> p > 0);
    }

    private List<Operator> arranged(Wiring wiring, MappedFile file) throws ModelFormatException {
        List<Wiring.Step> used = wiring.steps().stream().filter(Wiring.Step::used).toList();
        if (used.isEmpty()) {
            throw new ModelFormatException(file.name() + ": all layers are left out; leave at least one in.");
        }
        warnings.add("The layers are arranged by hand.");
        List<Operator> placed = new ArrayList<>();
        Map<String, List<Integer>> extents = new HashMap<>();
        put(begun(groups.get(used.getFirst().name()).segments().getFirst()), placed, extents);
        String value = input.output();
        for (Wiring.Step step : used) {
            Group group = groups.get(step.name());
            List<ChainSegment> segments = group.segments().stream().map(segment -> segment.isOne() && segment.operators().getFirst() == group.weights()
                    ? new ChainSegment(List.of(read(group.weights(), step, group.inferred())), segment.input(), segment.output()) : segment).toList();
            if (segments.stream().anyMatch(ChainSegment::looksUp) && !value.equals(input.output())) {
                warnings.add("\"" + step.name() + "\" looks up words, and takes nothing of what is put before it.");
                Operator words = new Operator.Input(step.name() + " input", "words of " + step.name(), List.of(), false);
                put(words, placed, extents);
                value = words.outputs().getFirst();
            } else {
                value = joined(value, segments, placed, extents);
            }
            for (ChainSegment segment : segments) {
                for (Operator operator : segment.taking(value)) {
                    put(operator, placed, extents);
                }
                value = segment.output();
            }
        }
        return placed;
    }

    /** The input; as many features as a block takes where nothing else tells how many there are. */
    private Operator begun(ChainSegment first) {
        List<Integer> extents = List.of();
        Operator taker = taker(first).orElse(null);
        if (first.operators().getFirst() instanceof Operator.Block block) {
            extents = block.extents();
        } else if (!first.isOne() && taker instanceof Operator.Dense dense) {
            extents = List.of(1, 1, sources(dense));
        } else if (!first.isOne() && taker instanceof Operator.ScaleShift scaling && scaling.axis() == -1) {
            extents = List.of(1, 1, scaling.scale().length);
        }
        return input.extents().isEmpty() && !extents.isEmpty() ? new Operator.Input(input.name(), input.output(), extents, input.channelLast()) : input;
    }

    private static void put(Operator operator, List<Operator> placed, Map<String, List<Integer>> extents) {
        placed.add(operator);
        try {
            ValueExtents.of(operator, operator.inputs().stream().map(value -> Optional.ofNullable(extents.get(value))).toList())
                    .ifPresent(found -> extents.put(operator.outputs().getFirst(), found));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            // told again, in a sentence, where it is lowered
            operator.outputs().forEach(extents::remove);
        }
    }

    /** The first operator with weights that takes what a layer or block takes. */
    private static Optional<Operator> taker(ChainSegment segment) {
        return segment.operators().stream().filter(operator -> operator.inputs().contains(segment.input())
                && (operator instanceof Operator.Dense || operator instanceof Operator.Convolution || operator instanceof Operator.ScaleShift)).findFirst();
    }

    /** The value that a layer takes: the one before it, or a block's where that does not fit. */
    private String joined(String value, List<ChainSegment> segments, List<Operator> placed, Map<String, List<Integer>> known) {
        List<Integer> extents = known.get(value);
        ChainSegment first = segments.getFirst();
        if (extents == null || fits(segments, extents)) {
            return value;
        }
        List<Integer> wanted = wanted(first, extents);
        if (!fits(segments, wanted)) {
            wanted = inferredExtents.getOrDefault(first.input(), wanted);
        }
        String name = segments.stream().map(InferredChain::taker).flatMap(Optional::stream).findFirst().orElse(first.operators().getFirst()).name();
        String given = value + " made to fit " + name;
        put(new Operator.Block("to " + name, "between layers that do not fit", List.of(value), List.of(given), wanted, OptionalInt.empty()), placed, known);
        return given;
    }

    /** The extents of a value as far as they fit, with as many features or channels as are taken. */
    private static List<Integer> wanted(ChainSegment segment, List<Integer> extents) {
        List<Integer> wanted = new ArrayList<>(extents);
        Operator taker = taker(segment).orElse(null);
        if (taker instanceof Operator.Dense dense) {
            return segment.isOne() ? List.of(1, sources(dense)) : List.of(1, 1, sources(dense));
        } else if (taker instanceof Operator.ScaleShift scaling && (scaling.axis() == -1 || scaling.axis() == 1 && extents.size() > 1)) {
            wanted.set(scaling.axis() < 0 ? extents.size() - 1 : 1, scaling.scale().length);
        } else if (taker instanceof Operator.Convolution c && extents.size() == c.stride().size() + 2) {
            wanted.set(c.channelLast() ? extents.size() - 1 : 1, sources(c));
        }
        return wanted;
    }

    /** Whether a layer and all that goes with it can take a value of these extents. */
    private static boolean fits(List<ChainSegment> segments, List<Integer> extents) {
        Map<String, List<Integer>> known = new HashMap<>();
        known.put(segments.getFirst().input(), extents);
        try {
            for (ChainSegment segment : segments) {
                for (Operator operator : segment.operators()) {
                    ValueExtents.of(operator, operator.inputs().stream().map(value -> Optional.ofNullable(known.get(value))).toList())
                            .ifPresent(found -> known.put(operator.outputs().getFirst(), found));
                }
            }
            return true;
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static int sources(Operator.Dense dense) {
        return Math.toIntExact(dense.matrix().extent(dense.orientation() == Orientation.SOURCE_ROWS ? 0 : 1));
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
