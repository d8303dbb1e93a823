package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Pool;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Arithmetic of archived code: sums, products with constants, averages. */
final class ScriptSums {
    private static final Map<String, String> TYPES = Map.of("mul", "Mul", "sub", "Sub", "rsub", "Sub", "div", "Div", "true_divide", "Div", "neg", "Neg",
            "pow", "Pow");

    private final TorchGraph graph;

    ScriptSums(TorchGraph graph) {
        this.graph = graph;
    }

    Optional<Py> call(String function, Arguments all, String name) throws Misfit {
        Py first = all.get(0, "input");
        Py second = all.get(1, "other");
        return switch (function) {
            case "add", "add_", "__iadd__", "__add__", "iadd" -> added(first, second, all, name);
            case "sub", "sub_", "mul", "mul_", "div", "div_", "true_divide", "rsub", "neg", "neg_", "pow", "pow_" -> scaled(function, first, second, all, name);
            case "max", "min", "maximum", "minimum" -> first instanceof Py.Signal one && second instanceof Py.Signal other
                    ? Optional.of(together(name, function, one.value(), other.value(), Optional.of(Formula.of(function.startsWith("max") ? "Max" : "Min"))))
                    : function.equals("max") ? averaged(function, all, name) : Optional.empty();
            case "mean", "amax", "logsumexp", "sum" -> averaged(function, all, name);
            default -> Optional.empty();
        };
    }

    /** A product with a constant matrix. */
    Optional<Py> dense(String input, Py matrix, Optional<Tensor> bias, String name) throws Misfit {
        return switch (matrix) {
            case Py.Turned turned -> Optional.of(new Py.Signal(graph.linear(name, input, turned.tensor(), bias)));
            case Py.Weights weights when weights.tensor().rank() == 2 -> Optional.of(new Py.Signal(graph.add(output ->
                    new Operator.Dense(name, input, output, weights.tensor(), Orientation.SOURCE_ROWS, bias))));
            default -> Optional.empty();
        };
    }

    /** A product of two values that depends on the data. */
    Py matrices(String function, String one, String other, String name) throws Misfit {
        List<Integer> left = graph.extents(one).orElse(List.of());
        List<Integer> right = graph.extents(other).orElse(List.of());
        boolean fit = left.size() == right.size() && left.size() > 1 && left.getLast().equals(right.get(right.size() - 2));
        List<Integer> given = new ArrayList<>(left);
        if (fit) {
            given.set(given.size() - 1, right.getLast());
        }
        return new Py.Signal(graph.block(name, function, List.of(one, other), given, fit ? Optional.of(Formula.of("MatMul")) : Optional.empty()));
    }

    /** Two values that depend on the data, number by number. */
    private Py together(String name, String function, String one, String other, Optional<Formula> formula) throws Misfit {
        List<Integer> extents = graph.extents(one).orElse(List.of());
        List<Integer> others = graph.extents(other).orElse(List.of());
        boolean firstLarger = size(extents) >= size(others);
        List<Integer> larger = firstLarger ? extents : others;
        return new Py.Signal(graph.block(name, function, List.of(one, other), larger,
                formula.filter(known -> within(firstLarger ? others : extents, larger))));
    }

