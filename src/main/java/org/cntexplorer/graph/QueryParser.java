package org.cntexplorer.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cntexplorer.graph.NeuronQuery.Quantity;
import org.cntexplorer.graph.NeuronQuery.Relation;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Neuron;

/** Understands {@link NeuronQuery questions}. A layer's name goes before everything else that a text may mean. */
final class QueryParser {
    private static final Map<String, NeuronQuantity> QUANTITIES = new HashMap<>();
    private static final Map<String, Relation> RELATIONS = Map.ofEntries(
            Map.entry(">", Relation.GREATER), Map.entry("<", Relation.LESS), Map.entry("=", Relation.EQUAL),
            Map.entry("==", Relation.EQUAL),
            Map.entry(">=", Relation.AT_LEAST), Map.entry("=>", Relation.AT_LEAST), Map.entry("≥", Relation.AT_LEAST),
            Map.entry("<=", Relation.AT_MOST), Map.entry("=<", Relation.AT_MOST), Map.entry("≤", Relation.AT_MOST),
            Map.entry("!=", Relation.UNEQUAL), Map.entry("≠", Relation.UNEQUAL));
    private static final String TRY = "try " + Arrays.stream(NeuronQuantity.values()).flatMap(quantity -> quantity.words().stream().limit(1))
            .collect(Collectors.joining(", "));
    private static final Pattern EXTREME = Pattern.compile("(top|bottom)(?:\\s+(.*))?");
    private static final Pattern COMPARED = Pattern.compile("(.*?)\\s*(>=|=>|<=|=<|==|!=|[><=≥≤≠])\\s*(.*)");
    private static final Pattern NUMBER = Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?)(?:\\s+(.*))?");
    private static final Pattern WHERE = Pattern.compile("(?:in|of|layer|in\\s+layer|of\\s+layer)(?:\\s+(.*))?");
    private static final Pattern ONE = Pattern.compile("(.*):\\s*(.*)");

    static {
        for (NeuronQuantity quantity : NeuronQuantity.values()) {
            quantity.words().forEach(word -> QUANTITIES.put(word, quantity));
        }
    }

    private final List<Layer> layers;

    QueryParser(List<Layer> layers) {
        this.layers = layers;
    }

    NeuronQuery parse(String typed) throws UnclearQuery {
        String text = typed.strip().replace('−', '-').replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            throw new UnclearQuery("Type a neuron (2:17), a layer, top 10 strength, or strength > 3.");
        }
        Optional<Layer> named = layers.stream().filter(layer -> layer.name().equalsIgnoreCase(text)).findFirst();
        if (named.isPresent() && !text.matches("\\d+")) {
            return new NeuronQuery.OfLayer(named.get().index());
        }
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("\\b(in|out)[ _-]strength\\b", "$1");
        Matcher extreme = EXTREME.matcher(lower);
        if (extreme.matches()) {
            return extreme(extreme.group(1), extreme.group(2) == null ? "" : extreme.group(2));
        }
        Matcher compared = COMPARED.matcher(lower);
        if (compared.matches()) {
            return compared(compared.group(1), RELATIONS.get(compared.group(2)), compared.group(3));
        }
        Matcher one = ONE.matcher(text);
        if (one.matches() && layer(one.group(1).strip()).isPresent()) {
            return one(layer(one.group(1).strip()).get(), one.group(2));
        }
        if (one.matches() && one.group(1).strip().matches("\\d+")) {
            throw noLayer(one.group(1).strip());
        }
        Matcher layer = Pattern.compile("layer (.*)").matcher(lower);
        return new NeuronQuery.OfLayer(layer(text).or(() -> layer.matches() ? layer(layer.group(1)) : Optional.empty())
                .orElseThrow(() -> nothing(text, lower, layer)).index());
    }

    private UnclearQuery nothing(String text, String lower, Matcher layer) {
        if (text.matches("\\d+")) {
            return noLayer(text);
        }
        if (layer.matches()) {
            return noLayer(layer.group(1));
        }
        if (quantity(lower).isPresent()) {
            return new UnclearQuery("Compare it with a number, as in " + lower + " > 3, or ask for the top 10 " + lower + ".");
        }
        return new UnclearQuery("'" + text + "' is no layer and no question; try 2:17, top 10 strength, or strength > 3.");
    }

    private NeuronQuery one(Layer layer, String number) throws UnclearQuery {
        String has = "layer " + layer.index() + " (" + layer.name() + ") has neurons 0 to " + (layer.neurons() - 1);
        if (!number.matches("\\d{1,9}") || Integer.parseInt(number) >= layer.neurons()) {
            throw new UnclearQuery(number.isEmpty() ? "Which neuron? " + Character.toUpperCase(has.charAt(0)) + has.substring(1) + "."
                    : "There is no neuron " + number + "; " + has + ".");
        }
        return new NeuronQuery.One(new Neuron(layer.index(), Integer.parseInt(number)));
    }

    private NeuronQuery extreme(String which, String rest) throws UnclearQuery {
        String[] parts = rest.split(" ", 2);
        if (!parts[0].matches("\\d+")) {
            String wrong = parts[0].isEmpty() ? "How many?" : "'" + parts[0] + "' is no number.";
            throw new UnclearQuery(wrong + " Try " + which + " 10 strength.");
        }
        int count = parts[0].length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(parts[0]);
        if (count == 0) {
            throw new UnclearQuery("Ask for one neuron at least, as in " + which + " 10 strength.");
        }
        String of = parts.length == 1 ? "" : parts[1];
        String[] words = of.split(" ", 2);
        Matcher where = WHERE.matcher(of);
        // "top 5 in" asks for the in-strength, "top 5 in 2" for the strength in layer 2
        if (where.matches() && where.group(1) != null && !WHERE.matcher(words[1]).matches()) {
            return new NeuronQuery.Extreme(which.equals("top"), count, new Quantity(NeuronQuantity.STRENGTH, false), where(of));
        }
        Quantity quantity = of.isEmpty() ? new Quantity(NeuronQuantity.STRENGTH, false)
                : quantity(words[0]).orElseThrow(() -> noQuantity(words[0]));
        return new NeuronQuery.Extreme(which.equals("top"), count, quantity, where(words.length == 1 ? "" : words[1]));
    }

    private NeuronQuery compared(String of, Relation relation, String rest) throws UnclearQuery {
        if (of.isEmpty()) {
            throw new UnclearQuery("Which quantity " + relation.sign() + "? T" + TRY.substring(1) + ".");
        }
        Quantity quantity = quantity(of).orElseThrow(() -> noQuantity(of));
        Matcher number = NUMBER.matcher(rest);
        if (!number.matches()) {
            String example = ", as in " + of + " " + relation.sign() + " 3.";
            throw new UnclearQuery(rest.isEmpty() ? "Give a number" + example
                    : rest.matches("[+-]?\\d*,\\d+.*") ? "Write numbers with a point: " + rest.replaceFirst(",", ".") + "."
                    : "'" + rest + "' is no number; give one" + example);
        }
        return new NeuronQuery.Compared(quantity, relation, Double.parseDouble(number.group(1)),
                where(number.group(2) == null ? "" : number.group(2)));
    }

    /** "in dense 1", "layer 2", or nothing. */
    private OptionalInt where(String text) throws UnclearQuery {
        if (text.isBlank()) {
            return OptionalInt.empty();
        }
        Matcher where = WHERE.matcher(text);
        if (!where.matches()) {
            throw new UnclearQuery("'" + text + "' is not understood; a layer is given as in 2, or in " + layers.getLast().name() + ".");
        }
        String name = where.group(1) == null ? "" : where.group(1);
        String bare = name.replaceFirst("^layer (?=.)", "");
        if (name.isEmpty() || name.equals("layer")) {
            throw new UnclearQuery("In which layer? The layers are 0 to " + (layers.size() - 1) + ".");
        }
        return OptionalInt.of(layer(name).or(() -> layer(bare)).orElseThrow(() -> noLayer(bare)).index());
    }

    /** By number, by name, or by the beginning of one name. */
    private Optional<Layer> layer(String name) {
        if (name.matches("\\d{1,9}") && Integer.parseInt(name) < layers.size()) {
            return Optional.of(layers.get(Integer.parseInt(name)));
        }
        Optional<Layer> exact = layers.stream().filter(layer -> layer.name().equalsIgnoreCase(name)).findFirst();
        if (exact.isPresent() || name.isBlank()) {
            return exact;
        }
        List<Layer> begun = layers.stream().filter(layer -> layer.name().regionMatches(true, 0, name, 0, name.length())).toList();
        return begun.size() == 1 ? Optional.of(begun.getFirst()) : Optional.empty();
    }

    private static Optional<Quantity> quantity(String name) {
        Matcher absolute = Pattern.compile("\\| ?(.*?) ?\\||abs ?\\( ?(.*?) ?\\)").matcher(name);
        boolean bars = absolute.matches();
        String of = !bars ? name : absolute.group(1) != null ? absolute.group(1) : absolute.group(2);
        return Optional.ofNullable(QUANTITIES.get(of)).map(quantity -> new Quantity(quantity, bars));
    }

    private static UnclearQuery noQuantity(String name) {
        return new UnclearQuery("'" + name + "' is no quantity; " + TRY + ".");
    }

    private UnclearQuery noLayer(String name) {
        return new UnclearQuery(name.matches("\\d+") ? "There is no layer " + name + "; the layers are 0 to " + (layers.size() - 1) + "."
                : "There is no layer '" + name + "'; the layers are " + layers.getFirst().name()
                        + (layers.size() == 1 ? "" : (layers.size() == 2 ? " and " : " to ") + layers.getLast().name()) + ".");
    }
}
