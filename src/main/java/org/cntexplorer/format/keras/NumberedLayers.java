package org.cntexplorer.format.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cntexplorer.format.keras.LayerWeights.Weight;

/** The layers of a file of weights of Keras 3: a group for each, called by its class, in the order in which they were written. */
final class NumberedLayers {
    private static final int DEEPEST = 16;
    private static final int MOST_WEIGHTS = 100_000;

    /** @param name "conv2d_1": its class, counted */
    record Layer(String name, List<Weight> weights) {}

    private final HdfTensors tensors;
    private final List<Layer> layers = new ArrayList<>();
    /** Groups may hold themselves. */
    private final Set<Long> seen = new HashSet<>();
    private int count;

    private NumberedLayers(HdfTensors tensors) {
        this.tensors = tensors;
    }

    /** None where the file is no such file. */
    static List<Layer> of(Group file, HdfTensors tensors) {
        NumberedLayers found = new NumberedLayers(tensors);
        found.model(file, "", 0);
        return found.layers;
    }

    private void model(Group model, String prefix, int depth) {
        for (String container : List.of("layers", "_layer_checkpoint_dependencies")) {
            if (model.getChildren().get(container) instanceof Group all && depth < DEEPEST) {
                List<Node> children = new ArrayList<>(all.getChildren().values());
                // HDF5 lists names in their order, and groups lie in the file as they were made
                children.sort(Comparator.comparingLong(Node::getAddress));
                for (Node child : children) {
                    if (child instanceof Group layer && seen.add(layer.getAddress())) {
                        List<Weight> weights = new ArrayList<>();
                        weights(layer, layer.getName(), weights, depth);
                        if (!weights.isEmpty()) {
                            layers.add(new Layer(prefix + layer.getName(), weights));
                        }
                        model(layer, prefix + layer.getName() + "/", depth + 1);
                    }
                }
            }
        }
    }

    private void weights(Group group, String path, List<Weight> weights, int depth) {
        if (group.getChildren().get("vars") instanceof Group vars) {
            for (int number = 0; vars.getChildren().get(String.valueOf(number)) instanceof Dataset dataset && count++ < MOST_WEIGHTS; number++) {
                weights.add(new Weight(path + "/vars/" + number, String.valueOf(number), () -> tensors.tensor(dataset)));
            }
        }
        for (Node part : group.getChildren().values()) {
            if (part instanceof Group inner && depth < DEEPEST && !List.of("vars", "layers", "_layer_checkpoint_dependencies").contains(part.getName())
                    && !part.getName().contains("seed_generator") && seen.add(inner.getAddress())) {
                weights(inner, path + "/" + part.getName(), weights, depth + 1);
            }
        }
    }
}
