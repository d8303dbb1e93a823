package org.cntexplorer.format.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.format.operator.Operator;

/** Layers of several values: sums, averages, concatenations; products are blocks. */
final class MergingLayers {
    private MergingLayers() {}

    static List<Operator> sum(Call call) {
        return call.inputs().size() == 1 ? List.of(call.pass()) : List.of(new Operator.Sum(call.name(), call.inputs(), call.output()));
    }

    /** The second value is passed on by the fixed link of a skip, which is not counted; its own weights are not turned. */
    static List<Operator> difference(Call call) {
        if (call.inputs().size() != 2) {
            return List.of(call.block());
        }
        String negative = call.output() + " negative";
        return List.of(new Operator.Activation(call.name(), call.inputs().get(1), negative, "negative"),
                new Operator.Sum(call.name(), List.of(call.input(), negative), call.output()));
    }

    static List<Operator> concatenation(Call call) {
        return List.of(new Operator.Concatenation(call.name(), call.inputs(), call.output(), call.axis(call.config().path("axis"), -1)));
    }

    /** An average; for a maximum, what it is when each is equally likely to be the largest. */
    static List<Operator> average(Call call) {
        if (call.inputs().size() == 1) {
            return List.of(call.pass());
        }
        return List.of(new Operator.Deferred(call.name(), call.inputs(), List.of(call.output()), extents -> {
            if (extents.getFirst().isEmpty() || extents.stream().distinct().count() > 1 || extents.getFirst().getFirst() != 1) {
                return List.of(call.block(call.kind(), Call.broadcast(extents)));
            }
            String all = call.output() + " all";
            return List.of(new Operator.Concatenation(call.name(), call.inputs(), all, 0),
                    new Operator.Mean(call.name(), all, call.output(), List.of(0), true));
        }));
    }

    /** Products along an axis of each. */
    static List<Operator> dot(Call call) {
        return List.of(new Operator.Deferred(call.name(), call.inputs(), List.of(call.output()), extents -> {
            if (extents.size() != 2 || extents.stream().anyMatch(List::isEmpty)) {
                return List.of(call.block());
            }
            List<Integer> made = new ArrayList<>(List.of(1));
            for (int operand = 0; operand < 2; operand++) {
                List<Integer> known = extents.get(operand);
                int axis = call.numbers("axes", 2, -1).get(operand);
                for (int at = 1; at < known.size(); at++) {
                    if (at != (axis < 0 ? axis + known.size() : axis)) {
                        made.add(known.get(at));
                    }
                }
            }
            if (made.size() == 1) {
                made.add(1);
            }
            return List.of(call.block("Dot", made));
        }));
    }

    /** A function of TensorFlow in the place of a layer: a TFOpLambda, a TensorFlowOpLayer. */
    static List<Operator> function(Call call) {
        String function = call.kind().equals("TFOpLambda") ? call.config().path("function").asText()
                : call.config().path("node_def").path("op").asText(call.config().path("function").asText());
        Optional<String> activation = Activations.ofTensorFlow(function.toLowerCase(java.util.Locale.ROOT));
        boolean sums = List.of("math.add", "__operators__.add", "tf.__operators__.add", "AddV2", "Add").contains(function);
        boolean times = List.of("math.multiply", "__operators__.mul", "tf.math.multiply", "Mul", "math.subtract", "math.divide", "math.truediv").contains(function);
        if (sums) {
            return sum(call);
        }
        if (activation.isPresent() && call.inputs().size() == 1) {
            return List.of(new Operator.Activation(call.name(), call.input(), call.output(), activation.get()));
        }
        if (List.of("cast", "identity", "stop_gradient", "Identity", "Cast").contains(function)) {
            return List.of(call.pass());
        }
        return List.of(times ? call.blockOfBroadcast(function)
                : new Operator.Block(call.name(), function.isEmpty() ? call.kind() : function, call.inputs(), List.of(call.output()), List.of(), OptionalInt.empty()));
    }
}
