package org.cntexplorer.format.keras;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.keras.LayerWeights.Weight;
import org.cntexplorer.model.Tensor;

/** What kind of layer weights belong to, where the file does not describe the model. "" where nobody knows. */
final class WeightKinds {
    private static final Map<String, String> CLASSES = List.of("Dense", "Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose",
            "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D", "BatchNormalization", "LayerNormalization", "GroupNormalization", "Embedding",
            "LSTM", "GRU", "SimpleRNN", "Bidirectional", "MultiHeadAttention").stream().collect(Collectors.toMap(ArchiveWeights::snakeCase, kind -> kind));

    private WeightKinds() {}

    /** By the class that a group of Keras 3 is called by, with a number behind it; else by the axes of its first weight. */
    static String ofGroup(String group, List<Weight> weights) throws ModelFormatException {
        String name = group.substring(group.lastIndexOf('/') + 1);
        String kind = CLASSES.getOrDefault(name, CLASSES.getOrDefault(name.replaceFirst("_\\d+$", ""), ""));
        if (!kind.isEmpty() || weights.size() > 2) {
            return kind;
        }
        return ofKernel(name, weights.getFirst().tensor());
    }

    /** By the roles of the weights, their names and their axes. */
    static String of(String layer, List<Weight> weights) throws ModelFormatException {
        Set<String> roles = weights.stream().map(Weight::role).collect(Collectors.toSet());
        boolean twice = roles.size() < weights.size();
        if (roles.contains("recurrent_kernel")) {
            boolean back = weights.stream().anyMatch(weight -> ("/" + weight.path()).contains("/backward_"));
            return back ? "Bidirectional" : twice ? "" : recurrent(new OwnWeights("", layer, () -> weights));
        }
        if (weights.stream().anyMatch(weight -> weight.path().contains("attention_output/")) && weights.stream().anyMatch(weight -> weight.path().contains("query/"))) {
            return "MultiHeadAttention";
        }
        if (twice) {
            return "";
        }
        if (roles.contains("moving_mean") && roles.contains("moving_variance")) {
            return "BatchNormalization";
        }
        if (Set.of("gamma", "beta").containsAll(roles)) {
            return roles.isEmpty() ? "" : "LayerNormalization";
        }
        if (roles.contains("embeddings")) {
            return "Embedding";
        }
        if (roles.contains("depthwise_kernel")) {
            int axes = axes(weights, "depthwise_kernel");
            return axes < 1 || axes > 2 ? "" : (roles.contains("pointwise_kernel") ? "SeparableConv" : "DepthwiseConv") + axes + "D";
        }
        Optional<Weight> kernel = LayerWeights.role(weights, "kernel");
        return kernel.isPresent() && Set.of("kernel", "bias").containsAll(roles) ? ofKernel(layer, kernel.get().tensor()) : "";
    }

    private static int axes(List<Weight> weights, String role) throws ModelFormatException {
        return LayerWeights.role(weights, role).orElseThrow().tensor().rank() - 2;
    }

    private static String ofKernel(String layer, Tensor kernel) {
        String name = layer.toLowerCase(Locale.ROOT);
        boolean transposed = name.contains("transpose") || name.contains("deconv");
        return switch (kernel.rank()) {
            case 2 -> "Dense";
            case 3, 4, 5 -> "Conv" + (kernel.rank() - 2) + "D" + (transposed ? "Transpose" : "");
            default -> "";
        };
    }

    /** By how many gates the matrices have. */
    static String recurrent(OwnWeights weights) throws ModelFormatException {
        Optional<Tensor> kernel = weights.inOrder("kernel", "recurrent_kernel").find("kernel");
        Optional<Tensor> back = weights.inOrder("kernel", "recurrent_kernel").find("recurrent_kernel");
        if (kernel.isEmpty() || back.isEmpty() || back.get().rank() != 2 || back.get().extent(0) < 1) {
            return "";
        }
        return switch ((int) (back.get().extent(1) / back.get().extent(0))) {
            case 4 -> "LSTM";
            case 3 -> "GRU";
            case 1 -> "SimpleRNN";
            default -> "";
        };
    }
}
