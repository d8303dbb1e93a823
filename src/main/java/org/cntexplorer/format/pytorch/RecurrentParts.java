package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** PyTorch's recurrent modules: layers upon layers, each in one direction or in two whose outputs stand side by side. */
final class RecurrentParts {
    private static final Map<String, List<String>> GATES = Map.of("lstm", List.of("input", "forget", "cell", "output"),
            "gru", List.of("reset", "update", "new"), "rnn", List.of("hidden"));

    /**
     * What a recurrent module is.
     *
     * @param kind "lstm", "gru", "rnn"
     * @param weights of each layer and direction: input matrix, recurrent matrix, and where there are biases those of both
     * @param timeAxis of its input
     */
    record Stack(String kind, List<List<Tensor>> weights, int layers, boolean bidirectional, int timeAxis, String activation) {}

    /**
     * What comes out.
     *
     * @param sequence all steps of the last layer
     * @param last the last steps, layer by layer and direction by direction
     */
    record Outputs(String sequence, List<String> last) {}

    private RecurrentParts() {}

    static Outputs add(TorchGraph graph, String name, String input, Stack stack) throws Misfit {
        String value = input;
        int directions = stack.bidirectional() ? 2 : 1;
        List<String> last = new ArrayList<>();
        if (stack.weights().size() != stack.layers() * directions || stack.layers() < 1) {
            throw new Misfit("\"" + name + "\" has " + stack.weights().size() + " sets of weights for " + stack.layers() + " layers");
        }
        for (int layer = 0; layer < stack.layers(); layer++) {
            List<String> both = new ArrayList<>();
            for (int direction = 0; direction < directions; direction++) {
                List<Tensor> weights = stack.weights().get(layer * directions + direction);
                String own = name + (stack.layers() > 1 ? (name.isEmpty() ? "l" : ".l") + layer : "") + (direction == 1 ? " reverse" : "");
                String from = value;
                List<String> state = List.of(own + " last step of v" + graph.operators().size());
                both.add(graph.add(output -> new Operator.Recurrent(own, stack.kind(), GATES.get(stack.kind()), from, stack.timeAxis(), Optional.of(output),
                        state, List.of(), weights.get(0), weights.get(1), Orientation.TARGET_ROWS,
                        weights.size() > 2 ? Optional.of(weights.get(2)) : Optional.empty(), weights.size() > 3 ? Optional.of(weights.get(3)) : Optional.empty(),
                        stack.activation())));
                last.addAll(state);
            }
            value = both.size() == 1 ? both.getFirst() : graph.joined(name + " both directions", both, -1);
        }
        return new Outputs(value, last);
    }

    /** By the names that PyTorch gives them: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, and "…_reverse". */
    static Optional<Stack> named(Map<String, Tensor> weights, int timeAxis, Optional<String> kindSaid, String activation) {
        List<List<Tensor>> sets = new ArrayList<>();
        boolean bidirectional = weights.containsKey("weight_ih_l0_reverse");
        int layers = 0;
        while (weights.containsKey("weight_ih_l" + layers) && weights.containsKey("weight_hh_l" + layers)) {
            for (String direction : bidirectional ? List.of("", "_reverse") : List.of("")) {
                List<Tensor> set = new ArrayList<>();
                for (String part : List.of("weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l")) {
                    Optional.ofNullable(weights.get(part + layers + direction)).ifPresent(set::add);
                }
                if (set.size() != 2 && set.size() != 4) {
                    return Optional.empty();
                }
                sets.add(set);
            }
            layers++;
        }
        if (layers == 0 || sets.getFirst().get(1).rank() != 2 || weights.containsKey("weight_hr_l0")) {
            return Optional.empty();
        }
        Tensor recurrent = sets.getFirst().get(1);
        String byShape = switch ((int) (recurrent.extent(0) / Math.max(1, recurrent.extent(1)))) {
            case 4 -> "lstm";
            case 3 -> "gru";
            default -> "rnn";
        };
        String kind = kindSaid.map(said -> said.toLowerCase(Locale.ROOT)).filter(GATES::containsKey).orElse(byShape);
        return Optional.of(new Stack(kind, sets, layers, bidirectional, timeAxis, activation.isEmpty() ? "tanh" : activation));
    }
}
