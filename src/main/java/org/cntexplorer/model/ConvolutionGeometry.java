package org.cntexplorer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which units a convolution links: output position p takes, through tap t of the kernel, the input at p·stride + t·dilation − padding
 * along each axis, where that is inside the unpadded input. A tap that falls on padding is no link.
 *
 * @param inputChannels channels of the input, a multiple of {@code groups}
 * @param outputChannels channels of the output, a multiple of {@code groups}
 * @param groups output channels of a group are linked to the input channels of the same group only
 * @param input extent of each spatial axis of the input
 * @param output extent of each spatial axis of the output
 * @param kernel taps along each axis
 * @param stride along each axis
 * @param dilation along each axis
 * @param padding before the first input along each axis; what is added at the end follows from {@code output}
 */
public record ConvolutionGeometry(int inputChannels, int outputChannels, int groups, List<Integer> input, List<Integer> output,
                                  List<Integer> kernel, List<Integer> stride, List<Integer> dilation, List<Integer> padding) {
    public ConvolutionGeometry {
        input = List.copyOf(input);
        output = List.copyOf(output);
        kernel = List.copyOf(kernel);
        stride = List.copyOf(stride);
        dilation = List.copyOf(dilation);
        padding = List.copyOf(padding);
        int axes = input.size();
        if (axes == 0 || output.size() != axes || kernel.size() != axes || stride.size() != axes || dilation.size() != axes || padding.size() != axes) {
            throw new IllegalArgumentException("a convolution has as many extents of each kind as it has axes");
        }
        if (inputChannels < 1 || outputChannels < 1 || groups < 1 || inputChannels % groups != 0 || outputChannels % groups != 0) {
            throw new IllegalArgumentException(inputChannels + " and " + outputChannels + " channels are not to be had in " + groups + " groups");
        }
        for (List<Integer> extents : List.of(input, output, kernel, stride, dilation)) {
            if (extents.stream().anyMatch(e -> e < 1)) {
                throw new IllegalArgumentException("an extent of a convolution is at least 1, not " + extents);
            }
        }
    }

    /** Number of spatial axes. */
    int axes() {
        return input.size();
    }

    int inputPositions() {
        return product(input);
    }

    int outputPositions() {
        return product(output);
    }

    int taps() {
        return product(kernel);
    }

    private static int product(List<Integer> extents) {
        return extents.stream().reduce(1, Math::multiplyExact);
    }

    /** The input that tap {@code tap} brings to output {@code position} along an axis, or −1 where that is padding. */
    int inputOf(int axis, int position, int tap) {
        long at = (long) position * stride.get(axis) + (long) tap * dilation.get(axis) - padding.get(axis);
        return at >= 0 && at < input.get(axis) ? (int) at : -1;
    }

    /** The output to which tap {@code tap} brings the input at {@code position} along an axis, or −1 where there is none. */
    int outputOf(int axis, int position, int tap) {
        long at = (long) position + padding.get(axis) - (long) tap * dilation.get(axis);
        return at >= 0 && at % stride.get(axis) == 0 && at / stride.get(axis) < output.get(axis) ? (int) (at / stride.get(axis)) : -1;
    }

    /** For each tap along an axis, at how many output positions it is a link. */
    long[] uses(int axis) {
        long[] uses = new long[kernel.get(axis)];
        for (int tap = 0; tap < uses.length; tap++) {
            long before = padding.get(axis) - (long) tap * dilation.get(axis);
            long first = Math.max(0, Math.ceilDiv(before, (long) stride.get(axis)));
            long last = Math.min(output.get(axis) - 1L, Math.floorDiv(input.get(axis) - 1 + before, (long) stride.get(axis)));
            uses[tap] = Math.max(0, last - first + 1);
        }
        return uses;
    }

    /**
     * The positions along an axis, sorted by which taps link them: a few patterns, the same for all positions away from the border.
     *
     * @param of the pattern of each position
     * @param taps the taps of each pattern
     */
    record Patterns(int[] of, List<int[]> taps) {}

    private static boolean isFirst(int[] linked, int count, int[] pattern) {
        return pattern.length == count && Arrays.equals(linked, 0, count, pattern, 0, count);
    }

    /** Of the output's positions, or of the input's. */
    Patterns patterns(int axis, boolean ofOutput) {
        int[] of = new int[ofOutput ? output.get(axis) : input.get(axis)];
        List<int[]> found = new ArrayList<>();
        int[] linked = new int[kernel.get(axis)];
        for (int position = 0; position < of.length; position++) {
            int count = 0;
            for (int tap = 0; tap < linked.length; tap++) {
                if ((ofOutput ? inputOf(axis, position, tap) : outputOf(axis, position, tap)) >= 0) {
                    linked[count++] = tap;
                }
            }
            // a neighbour's pattern first: away from the border it is the same
            int pattern = position == 0 ? 0 : of[position - 1];
            if (found.isEmpty() || !isFirst(linked, count, found.get(pattern))) {
                pattern = 0;
                while (pattern < found.size() && !isFirst(linked, count, found.get(pattern))) {
                    pattern++;
                }
                if (pattern == found.size()) {
                    found.add(Arrays.copyOf(linked, count));
                }
            }
            of[position] = pattern;
        }
        return new Patterns(of, found);
    }
}
