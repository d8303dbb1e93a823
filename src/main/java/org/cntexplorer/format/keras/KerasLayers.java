package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.keras.LayerWeights.Weight;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** One layer of Keras → operators. */
final class KerasLayers {
    private final String source;
    private final LayerWeights weights;

    KerasLayers(String source, LayerWeights weights) {
        this.source = source;
        this.weights = weights;
    }

    /** @param all the model's layers: whether an image comes channel first stands with those that care */
    Operator input(JsonNode layer, JsonNode all, String output) {
        JsonNode config = layer.path("config");
        JsonNode shape = config.path("batch_input_shape").isArray() ? config.path("batch_input_shape")
                : config.path("batch_shape").isArray() ? config.path("batch_shape") : layer.path("build_config").path("input_shape");
        List<Integer> extents = new ArrayList<>();
        extents.add(1);
        for (int axis = 1; axis < shape.size(); axis++) {
            extents.add(shape.get(axis).asInt());
        }
        // an extent that is left open (null) is not known from here
        boolean known = extents.stream().allMatch(extent -> extent != 0);
        return new Operator.Input("input", output, known && extents.size() > 1 ? extents : List.of(), !channelFirst(all));
    }

    private static boolean channelFirst(JsonNode layers) {
        for (JsonNode layer : layers) {
            if (layer.path("config").path("data_format").asText().equals("channels_first")) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param output the value that the last of the operators gives
     * @param group where the weights lie if not under the layer's own name: the layer of the outermost model that it belongs to
     */
    List<Operator> operators(JsonNode layer, String output, List<String> inputs, String group) throws ModelFormatException {
        String kind = layer.path("class_name").asText();
        String name = KerasNodes.name(layer);
        JsonNode config = layer.path("config");
        if (inputs.size() != 1) {
            return List.of(block(name, kind, inputs, output));
        }
        String input = inputs.getFirst();
        return switch (kind) {
            case "Dense" -> dense(layer, name, config, input, output, group);
            case "Activation" -> List.of(new Operator.Activation(name, input, output, function(config.path("activation"))));
            case "ReLU", "LeakyReLU", "PReLU", "ELU", "ThresholdedReLU", "Softmax" ->
                    List.of(new Operator.Activation(name, input, output, function(kind)));
            case "Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D",
                    "ActivityRegularization", "Identity", "Rescaling", "Normalization" -> List.of(new Operator.Pass(name, input, output));
            case "Flatten" -> config.path("data_format").asText().equals("channels_first")
                    ? List.of(block(name, "Flatten of channels_first", inputs, output))
                    : List.of(new Operator.Reshape(name, input, output, List.of()));
            case "Reshape" -> List.of(new Operator.Reshape(name, input, output, extents(config.path("target_shape"))));
            default -> List.of(block(name, kind, inputs, output));
        };
    }

    private static Operator block(String name, String kind, List<String> inputs, String output) {
        return new Operator.Block(name, kind, inputs, List.of(output), List.of(), OptionalInt.empty());
    }

    private static List<Integer> extents(JsonNode shape) {
        List<Integer> extents = new ArrayList<>();
        extents.add(1);
        shape.forEach(extent -> extents.add(extent.asInt()));
        return extents;
    }

    private List<Operator> dense(JsonNode layer, String name, JsonNode config, String input, String output, String group) throws ModelFormatException {
        List<Weight> own = weights.of(layer, group);
        Optional<Weight> kernel = LayerWeights.role(own, "kernel");
        Optional<Weight> bias = LayerWeights.role(own, "bias");
        if (kernel.isEmpty()) {
            throw new ModelFormatException(source + ": the weights of the layer \"" + name + "\" are not in the file; save the whole model.");
        }
        Tensor matrix = kernel.get().tensor();
        int units = config.path("units").asInt(config.path("output_dim").asInt());
        if (matrix.rank() != 2 || units != 0 && units != matrix.extent(1)) {
            throw new ModelFormatException(source + ": the layer \"" + name + "\" has " + units + " units, its weights are " + matrix
                    + "; save the model again.");
        }
        String sums = output + " sums";
        String function = function(config.path("activation"));
        Operator dense = new Operator.Dense(name, input, function.isEmpty() ? output : sums, matrix, Orientation.SOURCE_ROWS,
                bias.isPresent() ? Optional.of(bias.get().tensor()) : Optional.empty());
        return function.isEmpty() ? List.of(dense) : List.of(dense, new Operator.Activation(name, sums, output, function));
    }

    /** A function is a name, an object of a class, or (in Keras 3, one that the user registered) an object that names it. */
    private static String function(JsonNode activation) {
        if (activation.path("class_name").asText().equals("function")) {
            return function(activation.path("config").asText());
        }
        return activation.isObject() ? function(activation.path("class_name").asText()) : function(activation.asText(""));
    }

    private static String function(String name) {
        return switch (name) {
            case "null" -> "";
            case "ReLU" -> "relu";
            case "LeakyReLU" -> "leaky_relu";
            case "PReLU" -> "prelu";
            case "ELU" -> "elu";
            case "ThresholdedReLU" -> "thresholded_relu";
            case "Softmax" -> "softmax";
            default -> name;
        };
    }
}
