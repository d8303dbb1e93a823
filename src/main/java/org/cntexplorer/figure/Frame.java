package org.cntexplorer.figure;

import java.util.Collection;
import java.util.Optional;

/**
 * Which part of its plane a chart shows at least, so that several have the same axes.
 *
 * @param low of the horizontal axis; above {@code high} where the chart itself knows both
 * @param bottom of the vertical axis
 */
public record Frame(double low, double high, double bottom, double top) {
    /** Empty where a sample has no finite number. */
    static Optional<Frame> of(Distribution sample) {
        if (sample.isEmpty()) {
            return Optional.empty();
        }
        double tail = 3 * sample.density().bandwidth();
        return Optional.of(new Frame(sample.moments().min() - tail, sample.moments().max() + tail, 0, 1.06 * sample.top()));
    }

    /** What the fluctuation of layers needs, which is 0 or above. */
    static Frame ofFluctuation(double most) {
        // a point on the axis would be cut in half
        return new Frame(1, 0, -0.04 * most, 1.1 * most);
    }

    /** Both. */
    Frame and(Frame other) {
        return new Frame(Math.min(low, other.low), Math.max(high, other.high), Math.min(bottom, other.bottom), Math.max(top, other.top));
    }

    static Optional<Frame> all(Collection<Frame> some) {
        return some.stream().reduce(Frame::and);
    }
}
