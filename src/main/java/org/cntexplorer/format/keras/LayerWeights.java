package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Tensor;

/** Where the weights of a model's layers lie; each kind of file that Keras or TensorFlow.js writes has its own arrangement. */
interface LayerWeights {
    /**
     * The weights of a layer, in order; none where the file has none.
     *
     * @param layer the layer's description, as it stands in the model's
     * @param group the name of the layer of the outermost model that it belongs to, "" for a layer of the outermost model itself
     * @throws ModelFormatException where they are kept in a way that is not read
     */
    List<Weight> of(JsonNode layer, String group) throws ModelFormatException;

    /**
     * One weight.
     *
     * @param path as the file has it: "dense_1/kernel:0"
     * @param role what it is to its layer: "kernel"
     */
    record Weight(String path, String role, Numbers numbers) {
        /** @throws ModelFormatException where the file does not hold its numbers */
        Tensor tensor() throws ModelFormatException {
            return numbers.read();
        }
    }

    /** How the numbers of a weight are got. */
    @FunctionalInterface
    interface Numbers {
        Tensor read() throws ModelFormatException;
    }

    /** The weight of a role; "kernel" of "dense_1/kernel:0". */
    static Optional<Weight> role(List<Weight> weights, String role) {
        return weights.stream().filter(weight -> weight.role().equals(role)).findFirst();
    }

    /** The last part of a path, which says what a weight is. */
    static String roleOf(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        String role = colon < 0 ? last : last.substring(0, colon);
        // Keras 1 wrote dense_1_W and dense_1_b
        return role.endsWith("_W") ? "kernel" : role.endsWith("_b") ? "bias" : role;
    }
}
