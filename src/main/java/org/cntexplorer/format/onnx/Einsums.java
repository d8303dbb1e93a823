package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.ModelFormatException;

/** Einsum of two values, written as products of matrices: what both have and the result too stands in front, what vanishes is multiplied. */
final class Einsums {
    private final Walk walk;
    private final OnnxOperators operators;

    Einsums(Walk walk, OnnxOperators operators) {
        this.walk = walk;
        this.operators = operators;
    }

    boolean translate(OnnxNode node) throws ModelFormatException {
        String equation = node.text("equation", "").replace(" ", "");
        String[] sides = equation.split("->", -1);
        String[] in = sides[0].split(",", -1);
        if (sides.length != 2 || in.length != 2 || node.inputs().size() != 2 || equation.contains(".") || repeats(in[0]) || repeats(in[1]) || repeats(sides[1])) {
            return false;
        }
        String result = sides[1];
        String both = kept(in[0], c -> has(in[1], c) && has(result, c));
        String rows = kept(in[0], c -> !has(in[1], c) && has(result, c));
        String columns = kept(in[1], c -> !has(in[0], c) && has(result, c));
        String gone = kept(in[0], c -> has(in[1], c) && !has(result, c));
        boolean constant = walk.isConstant(node.input(1));
        if (both.length() + rows.length() + columns.length() != result.length() || both.length() + rows.length() + gone.length() != in[0].length()
                || both.length() + columns.length() + gone.length() != in[1].length() || gone.isEmpty() || walk.isConstant(node.input(0)) || constant && !both.isEmpty()) {
            return false;
        }
        List<Integer> first = extents(node.input(0));
        List<Integer> second = extents(node.input(1));
        List<Integer> front = numbers(both, in[0], first);
        int m = product(numbers(rows, in[0], first));
        int k = product(numbers(gone, in[0], first));
        int n = product(numbers(columns, in[1], second));
        String a = arranged(node, node.input(0), in[0], both + rows + gone, joined(front, m, k));
        String b = arranged(node, node.input(1), in[1], both + gone + columns, joined(front, k, n));
        String made = walk.between(node.output());
        walk.take(a, node);
        operators.draw(node, node.as("MatMul", List.of(a, b), List.of(made), Map.of()));
        List<Integer> split = new ArrayList<>(front);
        split.addAll(numbers(rows, in[0], first));
        split.addAll(numbers(columns, in[1], second));
        back(node, made, both + rows + columns, result, split);
        return true;
    }

    /** A scores' extents too. */
    private List<Integer> extents(String value) throws ModelFormatException {
        if (!walk.scores.containsKey(value) && !walk.isConstant(value)) {
            walk.value(value);
        }
        return walk.known(value);
    }

    private interface Which {
        boolean is(char c);
    }

    private static String kept(String labels, Which which) {
        StringBuilder kept = new StringBuilder();
        for (char c : labels.toCharArray()) {
            if (which.is(c)) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private static boolean has(String labels, char c) {
        return labels.indexOf(c) >= 0;
    }

    private static boolean repeats(String labels) {
        return labels.chars().distinct().count() != labels.length();
    }

    private static List<Integer> numbers(String of, String labels, List<Integer> extents) {
        return of.chars().mapToObj(c -> extents.get(labels.indexOf(c))).toList();
    }

    private static int product(List<Integer> extents) {
        return extents.stream().reduce(1, Math::multiplyExact);
    }

    private static List<Integer> joined(List<Integer> front, int rows, int columns) {
        List<Integer> all = new ArrayList<>(front);
        all.add(rows);
        all.add(columns);
        return all;
    }

    private String arranged(OnnxNode node, String value, String from, String to, List<Integer> extents) throws ModelFormatException {
        String at = value;
        if (!from.equals(to)) {
            String turned = walk.between(value);
            run(node, node.as("Transpose", List.of(at), List.of(turned), Map.of("perm", order(from, to))));
            at = turned;
        }
        if (extents(at).equals(extents)) {
            return at;
        }
        String shaped = walk.between(value);
        run(node, node.as("Reshape", List.of(at), List.of(shaped), Map.of("shape", longs(extents))));
        return shaped;
    }

    private void back(OnnxNode node, String made, String from, String to, List<Integer> extents) throws ModelFormatException {
        String shaped = from.equals(to) ? node.output() : walk.between(made);
        run(node, node.as("Reshape", List.of(made), List.of(shaped), Map.of("shape", longs(extents))));
        if (!from.equals(to)) {
            run(node, node.as("Transpose", List.of(shaped), List.of(node.output()), Map.of("perm", order(from, to))));
        }
    }

    private void run(OnnxNode node, OnnxNode other) throws ModelFormatException {
        if (!walk.constants.fold(other)) {
            operators.draw(node, other);
        }
    }

    private static long[] order(String from, String to) {
        return to.chars().mapToLong(from::indexOf).toArray();
    }

    private static long[] longs(List<Integer> extents) {
        return extents.stream().mapToLong(Integer::longValue).toArray();
    }
}
