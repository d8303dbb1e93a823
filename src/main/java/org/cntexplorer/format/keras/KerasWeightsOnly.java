package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.keras.LayerWeights.Weight;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** A file of weights without the model's configuration: its layers are taken to follow one another. */
final class KerasWeightsOnly {
    private KerasWeightsOnly() {}

    static List<Operator> operators(String source, KerasWeights weights, List<String> warnings) throws ModelFormatException {
        List<Operator> operators = new ArrayList<>();
        String value = "input";
        operators.add(new Operator.Input("input", value, List.of(), false));
        for (String layer : weights.layers()) {
            List<Weight> own = weights.of(layer);
            if (own.isEmpty()) {
                continue;
            }
            Operator operator = operator(layer, own, value);
            operators.add(operator);
            value = operator.outputs().getFirst();
        }
        if (operators.size() == 1) {
            throw new ModelFormatException(source + " is an HDF5 file without layers of Keras; open a file saved by model.save or model.save_weights.");
        }
        warnings.add("The file holds weights only: its layers are taken to follow one another in the file's order, and their activations are unknown.");
        return operators;
    }

    private static Operator operator(String layer, List<Weight> weights, String input) throws ModelFormatException {
        String output = "out of " + layer;
        Optional<Weight> kernel = LayerWeights.role(weights, "kernel");
        boolean dense = kernel.isPresent() && weights.stream().allMatch(weight -> weight == kernel.get() || weight.role().equals("bias"));
        if (dense) {
            Tensor matrix = kernel.get().tensor();
            if (matrix.rank() == 2) {
                Optional<Weight> bias = LayerWeights.role(weights, "bias");
                return new Operator.Dense(layer, input, output, matrix, Orientation.SOURCE_ROWS,
                        bias.isPresent() ? Optional.of(bias.get().tensor()) : Optional.empty());
            }
            return block(layer, matrix.rank() > 2 ? "Conv" : "with weights of " + Extents.of(matrix), input, output);
        }
        return block(layer, "with the weights " + String.join(", ", weights.stream().map(Weight::role).limit(8).toList()), input, output);
    }

    private static Operator block(String layer, String type, String input, String output) {
        return new Operator.Block(layer, type, List.of(input), List.of(output), List.of(), OptionalInt.empty());
    }
}
