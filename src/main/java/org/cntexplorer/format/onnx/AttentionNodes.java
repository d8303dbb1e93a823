package org.cntexplorer.format.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/**
 * Attention, as exporters write it: a product of two computed values, scaled, masked, made shares by a softmax, and its product with a third. The scores are
 * no neurons; they are remembered until the third value comes.
 */
final class AttentionNodes implements OnnxOperators.Family {
    private static final int LONGEST_WAY = 12;
    private static final Set<String> ARRANGING = Set.of("Transpose", "Reshape", "Cast", "Identity", "Split", "Squeeze", "Unsqueeze", "Slice", "Gather", "Expand",
            "QuantizeLinear", "DequantizeLinear");
    private static final Set<String> KEPT = Set.of("Add", "Sub", "Mul", "Div", "Where", "Softmax", "Cast", "Dropout", "Identity", "Clip", "Max", "Min", "Tanh",
            "Pow", "LogSoftmax", "QuantizeLinear", "DequantizeLinear", "Relu", "Sigmoid", "com.microsoft.BiasSoftmax");

    /**
     * How rows agree with columns.
     *
     * @param rows value of rows by features
     * @param columns value of features by columns
     * @param turned whether rows and columns are exchanged
     * @param extents as far as they are known; null where not
     */
    record Scores(String name, String rows, String columns, boolean turned, List<Integer> extents) {
        Scores exchanged(List<Integer> others) {
            return new Scores(name, rows, columns, !turned, others);
        }

        Scores of(List<Integer> others) {
            return new Scores(name, rows, columns, turned, others);
        }
    }

    private static final Pattern PRODUCT = Pattern.compile("(.+)\\.MatMul(_\\d+)?");

    private final Walk walk;
    private final Einsums einsums;
    private final Set<String> called = new HashSet<>();

    AttentionNodes(Walk walk, OnnxOperators operators) {
        this.walk = walk;
        this.einsums = new Einsums(walk, operators);
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        boolean ofScores = node.inputs().stream().anyMatch(walk.scores::containsKey);
        return switch (node.type()) {
            case "MatMul", "com.microsoft.FusedMatMul" -> !walk.isConstant(node.input(0)) && !walk.isConstant(node.input(1)) && product(node);
            case "Gemm" -> node.input(2).isEmpty() && !walk.isConstant(node.input(0)) && !walk.isConstant(node.input(1)) && product(node);
            case "Einsum" -> einsums.translate(node);
            case "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Expand" -> ofScores && arranged(node);
            case "Slice" -> ofScores && kept(node, null);
            default -> ofScores && KEPT.contains(node.type()) && kept(node, extents(node));
        };
    }

    private boolean product(OnnxNode node) throws ModelFormatException {
        boolean turnA = node.whole("transA", 0) != 0;
        boolean turnB = node.whole("transB", 0) != 0;
        String a = node.input(0);
        String b = node.input(1);
        if (walk.scores.containsKey(a)) {
            mixed(node, walk.scores.get(a), turnA, turnB ? turned(node, b) : walk.value(b));
            return true;
        }
        if (walk.scores.containsKey(b)) {
            Scores scores = walk.scores.get(b);
            String made = walk.between(node.output());
            attention(node, scores, !scores.turned() == !turnB, turnA ? walk.value(a) : turned(node, a), made);
            walk.add(new Operator.Transpose(node.label(), made, node.output(), DenseNodes.exchanged(walk.known(made).size())));
            return true;
        }
        String rows = turnA ? turned(node, a) : walk.value(a);
        String columns = turnB ? turned(node, b) : walk.value(b);
        walk.scores.put(node.output(), new Scores(node.label(), rows, columns, false, extents(rows, columns)));
        return true;
    }

    private List<Integer> extents(String rows, String columns) throws ModelFormatException {
        Optional<List<Integer>> one = walk.extents(rows);
        Optional<List<Integer>> other = walk.extents(columns);
        if (one.isEmpty() || other.isEmpty() || one.get().size() < 2 || other.get().size() < 2) {
            return null;
        }
        List<Integer> extents = new ArrayList<>(one.get().size() >= other.get().size() ? one.get() : other.get());
        extents.set(extents.size() - 2, one.get().get(one.get().size() - 2));
        extents.set(extents.size() - 1, other.get().getLast());
        return extents;
    }

