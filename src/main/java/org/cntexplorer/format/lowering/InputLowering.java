package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Shape;

/** Inputs: the first layer of neurons, its shape turned channel first. */
final class InputLowering {
    private InputLowering() {}

    static void lower(Operator.Input input, Draft draft) throws ModelFormatException {
        List<Integer> extents = input.extents();
        if (extents.isEmpty()) {
            draft.give(input.output(), new Signal(draft.addLayer(input.name(), "input", null), extents, NeuronOrder.SAME));
            return;
        }
        Shape shape = shape(extents, input, draft);
        int layer = draft.addLayer(input.name(), "input", shape);
        draft.give(input.output(), new Signal(layer, extents, order(extents, input.channelLast())));
    }

    private static NeuronOrder order(List<Integer> extents, boolean channelLast) {
        if (!channelLast || extents.size() < 3) {
            return NeuronOrder.SAME;
        }
        int channels = extents.getLast();
        return new NeuronOrder(Shape.of(extents.stream().mapToInt(Integer::intValue).toArray()).neurons() / channels, channels);
    }

    private static Shape shape(List<Integer> extents, Operator.Input input, Draft draft) throws ModelFormatException {
        List<Integer> channelFirst = new ArrayList<>(extents);
        if (extents.size() == 2) {
            // rows and columns of one channel
            channelFirst.addFirst(1);
        } else if (extents.size() > 2 && input.channelLast()) {
            Collections.rotate(channelFirst, 1);
        }
        return draft.shape(channelFirst, input.name());
    }
}
