package org.cntexplorer.format.lowering;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Composed;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Convolution;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Gated;
import org.cntexplorer.model.OneToOne;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/** Batch normalisations: folded into the weighted operator before them, w' = w·scale, b' = b·scale + shift (metrics.md §1). */
final class ScaleShiftLowering {
    private ScaleShiftLowering() {}

    /** @param takenOnce whether nobody else takes the sums that are scaled */
    static void lower(Operator.ScaleShift scaling, boolean takenOnce, Draft draft, Progress progress) throws ModelFormatException {
        Signal signal = draft.signal(scaling.input(), scaling.name());
        Optional<Connection> sums = takenOnce ? draft.sumsOf(signal.layer()) : Optional.empty();
        if (sums.isEmpty()) {
            throw nothing(scaling, draft);
        }
        draft.replace(switch (sums.get()) {
            case DenseConnection dense -> {
                check(scaling, dense.targets(), draft);
                int columns = (int) dense.matrix().extent(1);
                boolean sourceRows = dense.orientation() == Orientation.SOURCE_ROWS;
                yield new DenseConnection(dense.index(), dense.name(), dense.from(), dense.to(),
                        scaled(dense.matrix(), scaling, at -> (int) (sourceRows ? at % columns : at / columns), draft, progress), dense.orientation(),
                        Optional.of(bias(dense.bias(), scaling, draft)));
            }
            case Convolution convolution -> {
                check(scaling, convolution.transposed() ? convolution.geometry().inputChannels() : convolution.geometry().outputChannels(), draft);
                yield new Convolution(convolution.index(), convolution.name(), convolution.from(), convolution.to(),
                        scaled(convolution.kernel(), scaling, convolution::targetChannel, draft, progress), convolution.layout(), convolution.geometry(),
                        convolution.transposed(), Optional.of(bias(convolution.channelBias(), scaling, draft)));
            }
            case Composed _, OneToOne _, Gated _, Block _ -> throw nothing(scaling, draft);
        });
        draft.give(scaling.output(), signal);
    }

    private static ModelFormatException nothing(Operator.ScaleShift scaling, Draft draft) {
        return draft.bad("the normalisation \"" + scaling.name() + "\" follows no weights into which it could be folded, which this version does "
                + "not draw; open a model without it.");
    }

    private static void check(Operator.ScaleShift scaling, int channels, Draft draft) throws ModelFormatException {
        if (scaling.scale().length != channels) {
            throw draft.bad("the normalisation \"" + scaling.name() + "\" has " + scaling.scale().length + " numbers for " + channels
                    + " channels; save the model again.");
        }
    }

    /** The weights scaled, in memory of their own: what lies in the file is not what counts. */
    private static Tensor scaled(Tensor weights, Operator.ScaleShift scaling, LongToIntFunction channel, Draft draft, Progress progress) {
        boolean wide = weights.type() == ElementType.F64;
        MemorySegment to = draft.file().arena().allocate(Math.max(1, weights.size() * (wide ? 8 : 4)), 64).asSlice(0, weights.size() * (wide ? 8 : 4));
        double[] block = new double[4096];
        for (long from = 0; from < weights.size(); from += block.length) {
            progress.check();
            int count = (int) Math.min(block.length, weights.size() - from);
            weights.read(from, block, 0, count);
            for (int i = 0; i < count; i++) {
                double w = block[i] * scaling.scale()[channel.applyAsInt(from + i)];
                if (wide) {
                    to.setAtIndex(ValueLayout.JAVA_DOUBLE, from + i, w);
                } else {
                    to.setAtIndex(ValueLayout.JAVA_FLOAT, from + i, (float) w);
                }
            }
        }
        return new Tensor(wide ? ElementType.F64 : ElementType.F32, ByteOrder.nativeOrder(), to, weights.shape());
    }

    private static Tensor bias(Optional<Tensor> before, Operator.ScaleShift scaling, Draft draft) {
        int n = scaling.shift().length;
        MemorySegment to = draft.file().arena().allocate(8L * n, 64);
        for (int c = 0; c < n; c++) {
            double b = before.isPresent() ? before.get().get(c) : 0;
            to.setAtIndex(ValueLayout.JAVA_DOUBLE, c, b * scaling.scale()[c] + scaling.shift()[c]);
        }
        return new Tensor(ElementType.F64, ByteOrder.nativeOrder(), to, n);
    }
}
