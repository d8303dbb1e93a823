package org.cntexplorer.app.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.model.Layer;

/** What may be typed: examples of every kind of question, and ways to go on with a text that is begun. */
final class Suggestions {
    /** So many at most. */
    static final int MOST = 7;
    private static final List<String> QUANTITIES = NeuronQuantity.ofNetworks().stream()
            .flatMap(quantity -> quantity.words().isEmpty() ? Stream.of(quantity.label().toLowerCase(Locale.ROOT)) : quantity.words().stream().limit(1))
            .toList();
    /** A text that ends where a layer may stand. */
    private static final Pattern AT_LAYER = Pattern.compile("(.*\\S\\s+(?:in|of|layer)\\s+)(\\S.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AT_QUANTITY = Pattern.compile("((?:top|bottom)\\s+\\d+\\s+)(\\S*)", Pattern.CASE_INSENSITIVE);

    private Suggestions() {}

    /**
     * @param text what is typed so far
     * @return texts in the order in which they are offered, each with what it asks for, or "" where that goes without saying
     */
    static Map<String, String> of(String text, List<Layer> layers) {
        Map<String, String> all = new LinkedHashMap<>();
        Matcher atQuantity = AT_QUANTITY.matcher(text);
        if (atQuantity.matches()) {
            begun(QUANTITIES, atQuantity.group(2)).forEach(name -> all.put(atQuantity.group(1) + name, ""));
        }
        Matcher atLayer = AT_LAYER.matcher(text);
        if (atLayer.matches()) {
            begun(names(layers), atLayer.group(2) == null ? "" : atLayer.group(2)).forEach(name -> all.put(atLayer.group(1) + name, ""));
        }
        Map<String, String> examples = examples(layers);
        begun(List.copyOf(examples.keySet()), text.strip()).forEach(example -> all.putIfAbsent(example, examples.get(example)));
        if (!text.isBlank()) {
            begun(QUANTITIES, text.strip()).forEach(name -> all.putIfAbsent(name + " > ", "compare with a number"));
            layers.stream().filter(layer -> isBegun(layer.name(), text.strip()))
                    .forEach(layer -> all.putIfAbsent(layer.name(), "layer " + layer.index()));
        }
        all.remove(text);
        Map<String, String> offered = new LinkedHashMap<>();
        all.entrySet().stream().limit(MOST).forEach(entry -> offered.put(entry.getKey(), entry.getValue()));
        return offered;
    }

    private static Map<String, String> examples(List<Layer> layers) {
        Layer some = layers.get(Math.min(1, layers.size() - 1));
        Layer last = layers.getLast();
        int neuron = Math.min(17, some.neurons() - 1);
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put(some.index() + ":" + neuron, "neuron " + neuron + " of layer " + some.index());
        examples.put(some.name(), "layer " + some.index());
        examples.put("top 10 strength", "the ten strongest");
        examples.put("top 10 |strength| in " + last.name(), "farthest from 0");
        examples.put("bottom 5 out", "the least, by out-strength");
        examples.put("strength > 3", "over a threshold");
        examples.put("bias = 0", "by an exact value");
        return examples;
    }

    private static List<String> names(List<Layer> layers) {
        return layers.stream().map(Layer::name).toList();
    }

    private static List<String> begun(List<String> names, String beginning) {
        List<String> found = new ArrayList<>();
        names.stream().filter(name -> isBegun(name, beginning)).forEach(found::add);
        return found;
    }

    private static boolean isBegun(String name, String beginning) {
        return name.regionMatches(true, 0, beginning, 0, beginning.length());
    }
}
