package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;

/** Fully connected operators, along the last axis of their value: a layer of neurons and a dense connection into it. */
final class DenseLowering {
    private DenseLowering() {}

    /** @param steps whether positions are steps or tokens, so that the operator links features */
    static void lower(Operator.Dense dense, Draft draft, boolean steps) throws ModelFormatException {
        Tensor matrix = dense.matrix();
        boolean sourceRows = dense.orientation() == Orientation.SOURCE_ROWS;
        if (matrix.rank() != 2 || matrix.extent(0) < 1 || matrix.extent(1) < 1
                || matrix.extent(0) > Integer.MAX_VALUE || matrix.extent(1) > Integer.MAX_VALUE) {
            throw draft.bad("the weights of \"" + dense.name() + "\" are " + Extents.of(matrix) + ", not a matrix of neurons by neurons; save the model again.");
        }
        int sources = (int) matrix.extent(sourceRows ? 0 : 1);
        int targets = (int) matrix.extent(sourceRows ? 1 : 0);
        if (dense.bias().isPresent() && dense.bias().get().size() != targets) {
            throw draft.bad("\"" + dense.name() + "\" has " + dense.bias().get().size() + " biases for " + targets + " neurons; save the model again.");
        }
        Value value = BlockLowering.fitting(settled(draft.value(dense.input(), dense.name()), sources, draft), sources, dense.name(), draft);
        if (value.rank() == 0 || value.extents().getLast() != sources) {
            throw draft.bad("the weights of \"" + dense.name() + "\" are " + Extents.of(matrix) + " and expect " + sources + " neurons, but \""
                    + draft.nameOf(value.layer()) + "\" before it has " + (value.rank() == 0 ? 1 : value.extents().getLast()) + "; save the model again.");
        }
        if (value.isFolded()) {
            features(dense, draft, value, value.firstRow(), targets);
        } else if (steps) {
            features(dense, draft, value, Folding.folded(value, dense.name(), draft), targets);
        } else {
            positions(dense, draft, value, sources, targets);
        }
    }

    private static Value settled(Value value, int sources, Draft draft) {
        if (value.isKnown()) {
            return value;
        }
        if (draft.neurons(value.layer()) == 0) {
            draft.settle(value.layer(), Shape.of(sources));
        }
        int neurons = draft.neurons(value.layer());
        return Value.of(value.layer(), neurons, List.of(1, neurons), false);
    }

    private static void features(Operator.Dense dense, Draft draft, Value value, Value row, int targets) throws ModelFormatException {
        int layer = draft.addLayer(dense.name(), "dense", Shape.of(targets));
        boolean sourceRows = dense.orientation() == Orientation.SOURCE_ROWS;
        Joining.join(row, draft, (elements, first, from) -> Optional.<Connection>of(new DenseConnection(draft.nextConnection(), draft.nameOf(layer), from, layer,
                part(dense.matrix(), sourceRows, elements, draft), dense.orientation(), first ? flat(dense.bias()) : Optional.empty())));
        List<Integer> extents = new ArrayList<>(value.extents());
        extents.set(extents.size() - 1, targets);
        draft.give(dense.output(), Folding.repeated(layer, targets, extents));
    }

    static Optional<Tensor> flat(Optional<Tensor> bias) {
        return bias.map(b -> b.rank() == 1 ? b : b.reshaped(b.size()));
    }

    /** The matrix of some sources only. */
    static Tensor part(Tensor matrix, boolean sourceRows, int[] sources, Draft draft) {
        if (sources == null) {
            return matrix;
        }
        long rows = matrix.extent(0);
        long columns = matrix.extent(1);
        return sourceRows ? matrix.places(rows, columns, sources, draft.file().arena(), sources.length, columns)
                : matrix.places(columns, 1, sources, draft.file().arena(), rows, sources.length);
    }

    /** The same matrix at every position: a convolution of one tap. */
    private static void positions(Operator.Dense dense, Draft draft, Value value, int sources, int targets) throws ModelFormatException {
        boolean sourceRows = dense.orientation() == Orientation.SOURCE_ROWS;
        Operator.Convolution oneTap = new Operator.Convolution(dense.name(), dense.input(), dense.output(), dense.matrix(),
                sourceRows ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST, 1, List.of(1), List.of(1), List.of(1), Operator.Padding.GIVEN, List.of(0),
                List.of(0), List.of(0), false, true, flat(dense.bias()));
        Value made = ConvolutionLowering.of(oneTap, "dense", value.reshaped(List.of(value.size() / sources, sources)), draft);
        List<Integer> extents = new ArrayList<>(value.extents());
        extents.set(value.rank() - 1, targets);
        List<Integer> shape = new ArrayList<>(value.withoutLeadingOnes(2).extents());
        shape.removeLast();
        shape.addFirst(targets);
        draft.settle(made.layer(), draft.shape(shape, dense.name()));
        draft.give(dense.output(), made.reshaped(extents));
    }
}
