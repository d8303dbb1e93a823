package org.cntexplorer.model;

import java.util.Arrays;

/** The pairs of positions that each tap of a convolution's kernel links, one after the other, without an object for each. */
final class TapLinks {
    private final ConvolutionGeometry geometry;
    /** For each axis and tap along it, the output positions where it is a link. */
    private final int[][][] outputs;
    /** And the input positions that it brings to these. */
    private final int[][][] inputs;

    /** Receives pairs of positions. */
    @FunctionalInterface
    interface Pair {
        void accept(int input, int output);
    }

    /** Receives pairs of positions that follow one another along the last axis: {@code input + inputs[i]} and {@code output + outputs[i]}. */
    @FunctionalInterface
    interface Row {
        void accept(int input, int[] inputs, int output, int[] outputs);
    }

    TapLinks(ConvolutionGeometry geometry) {
        this.geometry = geometry;
        int axes = geometry.axes();
        outputs = new int[axes][][];
        inputs = new int[axes][][];
        for (int axis = 0; axis < axes; axis++) {
            int taps = geometry.kernel().get(axis);
            outputs[axis] = new int[taps][];
            inputs[axis] = new int[taps][];
            for (int tap = 0; tap < taps; tap++) {
                along(axis, tap);
            }
        }
    }

    private void along(int axis, int tap) {
        int extent = geometry.output().get(axis);
        int[] out = new int[extent];
        int[] in = new int[extent];
        int count = 0;
        for (int at = 0; at < extent; at++) {
            int from = geometry.inputOf(axis, at, tap);
            if (from >= 0) {
                out[count] = at;
                in[count++] = from;
            }
        }
        outputs[axis][tap] = Arrays.copyOf(out, count);
        inputs[axis][tap] = Arrays.copyOf(in, count);
    }

    /** Tells the pairs of a tap, ascending. */
    void each(int tap, Pair pair) {
        eachRow(tap, (input, in, output, out) -> {
            for (int i = 0; i < out.length; i++) {
                pair.accept(input + in[i], output + out[i]);
            }
        });
    }

    /** Tells them row by row. */
    void eachRow(int tap, Row row) {
        int[] tapAt = new int[geometry.axes()];
        int rest = tap;
        for (int axis = tapAt.length - 1; axis >= 0; axis--) {
            tapAt[axis] = rest % geometry.kernel().get(axis);
            rest /= geometry.kernel().get(axis);
        }
        each(tapAt, 0, 0, 0, row);
    }

    private void each(int[] tapAt, int axis, int input, int output, Row row) {
        int[] out = outputs[axis][tapAt[axis]];
        int[] in = inputs[axis][tapAt[axis]];
        int inputRow = input * geometry.input().get(axis);
        int outputRow = output * geometry.output().get(axis);
        if (axis == tapAt.length - 1) {
            row.accept(inputRow, in, outputRow, out);
        } else {
            for (int i = 0; i < out.length; i++) {
                each(tapAt, axis + 1, inputRow + in[i], outputRow + out[i], row);
            }
        }
    }
}
