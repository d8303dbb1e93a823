package org.cntexplorer.format.tflite;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a step is called. The converter names values by the steps of TensorFlow that it made one: "dense/MatMul;dense/BiasAdd". */
final class Names {
    /** What follows the name of a layer: the steps inside of it. */
    private static final Pattern STEP = Pattern.compile("(/(MatMul|BiasAdd|Conv\\dD(Transpose)?|conv\\dd(_transpose)?|depthwise(_\\d+)?|separable_conv2d|Relu6?|LeakyRelu"
            + "|Elu|Tanh|Sigmoid|Softmax|[Aa]dd(_\\d+)?|Add(V2)?|FusedBatchNorm(V3)?|Tensordot.*|ReadVariableOp.*|kernel|weights?|weights_quant.*|bias"
            + "|act_quant.*|BatchNorm|FakeQuant.*|transpose.*))+(:\\d+)?$");
    /** What says nothing: names that a converter makes up. */
    private static final Pattern EMPTY = Pattern.compile("|StatefulPartitionedCall.*|PartitionedCall.*|Identity.*|arith\\.constant.*|tfl\\..*|serving_default.*|\\d+");

    private Names() {}

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
