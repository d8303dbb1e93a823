package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.api.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.keras.LayerWeights.Weight;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Shape;

/**
 * A file of weights without the model's configuration: its layers are taken to follow one another. What they are is told by the roles and axes
 * of their weights, or by the classes that Keras 3 calls their groups by; strides are taken to be 1, paddings to keep an image's size.
 */
final class KerasWeightsOnly {
    private static final int MOST_LAYERS = 10_000;

    /** A layer: its weights, and what it is. */
    private record Found(String name, String kind, List<Weight> weights) {}

    private final String source;
    private final boolean shaped;
    private final List<String> warnings;
    private final List<Operator> operators = new ArrayList<>();
    private String value = "input";

    private KerasWeightsOnly(String source, boolean shaped, List<String> warnings) {
        this.source = source;
        this.shaped = shaped;
        this.warnings = warnings;
    }

    /** @param shaped whether the person says the input's shape */
    static List<Operator> operators(String source, Group file, KerasWeights weights, HdfTensors tensors, boolean shaped, List<String> warnings)
            throws ModelFormatException {
        return new KerasWeightsOnly(source, shaped, warnings).operators(file, weights, tensors);
    }

    private List<Operator> operators(Group file, KerasWeights weights, HdfTensors tensors) throws ModelFormatException {
        List<Found> layers = new ArrayList<>();
        List<NumberedLayers.Layer> numbered = NumberedLayers.of(file, tensors);
        for (NumberedLayers.Layer layer : numbered) {
            layers.add(new Found(layer.name(), WeightKinds.ofGroup(layer.name(), layer.weights()), layer.weights()));
        }
        for (String layer : numbered.isEmpty() ? weights.layers() : List.<String>of()) {
            layers.addAll(owners(layer, weights.of(layer)));
        }
        if (layers.isEmpty()) {
            throw new ModelFormatException(source + " is an HDF5 file without layers of Keras; open a file saved by model.save or model.save_weights.");
        }
        if (layers.size() > MOST_LAYERS) {
            throw new ModelFormatException(source + " has weights of more than " + MOST_LAYERS + " layers, as no network has; check where the file comes from.");
        }
        chain(layers);
        warnings.addFirst("The file holds weights only: its layers are taken to follow one another in the file's order, and their activations are unknown.");
        return operators;
    }

    /** A layer, or those of a model that is a layer, whose weights lie all in its group. */
    private static List<Found> owners(String layer, List<Weight> weights) throws ModelFormatException {
        String kind = WeightKinds.of(layer, weights);
        if (weights.isEmpty()) {
            return List.of();
        }
        if (!kind.isEmpty()) {
            return List.of(new Found(layer, kind, weights));
        }
        Map<String, List<Weight>> owners = new LinkedHashMap<>();
        for (Weight weight : weights) {
            owners.computeIfAbsent(weight.path().substring(0, Math.max(0, weight.path().lastIndexOf('/'))), any -> new ArrayList<>()).add(weight);
        }
        List<Found> found = new ArrayList<>();
        for (Map.Entry<String, List<Weight>> owner : owners.entrySet()) {
            String name = owner.getKey().substring(owner.getKey().lastIndexOf('/') + 1);
            found.add(new Found(name.isEmpty() ? layer : name, owners.size() == 1 ? "" : WeightKinds.of(name, owner.getValue()), owner.getValue()));
        }
        return found;
    }

    private void chain(List<Found> layers) throws ModelFormatException {
        InferredSizes sizes = new InferredSizes(source);
        for (Found layer : layers) {
            sizes.add(layer.kind(), new OwnWeights(source, layer.name(), layer::weights));
        }
        List<Integer> input = sizes.input(shaped);
        operators.add(new Operator.Input("input", value, input, true));
        if (!input.isEmpty()) {
            List<Integer> channelFirst = new ArrayList<>(input.subList(1, input.size()));
            channelFirst.addFirst(channelFirst.removeLast());
            warnings.add("The size of the input is not in the file and taken to be " + new Shape(channelFirst) + "; give the true one (--input-shape).");
        }
        for (int i = 0; i < layers.size(); i++) {
            add(layers.get(i), sizes, i, i + 1 < layers.size() && layers.get(i + 1).kind().equals("Dense"));
        }
    }

    /** @param end whether a dense layer follows, which takes the last step of a sequence as a rule */
    private void add(Found layer, InferredSizes sizes, int place, boolean end) throws ModelFormatException {
        OwnWeights own = new OwnWeights(source, layer.name(), layer::weights);
        String output = "out of " + place;
        if (layer.kind().isEmpty()) {
            Call call = new Call("with the weights " + String.join(", ", own.roles()), layer.name(), config(end), new KerasNodes.Taken(List.of(value)), output, 0, own,
                    KerasFacts.NONE);
            operators.add(call.block());
        } else {
            String fitted = output + " input";
            List<Operator> fitting = sizes.fitting(place, layer.name(), value, fitted);
            operators.addAll(fitting);
            ObjectNode config = config(end);
            if (layer.kind().equals("Bidirectional")) {
                config.set("layer", JsonNodeFactory.instance.objectNode().put("class_name", WeightKinds.recurrent(own)).set("config", config(end)));
            }
            operators.addAll(KerasLayers.operators(new Call(layer.kind(), layer.name(), config,
                    new KerasNodes.Taken(List.of(fitting.isEmpty() ? value : fitted)), output, 0, own, KerasFacts.NONE)));
        }
        value = output;
    }

    /** What all layers are taken to be made with. */
    private static ObjectNode config(boolean end) {
        return JsonNodeFactory.instance.objectNode().put("padding", "same").put("return_sequences", !end);
    }
}
