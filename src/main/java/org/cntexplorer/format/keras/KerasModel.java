package org.cntexplorer.format.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/**
 * A model's configuration as Keras 1.2 to 3 write it: a Sequential is a list of layers, a Functional model a list of layers each of which
 * names those that it takes its values from. Models may be layers of models.
 */
final class KerasModel {
    static final int DEEPEST = 16;
    private static final int MOST_OPERATORS = 20_000;
    private static final int MOST_MODELS = 2_000;

    private final String source;
    private final String where;
    private final LayerWeights weights;
    private final List<String> warnings;
    private final List<Operator> operators = new ArrayList<>();
    private final String version;
    private KerasLayers layers;
    private KerasFacts facts;
    private int calls;
    private int models;

    /**
     * @param where what the configuration is called in the file, for messages
     * @param version of Keras that wrote it, "2.11.0"; "" where the file does not say
     */
    KerasModel(String source, String where, String version, LayerWeights weights, List<String> warnings) {
        this.source = source;
        this.where = where;
        this.version = version;
        this.weights = weights;
        this.warnings = warnings;
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

    /** Whether it is layers that are wired here, whatever its class is called. */
    static boolean isModel(JsonNode model) {
        String kind = model.path("class_name").asText();
        return kind.equals("Sequential") || kind.equals("Functional") || kind.equals("Model") || isFunctional(model);
    }

    private static boolean isFunctional(JsonNode model) {
        return model.path("config").path("layers").isArray() && model.path("config").has("input_layers");
    }

    /** What a model is made of. @param outputs the values that it gives */
    record Wired(List<Operator> operators, List<String> outputs) {}

    Wired wired(JsonNode model) throws ModelFormatException {
        checkCount(layers(model).size());
        layers = new KerasLayers(model);
        facts = KerasFacts.of(model, version);
        if (!isModel(model) || !layers(model).isArray()) {
            throw new ModelFormatException(source + ": its " + where + " describes a \"" + model.path("class_name").asText()
                    + "\", and Sequential or Functional models are read; save the model as one of these.");
        }
        List<String> outputs = expand(model, new Place("", List.of(), "", 0, 0));
        if (operators.isEmpty()) {
            throw new ModelFormatException(source + ": its " + where + " names no layers; save the model again.");
        }
        return new Wired(operators, outputs);
    }

    /**
     * Where a model stands among the others.
     *
     * @param prefix what is put before the names of its values; "" for the outermost
     * @param inputs the values that it is given; none for the outermost
     * @param group the name of the outermost layer that it belongs to, "" for the outermost model
     * @param steps axes along which it is repeated
     */
    private record Place(String prefix, List<String> inputs, String group, int steps, int depth) {}

    /** @return the values that the model gives */
    private List<String> expand(JsonNode model, Place place) throws ModelFormatException {
        if (++models > MOST_MODELS) {
            throw new ModelFormatException(source + ": its " + where + " calls models more than " + MOST_MODELS
                    + " times, as no network does; check where the file comes from.");
        }
        if (place.depth() > DEEPEST) {
            throw new ModelFormatException(source + ": its " + where + " nests models more than " + DEEPEST + " deep; save the model flat.");
        }
        JsonNode list = layers(model);
        checkCount(list.size());
        return isFunctional(model) || !model.path("class_name").asText().equals("Sequential") ? functional(model.path("config"), list, place)
                : sequential(list, place);
    }

    private List<String> sequential(JsonNode list, Place place) throws ModelFormatException {
        List<String> values = place.inputs();
        int i = 0;
        for (JsonNode layer : list) {
            boolean input = layer.path("class_name").asText().equals("InputLayer");
            if (values.isEmpty()) {
                values = List.of(place.prefix() + "input");
                operators.add(layers.input(layer, "input", values.getFirst()));
            }
            if (!input) {
                values = layer(layer, new KerasNodes.Taken(values), place.prefix() + i, place);
            }
            i++;
        }
        return values;
    }

    private List<String> functional(JsonNode config, JsonNode list, Place place) throws ModelFormatException {
        List<String> inputs = KerasNodes.values(config.path("input_layers"), "");
        Map<String, Integer> places = new HashMap<>();
        inputs.forEach(input -> places.putIfAbsent(input, places.size()));
        List<List<KerasNodes.Taken>> taken = new ArrayList<>();
        Set<String> asked = new HashSet<>(KerasNodes.values(config.path("output_layers"), place.prefix()));
        int nodes = calls;
        for (JsonNode layer : list) {
            nodes += layer.path("inbound_nodes").size();
            checkCount(nodes);
            taken.add(KerasNodes.calls(layer, place.prefix()));
            taken.getLast().forEach(one -> {
                asked.addAll(one.values());
                one.named().values().forEach(asked::addAll);
            });
        }
        int at = 0;
        for (JsonNode layer : list) {
            String name = KerasNodes.name(layer);
            String shown = KerasNodes.shown(layer);
            List<KerasNodes.Taken> own = taken.get(at++);
            if (layer.path("class_name").asText().equals("InputLayer")) {
                String value = KerasNodes.value(place.prefix(), name, 0);
                int given = places.getOrDefault(KerasNodes.value("", name, 0), 0);
                operators.add(place.inputs().isEmpty() ? layers.input(layer, inputs.size() > 1 ? shown : "input", value)
                        : new Operator.Pass(shown, place.inputs().get(Math.min(given, place.inputs().size() - 1)), value));
                continue;
            }
            // the first call of a model is where it was made, which stands in its own description
            int first = isModel(layer) && !asked.contains(KerasNodes.value(place.prefix(), name, 0)) ? 1 : 0;
            for (int call = 0; call < own.size(); call++) {
                layer(layer, own.get(call), KerasNodes.value(place.prefix(), name, first + call), place);
            }
        }
        return KerasNodes.values(config.path("output_layers"), place.prefix());
    }

    private void checkCount(int count) throws ModelFormatException {
        if (count > MOST_OPERATORS) {
            throw new ModelFormatException(source + ": its " + where + " calls more than " + MOST_OPERATORS
                    + " layers, which no network has; check where the file comes from.");
        }
    }

    /** One layer, or a model in the place of one. @return the values that it gives, the first of several layers' values only */
    private List<String> layer(JsonNode layer, KerasNodes.Taken taken, String output, Place place) throws ModelFormatException {
        String kind = layer.path("class_name").asText();
        String name = KerasNodes.shown(layer);
        checkCount(++calls);
        checkCount(operators.size());
        boolean repeated = kind.equals("TimeDistributed") && isModel(layer.path("config").path("layer"));
        JsonNode model = repeated ? layer.path("config").path("layer") : layer;
        if (isModel(model) && layers(model).isArray() && !taken.values().isEmpty()) {
            List<String> given = expand(model, new Place(calls + "/", taken.values(), place.group().isEmpty() ? KerasNodes.name(layer) : place.group(),
                    place.steps() + (repeated ? 1 : 0), place.depth() + 1));
            List<String> values = IntStream.range(0, given.size()).mapToObj(i -> KerasNodes.output(output, i)).toList();
            KerasNodes.pass(name, given, values, operators);
            return values;
        }
        if (kind.equals("Rescaling") || kind.equals("Normalization")) {
            warnings.add("\"" + name + "\" (" + kind + ") rescales its input; this is not counted in the weights.");
        }
        Call call = new Call(Call.kind(layer), name, layer.path("config"), taken, output, place.steps(),
                new OwnWeights(source, name, () -> weights.of(layer, place.group())), facts);
        operators.addAll(KerasLayers.operators(call));
        return List.of(output);
    }
}
