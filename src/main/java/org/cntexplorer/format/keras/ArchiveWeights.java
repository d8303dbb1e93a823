package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.FixedPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Tensor;

/**
 * The weights of a Keras 3 archive by layer. They do not lie under the layers' names but under their classes, counted within each model:
 * the second Dense of a model inside of another is {@code layers/functional/layers/dense_1}, and its weights are {@code vars/0}, the
 * kernel, and {@code vars/1}, the bias.
 */
final class ArchiveWeights implements LayerWeights {
    private static final String CONTAINER = "layers";
    /** What Keras 2.13 called it. */
    private static final String OLD_CONTAINER = "_layer_checkpoint_dependencies";
    private static final int MOST_WEIGHTS = 1000;
    private static final int DEEPEST = 6;

    private final String source;
    private final Group root;
    private final HdfTensors tensors;
    private final String container;
    /** By the very object of the layer's description: names need not be unique, and two descriptions may be equal. */
    private final Map<JsonNode, String> paths = new IdentityHashMap<>();
    /** Where a layer that several models share was saved, which is with the first of them. */
    private final Map<Long, String> shared = new HashMap<>();

    ArchiveWeights(String source, Group root, HdfTensors tensors, JsonNode model) {
        this.source = source;
        this.root = root;
        this.tensors = tensors;
        this.container = root.getChildren().containsKey(CONTAINER) ? CONTAINER : OLD_CONTAINER;
        place(model, "", 0);
    }

    private void place(JsonNode model, String path, int depth) {
        if (depth > KerasModel.DEEPEST) {
            return;
        }
        Map<String, Integer> counts = new HashMap<>();
        for (JsonNode layer : KerasModel.layers(model)) {
            String kind = snakeCase(layer.path("class_name").asText());
            int count = counts.merge(kind, 1, Integer::sum) - 1;
            String own = path + container + "/" + (count == 0 ? kind : kind + "_" + count);
            String first = layer.has("shared_object_id") ? shared.putIfAbsent(layer.path("shared_object_id").asLong(), own) : null;
            String place = first == null ? own : first;
            paths.put(layer, place);
            if (KerasModel.isModel(layer)) {
                place(layer, place + "/", depth + 1);
            } else if (KerasModel.isModel(layer.path("config").path("layer"))) {
                // a model that is repeated along steps
                place(layer.path("config").path("layer"), place + "/layer/", depth + 1);
            }
        }
    }

    /** "BatchNormalization" is batch_normalization, "Conv2DTranspose" is conv2d_transpose, "ReLU" is re_lu. */
    static String snakeCase(String className) {
        return className.replaceAll("\\W+", "").replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Weight> of(JsonNode layer, String group) throws ModelFormatException {
        String path = paths.getOrDefault(layer, "");
        JsonNode type = layer.path("config").path("dtype");
        if (type.asText(type.path("config").path("name").asText()).equals("bfloat16")) {
            // to HDF5 these are two bytes of an unknown kind without a name, and of those the library cannot even read the heading
            throw new ModelFormatException(source + ": the layer \"" + KerasNodes.name(layer)
                    + "\" keeps its weights as bfloat16, which this version does not read from HDF5; save the model as float32.");
        }
        List<Weight> weights = new ArrayList<>();
        if (!path.isEmpty() && KerasWeights.at(root, path) instanceof Group own) {
            add(own, path, weights, new HashSet<>(), 0);
        }
        return weights;
    }

    /** Those of a layer itself and then those of what it is made of. */
    private void add(Group group, String path, List<Weight> weights, Set<Long> seen, int depth) {
        if (group.getChildren().get("vars") instanceof Group vars) {
            for (int number = 0; weights.size() < MOST_WEIGHTS && vars.getChildren().get(String.valueOf(number)) instanceof Dataset dataset; number++) {
                String place = path + "/vars/" + number;
                weights.add(new Weight(place, String.valueOf(number), () -> tensor(place, dataset)));
            }
        }
        for (Node part : group.getChildren().values()) {
            // states of random numbers are no weights
            if (part instanceof Group inner && depth < DEEPEST && !part.getName().equals("vars") && !part.getName().contains("seed_generator")
                    && !part.getName().equals(container) && seen.add(inner.getAddress())) {
                add(inner, path + "/" + part.getName(), weights, seen, depth + 1);
            }
        }
    }

    private Tensor tensor(String path, Dataset dataset) throws ModelFormatException {
        if (dataset.getDataType() instanceof FixedPoint) {
            throw new ModelFormatException(source + ": the weights " + path
                    + " are quantised to whole numbers, which this version does not read; save the model as it was before quantize().");
        }
        return tensors.tensor(dataset);
    }
}
