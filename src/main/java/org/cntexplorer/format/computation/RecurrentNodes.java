package org.cntexplorer.format.computation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Recurrent layers as ONNX' LSTM, GRU and RNN, and what a unit's links carry at every step: their sums over all gates. */
final class RecurrentNodes {
    private static final Map<String, List<String>> ORDER = Map.of("lstm", List.of("input", "output", "forget", "cell"), "gru", List.of("update", "reset", "new"));
    private static final Map<String, String> FUNCTIONS = Map.of("tanh", "Tanh", "sigmoid", "Sigmoid", "relu", "Relu", "linear", "Affine", "", "Tanh",
            "hard_sigmoid", "HardSigmoid", "softsign", "Softsign", "softplus", "Softplus", "elu", "Elu");

    private final OnnxFile file;

    RecurrentNodes(OnnxFile file) {
        this.file = file;
    }

    static Optional<String> hindrance(Operator.Recurrent recurrent) {
        if (!FUNCTIONS.containsKey(recurrent.activation())) {
            return Optional.of("its function " + recurrent.activation() + " is not one that a recurrent layer is run with");
        }
        if (!FUNCTIONS.containsKey(recurrent.recurrence().orElseThrow().gateFunction())) {
            return Optional.of("the function " + recurrent.recurrence().get().gateFunction() + " of its gates is not one that a recurrent layer is run with");
        }
        if (recurrent.timeAxis() > 1) {
            return Optional.of("it goes along steps within steps");
        }
        List<String> order = ORDER.get(recurrent.kind());
        return recurrent.kind().equals("rnn") && recurrent.gates().size() == 1 || order != null && recurrent.gates().containsAll(order)
                && recurrent.gates().size() == order.size() ? Optional.empty() : Optional.of("its gates are not those of a common recurrent layer");
    }

    void add(Operator.Recurrent recurrent, String input) {
        Operator.Recurrence how = recurrent.recurrence().orElseThrow();
        Rows weights = new Rows(recurrent.inputMatrix(), recurrent.orientation());
        Rows again = new Rows(recurrent.recurrentMatrix(), recurrent.orientation());
        int gates = recurrent.gates().size();
        int units = again.columns;
        int[] order = order(recurrent);
        // ONNX wants steps first
        boolean timeFirst = recurrent.timeAxis() == 0;
        List<Integer> swap = List.of(1, 0, 2);
        String steps = timeFirst ? input : file.node("Transpose", Map.of("perm", swap), input);
        List<String> taken = new ArrayList<>(List.of(steps, file.floats(weights.inOrder(order, units), 1, (long) gates * units, weights.columns),
                file.floats(again.inOrder(order, units), 1, (long) gates * units, units), file.floats(biases(recurrent, order, units), 1, 2L * gates * units), ""));
        for (int i = 0; i < Math.min(2, recurrent.states().size()); i++) {
            taken.add(file.node("Reshape", Map.of(), recurrent.states().get(i), file.wholes(1, -1, units)));
        }
        boolean lstm = recurrent.kind().equals("lstm");
        String every = file.fresh("every step");
        List<String> given = new ArrayList<>(List.of(every, file.fresh("last state")));
        if (lstm) {
            given.add(file.fresh("last cell"));
        }
        file.node(lstm ? "LSTM" : recurrent.kind().equals("gru") ? "GRU" : "RNN", taken, given, attributes(recurrent, how, units));
        // steps, directions, samples, units
        String rows = file.node("Squeeze", Map.of(), every, file.wholes(1));
        String inOrder = Program.stepsOf(recurrent);
        if (timeFirst) {
            file.node("Identity", List.of(rows), List.of(inOrder), Map.of());
        } else {
            file.node("Transpose", List.of(rows), List.of(inOrder), Map.of("perm", swap));
        }
        recurrent.sequence().ifPresent(name -> {
            if (how.reversed()) {
                reversed(inOrder, name, recurrent.timeAxis());
            } else {
                file.node("Identity", List.of(inOrder), List.of(name), Map.of());
            }
        });
        for (int i = 0; i < Math.min(given.size() - 1, recurrent.last().size()); i++) {
            file.node("Squeeze", List.of(given.get(i + 1), file.wholes(0)), List.of(recurrent.last().get(i)), Map.of());
        }
        sums(recurrent, input, inOrder, recurrent.states().stream().findFirst(), how.backwards(), weights, again, units);
    }

    /** The sums alone of what is computed elsewhere. @param start the state that it starts with, if any: samples, units */
    void addSums(Operator.Recurrent recurrent, String input, Optional<String> start, boolean backwards) {
        Rows again = new Rows(recurrent.recurrentMatrix(), recurrent.orientation());
        sums(recurrent, input, Program.stepsOf(recurrent), start, backwards, new Rows(recurrent.inputMatrix(), recurrent.orientation()), again, again.columns);
    }

    private void reversed(String value, String name, int axis) {
        file.node("Slice", List.of(value, file.wholes(-1), file.wholes(Long.MIN_VALUE), file.wholes(axis), file.wholes(-1)), List.of(name), Map.of());
    }

