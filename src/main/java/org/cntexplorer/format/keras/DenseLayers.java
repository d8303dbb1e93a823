package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Layers of one matrix: Dense, EinsumDense, Embedding. */
final class DenseLayers {
    private DenseLayers() {}

    static List<Operator> dense(Call call) throws ModelFormatException {
        OwnWeights weights = call.weights().inOrder("kernel", "bias");
        Tensor matrix = weights.get("kernel");
        int units = call.config().path("units").asInt(call.config().path("output_dim").asInt());
        if (matrix.rank() != 2 || units != 0 && units != matrix.extent(1)) {
            throw weights.bad("has " + units + " units, its weights are " + matrix);
        }
        String function = call.activation();
        String sums = call.sums(function);
        return call.activated(List.of(new Operator.Dense(call.name(), call.input(), sums, matrix, Orientation.SOURCE_ROWS,
                weights.find("bias"))), sums, function);
    }

    static List<Operator> embedding(Call call) throws ModelFormatException {
        Tensor matrix = call.weights().inOrder("embeddings").get(2, "embeddings", "embedding");
        if (call.facts().masked() && call.flag("mask_zero", false)) {
            String features = call.output() + " features";
            return List.of(new Operator.Embedding(call.name(), call.input(), features, matrix),
                    new Operator.Pass(call.name(), features, call.output(), "what leaves out steps of padding", Optional.empty()));
        }
        return List.of(new Operator.Embedding(call.name(), call.input(), call.output(), matrix));
    }

    /**
     * A product along the last axes of its value with the first of its weights, or the last: "abc,cd-&gt;abd". Others are blocks.
     */
    static List<Operator> einsum(Call call) throws ModelFormatException {
        String[] terms = call.config().path("equation").asText().replace(" ", "").replace("...", "").split(",|->");
        if (terms.length != 3 || terms[1].isEmpty() || terms[1].length() > 8) {
            return List.of(call.block());
        }
        String input = terms[0];
        String weights = terms[1];
        String output = terms[2];
        String gone = kept(weights, input);
        String made = without(weights, gone);
        boolean rows = weights.equals(gone + made);
        if (gone.isEmpty() || made.isEmpty() || !input.endsWith(gone) || !rows && !weights.equals(made + gone)
                || !output.equals(input.substring(0, input.length() - gone.length()) + made)) {
            return List.of(call.block());
        }
        OwnWeights own = call.weights().inOrder("kernel", "bias");
        Tensor kernel = own.get(weights.length(), "kernel");
        Tensor matrix = matrix(kernel, rows ? gone.length() : made.length(), own);
        int targets = (int) matrix.extent(rows ? 1 : 0);
        Optional<Tensor> stored = own.find("bias");
        Optional<Tensor> bias = stored.filter(all -> all.size() == targets);
        List<Integer> last = new ArrayList<>();
        for (int axis = 0; axis < made.length(); axis++) {
            last.add((int) kernel.extent(rows ? gone.length() + axis : axis));
        }
        String function = call.activation();
        String sums = call.sums(function);
        String rowsOf = gone.length() == 1 ? call.input() : call.output() + " rows";
        // a bias of other axes than those of the matrix
        String unbiased = stored.isPresent() && bias.isEmpty() ? call.output() + " unbiased" : sums;
        String flat = made.length() == 1 ? unbiased : call.output() + " flat";
        List<Operator> operators = new ArrayList<>();
        if (gone.length() > 1) {
            operators.add(relast(call.name(), call.input(), rowsOf, gone.length(), List.of(-1)));
        }
        operators.add(new Operator.Dense(call.name(), rowsOf, flat, matrix, rows ? Orientation.SOURCE_ROWS : Orientation.TARGET_ROWS, bias));
        if (made.length() > 1) {
            operators.add(relast(call.name(), flat, unbiased, 1, last));
        }
        if (!unbiased.equals(sums)) {
            operators.add(new Operator.Pass(call.name(), unbiased, sums, "the adding of its bias", Optional.of(Formula.empty().with("bias", stored.get())
                    .then("Add", "out0", "in0", "bias"))));
        }
        return call.activated(operators, sums, function);
    }

    /** The last axes under other extents. */
    private static Operator relast(String name, String input, String output, int axes, List<Integer> last) {
        return new Operator.Deferred(name, List.of(input), List.of(output), extents -> {
            List<Integer> others = extents.getFirst();
            if (others.size() < axes) {
                return List.of(new Operator.Pass(name, input, output));
            }
            List<Integer> made = new ArrayList<>(others.subList(0, others.size() - axes));
            made.addAll(last);
            return List.of(new Operator.Reshape(name, input, output, made));
        });
    }

    private static Tensor matrix(Tensor kernel, int first, OwnWeights own) throws ModelFormatException {
        long rows = 1;
        for (int axis = 0; axis < first; axis++) {
            rows *= kernel.extent(axis);
        }
        long columns = kernel.size() / rows;
        if (rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE) {
            throw own.bad("has a kernel of " + kernel.size() + " numbers");
        }
        return kernel.reshaped(rows, columns);
    }

    private static String kept(String letters, String of) {
        return filtered(letters, of, true);
    }

    private static String without(String letters, String of) {
        return filtered(letters, of, false);
    }

    private static String filtered(String letters, String of, boolean in) {
        return letters.codePoints().filter(c -> of.indexOf(c) >= 0 == in).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