    /** The extents of scores that are combined with something else. */
    private List<Integer> extents(OnnxNode node) {
        return node.inputs().stream().map(walk.scores::get).filter(s -> s != null).findFirst().map(Scores::extents).orElse(null);
    }

    private void mixed(OnnxNode node, Scores scores, boolean turn, String value) throws ModelFormatException {
        attention(node, scores, scores.turned() != turn, value, node.output());
    }

    /** @param turned whether the columns ask and the rows answer */
    private void attention(OnnxNode node, Scores scores, boolean turned, String value, String output) throws ModelFormatException {
        String query = turned ? turned(node, scores.columns()) : scores.rows();
        String key = turned ? scores.rows() : scores.columns();
        walk.add(new Operator.Attention(name(node), query, key, value, output));
    }

    /** "layers.0.self_attn attention" of the product "layers.0.self_attn.MatMul_1". */
    private String name(OnnxNode node) {
        Matcher product = PRODUCT.matcher(node.name());
        return product.matches() && called.add(product.group(1)) ? product.group(1) + " attention" : node.label();
    }

    /** A value with its last two axes exchanged. */
    private String turned(OnnxNode node, String value) throws ModelFormatException {
        String given = walk.value(value);
        Optional<List<Integer>> extents = walk.extents(given);
        if (extents.isEmpty() || extents.get().size() < 2) {
            return given;
        }
        String turned = walk.between(value);
        walk.add(new Operator.Transpose(node.label(), given, turned, DenseNodes.exchanged(extents.get().size())));
        return turned;
    }

    /** Scaled, masked, made shares: scores still. */
    private boolean kept(OnnxNode node, List<Integer> extents) {
        Scores scores = node.inputs().stream().map(walk.scores::get).filter(s -> s != null).findFirst().orElseThrow();
        walk.scores.put(node.output(), scores.of(extents));
        return true;
    }

    private boolean arranged(OnnxNode node) throws ModelFormatException {
        Scores scores = walk.scores.get(node.input(0));
        if (scores == null) {
            return false;
        }
        List<Integer> extents = scores.extents();
        if (node.type().equals("Transpose")) {
            int rank = extents == null ? node.wholes("perm").map(order -> order.length).orElse(2) : extents.size();
            int[] order = ConstantMoves.order(node, rank);
            boolean exchanged = order[rank - 1] < order[rank - 2];
            List<Integer> others = extents == null ? null : java.util.Arrays.stream(order).mapToObj(extents::get).toList();
            walk.scores.put(node.output(), exchanged ? scores.exchanged(others) : scores.of(others));
            return true;
        }
        List<Integer> others = null;
        Optional<long[]> second = node.input(1).isEmpty() ? Optional.empty() : walk.constants.wholes(node.input(1));
        if (extents != null && !node.type().equals("Expand") && (second.isPresent() || node.wholes("shape").isPresent() || !node.type().equals("Reshape"))) {
            others = java.util.Arrays.stream(ConstantMoves.extents(node, extents.stream().mapToInt(Integer::intValue).toArray(), second)).boxed().toList();
        }
        walk.scores.put(node.output(), scores.of(others));
        return true;
    }

    /** Whether a value goes, arranged otherwise perhaps, into a product with another computed one. */
    static boolean leadsToScores(String value, Walk walk) throws ModelFormatException {
        Deque<String> open = new ArrayDeque<>(List.of(value));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty() && seen.size() < LONGEST_WAY) {
            String next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            for (OnnxNode taker : walk.takers(next)) {
                if ((taker.type().equals("MatMul") || taker.type().equals("Einsum")) && !walk.isConstant(taker.input(0)) && !walk.isConstant(taker.input(1))) {
                    return true;
                }
                if (ARRANGING.contains(taker.type())) {
                    taker.outputs().forEach(open::push);
                }
            }
        }
        return false;
    }
}
