package org.cntexplorer.format.lowering;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/** Fully connected operators: a layer of neurons and a dense connection into it. */
final class DenseLowering {
    private DenseLowering() {}

    static void lower(Operator.Dense dense, Draft draft, Progress progress) throws ModelFormatException {
        Tensor matrix = dense.matrix();
        boolean sourceRows = dense.orientation() == Orientation.SOURCE_ROWS;
        if (matrix.rank() != 2 || matrix.extent(0) < 1 || matrix.extent(1) < 1
                || matrix.extent(0) > Integer.MAX_VALUE || matrix.extent(1) > Integer.MAX_VALUE) {
            throw draft.bad("the weights of \"" + dense.name() + "\" are " + Extents.of(matrix) + ", not a matrix of neurons by neurons; save the model again.");
        }
        int sources = (int) matrix.extent(sourceRows ? 0 : 1);
        int targets = (int) matrix.extent(sourceRows ? 1 : 0);
        Signal signal = draft.signal(dense.input(), dense.name());
        check(dense, draft, signal, sources);
        if (draft.neurons(signal.layer()) == 0) {
            draft.settle(signal.layer(), Shape.of(sources));
        }
        Optional<Tensor> bias = dense.bias();
        if (bias.isPresent() && bias.get().size() != targets) {
            throw draft.bad("\"" + dense.name() + "\" has " + bias.get().size() + " biases for " + targets + " neurons; save the model again.");
        }
        int layer = draft.addLayer(dense.name(), "dense", Shape.of(targets));
        draft.connect(new DenseConnection(draft.nextConnection(), draft.nameOf(layer), signal.layer(), layer,
                signal.order().isSame() ? matrix : channelFirst(matrix, sourceRows, signal.order(), draft, progress), dense.orientation(),
                bias.map(b -> b.rank() == 1 ? b : b.reshaped(targets))));
        draft.give(dense.output(), new Signal(layer, List.of(targets), NeuronOrder.SAME));
    }

    private static void check(Operator.Dense dense, Draft draft, Signal signal, int sources) throws ModelFormatException {
        if (signal.extents().size() > 1) {
            throw draft.bad("\"" + dense.name() + "\" is applied along the last axis of " + Extents.of(signal.extents())
                    + ", which this version does not draw; open a model that flattens before its dense layers.");
        }
        int neurons = draft.neurons(signal.layer());
        if (neurons != 0 && neurons != sources) {
            throw draft.bad("the weights of \"" + dense.name() + "\" are " + Extents.of(dense.matrix()) + " and expect " + sources
                    + " neurons, but \"" + draft.nameOf(signal.layer()) + "\" before it has " + neurons + "; save the model again.");
        }
    }

    /** The matrix with its sources in the neurons' order, in memory of its own: the only case in which weights are copied. */
    private static Tensor channelFirst(Tensor matrix, boolean sourceRows, NeuronOrder order, Draft draft, Progress progress) {
        long bytes = matrix.type().bytes();
        int rows = (int) matrix.extent(0);
        int columns = (int) matrix.extent(1);
        MemorySegment from = matrix.data();
        MemorySegment to = draft.file().arena().allocate(from.byteSize(), 64);
        for (int row = 0; row < rows; row++) {
            progress.check();
            if (sourceRows) {
                MemorySegment.copy(from, order.positionOf(row) * columns * bytes, to, row * columns * bytes, columns * bytes);
            } else {
                for (int column = 0; column < columns; column++) {
                    MemorySegment.copy(from, ((long) row * columns + order.positionOf(column)) * bytes,
                            to, ((long) row * columns + column) * bytes, bytes);
                }
            }
        }
        return new Tensor(matrix.type(), matrix.order(), to, rows, columns);
    }
}
