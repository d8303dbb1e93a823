package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.operator.Operator;

/** How the layers of a Functional model name the values that they take: in Keras 2 by lists, in Keras 3 by tensors of a history. */
final class KerasNodes {
    /** Among the values that a call takes by name, that it gives how tokens attend, too. */
    static final String SCORES = "return_attention_scores";
    /** Among what a call is told, that some of its steps or tokens are left out. */
    static final String MASK = "a mask";
    private static final int DEEPEST = 8;
    private static final int LONGEST = 150;

    /**
     * A call of a layer.
     *
     * @param values those that it takes, in order
     * @param named those that it takes by name, which are no others where the file counts them twice
     * @param told what it is called with that is no value: numbers and flags by their names, or by {@link #place}
     */
    record Taken(List<String> values, Map<String, List<String>> named, Map<String, JsonNode> told) {
        Taken(List<String> values) {
            this(values, Map.of(), Map.of());
        }
    }

    private KerasNodes() {}

    /** What an argument is called that a call is told without a name. */
    static String place(int argument) {
        return "argument " + argument;
    }

    static String name(JsonNode layer) {
        String name = layer.path("config").path("name").asText();
        return name.isEmpty() ? layer.path("name").asText() : name;
    }

    /** A name fit for a sentence, and short enough to be part of many values' names. */
    static String shown(JsonNode layer) {
        String name = name(layer);
        return (name.length() > LONGEST ? name.substring(0, LONGEST) : name).replaceAll("\\p{C}", "·");
    }

    /** The value that a layer gives when it is called for the {@code call}-th time, the first where these are several. */
    static String value(String prefix, String layer, int call) {
        // a file may call one layer of a name of megabytes many times
        return prefix + (layer.length() > LONGEST ? layer.substring(0, LONGEST) + "#" + layer.hashCode() : layer) + "#" + call;
    }

    /** Another of the values of one call. */
    static String output(String value, int number) {
        return number == 0 ? value : value + ":" + number;
    }

    /** For each call of a layer the values that it takes. */
    static List<Taken> calls(JsonNode layer, String prefix) {
        List<Taken> calls = new ArrayList<>();
        for (JsonNode node : layer.path("inbound_nodes")) {
            Taken taken = new Taken(new ArrayList<>(), new LinkedHashMap<>(), new HashMap<>());
            if (node.isArray()) {
                // Keras 2: one reference, or a list of them, each with what else the layer was given
                for (JsonNode reference : isReference(node) ? List.of(node) : node) {
                    taken.values().addAll(values(reference, prefix));
                    if (reference.path(0).asText().equals("_CONSTANT_VALUE")) {
                        taken.told().put(place(0), reference.path(2));
                    }
                    for (Map.Entry<String, JsonNode> more : reference.path(3).properties()) {
                        name(taken, more.getKey(), more.getValue(), values(more.getValue(), prefix));
                    }
                }
            } else {
                tensors(node.path("args"), prefix, taken.values(), 0);
                for (int place = 0; place < node.path("args").size(); place++) {
                    if (node.path("args").get(place).isNumber()) {
                        taken.told().put(place(place), node.path("args").get(place));
                    }
                }
                for (Map.Entry<String, JsonNode> more : node.path("kwargs").properties()) {
                    List<String> values = new ArrayList<>();
                    tensors(more.getValue(), prefix, values, 0);
                    name(taken, more.getKey(), more.getValue(), values);
                }
            }
            // layers whose only values are named
            if (taken.values().isEmpty()) {
                List<String> query = taken.named().containsKey("query") ? taken.named().get("query") : taken.named().values().stream().flatMap(List::stream).toList();
                taken.values().addAll(query);
            }
            calls.add(taken);
        }
        return calls;
    }

    private static void name(Taken taken, String name, JsonNode given, List<String> values) {
        if (!values.isEmpty() && !name.contains("mask")) {
            taken.named().put(name, values);
            if (List.of("y", "b", "other", "x2").contains(name)) {
                // the second operand of a function
                taken.values().addAll(values);
            }
        } else if (!values.isEmpty()) {
            taken.told().put(MASK, given);
        } else if (name.equals(SCORES) && given.asBoolean()) {
            taken.named().put(name, List.of());
        } else {
            taken.told().put(name, given);
        }
    }

    private static void tensors(JsonNode node, String prefix, List<String> values, int depth) {
        JsonNode history = node.path("config").path("keras_history");
        if (history.isArray()) {
            values.addAll(values(history, prefix));
        } else if (depth < DEEPEST) {
            node.forEach(inner -> tensors(inner, prefix, values, depth + 1));
        }
    }

    private static boolean isReference(JsonNode node) {
        return node.path(0).isTextual() && node.path(1).isInt();
    }

    /** Of {@code ["dense", 0, 0]}, or of a list of such. */
    static List<String> values(JsonNode references, String prefix) {
        List<String> values = new ArrayList<>();
        for (JsonNode reference : isReference(references) ? List.of(references) : references) {
            // a constant stands there as ["_CONSTANT_VALUE", -1, …]
            if (isReference(reference) && reference.get(1).asInt() >= 0) {
                values.add(output(value(prefix, reference.get(0).asText(), reference.get(1).asInt()), Math.max(0, reference.path(2).asInt())));
            }
        }
        return values;
    }

    /** The same values under other names. */
    static void pass(String name, List<String> values, List<String> as, List<Operator> operators) {
        for (int i = 0; i < Math.min(values.size(), as.size()); i++) {
            operators.add(new Operator.Pass(name, values.get(i), as.get(i)));
        }
    }
}
