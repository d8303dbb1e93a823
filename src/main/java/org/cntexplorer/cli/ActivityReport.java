package org.cntexplorer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.activity.Outcome;
import org.cntexplorer.activity.ValueActivity;
import org.cntexplorer.graph.file.CsvField;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;

/**
 * What a network does on data, as JSON and CSV with all digits, or as tables for the eye.
 *
 * @param total whether neuron strength is that in and out together
 */
record ActivityReport(Network network, Activity activity, boolean total) {
    static final String NEURONS = "layer,neuron,activation_mean,activation_std,active_share,strength_in_mean,strength_in_std,strength_out_mean";
    static final String LAYERS = "layer,name,units,positions,steps,activation_mean,activation_std,activation_error,strength_mean,strength_std,strength_error,"
            + "active_share,dead,saturated_share";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Beyond so many classes a confusion matrix is no table for the eye. */
    private static final int MOST_CLASSES = 20;

    private Optional<LayerActivity> of(Layer layer) {
        return activity.layer(layer.index());
    }

    private Optional<ValueActivity> strength(LayerActivity layer) {
        return total ? layer.strength() : layer.strengthIn();
    }

    /** One object, indented; a number that is not finite is null, and so is what a layer has not. */
    String json() {
        ObjectNode root = NODES.objectNode().put("samples", activity.samples());
        OptionalDouble accuracy = accuracy();
        number(root, "accuracy", accuracy.orElse(Double.NaN));
        ArrayNode layers = root.putArray("layers");
        for (Layer layer : network.layers()) {
            ObjectNode node = layers.addObject().put("index", layer.index()).put("name", layer.name());
            node.set("activation", of(layer).map(LayerActivity::activation).map(ActivityReport::moments).orElse(null));
            node.set("neuron_strength", of(layer).flatMap(this::strength).map(ActivityReport::moments).orElse(null));
            of(layer).ifPresentOrElse(one -> node.put("dead", one.deadUnits()), () -> node.putNull("dead"));
        }
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private OptionalDouble accuracy() {
        return activity.outcome().map(Outcome::accuracy).orElse(OptionalDouble.empty());
    }

    private static ObjectNode moments(ValueActivity value) {
        return number(number(NODES.objectNode(), "mean", value.layer().mean()), "std", value.layer().std());
    }

    private static ObjectNode number(ObjectNode node, String name, double value) {
        return Double.isFinite(value) ? node.put(name, value) : node.putNull(name);
    }

    /** A line a unit; what a layer has not is NaN. */
    void neurons(OutputStream out) throws IOException {
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        to.write(NEURONS + "\n");
        for (LayerActivity layer : activity.layers()) {
            ValueActivity a = layer.activation();
            for (int u = 0; u < layer.units(); u++) {
                int unit = u;
                to.write(layer.layer() + "," + u + "," + a.mean()[u] + "," + a.std()[u] + "," + layer.activeShare()[u] + ","
                        + layer.strengthIn().map(z -> z.mean()[unit] + "," + z.std()[unit]).orElse("NaN,NaN") + "," + layer.strengthOut()[u] + "\n");
            }
        }
        to.flush();
    }

    /** A line a layer; what it has not is NaN. */
    String csv() {
        StringBuilder text = new StringBuilder(LAYERS).append('\n');
        for (LayerActivity layer : activity.layers()) {
            text.append(layer.layer()).append(',').append(CsvField.of(network.layer(layer.layer()).name())).append(',').append(layer.units()).append(',')
                    .append(layer.positions()).append(',').append(layer.steps()).append(',').append(columns(Optional.of(layer.activation()))).append(',')
                    .append(columns(strength(layer))).append(',').append(share(layer)).append(',').append(layer.deadUnits()).append(',')
                    .append(layer.saturation().orElse(Double.NaN)).append('\n');
        }
        return text.toString();
    }

    private static String columns(Optional<ValueActivity> value) {
        return value.map(v -> v.layer().mean() + "," + v.layer().std() + "," + error(v)).orElse("NaN,NaN,NaN");
    }

    private static double error(ValueActivity value) {
        return value.convergence().getLast().error();
    }

    private static double share(LayerActivity layer) {
        return Arrays.stream(layer.activeShare()).average().orElse(Double.NaN);
    }

    /** The samples, the layers, how the error of their means shrinks, and how classes are told apart. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s on %,d samples%n", network.name(), activity.samples()));
        activity.outcome().ifPresent(outcome -> {
            text.append(String.format(Locale.ROOT, "Accuracy %.4f", outcome.accuracy().orElse(Double.NaN)));
            outcome.loss().ifPresent(loss -> text.append(String.format(Locale.ROOT, ", loss %.5f", loss)));
            text.append(outcome.labelled() < activity.samples() ? String.format(Locale.ROOT, " of the %,d samples that have a class%n", outcome.labelled()) : "\n");
        });
        text.append(String.format("Neuron strength: %s, bias %s%n%n", total ? "incoming and outgoing" : "incoming", activity.bias() ? "included" : "excluded"));
        text.append(layersTable());
        convergence(text);
        activity.outcome().filter(outcome -> outcome.classes().size() <= MOST_CLASSES).ifPresent(outcome -> text.append('\n').append(confusion(outcome)));
        return text.toString();
    }

    private String layersTable() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Layer", "", "Units", "Activation", "±", "std", "Strength", "±", "std", "Active", "Dead", "Saturated"));
        for (Layer layer : network.layers()) {
            Optional<LayerActivity> found = of(layer);
            List<String> row = new ArrayList<>(List.of(String.valueOf(layer.index()), layer.name()));
            if (found.isEmpty()) {
                row.addAll(List.of("-", "-", "-", "-", "-", "-", "-", "-", "-", "-"));
            } else {
                LayerActivity one = found.get();
                row.add(String.format(Locale.ROOT, "%,d", one.units()) + (one.positions() > 1 ? " channels" : ""));
                row.addAll(cells(Optional.of(one.activation())));
                row.addAll(cells(strength(one)));
                row.add(String.format(Locale.ROOT, "%.4f", share(one)));
                row.add(String.format(Locale.ROOT, "%,d", one.deadUnits()));
                row.add(one.saturation().map(share -> String.format(Locale.ROOT, "%.4f", share)).orElse("-"));
            }
            rows.add(row);
        }
        return TextTable.of(rows);
    }

    private static List<String> cells(Optional<ValueActivity> value) {
        return value.map(v -> List.of(six(v.layer().mean()), String.format(Locale.ROOT, "%.1g", error(v)), six(v.layer().std()))).orElse(List.of("-", "-", "-"));
    }

    /** Of the last layer, whose mean the fewest neurons make. */
    private void convergence(StringBuilder text) {
        if (activity.layers().isEmpty()) {
            return;
        }
        LayerActivity last = activity.layers().getLast();
        ValueActivity value = strength(last).orElse(last.activation());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("First", "", "Mean", "±"));
        value.convergence().forEach(point -> rows.add(List.of(String.format(Locale.ROOT, "%,d", point.samples()), "samples", six(point.mean()),
                String.format(Locale.ROOT, "%.2g", point.error()))));
        text.append("\nMean ").append(value == last.activation() ? "activation" : "strength").append(" of ").append(network.layer(last.layer()).name())
                .append(" and its standard error\n").append(TextTable.of(rows));
    }

    private static String confusion(Outcome outcome) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("Class", "taken for"));
        head.addAll(outcome.classes());
        rows.add(head);
        for (int i = 0; i < outcome.classes().size(); i++) {
            List<String> row = new ArrayList<>(List.of(outcome.classes().get(i), ""));
            for (long count : outcome.confusion()[i]) {
                row.add(count == 0 ? "·" : String.format(Locale.ROOT, "%,d", count));
            }
            rows.add(row);
        }
        return TextTable.of(rows);
    }

    /** Six significant digits. */
    private static String six(double x) {
        return x == 0 ? "0" : String.format(Locale.ROOT, "%.6g", x);
    }
}
