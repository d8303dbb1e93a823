package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The weights of a Keras file by layer. Keras 2 writes a group for each layer, with the order of its weights in an attribute; where the
 * attribute is missing the datasets below the group are taken by name. Links are not followed: they may lead to other files, or nowhere.
 */
final class KerasWeights implements LayerWeights {
    private static final int DEEPEST = 16;
    private static final int MOST_WEIGHTS = 100_000;

    private final Group root;
    private final HdfTensors tensors;
    private final Map<String, List<Weight>> byLayer = new HashMap<>();
    /** Addresses of the groups that were searched: groups may hold themselves, so that a search below them would never end. */
    private final Set<Long> searched = new HashSet<>();

    private KerasWeights(Group root, HdfTensors tensors) {
        this.root = root;
        this.tensors = tensors;
    }

    /** Of a whole model, whose weights lie in a group "model_weights", or of a file of weights only. */
    static KerasWeights of(Group file, HdfTensors tensors) {
        return new KerasWeights(file.getChild("model_weights") instanceof Group group ? group : file, tensors);
    }

    /** The layers in the model's order, with or without weights. */
    List<String> layers() {
        List<String> names = texts(root, "layer_names");
        return names.isEmpty() ? root.getChildren().values().stream().filter(Group.class::isInstance).map(Node::getName)
                .filter(name -> !name.equals("optimizer_weights") && !name.equals("top_level_model_weights")).toList() : names;
    }

    /** The weights of a layer, in order; of a model inside of this one, those of all its layers. */
    List<Weight> of(String layer) {
        List<Weight> known = byLayer.get(layer);
        if (known == null) {
            known = read(layer);
            byLayer.put(layer, known);
        }
        return known;
    }

    private List<Weight> read(String layer) {
        if (!(child(root, layer) instanceof Group group)) {
            return List.of();
        }
        List<Weight> weights = new ArrayList<>();
        for (String path : texts(group, "weight_names")) {
            if (at(group, path) instanceof Dataset dataset && weights.size() < MOST_WEIGHTS) {
                weights.add(new Weight(path, LayerWeights.roleOf(path), () -> tensors.tensor(dataset)));
            }
        }
        if (weights.isEmpty()) {
            Map<String, Weight> found = new TreeMap<>();
            search(group, "", 0, found);
            weights.addAll(found.values());
        }
        return weights;
    }

    /** The weights of a layer of the outermost model, or those of the model in it that carry the layer's name in their path. */
    @Override
    public List<Weight> of(JsonNode layer, String group) {
        String name = KerasNodes.name(layer);
        return group.isEmpty() ? of(name) : of(group).stream().filter(weight -> ("/" + weight.path()).contains("/" + name + "/")).toList();
    }

    private void search(Group group, String prefix, int depth, Map<String, Weight> found) {
        for (Node node : group.getChildren().values()) {
            String path = prefix + node.getName();
            if (node instanceof Dataset dataset && found.size() < MOST_WEIGHTS) {
                found.put(path, new Weight(path, LayerWeights.roleOf(path), () -> tensors.tensor(dataset)));
            } else if (node instanceof Group inner && depth < DEEPEST && searched.add(inner.getAddress())) {
                search(inner, path + "/", depth + 1, found);
            }
        }
    }

    private static Node child(Group group, String name) {
        return name.isEmpty() ? null : group.getChildren().get(name) instanceof Node direct ? direct : at(group, name);
    }

    /** What lies there, or null; also where the way leads over a link. */
    static Node at(Group group, String path) {
        Node node = group;
        for (String part : path.split("/")) {
            if (!part.isEmpty()) {
                node = node instanceof Group inner ? inner.getChildren().get(part) : null;
            }
        }
        return node;
    }

    /** The text of an attribute, or "". */
    static String text(Node node, String attribute) {
        return String.join("", texts(node, attribute));
    }

    /** The texts of an attribute; one that is too long is split by Keras into name0, name1, … */
    private static List<String> texts(Node node, String attribute) {
        List<String> texts = new ArrayList<>();
        Map<String, Attribute> attributes = node.getAttributes();
        if (attributes.containsKey(attribute)) {
            add(attributes.get(attribute), texts);
        } else {
            for (int part = 0; attributes.containsKey(attribute + part); part++) {
                add(attributes.get(attribute + part), texts);
            }
        }
        return texts;
    }

    private static void add(Attribute attribute, List<String> texts) {
        switch (attribute.getData()) {
            case String one -> texts.add(one);
            case String[] several -> texts.addAll(List.of(several));
            case null, default -> { }
        }
    }
}
