package org.cntexplorer.app.inspector;

import org.cntexplorer.model.Shape;

/**
 * Incoming weights as the image that they look at.
 *
 * @param layer index of the layer that is the image
 * @param shape {@code [C,H,W]}
 * @param weights one for each pixel, in (C,H,W) order
 * @param limit the largest finite |weight|, which has the colour map's full colour
 */
record WeightImage(int layer, Shape shape, float[] weights, double limit) {
    static WeightImage of(int layer, Shape shape, float[] weights) {
        float limit = 0;
        for (float w : weights) {
            limit = Float.isFinite(w) ? Math.max(limit, Math.abs(w)) : limit;
        }
        return new WeightImage(layer, shape, weights, limit);
    }

    /** −1 to 1 for the colour map; NaN where the weight is. */
    double share(int pixel) {
        return limit == 0 ? 0 : weights[pixel] / limit;
    }
}
