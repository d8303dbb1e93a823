package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Arithmetic of archived code: sums, products with constants, averages. */
final class ScriptSums {
    private final TorchGraph graph;

    ScriptSums(TorchGraph graph) {
        this.graph = graph;
    }

    Optional<Py> call(String function, Arguments all, String name) throws Misfit {
        Py first = all.get(0, "input");
        Py second = all.get(1, "other");
        return switch (function) {
            case "add", "add_", "__iadd__", "__add__", "iadd" -> added(first, second, name);
            case "sub", "sub_", "mul", "mul_", "div", "div_", "true_divide", "rsub", "neg", "pow" -> scaled(function, first, second, name);
            case "mean", "amax", "max", "adaptive_avg_pool", "logsumexp", "sum" -> averaged(function, all, name);
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

    private Optional<Py> added(Py first, Py second, String name) throws Misfit {
        if (first instanceof Py.Signal one && second instanceof Py.Signal other) {
            return Optional.of(new Py.Signal(graph.sum(name + " sum", List.of(one.value(), other.value()))));
        }
        Py signal = first instanceof Py.Signal ? first : second;
        Py constant = signal == first ? second : first;
        if (!(signal instanceof Py.Signal value)) {
            return Optional.empty();
        }
        if (!(constant instanceof Py.Weights weights)) {
            return Optional.of(signal);
        }
        Tensor tensor = weights.tensor();
        if (tensor.rank() == 1 && tensor.size() > 1) {
            double[] ones = new double[Math.toIntExact(tensor.size())];
            java.util.Arrays.fill(ones, 1);
            return Optional.of(new Py.Signal(graph.add(output -> new Operator.ScaleShift(name, "bias", value.value(), output, true, -1, ones, tensor.toArray()))));
        }
        if (tensor.size() == 1) {
            return Optional.of(signal);
        }
        String added = graph.add(output -> new Operator.Constant(name + " constant", output, ScriptNumbers.extents(tensor)));
        return Optional.of(new Py.Signal(graph.sum(name + " sum", List.of(value.value(), added))));
    }

    /** A product of a value with one number, which changes its scale alone; with a vector; or with another value, which depends on the data. */
    private Optional<Py> scaled(String function, Py first, Py second, String name) throws Misfit {
        if (first instanceof Py.Signal one && second instanceof Py.Signal other) {
            List<Integer> extents = graph.extents(one.value()).orElse(List.of());
            List<Integer> others = graph.extents(other.value()).orElse(List.of());
            boolean firstLarger = extents.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b)
                    >= others.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
            return Optional.of(new Py.Signal(graph.block(name, function, List.of(one.value(), other.value()), firstLarger ? extents : others)));
        }
        Py signal = first instanceof Py.Signal ? first : second;
        Py constant = signal == first ? second : first;
        if (!(signal instanceof Py.Signal value)) {
            return Optional.empty();
        }
        boolean product = function.startsWith("mul") || function.startsWith("div") && signal == first;
        if (constant instanceof Py.Weights weights && product) {
            return weighed(function.startsWith("div"), value.value(), weights.tensor(), name);
        }
        Optional<Double> number = Py.real(constant);
        if (number.isPresent() && product && number.get() != 1 && number.get() != 0) {
            graph.note("The factor " + number.get() + (function.startsWith("div") ? " that \"" + name + "\" divides by" : " of \"" + name + "\"")
                    + " is not counted in the weights.");
        }
        return Optional.of(signal);
    }

    private Optional<Py> weighed(boolean divided, String value, Tensor tensor, String name) throws Misfit {
        int axis = -1;
        for (int i = 0; i < tensor.rank(); i++) {
            if (tensor.extent(i) > 1) {
                if (axis != -1 || tensor.extent(i) != tensor.size()) {
                    return Optional.of(new Py.Signal(graph.block(name, "mul", List.of(value), graph.extents(value).orElse(List.of()))));
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
        if (scale.length <= 1) {
            return Optional.of(new Py.Signal(value));
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
        if (function.equals("sum") || axes.get().isEmpty()) {
            return Optional.empty();
        }
        List<Integer> distinct = new ArrayList<>(axes.get());
        String value = graph.mean(name, input.value(), distinct, Py.truth(all.get(2, "keepdim")).orElse(false));
        return Optional.of(function.equals("max") ? new Py.Sequence(List.of(new Py.Signal(value), Py.UNKNOWN)) : new Py.Signal(value));
    }
}
