package org.cntexplorer.format.lowering;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cntexplorer.format.NaturalOrder;

/**
 * What the names of weights say. "fc1.weight" and "fc1.bias" belong together, and a matrix called "….weight" is (out, in), as PyTorch
 * stores it. Names may be long and many: what is asked often looks at their ends only.
 */
final class WeightNames {
    private static final Pattern KIND = Pattern.compile("([._/:-]?(weights?|kernel|matrix|w))?(:0)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern GENERIC = Pattern.compile("(arr_?)?\\d*");
    private static final Pattern DECODER = Pattern.compile("(^|[._/])dec");
    private static final Pattern RECURRENT = Pattern.compile("(weight|bias)_(ih|hh)|recurrent_kernel");
    private static final Pattern ATTENTION = Pattern.compile("attn|attention|in_proj_weight|(^|[._/])(q_proj|k_proj|v_proj|qkv|query)([._/]|$)");
    private static final Pattern EMBEDDING = Pattern.compile("embed|(^|[._/])(wte|wpe)([._/]|$)");

    private static final int LONGEST_END = 200;

    private WeightNames() {}

    /** As a person orders layers: 2 before 10, the decoder behind its encoder. */
    static List<NamedTensor> ordered(List<NamedTensor> tensors) {
        record Keyed(String key, NamedTensor tensor) {}
        return tensors.stream().map(tensor -> new Keyed(DECODER.matcher(tensor.name()).replaceAll("$1enc\uffff"), tensor))
                .sorted(Comparator.comparing(Keyed::key, NaturalOrder.OF_WEIGHTS)).map(Keyed::tensor).toList();
    }

    /** Whether every matrix is called one, so that only what is called its bias is taken for it. */
    static boolean areTelling(List<NamedTensor> tensors) {
        return tensors.stream().filter(tensor -> tensor.rank() == 2 && !isBias(tensor))
                .allMatch(tensor -> endsWith(tensor.name(), "weight") || endsWith(tensor.name(), "kernel"));
    }

    /** Whether every matrix is called as PyTorch calls it, whose Linear is (out, in). */
    static boolean areTorch(List<NamedTensor> tensors) {
        return tensors.stream().filter(tensor -> tensor.rank() == 2 && !isBias(tensor)).allMatch(tensor -> endsWith(tensor.name(), "weight"));
    }

    static boolean isBias(NamedTensor tensor) {
        return endsWith(tensor.name(), "bias");
    }

    /** "fc1" of "fc1.weight" and of "fc1.bias". */
    static String owner(String name) {
        int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
        return end < 0 ? "" : name.substring(0, end);
    }

    /** Whether the last part of a name, between dots or strokes and without the ":0" of TensorFlow, is {@code part}. */
    private static boolean endsWith(String name, String part) {
        int end = name.endsWith(":0") ? name.length() - 2 : name.length();
        int start = end - part.length();
        return start >= 0 && name.startsWith(part, start) && (start == 0 || name.charAt(start - 1) == '.' || name.charAt(start - 1) == '/');
    }

    /** The kind of layer, other than a dense one, that a matrix of this name belongs to. */
    static Optional<String> otherKind(String whole) {
        String name = whole.substring(Math.max(0, whole.length() - LONGEST_END));
        if (RECURRENT.matcher(name).find()) {
            return Optional.of("a recurrent layer");
        }
        if (ATTENTION.matcher(name).find()) {
            return Optional.of("an attention layer");
        }
        return EMBEDDING.matcher(name).find() ? Optional.of("an embedding") : Optional.empty();
    }

    /** "fc1" of "fc1.weight"; "dense 1" of "arr_0" or nothing. */
    static String layer(String array, int number) {
        String stem = KIND.matcher(array).replaceFirst("");
        return GENERIC.matcher(stem).matches() ? "dense " + number : stem;
    }
}
