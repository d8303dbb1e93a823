package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Tensor;

/**
 * The extents of a convolution, axis by axis.
 *
 * @param output positions of the value that it gives
 * @param begin padding before the first unit: of its input, and of a transposed one of its output
 */
public record ConvolutionExtents(List<Integer> output, List<Integer> begin) {
    /**
     * @param input positions along each axis of the value that it takes
     * @throws IllegalArgumentException with a clause where nothing comes out
     */
    public static ConvolutionExtents of(Operator.Convolution convolution, List<Integer> input) {
        List<Integer> output = new ArrayList<>();
        List<Integer> begin = new ArrayList<>();
        for (int axis = 0; axis < input.size(); axis++) {
            long stride = convolution.stride().get(axis);
            long reach = (long) convolution.dilation().get(axis) * (convolution.taps().get(axis) - 1) + 1;
            long units = input.get(axis);
            long out;
            long before;
            if (convolution.padding() == Operator.Padding.GIVEN) {
                before = convolution.begin().get(axis);
                long both = before + convolution.end().get(axis);
                out = convolution.transposed() ? (units - 1) * stride + reach - both + convolution.more().get(axis)
                        : Math.floorDiv(units + both - reach, stride) + 1;
            } else {
                out = convolution.transposed() ? units * stride : (units + stride - 1) / stride;
                long both = Math.max(0, convolution.transposed() ? (units - 1) * stride + reach - out : (out - 1) * stride + reach - units);
                before = convolution.padding() == Operator.Padding.SAME_LOWER ? both - both / 2 : both / 2;
            }
            if (out < 1 || out > Integer.MAX_VALUE || before < Integer.MIN_VALUE || before > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("gives " + out + " units of " + units + " along an axis");
            }
            output.add((int) out);
            begin.add((int) before);
        }
        return new ConvolutionExtents(output, begin);
    }

    /**
     * How many channels it gives.
     *
     * @param taken channels of the value that it takes
     * @throws IllegalArgumentException with a clause where the kernel is not for as many
     */
    static int channels(Operator.Convolution convolution, int taken) {
        Tensor kernel = convolution.kernel();
        long perChannel = convolution.taps().stream().mapToLong(Integer::longValue).reduce(taken, Math::multiplyExact);
        long more = kernel.size() * convolution.groups();
        if (perChannel == 0 || more % perChannel != 0 || more / perChannel > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(kernel.size() + " weights for " + taken + " channels");
        }
        int given = (int) (more / perChannel);
        if (kernel.rank() == convolution.taps().size() + 2) {
            long ofKernel = kernel.extent(convolution.layout().axis(!convolution.transposed(), kernel.rank()));
            if (given != (convolution.transposed() ? ofKernel * convolution.groups() : ofKernel)) {
                throw new IllegalArgumentException("a kernel of " + Extents.of(kernel) + " for " + taken + " channels");
            }
        }
        return given;
    }
}
