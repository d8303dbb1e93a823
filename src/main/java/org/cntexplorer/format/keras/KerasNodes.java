package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How the layers of a Functional model name the values that they take: in Keras 2 by lists, in Keras 3 by tensors of a history. */
final class KerasNodes {
    private static final int DEEPEST = 8;

    private KerasNodes() {}

    static String name(JsonNode layer) {
        String name = layer.path("config").path("name").asText();
        return name.isEmpty() ? layer.path("name").asText() : name;
    }

    /** The value that a layer gives when it is called for the {@code call}-th time. */
    static String value(String prefix, String layer, int call) {
        return prefix + layer + "#" + call;
    }

    /** For each call of a layer the values that it takes. */
    static List<List<String>> calls(JsonNode layer, String prefix) {
        List<List<String>> calls = new ArrayList<>();
        for (JsonNode node : layer.path("inbound_nodes")) {
            List<String> values = new ArrayList<>();
            if (node.isArray()) {
                node.forEach(reference -> values.addAll(values(reference, prefix)));
            } else {
                tensors(node.path("args"), prefix, values, 0);
                tensors(node.path("kwargs"), prefix, values, 0);
            }
            calls.add(values);
        }
        return calls;
    }

    private static void tensors(JsonNode node, String prefix, List<String> values, int depth) {
        JsonNode history = node.path("config").path("keras_history");
        if (history.isArray()) {
            values.addAll(values(history, prefix));
        } else if (depth < DEEPEST) {
            node.forEach(inner -> tensors(inner, prefix, values, depth + 1));
        }
    }

    /** Of {@code ["dense", 0, 0]}, or of a list of such. */
    static List<String> values(JsonNode references, String prefix) {
        List<String> values = new ArrayList<>();
        if (references.path(0).isTextual()) {
            values.add(value(prefix, references.get(0).asText(), references.path(1).asInt()));
        } else {
            references.forEach(reference -> {
                if (reference.path(0).isTextual()) {
                    values.add(value(prefix, reference.get(0).asText(), reference.path(1).asInt()));
                }
            });
        }
        return values;
    }

    /** The layers named by {@code ["dense", 0, 0]}, or a list of such. */
    static List<String> layersOf(JsonNode references) {
        return values(references, "").stream().map(value -> value.substring(0, value.lastIndexOf('#'))).toList();
    }
}
