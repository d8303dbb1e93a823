package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Shape;

/** Inputs: the first layer of neurons, its shape turned channel first. */
final class InputLowering {
    private InputLowering() {}

    /** @param sequences whether two extents are channels and positions, rather than rows and columns */
    static void lower(Operator.Input input, Draft draft, OpenOptions options, boolean sequences) throws ModelFormatException {
        List<Integer> extents = input.extents().isEmpty() ? told(input, options) : input.extents();
        if (extents.isEmpty()) {
            draft.give(input.output(), new Signal(draft.addLayer(input.name(), "input", null), extents, NeuronOrder.SAME));
            return;
        }
        Shape shape = shape(extents, input, draft, sequences);
        int layer = draft.addLayer(input.name(), "input", shape);
        draft.give(input.output(), new Signal(layer, extents, order(extents, input.channelLast(), sequences)));
    }

    /** What the person says where the file does not, in the file's order. */
    private static List<Integer> told(Operator.Input input, OpenOptions options) {
        List<Integer> extents = new ArrayList<>(options.inputShape().map(Shape::extents).orElse(List.of()));
        if (extents.size() > 2 && input.channelLast()) {
            Collections.rotate(extents, -1);
        }
        // a plain vector is settled by the first weights that it meets, which must agree
        return extents.size() > 1 ? extents : List.of();
    }

    private static NeuronOrder order(List<Integer> extents, boolean channelLast, boolean sequences) {
        if (!channelLast || extents.size() < (sequences ? 2 : 3)) {
            return NeuronOrder.SAME;
        }
        int channels = extents.getLast();
        return new NeuronOrder(Shape.of(extents.stream().mapToInt(Integer::intValue).toArray()).neurons() / channels, channels);
    }

    private static Shape shape(List<Integer> extents, Operator.Input input, Draft draft, boolean sequences) throws ModelFormatException {
        List<Integer> channelFirst = new ArrayList<>(extents);
        if (extents.size() == 2 && !sequences) {
            // rows and columns of one channel
            channelFirst.addFirst(1);
        } else if (extents.size() > 1 && input.channelLast()) {
            Collections.rotate(channelFirst, 1);
        }
        return draft.shape(channelFirst, input.name());
    }
}
