package org.cntexplorer.format.tflite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.model.Tensor;

/** What nodes compute that are no links: products and differences of values, sums along axes. */
final class BlockFormulas {
    private BlockFormulas() {}

    /** With the function that the node ends with; empty where it is not known what it computes. */
    static Optional<Formula> of(TfliteNode node, Translation translation) throws ModelFormatException {
        Optional<String> end = Functions.fused(node);
        Optional<Formula> formula = plain(node, translation);
        if (formula.isEmpty() || end.isEmpty()) {
            return formula;
        }
        return switch (end.get()) {
            case "relu" -> Optional.of(Formulas.chained(formula.get(), Formula.of("Relu")));
            case "tanh" -> Optional.of(Formulas.chained(formula.get(), Formula.of("Tanh")));
            default -> Functions.fused(end.get()).map(function -> Formulas.chained(formula.get(), function));
        };
    }

    private static Optional<Formula> plain(TfliteNode node, Translation translation) throws ModelFormatException {
        return switch (node.type()) {
            case "ADD" -> pair("Add", node, translation);
            case "SUB" -> pair("Sub", node, translation);
            case "MUL" -> pair("Mul", node, translation);
            case "DIV" -> pair("Div", node, translation);
            case "MAXIMUM" -> pair("Max", node, translation);
            case "MINIMUM" -> pair("Min", node, translation);
            case "POW" -> pair("Pow", node, translation);
            case "SQUARED_DIFFERENCE" -> pair("Sub", node, translation)
                    .map(apart -> Formulas.chained(apart, Formula.empty().then("Mul", "out0", "in0", "in0")));
            case "BATCH_MATMUL" -> product(node, translation);
            case "SUM" -> {
                Optional<int[]> axes = translation.weights().wholes(node.input(1));
                boolean keep = node.options().isPresent() && node.options().get().flag(0, false);
                yield axes.filter(all -> all.length > 0).map(all -> Formula.empty().with("axes", LongStream.of(toLongs(all)).toArray())
                        .then(new Formula.Step("ReduceSum", List.of("in0", "axes"), List.of("out0"), Map.of("keepdims", keep ? 1 : 0))));
            }
            default -> Optional.empty();
        };
    }

    private static long[] toLongs(int[] numbers) {
        long[] longs = new long[numbers.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = numbers[i];
        }
        return longs;
    }

    /** Two values number by number, of which one may be a constant. */
    private static Optional<Formula> pair(String type, TfliteNode node, Translation translation) throws ModelFormatException {
        if (node.inputs().size() != 2) {
            return Optional.empty();
        }
        int[] ranks = {rank(node, 0, translation), rank(node, 1, translation)};
        Formula formula = Formula.empty();
        String[] names = new String[2];
        int values = 0;
        for (int place = 0; place < 2; place++) {
            int other = ranks[1 - place];
            Optional<Tensor> constant = translation.weights().of(node.input(place));
            if (constant.isPresent()) {
                // numbers of more axes would give the batch another place
                if (constant.get().rank() > other || constant.get().rank() == other && other > 0 && constant.get().extent(0) != 1) {
                    return Optional.empty();
                }
                names[place] = "constant";
                formula = formula.with("constant", constant.get());
            } else {
                names[place] = "in" + values++;
                if (ranks[place] < 1) {
                    return Optional.empty();
                }
            }
        }
        if (values == 0) {
            return Optional.empty();
        }
        if (values == 2 && ranks[0] != ranks[1]) {
            int fewer = ranks[0] < ranks[1] ? 0 : 1;
            formula = formula.with("axes", LongStream.rangeClosed(1, ranks[1 - fewer] - ranks[fewer]).toArray()).then("Unsqueeze", "wider", names[fewer], "axes");
            names[fewer] = "wider";
        }
        return Optional.of(formula.then(type, "out0", names[0], names[1]));
    }

    private static int rank(TfliteNode node, int place, Translation translation) {
        return node.input(place) < 0 ? 0 : translation.graph().tensor(node.input(place)).rank();
    }

    /** Of two values, each perhaps turned in its last two axes. */
    private static Optional<Formula> product(TfliteNode node, Translation translation) throws ModelFormatException {
        int rank = rank(node, 0, translation);
        if (translation.data(node).size() != 2 || rank != rank(node, 1, translation) || rank < 3) {
            return Optional.empty();
        }
        Integer[] order = new Integer[rank];
        for (int axis = 0; axis < rank; axis++) {
            order[axis] = axis < rank - 2 ? axis : 2 * rank - 3 - axis;
        }
        Formula formula = Formula.empty();
        String[] names = {"in0", "in1"};
        for (int place = 0; place < 2; place++) {
            if (node.options().isPresent() && node.options().get().flag(place, false)) {
                formula = formula.then(new Formula.Step("Transpose", List.of(names[place]), List.of("turned " + place), Map.of("perm", List.of(order))));
                names[place] = "turned " + place;
            }
        }
        return Optional.of(formula.then("MatMul", "out0", names));
    }
}
