package org.cntexplorer.format.computation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.ModelInput;

/** What an input of a model wants of one sample: what the file says of it, and where it says nothing what its first taker expects. */
final class InputExtents {
    private InputExtents() {}

    static ModelInput of(Operator.Input input, List<Operator> operators, Map<String, List<Integer>> known, List<Layer> layers) {
        boolean indices = operators.stream().anyMatch(o -> o instanceof Operator.Embedding && o.inputs().contains(input.output()));
        boolean steps = operators.stream().anyMatch(o -> o instanceof Operator.Recurrent || o instanceof Operator.Attention || o instanceof Operator.Embedding);
        boolean spatial = operators.stream().anyMatch(o -> o instanceof Operator.Convolution || o instanceof Operator.Pooling);
        List<Integer> sample = new ArrayList<>(sample(input.extents().isEmpty() ? known.getOrDefault(input.output(), List.of()) : input.extents()));
        if (indices && sample.isEmpty()) {
            sample.add(1);
        }
        if (sample.isEmpty()) {
            int neurons = layers.stream().filter(layer -> layer.kind().equals("input") && layer.name().equals(input.name())).mapToInt(Layer::neurons).findFirst()
                    .orElse(layers.getFirst().neurons());
            if (isTakenByRecurrent(input, operators)) {
                sample.add(1);
            }
            sample.add(neurons);
        }
        if (isTimeMajor(input, operators, known) && sample.size() == 2 && input.extents().size() > 2) {
            sample.set(0, input.extents().getFirst());
        }
        // a number of steps that the file leaves open is read as 1
        if (indices && sample.getFirst() == 1 || steps && !spatial && sample.size() > 1 && sample.getFirst() == 1) {
            sample.set(0, -1);
        }
        return new ModelInput(input.output(), input.name(), sample, input.channelLast() && sample.size() > 1, indices);
    }

    private static List<Integer> sample(List<Integer> extents) {
        return extents.size() > 1 && extents.getFirst() == 1 ? extents.subList(1, extents.size()) : extents;
    }

    /** Perhaps with its axes in another order. */
    private static boolean isTakenByRecurrent(Operator.Input input, List<Operator> operators) {
        return operators.stream().anyMatch(o -> o instanceof Operator.Recurrent recurrent && (recurrent.input().equals(input.output())
                || operators.stream().anyMatch(turn -> turn instanceof Operator.Transpose transpose && transpose.input().equals(input.output())
                && transpose.output().equals(recurrent.input()))));
    }

    /** Whether the model wants steps before samples; it is given samples first all the same. */
    static boolean isTimeMajor(Operator.Input input, List<Operator> operators, Map<String, List<Integer>> known) {
        return operators.stream().anyMatch(o -> o instanceof Operator.Recurrent recurrent && recurrent.input().equals(input.output()) && recurrent.timeAxis() == 0
                && known.getOrDefault(input.output(), List.of(1, 1, 1)).size() == 3);
    }
}