    private static long size(List<Integer> extents) {
        return extents.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Whether the one's axes are repeated along the other's, and not the other way round. */
    private static boolean within(List<Integer> few, List<Integer> many) {
        int missing = many.size() - few.size();
        return missing >= 0 && IntStream.range(0, few.size()).allMatch(i -> few.get(i) == 1 || few.get(i).equals(many.get(missing + i)));
    }

    private static Optional<Double> alpha(Arguments all) {
        return all.has(2, "alpha") ? Py.number(all.get(2, "alpha")) : Optional.of(1.0);
    }

    /** A value with a number, which links pass. */
    private Py with(String type, String doing, String value, double number, boolean turned, String name) throws Misfit {
        Formula formula = Formula.empty().with("number", number);
        return new Py.Signal(graph.does(name, value, doing, Optional.of(turned ? formula.then(type, "out0", "number", "in0") : formula.then(type, "out0", "in0", "number"))));
    }

    /** A value with a number that the code works out of what is not known. */
    private Py unknown(String function, String value, String name) throws Misfit {
        return new Py.Signal(graph.does(name, value, "takes numbers for \"" + function + "\" that are not known", Optional.empty()));
    }

    private Optional<Py> added(Py first, Py second, Arguments all, String name) throws Misfit {
        Optional<Double> alpha = alpha(all);
        if (first instanceof Py.Signal one && second instanceof Py.Signal other) {
            Py times = alpha.isEmpty() ? unknown("add", other.value(), name)
                    : alpha.get() == 1 ? other : with("Mul", "is multiplied by " + alpha.get(), other.value(), alpha.get(), false, name);
            return Optional.of(new Py.Signal(graph.sum(name + " sum", List.of(one.value(), ((Py.Signal) times).value()))));
        }
        Py signal = first instanceof Py.Signal ? first : second;
        Py constant = signal == first ? second : first;
        if (!(signal instanceof Py.Signal value)) {
            return Optional.empty();
        }
        Optional<Double> number = Py.number(constant);
        if (alpha.filter(times -> times == 1).isEmpty() || number.isEmpty() && !(constant instanceof Py.Weights)) {
            return Optional.of(unknown("add", value.value(), name));
        }
        if (number.isPresent()) {
            return Optional.of(number.get() == 0 ? signal : with("Add", "is added to " + number.get(), value.value(), number.get(), false, name));
        }
        Tensor tensor = ((Py.Weights) constant).tensor();
        if (tensor.rank() == 1 && tensor.size() > 1) {
            double[] ones = new double[Math.toIntExact(tensor.size())];
            java.util.Arrays.fill(ones, 1);
            return Optional.of(new Py.Signal(graph.add(output -> new Operator.ScaleShift(name, "bias", value.value(), output, true, -1, ones, tensor.toArray()))));
        }
        String added = graph.add(output -> new Operator.Constant(name + " constant", output, ScriptNumbers.extents(tensor), Optional.of(tensor)));
        return Optional.of(new Py.Signal(graph.sum(name + " sum", List.of(value.value(), added))));
    }

    /** A product of a value with one number, which changes its scale alone; with a vector; or with another value, which depends on the data. */
    private Optional<Py> scaled(String function, Py first, Py second, Arguments all, String name) throws Misfit {
        String plain = function.endsWith("_") ? function.substring(0, function.length() - 1) : function;
        String type = TYPES.get(plain);
        boolean known = !all.named().containsKey("rounding_mode") && (!plain.endsWith("sub") || alpha(all).filter(times -> times == 1).isPresent());
        if (first instanceof Py.Signal one && second instanceof Py.Signal other) {
            Formula formula = plain.equals("rsub") ? Formula.empty().then("Sub", "out0", "in1", "in0") : Formula.of(type);
            return Optional.of(together(name, function, one.value(), other.value(), known ? Optional.of(formula) : Optional.empty()));
        }
        if (plain.equals("neg")) {
            return first instanceof Py.Signal value ? Optional.of(new Py.Signal(graph.does(name, value.value(), "is negated", Optional.of(Formula.of("Neg")))))
                    : Optional.empty();
        }
        Py signal = first instanceof Py.Signal ? first : second;
        Py constant = signal == first ? second : first;
        if (!(signal instanceof Py.Signal value)) {
            return Optional.empty();
        }
        boolean product = known && (plain.equals("mul") || plain.endsWith("div") || plain.equals("true_divide")) && (plain.equals("mul") || signal == first);
        Optional<Double> number = Py.number(constant);
        boolean turned = plain.equals("rsub") == (signal == first);
        if (!known || number.isEmpty() && !(constant instanceof Py.Weights)) {
            return Optional.of(unknown(function, value.value(), name));
        }
        if (number.isEmpty() && constant instanceof Py.Weights weights && !product) {
            List<Integer> extents = graph.extents(value.value()).orElse(List.of());
            Formula formula = Formula.empty().with("numbers", weights.tensor());
            Formula told = turned ? formula.then(type, "out0", "numbers", "in0") : formula.then(type, "out0", "in0", "numbers");
            return Optional.of(new Py.Signal(graph.does(name, value.value(), "takes numbers for \"" + function + "\"",
                    Optional.of(told).filter(f -> within(ScriptNumbers.extents(weights.tensor()), extents)))));
        }
        if (number.isEmpty() && constant instanceof Py.Weights weights) {
            return weighed(function.startsWith("div"), value.value(), weights.tensor(), name);
        }
        if (product && number.get() == 1) {
            return Optional.of(signal);
        }
        if (product && number.get() != 0) {
            graph.note("The factor " + number.get() + (function.startsWith("div") ? " that \"" + name + "\" divides by" : " of \"" + name + "\"")
                    + " is not counted in the weights.");
        }
        return Optional.of(with(type, "takes " + number.get() + " for \"" + function + "\"", value.value(), number.get(), turned, name));
    }

    private Optional<Py> weighed(boolean divided, String value, Tensor tensor, String name) throws Misfit {
        int axis = -1;
        for (int i = 0; i < tensor.rank(); i++) {
            if (tensor.extent(i) > 1) {
                if (axis != -1 || tensor.extent(i) != tensor.size()) {
                    Formula formula = Formula.empty().with("numbers", tensor).then(divided ? "Div" : "Mul", "out0", "in0", "numbers");
                    List<Integer> extents = graph.extents(value).orElse(List.of());
                    return Optional.of(new Py.Signal(graph.block(name, "mul", List.of(value), extents,
                            Optional.of(formula).filter(f -> within(ScriptNumbers.extents(tensor), extents)))));
                }
                axis = i - tensor.rank();
            }
        }
        double[] scale = tensor.toArray();
        if (divided) {
            for (int i = 0; i < scale.length; i++) {
                scale[i] = 1 / scale[i];
            }
        }
        int along = axis;
        return Optional.of(new Py.Signal(graph.add(output -> new Operator.ScaleShift(name, "scale", value, output, true, along, scale, new double[scale.length]))));
    }

    /** Along some axes, or along all. */
    private Optional<Py> averaged(String function, Arguments all, String name) throws Misfit {
        if (!(all.get(0, "input") instanceof Py.Signal input)) {
            return Optional.empty();
        }
        Optional<List<Integer>> axes = Py.wholes(all.get(1, "dim"), -1).or(() -> Py.whole(all.get(1, "dim")).map(List::of));
        if (axes.isEmpty() || axes.get().isEmpty()) {
            int rank = graph.rank(input.value()).orElse(0);
            axes = Optional.of(java.util.stream.IntStream.range(0, rank).boxed().toList());
        }
        if (axes.get().isEmpty()) {
            return Optional.empty();
        }
        List<Integer> distinct = new ArrayList<>(axes.get());
        boolean keep = Py.truth(all.get(2, "keepdim")).orElse(false);
        int rank = graph.rank(input.value()).orElse(0);
        boolean ofSamples = distinct.stream().anyMatch(axis -> axis == 0 || axis == -rank);
        if (function.equals("sum")) {
            return summed(input.value(), distinct, keep, ofSamples, name);
        }
        Optional<Pool> pool = ofSamples || function.equals("logsumexp") ? Optional.empty()
                : Optional.of(function.equals("mean") ? Pool.AVERAGE : Pool.MAXIMUM);
        String value = graph.mean(name, input.value(), distinct, keep, pool);
        return Optional.of(function.equals("max") ? new Py.Sequence(List.of(new Py.Signal(value), Py.UNKNOWN)) : new Py.Signal(value));
    }

    /** A block, whose weights would be as many as are summed. */
    private Optional<Py> summed(String input, List<Integer> axes, boolean keep, boolean ofSamples, String name) throws Misfit {
        List<Integer> extents = graph.extents(input).orElse(List.of());
        List<Integer> given = new ArrayList<>();
        for (int axis = 0; axis < extents.size(); axis++) {
            boolean gone = axes.contains(axis) || axes.contains(axis - extents.size());
            if (!gone || keep) {
                given.add(gone ? 1 : extents.get(axis));
            }
        }
        Formula formula = Formula.empty().with("axes", axes.stream().mapToLong(Integer::longValue).toArray())
                .then(new Formula.Step("ReduceSum", List.of("in0", "axes"), List.of("out0"), Map.of("keepdims", keep ? 1 : 0)));
        return Optional.of(new Py.Signal(graph.block(name, "sum", List.of(input), given, ofSamples ? Optional.empty() : Optional.of(formula))));
    }
}
