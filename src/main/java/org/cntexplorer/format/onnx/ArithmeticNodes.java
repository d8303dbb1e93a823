package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.onnx.Affine.Channels;
import org.cntexplorer.format.operator.Operator;

/** Functions of each value, sums of values, and what constants are added to values or multiplied with them. */
final class ArithmeticNodes implements OnnxOperators.Family {
    private static final Set<String> SHAPERS = Set.of("Neg", "Sign", "Reciprocal", "Floor", "Ceil", "Round", "LRN", "LpNormalization", "MeanVarianceNormalization");
    private static final Set<String> AFFINE = Set.of("Add", "Sub", "Mul", "Div");

    private final Walk walk;

    ArithmeticNodes(Walk walk) {
        this.walk = walk;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        List<String> computed = walk.computed(node);
        Optional<String> function = Functions.name(node, walk.constants);
        if (function.isPresent() && !node.input(0).isEmpty()) {
            return function(node, node.input(0), function.get());
        }
        if (SHAPERS.contains(node.type())) {
            return function(node, node.input(0), Functions.snake(node.type()));
        }
        return switch (node.type()) {
            case "Pow" -> computed.size() == 1 && function(node, computed.getFirst(), "power");
            case "Add", "Sub", "Mul", "Div" -> computed.size() == 1 ? affine(node, computed.getFirst()) : computed.size() == 2 && pair(node);
            case "Sum" -> sum(node, computed);
            case "Where" -> chosen(node, computed);
            case "Max", "Min" -> computed.size() == 1 ? function(node, computed.getFirst(), "clip") : several(node, computed);
            case "Mean", "Mod", "BitShift" -> several(node, computed);
            default -> false;
        };
    }

    private boolean function(OnnxNode node, String value, String name) throws ModelFormatException {
        walk.add(new Operator.Activation(node.label(), walk.value(value), node.output(), name));
        return true;
    }

    /** Of two values of which one is a mask, the other; a sum; else a block. */
    private boolean pair(OnnxNode node) throws ModelFormatException {
        boolean first = walk.deferral().isDeferred(node.input(0)) && !walk.isGiven(node.input(0));
        boolean second = walk.deferral().isDeferred(node.input(1)) && !walk.isGiven(node.input(1));
        if (first != second && fits(node.input(first ? 1 : 0), node.input(first ? 0 : 1))) {
            walk.warn(node.output(), "\"" + node.label() + "\" combines its value with numbers that are no neurons, such as a mask, which are not counted.");
            walk.pass(node.label(), node.input(first ? 1 : 0), node.output());
            return true;
        }
        return node.type().equals("Add") ? sum(node, walk.computed(node)) : several(node, walk.computed(node));
    }

    /** Whether a value keeps its extents where another is broadcast to it. */
    private boolean fits(String value, String other) throws ModelFormatException {
        Optional<List<Integer>> one = walk.extents(value);
        Optional<List<Integer>> two = walk.extents(other);
        return one.isEmpty() || two.isEmpty() || Arrays.equals(broadcast(one.get(), two.get()), one.get().stream().mapToInt(Integer::intValue).toArray());
    }

    private static int[] broadcast(List<Integer> one, List<Integer> other) {
        return NumberArray.broadcast(one.stream().mapToInt(Integer::intValue).toArray(), other.stream().mapToInt(Integer::intValue).toArray());
    }

    private boolean sum(OnnxNode node, List<String> computed) throws ModelFormatException {
        if (computed.isEmpty()) {
            return false;
        }
        if (computed.size() < node.inputs().size()) {
            walk.warn(node.output(), constants(node));
        }
        if (computed.size() == 1) {
            walk.pass(node.label(), computed.getFirst(), node.output());
            return true;
        }
        List<String> values = new ArrayList<>();
        for (String value : computed) {
            values.add(walk.value(value));
        }
        walk.add(new Operator.Sum(node.label(), values, node.output()));
        return true;
    }

    private static String constants(OnnxNode node) {
        return "The constants that \"" + node.label() + "\" adds are not counted.";
    }

    /** Values combined in a way that hangs on the data: a block of their common extents. */
    private boolean several(OnnxNode node, List<String> computed) throws ModelFormatException {
        int[] extents = {};
        for (String value : computed) {
            Optional<List<Integer>> own = walk.extents(value);
            if (own.isEmpty()) {
                walk.block(node, node.type() + " of computed values");
                return true;
            }
            extents = NumberArray.broadcast(extents, own.get().stream().mapToInt(Integer::intValue).toArray());
        }
        walk.block(node, node.type() + " of computed values", Arrays.stream(extents).boxed().toList());
        return true;
    }

    /** One of two values by a mask. */
    private boolean chosen(OnnxNode node, List<String> computed) throws ModelFormatException {
        List<String> values = new ArrayList<>();
        for (String value : node.inputs().subList(1, node.inputs().size())) {
            if (computed.contains(value) && (!walk.deferral().isDeferred(value) || walk.isGiven(value))) {
                values.add(value);
            }
        }
        if (values.size() != 1 || !fits(values.getFirst(), node.input(0))) {
            return several(node, values.isEmpty() ? computed : values);
        }
        walk.warn(node.output(), "\"" + node.label() + "\" combines its value with numbers that are no neurons, such as a mask, which are not counted.");
        walk.pass(node.label(), values.getFirst(), node.output());
        return true;
    }

