package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.computation.Program;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Gated;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;

/** Recurrent layers, folded: one layer of units, with links from their input and from themselves, a set for each gate. */
final class RecurrentLowering {
    private RecurrentLowering() {}

    static void lower(Operator.Recurrent recurrent, Draft draft) throws ModelFormatException {
        boolean sourceRows = recurrent.orientation() == Orientation.SOURCE_ROWS;
        int gates = recurrent.gates().size();
        int features = extent(recurrent.inputMatrix(), !sourceRows, recurrent, draft);
        int units = extent(recurrent.recurrentMatrix(), !sourceRows, recurrent, draft);
        int rows = extent(recurrent.inputMatrix(), sourceRows, recurrent, draft);
        if (rows != units * gates || extent(recurrent.recurrentMatrix(), sourceRows, recurrent, draft) != rows
                || recurrent.inputBias().isPresent() && recurrent.inputBias().get().size() != rows
                || recurrent.recurrentBias().isPresent() && recurrent.recurrentBias().get().size() != rows) {
            throw draft.bad("the weights of the recurrent layer \"" + Draft.clean(recurrent.name()) + "\" are " + Extents.of(recurrent.inputMatrix()) + " and "
                    + Extents.of(recurrent.recurrentMatrix()) + ", which are no " + gates + " gates of the same units; save the model again.");
        }
        Value value = draft.value(recurrent.input(), recurrent.name());
        if (!value.isKnown()) {
            if (draft.neurons(value.layer()) == 0) {
                draft.settle(value.layer(), Shape.of(features));
            }
            value = Value.of(value.layer(), draft.neurons(value.layer()), List.of(1, 1, features), false);
        }
        value = BlockLowering.fitting(value, features, recurrent.name(), draft);
        if (value.rank() < recurrent.timeAxis() + 2 && value.size() == features) {
            value = value.reshaped(List.of(1, 1, features));
        }
        if (value.extents().getLast() != features) {
            throw draft.bad("the recurrent layer \"" + Draft.clean(recurrent.name()) + "\" expects " + features + " features, but \""
                    + draft.nameOf(value.layer()) + "\" before it gives " + Extents.of(value.extents()) + "; save the model again.");
        }
        int layer = draft.addLayer(recurrent.name(), recurrent.kind(), Shape.of(units));
        Value row = Folding.folded(value, recurrent.name(), draft);
        Optional<Tensor> bias = DenseLowering.flat(recurrent.inputBias());
        for (Part part : Part.of(row)) {
            Connection dense = new DenseConnection(draft.nextConnection(), draft.nameOf(layer), part.layer(), layer,
                    DenseLowering.part(recurrent.inputMatrix(), sourceRows, part.elements(), draft), recurrent.orientation(),
                    bias);
            draft.connect(new Gated(Joining.composed(dense, part), recurrent.gates()));
            bias = Optional.empty();
        }
        draft.connect(new Gated(new DenseConnection(draft.nextConnection(), draft.nameOf(layer), layer, layer, recurrent.recurrentMatrix(),
                recurrent.orientation(), DenseLowering.flat(recurrent.recurrentBias())), recurrent.gates()));
        for (String state : recurrent.states()) {
            draft.find(state).filter(start -> start.isKnown() && start.extents().getLast() == units).ifPresent(start ->
                    Joining.skip(start.firstRow(), layer, draft));
        }
        draft.activate(layer, recurrent.activation());
        give(recurrent, value, layer, units, draft);
        List<Integer> every = new ArrayList<>(value.extents());
        every.set(every.size() - 1, units);
        draft.giveSteps(layer, Program.sumsOf(recurrent), Program.stepsOf(recurrent), Folding.repeated(layer, units, every));
    }

    private static void give(Operator.Recurrent recurrent, Value value, int layer, int units, Draft draft) {
        List<Integer> extents = new ArrayList<>(value.extents());
        extents.set(extents.size() - 1, units);
        if (recurrent.sequence().isPresent()) {
            draft.give(recurrent.sequence().get(), Folding.repeated(layer, units, extents).passed());
        }
        extents.remove(value.axis(recurrent.timeAxis()));
        for (String last : recurrent.last()) {
            draft.give(last, Folding.repeated(layer, units, extents).passed());
        }
    }

    /** Rows or columns of a matrix. */
    private static int extent(Tensor matrix, boolean columns, Operator.Recurrent recurrent, Draft draft) throws ModelFormatException {
        if (matrix.rank() != 2 || matrix.extent(0) < 1 || matrix.extent(1) < 1 || matrix.extent(0) > Integer.MAX_VALUE || matrix.extent(1) > Integer.MAX_VALUE) {
            throw draft.bad("the weights of \"" + Draft.clean(recurrent.name()) + "\" are " + Extents.of(matrix) + ", not a matrix; save the model again.");
        }
        return (int) matrix.extent(columns ? 1 : 0);
    }
}
