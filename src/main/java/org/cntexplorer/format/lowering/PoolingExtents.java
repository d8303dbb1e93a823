package org.cntexplorer.format.lowering;

import org.cntexplorer.format.operator.Operator;

/**
 * The windows of a pooling along one axis.
 *
 * @param count how many there are
 * @param begin padding before the first unit
 */
record PoolingExtents(int count, long begin) {
    /**
     * @param axis counted among those that are pooled
     * @param units of the value along it
     * @throws IllegalArgumentException with a clause where no window fits
     */
    static PoolingExtents of(Operator.Pooling pooling, int axis, int units) {
        int taps = pooling.taps().get(axis);
        int stride = pooling.stride().get(axis);
        int dilation = pooling.dilation().get(axis);
        if (taps < 1 || stride < 1 || dilation < 1) {
            throw new IllegalArgumentException("a window of " + taps + " units, every " + stride);
        }
        long reach = (long) dilation * (taps - 1) + 1;
        long begin;
        long count;
        if (pooling.padding() == Operator.Padding.GIVEN) {
            begin = pooling.begin().get(axis);
            long room = units + begin + pooling.end().get(axis) - reach;
            count = (pooling.ceil() ? Math.ceilDiv(room, stride) : Math.floorDiv(room, stride)) + 1;
            // a window that would begin behind the input makes no unit
            count = pooling.ceil() ? Math.min(count, Math.max(1, Math.ceilDiv(units + begin, stride))) : count;
        } else {
            count = Math.ceilDiv(units, stride);
            long both = Math.max(0, (count - 1) * stride + reach - units);
            begin = pooling.padding() == Operator.Padding.SAME_LOWER ? both - both / 2 : both / 2;
        }
        if (count < 1 || count > Integer.MAX_VALUE || reach > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("windows of " + reach + " in " + units + " units");
        }
        return new PoolingExtents((int) count, begin);
    }
}
