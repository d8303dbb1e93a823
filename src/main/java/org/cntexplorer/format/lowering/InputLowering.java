package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Shape;

/** Inputs: the first layer of neurons, its shape turned channel first. */
final class InputLowering {
    private InputLowering() {}

    static void lower(Operator.Input input, Draft draft, OpenOptions options, Lowering.Plan plan) throws ModelFormatException {
        List<Integer> extents = input.extents().isEmpty() ? told(input, options) : input.extents();
        if (extents.isEmpty() || plan.indices().contains(input.output())) {
            int layer = draft.addLayer(input.name(), "input", null);
            draft.give(input.output(), Value.unknown(layer));
            draft.giveIndices(input.output(), extents);
            return;
        }
        draft.shape(extents, input.name());
        // extents behind the batch; a vector without a batch is a vector
        List<Integer> sample = extents.size() > 1 && extents.getFirst() == 1 ? extents.subList(1, extents.size()) : extents;
        if (plan.steps() && !plan.convolutional() && sample.size() > 1) {
            int features = sample.getLast();
            int layer = draft.addLayer(input.name(), "input", Shape.of(features));
            draft.give(input.output(), Folding.repeated(layer, features, extents).passed());
            return;
        }
        boolean channelLast = input.channelLast() && sample.size() >= (plan.sequences() ? 2 : 3);
        int layer = draft.addLayer(input.name(), "input", shape(sample, input, channelLast, draft, plan.sequences()));
        List<Integer> channelFirst = new ArrayList<>(sample);
        if (channelLast) {
            Collections.rotate(channelFirst, 1);
        }
        Value value = Value.of(layer, draft.neurons(layer), channelFirst, false);
        draft.give(input.output(), (channelLast ? value.transposed(ConvolutionLowering.channelLast(sample.size())) : value).reshaped(extents));
    }

    /** What the person says where the file does not, in the file's order. */
    private static List<Integer> told(Operator.Input input, OpenOptions options) {
        List<Integer> extents = new ArrayList<>(options.inputShape().map(Shape::extents).orElse(List.of()));
        if (extents.size() < 2) {
            // a plain vector is settled by the first weights that it meets, which must agree
            return List.of();
        }
        if (extents.size() > 2 && input.channelLast()) {
            Collections.rotate(extents, -1);
        }
        extents.addFirst(1);
        return extents;
    }

    private static Shape shape(List<Integer> sample, Operator.Input input, boolean channelLast, Draft draft, boolean sequences) throws ModelFormatException {
        List<Integer> channelFirst = new ArrayList<>(sample);
        if (sample.size() == 2 && !sequences) {
            // rows and columns of one channel
            channelFirst.addFirst(1);
        } else if (channelLast) {
            Collections.rotate(channelFirst, 1);
        }
        return draft.shape(channelFirst, input.name());
    }
}