    /** With the state that it starts with in front, nothing as a rule. */
    private String shifted(Optional<String> start, String cut, int axis, boolean backwards, int units) {
        if (start.isEmpty()) {
            long[] pads = new long[6];
            pads[backwards ? 3 + axis : axis] = 1;
            return file.node("Pad", Map.of(), cut, file.wholes(pads));
        }
        String first = file.node("Reshape", Map.of(), start.get(), axis == 0 ? file.wholes(1, -1, units) : file.wholes(-1, 1, units));
        return file.node("Concat", Map.of("axis", axis), backwards ? new String[] {cut, first} : new String[] {first, cut});
    }

    /** z of step t: Σ over gates of W·x(t) + R·h(t−1) + b (metrics.md §3, over the folded graph). */
    private void sums(Operator.Recurrent recurrent, String input, String given, Optional<String> start, boolean backwards, Rows weights, Rows again, int units) {
        int axis = recurrent.timeAxis();
        String cut = backwards ? file.node("Slice", Map.of(), given, file.wholes(1), file.wholes(Long.MAX_VALUE), file.wholes(axis))
                : file.node("Slice", Map.of(), given, file.wholes(0), file.wholes(-1), file.wholes(axis));
        String before = shifted(start, cut, axis, backwards, units);
        String forth = file.node("MatMul", Map.of(), input, file.floats(weights.folded(units), weights.columns, units));
        String back = file.node("MatMul", Map.of(), before, file.floats(again.folded(units), units, units));
        String both = file.node("Add", Map.of(), forth, back);
        float[] bias = new float[units];
        for (Tensor one : List.of(recurrent.inputBias(), recurrent.recurrentBias()).stream().flatMap(Optional::stream).toList()) {
            for (int i = 0; i < one.size(); i++) {
                bias[i % units] += (float) one.get(i);
            }
        }
        file.node("Add", List.of(both, file.floats(bias, units)), List.of(Program.sumsOf(recurrent)), Map.of());
    }

    private static Map<String, Object> attributes(Operator.Recurrent recurrent, Operator.Recurrence how, int units) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("hidden_size", units);
        attributes.put("direction", how.backwards() ? "reverse" : "forward");
        String gate = FUNCTIONS.get(how.gateFunction());
        String own = FUNCTIONS.get(recurrent.activation());
        List<String> functions = switch (recurrent.kind()) {
            case "lstm" -> List.of(gate, own, own);
            case "gru" -> List.of(gate, own);
            default -> List.of(own);
        };
        attributes.put("activations", functions);
        // one number for each function, although most have none
        attributes.put("activation_alpha", functions.stream().map(RecurrentNodes::alpha).toList());
        attributes.put("activation_beta", functions.stream().map(f -> f.equals("HardSigmoid") ? 0.5f : 0f).toList());
        if (recurrent.kind().equals("gru")) {
            attributes.put("linear_before_reset", how.resetAfter() ? 1 : 0);
        }
        return attributes;
    }

    private static float alpha(String function) {
        return switch (function) {
            case "HardSigmoid" -> 0.2f;
            case "Affine", "Elu" -> 1f;
            default -> 0f;
        };
    }

    /** For each gate of ONNX its place in the file. */
    private static int[] order(Operator.Recurrent recurrent) {
        List<String> order = ORDER.getOrDefault(recurrent.kind(), recurrent.gates());
        return order.stream().mapToInt(recurrent.gates()::indexOf).toArray();
    }

    private static float[] biases(Operator.Recurrent recurrent, int[] order, int units) {
        float[] all = new float[2 * order.length * units];
        for (int which = 0; which < 2; which++) {
            Optional<Tensor> bias = which == 0 ? recurrent.inputBias() : recurrent.recurrentBias();
            for (int gate = 0; bias.isPresent() && gate < order.length; gate++) {
                for (int unit = 0; unit < units; unit++) {
                    all[(which * order.length + gate) * units + unit] = (float) bias.get().get((long) order[gate] * units + unit);
                }
            }
        }
        return all;
    }

    /** A matrix of gates' rows, whichever way it lies in the file. */
    private static final class Rows {
        private final double[] numbers;
        private final int rows;
        private final int columns;
        private final boolean sourceRows;

        Rows(Tensor matrix, Orientation orientation) {
            numbers = matrix.toArray();
            sourceRows = orientation == Orientation.SOURCE_ROWS;
            rows = (int) matrix.extent(sourceRows ? 1 : 0);
            columns = (int) matrix.extent(sourceRows ? 0 : 1);
        }

        private double at(int row, int column) {
            return numbers[sourceRows ? column * rows + row : row * columns + column];
        }

        /** Row by row, gates in ONNX' order. */
        float[] inOrder(int[] order, int units) {
            float[] all = new float[rows * columns];
            for (int gate = 0; gate < order.length; gate++) {
                for (int unit = 0; unit < units; unit++) {
                    for (int c = 0; c < columns; c++) {
                        all[(gate * units + unit) * columns + c] = (float) at(order[gate] * units + unit, c);
                    }
                }
            }
            return all;
        }

        /** Sources by units, the gates' rows of each unit added. */
        float[] folded(int units) {
            float[] all = new float[columns * units];
            for (int c = 0; c < columns; c++) {
                for (int unit = 0; unit < units; unit++) {
                    double sum = 0;
                    for (int row = unit; row < rows; row += units) {
                        sum += at(row, c);
                    }
                    all[c * units + unit] = (float) sum;
                }
            }
            return all;
        }
    }
}
