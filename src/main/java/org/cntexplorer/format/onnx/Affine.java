package org.cntexplorer.format.onnx;

import java.util.Arrays;
import java.util.Optional;

/** x·scale + shift, a number of each for every channel. */
record Affine(double[] scale, double[] shift) {
    /**
     * The channels that constants have a number each for.
     *
     * @param axis the first of them
     * @param several whether there are more than one axis
     */
    record Channels(int axis, boolean several) {}

    /** x itself. */
    Affine(int channels) {
        this(ones(channels), new double[channels]);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    int size() {
        return scale.length;
    }

    /** @param valueFirst whether the node takes the value before the constant: x − c, not c − x */
    Affine then(String type, double[] constant, boolean valueFirst) {
        double[] factors = scale.clone();
        double[] shifts = shift.clone();
        for (int c = 0; c < factors.length; c++) {
            double number = constant[constant.length == 1 ? 0 : c];
            switch (type) {
                case "Add" -> shifts[c] += number;
                case "Sub" -> {
                    factors[c] *= valueFirst ? 1 : -1;
                    shifts[c] = valueFirst ? shifts[c] - number : number - shifts[c];
                }
                case "Mul" -> {
                    factors[c] *= number;
                    shifts[c] *= number;
                }
                default -> {
                    factors[c] /= number;
                    shifts[c] /= number;
                }
            }
        }
        return new Affine(factors, shifts);
    }

    /**
     * Which axes of a value of a rank constants of this shape lie along; empty where they do not lie side by side.
     *
     * @param shape of the constants, more than one of them
     */
    static Optional<Channels> channels(int[] shape, int rank) {
        int first = -1;
        int last = -1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] > 1) {
                first = first < 0 ? axis : first;
                last = axis;
            }
        }
        int from = Math.max(rank, shape.length) - shape.length;
        return first < 0 ? Optional.empty() : Optional.of(new Channels(from + first, last > first));
    }
}
