package org.cntexplorer.format.tflite;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a step is called. The converter names values by the steps of TensorFlow that it made one: "dense/MatMul;dense/BiasAdd". */
final class Names {
    /** What follows the name of a layer: the steps inside of it. */
    private static final Pattern STEP = Pattern.compile("(/(MatMul|BiasAdd|Conv\\dD(Transpose)?|conv\\dd(_transpose)?|depthwise(_\\d+)?|separable_conv2d|Relu6?|LeakyRelu"
            + "|Elu|Tanh|Sigmoid|Softmax|[Aa]dd(_\\d+)?|AddV2|FusedBatchNorm(V3)?|add_fold|Tensordot[^/]*|ReadVariableOp[^/]*|kernel|weights?|weights_quant[^/]*|bias"
            + "|act_quant[^/]*|BatchNorm|resource|FakeQuant[^/]*|transpose[^/]*))+(:\\d+)?$");
    /** What says nothing: names that a converter makes up. */
    private static final Pattern EMPTY = Pattern.compile("|StatefulPartitionedCall.*|PartitionedCall.*|Identity.*|(arith|std)\\.constant.*|tfl\\..*|serving_default.*|\\d+");

    private Names() {}

    /** For each name as few of its last parts as no other name ends with: "Conv2d_0" of "MobilenetV1/MobilenetV1/Conv2d_0". */
    static Map<String, String> shortened(Set<String> names) {
        Map<String, Integer> endings = new HashMap<>();
        for (String name : names) {
            for (int start = name.length(); start > 0; start = name.lastIndexOf('/', start - 2) + 1) {
                endings.merge(name.substring(name.lastIndexOf('/', start - 2) + 1), 1, Integer::sum);
            }
        }
        Map<String, String> shortened = new HashMap<>();
        for (String name : names) {
            int start = name.lastIndexOf('/') + 1;
            while (start > 0 && (start == name.length() || endings.get(name.substring(start)) > 1)) {
                start = name.lastIndexOf('/', start - 2) + 1;
            }
            shortened.put(name, name.substring(start));
        }
        return shortened;
    }

    /** @param candidates names of the values that a step gives and takes, the best first */
    static String of(String type, List<String> candidates) {
        for (String candidate : candidates) {
            for (String part : candidate.split(";")) {
                String name = STEP.matcher(part).replaceFirst("");
                if (!EMPTY.matcher(name).matches()) {
                    return name;
                }
            }
        }
        return type.toLowerCase(Locale.ROOT);
    }
}
