package org.cntexplorer.format.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Operator;

/**
 * A model's configuration as Keras 1.2 to 3 write it: a Sequential is a list of layers, a Functional model a list of layers each of which
 * names those that it takes its values from. Models may be layers of models.
 */
final class KerasModel {
    static final int DEEPEST = 16;
    private static final int MOST_OPERATORS = 100_000;

    private final String source;
    private final String where;
    private final List<String> warnings;
    private final KerasLayers layers;
    private final List<Operator> operators = new ArrayList<>();

    /** @param where what the configuration is called in the file, for messages */
    KerasModel(String source, String where, LayerWeights weights, List<String> warnings) {
        this.source = source;
        this.where = where;
        this.warnings = warnings;
        this.layers = new KerasLayers(source, weights);
    }

    /** @throws ModelFormatException where the text is no JSON */
    static JsonNode parse(String source, String where, String config) throws ModelFormatException {
        try {
            return new ObjectMapper().readTree(config);
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(source + ": its " + where + " is no JSON; save the model again.", e);
        }
    }

    /** The layers of a model; none where it is something else. */
    static JsonNode layers(JsonNode model) {
        return model.path("config").isArray() ? model.path("config") : model.path("config").path("layers");
    }

    List<Operator> operators(JsonNode model) throws ModelFormatException {
        expand(model, "", List.of(), "", 0);
        if (operators.isEmpty()) {
            throw new ModelFormatException(source + ": its " + where + " names no layers; save the model again.");
        }
        return operators;
    }

    /**
     * @param prefix what is put before the names of this model's values; "" for the outermost
     * @param inputs the values that the model is given; none for the outermost
     * @param group the name of the outermost layer that this model belongs to, "" for the outermost model
     * @return the value that the model gives
     */
    private String expand(JsonNode model, String prefix, List<String> inputs, String group, int depth) throws ModelFormatException {
        if (depth > DEEPEST) {
            throw new ModelFormatException(source + ": its " + where + " nests models more than " + DEEPEST + " deep; save the model flat.");
        }
        String kind = model.path("class_name").asText();
        JsonNode list = layers(model);
        if (!isModel(kind) || !list.isArray()) {
            throw new ModelFormatException(source + ": its " + where + " describes a \"" + kind
                    + "\", and Sequential or Functional models are read; save the model as one of these.");
        }
        return kind.equals("Sequential") ? sequential(list, prefix, inputs, group, depth) : functional(model.path("config"), list, prefix, inputs, group, depth);
    }

    static boolean isModel(String kind) {
        return kind.equals("Sequential") || kind.equals("Functional") || kind.equals("Model");
    }

    private String sequential(JsonNode list, String prefix, List<String> inputs, String group, int depth) throws ModelFormatException {
        String value = inputs.isEmpty() ? "" : inputs.getFirst();
        for (int i = 0; i < list.size(); i++) {
            JsonNode layer = list.get(i);
            boolean input = layer.path("class_name").asText().equals("InputLayer");
            if (input && !value.isEmpty()) {
                continue;
            }
            if (value.isEmpty()) {
                value = prefix + "input";
                operators.add(layers.input(layer, list, value));
                if (input) {
                    continue;
                }
            }
            value = layer(layer, prefix + i, List.of(value), group, depth);
        }
        return value;
    }

    private String functional(JsonNode config, JsonNode list, String prefix, List<String> inputs, String group, int depth) throws ModelFormatException {
        List<String> inputNames = KerasNodes.layersOf(config.path("input_layers"));
        for (JsonNode layer : list) {
            String name = KerasNodes.name(layer);
            if (layer.path("class_name").asText().equals("InputLayer")) {
                String value = KerasNodes.value(prefix, name, 0);
                int given = inputNames.indexOf(name);
                operators.add(inputs.isEmpty() ? layers.input(layer, list, value)
                        : new Operator.Pass(name, inputs.get(Math.clamp(given, 0, inputs.size() - 1)), value));
                continue;
            }
            List<List<String>> calls = KerasNodes.calls(layer, prefix);
            for (int call = 0; call < calls.size(); call++) {
                String value = KerasNodes.value(prefix, name, call);
                String result = layer(layer, value + "'", calls.get(call), group, depth);
                operators.add(new Operator.Pass(name, result, value));
            }
        }
        List<String> outputs = KerasNodes.values(config.path("output_layers"), prefix);
        return outputs.isEmpty() ? "" : outputs.getFirst();
    }

    /** One layer, or a model in the place of one. */
    private String layer(JsonNode layer, String output, List<String> inputs, String group, int depth) throws ModelFormatException {
        String kind = layer.path("class_name").asText();
        String name = KerasNodes.name(layer);
        if (isModel(kind)) {
            return expand(layer, output + "/", inputs, group.isEmpty() ? name : group, depth + 1);
        }
        if (kind.equals("Rescaling") || kind.equals("Normalization")) {
            warnings.add("\"" + name + "\" (" + kind + ") rescales its input; this is not counted in the weights.");
        }
        if (operators.size() > MOST_OPERATORS) {
            throw new ModelFormatException(source + ": its " + where + " calls more than " + MOST_OPERATORS
                    + " layers, which no network has; check where the file comes from.");
        }
        List<Operator> made = layers.operators(layer, output, inputs, group);
        operators.addAll(made);
        return made.getLast().outputs().getFirst();
    }
}
