package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * Recurrent layers upon one another, each in one direction or in two whose outputs stand side by side.
 *
 * @param kind "lstm", "gru", "rnn"
 * @param gates names in the order of the matrices' blocks
 * @param weights of each layer and direction: input matrix, recurrent matrix, and where there are biases those of both, or one of all
 * @param timeAxis of its input
 * @param recurrence of its forward direction; empty where it is not told: it cannot be run then
 */
public record RecurrentStack(String kind, List<String> gates, List<List<Tensor>> weights, int layers, boolean bidirectional, int timeAxis,
                             String activation, Orientation orientation, Optional<Operator.Recurrence> recurrence) {
    private static final Map<String, List<String>> TORCH = Map.of("lstm", List.of("input", "forget", "cell", "output"),
            "gru", List.of("reset", "update", "new"), "rnn", List.of("hidden"));
    private static final Map<String, List<String>> KERAS = Map.of("lstm", List.of("input", "forget", "cell", "output"),
            "gru", List.of("update", "reset", "new"), "rnn", List.of("hidden"));

    /** The gates of PyTorch's layers, in its order. */
    public static List<String> torchGates(String kind) {
        return TORCH.get(kind);
    }

    /** The same, of which it is not told how it is run. */
    public RecurrentStack untold() {
        return new RecurrentStack(kind, gates, weights, layers, bidirectional, timeAxis, activation, orientation, Optional.empty());
    }

    /** As many directions as there are. */
    public int directions() {
        return bidirectional ? 2 : 1;
    }

    /**
     * By the names that PyTorch gives them: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, and "…_reverse".
     *
     * @param said its kind, where that is known; else it is what the number of gates says
     * @return empty where the weights are no such stack
     */
    public static Optional<RecurrentStack> named(Map<String, Tensor> weights, int timeAxis, Optional<String> said, String activation) {
        List<List<Tensor>> sets = new ArrayList<>();
        boolean bidirectional = weights.containsKey("weight_ih_l0_reverse");
        int layers = 0;
        while (weights.containsKey("weight_ih_l" + layers) && weights.containsKey("weight_hh_l" + layers)) {
            for (String direction : bidirectional ? List.of("", "_reverse") : List.of("")) {
                List<Tensor> set = new ArrayList<>();
                for (String part : List.of("weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l")) {
                    Optional.ofNullable(weights.get(part + layers + direction)).ifPresent(set::add);
                }
                if (set.size() != 2 && set.size() != 4 || set.get(0).rank() != 2 || set.get(1).rank() != 2) {
                    return Optional.empty();
                }
                sets.add(set);
            }
            layers++;
        }
        if (layers == 0 || weights.containsKey("weight_hr_l0")) {
            return Optional.empty();
        }
        Tensor recurrent = sets.getFirst().get(1);
        Optional<String> byShape = kind(recurrent.extent(0), recurrent.extent(1));
        Optional<String> kind = said.map(word -> word.toLowerCase(Locale.ROOT)).filter(TORCH::containsKey).or(() -> byShape);
        int count = layers;
        return kind.map(k -> new RecurrentStack(k, TORCH.get(k), sets, count, bidirectional, timeAxis, activation, Orientation.TARGET_ROWS,
                Optional.of(Operator.Recurrence.usual(false))));
    }

    /**
     * One layer of Keras.
     *
     * @param kernel (features, gates × units)
     * @param recurrent (units, gates × units)
     */
    static Optional<RecurrentStack> keras(Tensor kernel, Tensor recurrent, Optional<Tensor> bias) {
        if (kernel.rank() != 2 || recurrent.rank() != 2) {
            return Optional.empty();
        }
        List<Tensor> weights = new ArrayList<>(List.of(kernel, recurrent));
        // two rows of biases are those of both matrices
        boolean both = bias.isPresent() && bias.get().size() == 2 * recurrent.extent(1);
        long rows = recurrent.extent(1);
        bias.ifPresent(tensor -> {
            if (both) {
                long bytes = rows * tensor.type().bytes();
                weights.add(new Tensor(tensor.type(), tensor.order(), tensor.data().asSlice(0, bytes), rows));
                weights.add(new Tensor(tensor.type(), tensor.order(), tensor.data().asSlice(bytes, bytes), rows));
            } else {
                weights.add(tensor);
            }
        });
        return kind(recurrent.extent(1), recurrent.extent(0)).map(kind ->
                new RecurrentStack(kind, KERAS.get(kind), List.of(weights), 1, false, 1, "tanh", Orientation.SOURCE_ROWS,
                        Optional.of(new Operator.Recurrence(false, false, "sigmoid", both))));
    }

    private static Optional<String> kind(long rows, long units) {
        return units < 1 || rows % units != 0 ? Optional.empty() : switch ((int) Math.min(rows / units, 5)) {
            case 4 -> Optional.of("lstm");
            case 3 -> Optional.of("gru");
            case 1 -> Optional.of("rnn");
            default -> Optional.empty();
        };
    }

    /** What its layer of the number is called in one direction. */
    String nameOf(String name, int layer, boolean reverse) {
        return name + (layers > 1 ? (name.isEmpty() ? "l" : ".l") + layer : "") + (reverse ? " reverse" : "");
    }

    /** The state of the last step, and of an LSTM the state of its cells. */
    private List<String> last(String output) {
        return kind.equals("lstm") ? List.of(output + " last", output + " cells") : List.of(output + " last");
    }

    /**
     * @param name what it is called
     * @param input the value that it takes
     * @param values what the values that it gives begin with
     * @return in order; the last one gives all steps of its last layer
     */
    public List<Operator> operators(String name, String input, String values) {
        if (weights.size() != layers * directions() || layers < 1) {
            throw new IllegalArgumentException(weights.size() + " sets of weights for " + layers + " layers");
        }
        List<Operator> operators = new ArrayList<>();
        String value = input;
        for (int layer = 0; layer < layers; layer++) {
            List<String> both = new ArrayList<>();
            for (int direction = 0; direction < directions(); direction++) {
                List<Tensor> set = weights.get(layer * directions() + direction);
                String output = values + " l" + layer + (direction == 1 ? " reverse" : "");
                boolean backwards = direction == 1;
                operators.add(new Operator.Recurrent(nameOf(name, layer, backwards), kind, gates, value, timeAxis, Optional.of(output), last(output), List.of(), 
                        set.get(0), set.get(1), orientation, set.size() > 2 ? Optional.of(set.get(2)) : Optional.empty(),
                        set.size() > 3 ? Optional.of(set.get(3)) : Optional.empty(), activation, recurrence.map(one ->
                                new Operator.Recurrence(backwards, one.reversed(), one.gateFunction(), one.resetAfter()))));
                both.add(output);
            }
            value = both.getFirst();
            if (both.size() > 1) {
                value = values + " l" + layer + " both";
                operators.add(new Operator.Concatenation(name + " both directions", both, value, -1));
            }
        }
        return operators;
    }
}