    private boolean affine(OnnxNode node, String value) throws ModelFormatException {
        boolean valueFirst = node.input(0).equals(value);
        NumberArray constant = walk.constants.array(node.input(valueFirst ? 1 : 0)).orElse(null);
        if (constant == null || !valueFirst && node.type().equals("Div")) {
            return constant != null && function(node, value, "reciprocal");
        }
        walk.value(value);
        if (constant.size() == 1) {
            return scalar(node, value, constant.values()[0], valueFirst);
        }
        Optional<List<Integer>> extents = walk.extents(value);
        Optional<Channels> channels = Affine.channels(constant.shape(), extents.map(List::size).orElse(constant.rank()));
        boolean additive = node.type().equals("Add") || node.type().equals("Sub");
        boolean larger = extents.isPresent() && !fitsExtents(extents.get(), constant.shape());
        String from = value;
        if (larger) {
            from = walk.between(value);
            walk.add(new Operator.Expand(node.label(), value, from, Arrays.stream(broadcast(extents.get(), Arrays.stream(constant.shape()).boxed().toList()))
                    .boxed().toList()));
        }
        // numbers of each position are no neurons' own, even where there is but one position
        boolean positions = constant.rank() > 1 && channels.isPresent() && extents.isPresent() && extents.get().size() > 2
                && channels.get().axis() == extents.get().size() - 1;
        if (channels.isEmpty() || additive && (larger || positions || channels.get().several())) {
            if (!additive) {
                return several(node, List.of(value));
            }
            walk.warn(node.output(), constants(node));
            walk.pass(node.label(), from, node.output());
            return true;
        }
        chain(node, from, channels.get(), new Affine(constant.size()).then(node.type(), constant.values(), valueFirst));
        return true;
    }

    private static boolean fitsExtents(List<Integer> extents, int[] constant) {
        return Arrays.equals(broadcast(extents, Arrays.stream(constant).boxed().toList()), extents.stream().mapToInt(Integer::intValue).toArray());
    }

    /** A normalisation without numbers of its own may be followed by what it has learned: several nodes are one operator. */
    void chain(OnnxNode first, String value, Channels channels, Affine affine) throws ModelFormatException {
        OnnxNode last = first;
        Affine all = affine;
        Optional<OnnxNode> next = next(last);
        while (next.isPresent()) {
            OnnxNode node = next.get();
            boolean valueFirst = node.input(0).equals(last.output());
            NumberArray constant = walk.constants.array(node.input(valueFirst ? 1 : 0)).orElse(null);
            if (constant == null || !valueFirst && node.type().equals("Div")) {
                break;
            }
            int rank = walk.extents(value).map(List::size).orElse(constant.rank());
            boolean same = constant.size() == 1 && constant.rank() <= rank || Affine.channels(constant.shape(), rank).filter(channels::equals).isPresent()
                    && constant.size() == all.size();
            if (!same) {
                break;
            }
            all = all.then(node.type(), constant.values(), valueFirst);
            walk.done(node);
            last = node;
            next = next(last);
        }
        boolean adds = Arrays.stream(all.scale()).allMatch(factor -> factor == 1);
        String kind = walk.normalised.getOrDefault(value, adds ? "shift" : "scale");
        // a normalisation that has learned nothing is one all the same
        if (adds && !walk.normalised.containsKey(value) && Arrays.stream(all.shift()).allMatch(number -> number == 0)) {
            walk.pass(first.label(), value, last.output());
            return;
        }
        Optional<String> learned = learned(first);
        String name = (learned.isPresent() ? learned : learned(last)).orElse(first.label());
        walk.add(new Operator.ScaleShift(name, kind, value, last.output(), !walk.normalised.containsKey(value), channels.axis(), all.scale(), all.shift()));
        if (walk.weighted.containsKey(value)) {
            walk.weighted.put(last.output(), walk.weighted.get(value));
        }
    }

    /** What the file calls the numbers of a node. */
    private Optional<String> learned(OnnxNode node) throws ModelFormatException {
        for (String input : node.inputs()) {
            Optional<String> stem = Optional.empty();
            if (walk.isConstant(input)) {
                stem = DenseNodes.stem(input);
                stem = stem.isPresent() ? stem : walk.constants.of(input).flatMap(constant -> DenseNodes.stem(constant.name()));
            }
            if (stem.isPresent()) {
                return stem;
            }
        }
        return Optional.empty();
    }

    private Optional<OnnxNode> next(OnnxNode node) {
        return walk.onlyTaker(node.output()).filter(taker -> AFFINE.contains(taker.type()) && taker.scope() == node.scope() && !walk.isDone(taker));
    }

    /** A number is folded into weights before it; else it is passed over, as 1/√d is before attention. */
    private boolean scalar(OnnxNode node, String value, double number, boolean valueFirst) throws ModelFormatException {
        Affine affine = new Affine(1).then(node.type(), new double[] {number}, valueFirst);
        double factor = affine.scale()[0];
        double shift = affine.shift()[0];
        Optional<List<Integer>> extents = walk.extents(value);
        Integer axis = walk.weighted.get(value);
        boolean scores = shift == 0 && AttentionNodes.leadsToScores(node.output(), walk);
        if (factor == 1 && shift == 0 || scores) {
            walk.pass(node.label(), value, node.output());
        } else if (axis != null && extents.isPresent() && walk.count(value) == 1) {
            int units = extents.get().get(axis < 0 ? axis + extents.get().size() : axis);
            chain(node, value, new Channels(axis < 0 ? axis + extents.get().size() : axis, false), new Affine(units).then(node.type(), new double[] {number},
                    valueFirst));
        } else {
            walk.warn(node.output(), "\"" + node.label() + "\" " + (factor == 1 ? "adds " + text(shift) + " to its value"
                    : "multiplies its value by " + text(factor) + (shift == 0 ? "" : " and adds " + text(shift))) + "; this is not counted in the weights.");
            walk.pass(node.label(), value, node.output());
            walk.weighted.remove(node.output());
        }
        return true;
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.5g", number);
    }
}
