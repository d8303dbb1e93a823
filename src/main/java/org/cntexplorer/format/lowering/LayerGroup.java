package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cntexplorer.model.Tensor;

/**
 * The arrays of one layer in a file that holds names and arrays alone: "conv1.weight" and "conv1.bias", or Keras' "conv2d/kernel".
 *
 * @param owner "conv1"
 * @param parts by the last word of their names, without the ":0" of TensorFlow
 */
record LayerGroup(String owner, Map<String, NamedTensor> parts) {
    /** What a group is, by its parts. */
    enum Kind { CONVOLUTION, DENSE, BATCH_NORM, NORM, RECURRENT, EMBEDDING, OTHER }

    private static final Set<String> COUNTERS = Set.of("num_batches_tracked", "iterations", "seed", "count");

    /** In the order of their first arrays. Counters of training, which are no weights, are in none. */
    static List<LayerGroup> of(List<NamedTensor> arrays) {
        Map<String, LayerGroup> groups = new LinkedHashMap<>();
        for (NamedTensor array : arrays) {
            String owner = WeightNames.owner(array.name());
            String part = array.name().substring(owner.isEmpty() ? 0 : owner.length() + 1).replaceFirst(":0$", "");
            if (!COUNTERS.contains(part)) {
                groups.computeIfAbsent(owner, name -> new LayerGroup(name, new LinkedHashMap<>())).parts().put(part, array);
            }
        }
        return new ArrayList<>(groups.values());
    }

    Optional<NamedTensor> part(String... names) {
        for (String name : names) {
            if (parts.containsKey(name)) {
                return Optional.of(parts.get(name));
            }
        }
        return Optional.empty();
    }

    /** The weights of a dense layer, a convolution or an embedding. */
    Optional<NamedTensor> weight() {
        return part("weight", "kernel", "depthwise_kernel", "embeddings", "weight_orig");
    }

    Optional<Tensor> tensor(String... names) {
        return part(names).map(array -> array.tensor().reshaped(array.size()));
    }

    /** Whether its names are Keras', whose kernels have their inputs before their outputs. */
    boolean isKeras() {
        return parts.containsKey("kernel") || parts.containsKey("depthwise_kernel") || parts.containsKey("gamma") || parts.containsKey("recurrent_kernel")
                || parts.containsKey("embeddings");
    }

    Kind kind() {
        if (parts.keySet().stream().anyMatch(part -> part.startsWith("weight_ih_l")) || parts.containsKey("recurrent_kernel")) {
            return Kind.RECURRENT;
        }
        if (part("running_var", "moving_variance").isPresent()) {
            return Kind.BATCH_NORM;
        }
        if (weight().isPresent() && !weight().get().columnMajor() && weight().get().size() > 0) {
            int rank = weight().get().rank();
            if (rank >= 3 && rank <= 5) {
                return Kind.CONVOLUTION;
            }
            if (rank == 2) {
                boolean embedding = parts.containsKey("embeddings") || !parts.containsKey("bias")
                        && WeightNames.otherKind(weight().get().name()).filter("an embedding"::equals).isPresent();
                return embedding ? Kind.EMBEDDING : Kind.DENSE;
            }
        }
        boolean vectors = !parts.isEmpty() && parts.values().stream().allMatch(array -> array.rank() == 1 && array.size() > 0);
        return vectors && (part("weight", "gamma").isPresent()) && part("bias", "beta").isPresent() ? Kind.NORM : Kind.OTHER;
    }

    /** The last number of its name, and what stands before it: modules of a Sequential are numbered, those without weights too. */
    OptionalInt number() {
        String last = owner.substring(owner.lastIndexOf('.') + 1);
        return last.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(last)) : OptionalInt.empty();
    }

    String prefix() {
        return owner.substring(0, Math.max(0, owner.lastIndexOf('.')));
    }
}
