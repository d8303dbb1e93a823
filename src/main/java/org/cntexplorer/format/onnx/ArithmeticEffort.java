package org.cntexplorer.format.onnx;

import java.util.List;

/** How much of a file's arithmetic of constants is done: nobody waits for the product of two large matrices, or for a small one ten thousand times. */
final class ArithmeticEffort {
    /** So many numbers are gone through, which takes a second or two. */
    private long left = 1L << 28;

    /**
     * Whether a node is still to be computed; counts it, if so.
     *
     * @param shapes the extents of what it takes, in their order
     */
    boolean may(OnnxNode node, List<long[]> shapes) {
        double steps = 0;
        for (long[] shape : shapes) {
            steps += product(shape);
        }
        if ((node.type().equals("MatMul") || node.type().equals("Gemm")) && shapes.size() > 1 && shapes.get(0).length > 0) {
            // each number of the first with a row of the second, at most
            long[] second = shapes.get(1);
            double row = second.length == 0 ? 1 : node.whole("transB", 0) != 0 ? second[0] : second[second.length - 1];
            steps += product(shapes.get(0)) * row;
        }
        if (steps > left) {
            return false;
        }
        left -= (long) steps;
        return true;
    }

    private static double product(long[] shape) {
        double product = 1;
        for (long extent : shape) {
            product *= extent;
        }
        return product;
    }
}
