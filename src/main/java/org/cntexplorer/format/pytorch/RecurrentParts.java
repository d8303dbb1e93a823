package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.lowering.RecurrentStack;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;

/** PyTorch's recurrent modules among a model's operators. */
final class RecurrentParts {
    /**
     * What comes out.
     *
     * @param sequence all steps of the last layer
     * @param last the states of the last steps, layer by layer and direction by direction, of an LSTM each with that of its cells
     */
    record Outputs(String sequence, List<String> last) {}

    private RecurrentParts() {}

    static Outputs add(TorchGraph graph, String name, String input, RecurrentStack stack) throws Misfit {
        List<String> last = new ArrayList<>();
        String value = input;
        try {
            for (Operator operator : stack.operators(name, input, "v" + graph.operators().size())) {
                graph.put(operator);
                value = operator.outputs().getFirst();
                if (operator instanceof Operator.Recurrent recurrent) {
                    last.addAll(recurrent.last());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new Misfit("\"" + name + "\" has " + e.getMessage());
        }
        return new Outputs(value, last);
    }
}
