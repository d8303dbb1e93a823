package org.cntexplorer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;

/**
 * The numbers of a network as JSON, with all digits, or as tables for the eye.
 *
 * @param warnings what the one who reads the numbers should know
 */
record MetricsReport(Network network, NodeStrength strength, LinkWeights weights, List<String> warnings) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** One object, indented; a number that is not finite is null, for JSON has no other word for it. */
    String json() {
        ObjectNode root = NODES.objectNode();
        root.putObject("model").put("name", network.name()).put("format", network.format()).put("parameters", network.parameters());
        Convention convention = strength.convention();
        ObjectNode switches = root.putObject("convention").put("bias", convention.bias() ? "include" : "exclude")
                .put("boundary", convention.boundary()).put("weights", convention.weighting().name().toLowerCase(Locale.ROOT));
        if (convention.skips()) {
            switches.put("skips", "include");
        }
        ArrayNode layers = root.putArray("layers");
        network.layers().forEach(layer -> layers.add(layer(layer)));
        ArrayNode connections = root.putArray("connections");
        network.connections().forEach(connection -> connections.add(connection(connection)));
        ArrayNode told = root.putArray("warnings");
        warnings.forEach(told::add);
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode layer(Layer layer) {
        NodeStrength.OfLayer numbers = strength.layer(layer.index());
        ObjectNode node = NODES.objectNode();
        node.put("index", layer.index()).put("name", layer.name()).put("kind", layer.kind());
        ArrayNode shape = node.putArray("shape");
        layer.shape().extents().forEach(shape::add);
        node.put("neurons", layer.neurons());
        node.set("in_strength", strengths(numbers.inMoments()));
        node.set("out_strength", strengths(numbers.outMoments()));
        node.set("strength", strengths(numbers.totalMoments()));
        return number(node, "fluctuation", numbers.fluctuation());
    }

    private static ObjectNode strengths(Moments moments) {
        ObjectNode node = number(number(NODES.objectNode(), "mean", moments.mean()), "std", moments.std());
        return number(number(node, "min", moments.min()), "max", moments.max());
    }

    private ObjectNode connection(Connection connection) {
        LinkWeights.OfConnection numbers = weights.connection(connection.index());
        ObjectNode node = NODES.objectNode();
        node.put("index", connection.index()).put("name", connection.name()).put("kind", connection.kind()).put("from", connection.from())
                .put("to", connection.to()).put("links", connection.links()).put("weights", connection.weights());
        if (!connection.counted()) {
            node.put("counted", false);
        }
        number(number(node, "mean", numbers.weights().mean()), "variance", numbers.weights().variance());
        number(number(node, "min", numbers.weights().min()), "max", numbers.weights().max());
        Optional<Moments> bias = numbers.bias();
        node.set("bias", bias.isEmpty() ? NODES.nullNode()
                : number(number(NODES.objectNode(), "mean", bias.get().mean()), "variance", bias.get().variance()));
        return node;
    }

    private static ObjectNode number(ObjectNode node, String name, double value) {
        return Double.isFinite(value) ? node.put(name, value) : node.putNull(name);
    }

    /** Three parts: the model and its convention, its layers, its connections. */
    String table() {
        StringBuilder text = new StringBuilder();
        Convention convention = strength.convention();
        text.append(String.format(Locale.ROOT, "%s (%s): %,d layers, %,d neurons, %,d links, %,d parameters%n", network.name(), network.format(),
                network.layers().size(), network.neurons(), network.links(), network.parameters()));
        text.append(String.format(Locale.ROOT, "Strengths: bias %s, boundary constant %s, %s weights%s%n%n",
                convention.bias() ? "included" : "excluded", six(convention.boundary()), convention.weighting().name().toLowerCase(Locale.ROOT),
                convention.skips() ? ", skips counted" : ""));
        text.append(layersTable()).append('\n').append(connectionsTable());
        warnings.forEach(warning -> text.append("\nWarning: ").append(warning).append('\n'));
        return text.toString();
    }

    private String layersTable() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Layer", "", "Shape", "Neurons", "In mean", "In std", "Out mean", "Out std", "Strength mean", "min", "max", "Fluctuation"));
        for (Layer layer : network.layers()) {
            NodeStrength.OfLayer numbers = strength.layer(layer.index());
            Moments in = numbers.inMoments();
            Moments out = numbers.outMoments();
            Moments total = numbers.totalMoments();
            rows.add(List.of(String.valueOf(layer.index()), layer.name(), layer.shape().toString(), String.format(Locale.ROOT, "%,d", layer.neurons()),
                    six(in.mean()), six(in.std()), six(out.mean()), six(out.std()), six(total.mean()), six(total.min()), six(total.max()),
                    six(numbers.fluctuation())));
        }
        return TextTable.of(rows);
    }

    private String connectionsTable() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Connection", "", "From-to", "Links", "Weight mean", "std", "min", "max", "Bias mean", "Bias std"));
        for (Connection connection : network.connections()) {
            LinkWeights.OfConnection numbers = weights.connection(connection.index());
            String name = connection.counted() ? connection.name() : connection.name() + " (" + connection.kind() + ", not counted)";
            rows.add(List.of(String.valueOf(connection.index()), name, connection.from() + "-" + connection.to(),
                    String.format(Locale.ROOT, "%,d", connection.links()), weight(connection, numbers.weights().mean()),
                    weight(connection, numbers.weights().std()), weight(connection, numbers.weights().min()),
                    weight(connection, numbers.weights().max()), numbers.bias().map(b -> six(b.mean())).orElse("-"),
                    numbers.bias().map(b -> six(b.std())).orElse("-")));
        }
        return TextTable.of(rows);
    }

    /** Of a connection that stores no weight there is nothing to tell. */
    private static String weight(Connection connection, double x) {
        return connection.weights() == 0 ? "-" : six(x);
    }

    /** Six significant digits. */
    private static String six(double x) {
        return x == 0 ? "0" : String.format(Locale.ROOT, "%.6g", x);
    }
}
