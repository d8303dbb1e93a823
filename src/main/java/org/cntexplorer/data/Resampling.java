package org.cntexplorer.data;

/**
 * How points of one extent are made of those of another: each a mean of some that stand side by side.
 *
 * @param old extent
 * @param first for each new point the first old one that counts
 * @param weights for each new point, of the old ones from the first on; their sum is 1
 */
record Resampling(int old, int[] first, float[][] weights) {
    static Resampling of(int old, int wanted, Resize resize) {
        double scale = (double) old / wanted;
        int[] first = new int[wanted];
        float[][] weights = new float[wanted][];
        for (int i = 0; i < wanted; i++) {
            double centre = (i + 0.5) * scale;
            if (resize == Resize.BILINEAR) {
                // a triangle over as much as a new point covers, at least one old point to each side
                double reach = Math.max(1, scale);
                first[i] = Math.max(0, (int) (centre - reach + 0.5));
                int end = Math.min(old, (int) (centre + reach + 0.5));
                double[] triangle = new double[end - first[i]];
                double sum = 0;
                for (int k = 0; k < triangle.length; k++) {
                    triangle[k] = Math.max(0, 1 - Math.abs(first[i] + k + 0.5 - centre) / reach);
                    sum += triangle[k];
                }
                weights[i] = new float[triangle.length];
                for (int k = 0; k < triangle.length; k++) {
                    weights[i][k] = (float) (triangle[k] / sum);
                }
            } else {
                first[i] = Math.min(old - 1, (int) centre);
                weights[i] = new float[] {1};
            }
        }
        return new Resampling(old, first, weights);
    }

    /** Resizes rows of points, one below the other. */
    void rows(float[] from, int begin, int rows, float[] to) {
        int wanted = first.length;
        for (int y = 0; y < rows; y++) {
            for (int i = 0; i < wanted; i++) {
                float sum = 0;
                int at = begin + y * old + first[i];
                for (int k = 0; k < weights[i].length; k++) {
                    sum += weights[i][k] * from[at + k];
                }
                to[y * wanted + i] = sum;
            }
        }
    }

    /** Resizes what stands one below the other in rows of a width. */
    void columns(float[] from, int width, float[] to, int begin) {
        for (int i = 0; i < first.length; i++) {
            for (int k = 0; k < weights[i].length; k++) {
                float weight = weights[i][k];
                int row = (first[i] + k) * width;
                int at = begin + i * width;
                for (int x = 0; x < width; x++) {
                    to[at + x] += weight * from[row + x];
                }
            }
        }
    }
}
