package org.cntexplorer.format.keras;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Padding;
import org.cntexplorer.format.operator.Operator.Pool;

/** Pooling: over windows, over everything, to a given size. */
final class PoolingLayers {
    private PoolingLayers() {}

    /** Padding counts for neither. */
    private static Optional<Pool> pool(Call call) {
        return Optional.of(call.kind().contains("Max") ? Pool.MAXIMUM : Pool.AVERAGE);
    }

    static List<Operator> windows(Call call, int axes) {
        if (call.steps() > 0 && !call.channelLast()) {
            return List.of(call.block());
        }
        String size = call.config().has("pool_size") ? "pool_size" : "pool_length";
        String strides = call.config().has("strides") ? "strides" : "stride";
        List<Integer> taps = call.numbers(size, axes, 2);
        List<Integer> stride = call.config().hasNonNull(strides) ? call.numbers(strides, axes, 2) : taps;
        List<Integer> zeros = Collections.nCopies(call.steps() + axes, 0);
        return List.of(new Operator.Pooling(call.name(), call.input(), call.output(), call.withSteps(taps, 1), call.withSteps(stride, 1),
                Collections.nCopies(call.steps() + axes, 1), call.text("padding", "border_mode").equals("same") ? Padding.SAME_UPPER : Padding.GIVEN,
                zeros, zeros, false, call.channelLast(), pool(call)));
    }

    static List<Operator> global(Call call, int axes) {
        int first = call.firstPosition();
        return List.of(new Operator.Mean(call.name(), call.input(), call.output(), IntStream.range(first, first + axes).boxed().toList(),
                call.flag("keepdims", false), pool(call)));
    }

    static List<Operator> adaptive(Call call, int axes) {
        return List.of(new Operator.AdaptivePooling(call.name(), call.input(), call.output(), call.numbers("output_size", axes, 1), call.channelLast(),
                pool(call)));
    }
}
