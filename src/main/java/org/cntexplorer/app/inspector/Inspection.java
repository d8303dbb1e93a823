package org.cntexplorer.app.inspector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cntexplorer.metric.Histogram;
import org.cntexplorer.metric.Standing;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;

/**
 * All that the inspector tells of a selection.
 *
 * @param neuron the one chosen last; everything but {@code all} is about it
 * @param all the strengths of the selected neurons
 * @param image the image that the neuron is a pixel of, where its layer is one
 * @param bias the sum of its biases; empty where it has none
 * @param incoming its links in, and likewise {@code outgoing}
 * @param picture its incoming weights as an image, where they come from one and not through a kernel
 * @param kernel the kernel through which they come, where there is one
 * @param gates what reaches each of its gates, where it has some
 */
record Inspection(Neuron neuron, Layer layer, Moments all, Optional<Shape> image, double in, double out, double total, OptionalDouble bias,
                  Standing standing, Side incoming, Side outgoing, Optional<WeightImage> picture,
                  Optional<Kernel> kernel, List<GateStrength> gates) {
    /** Links listed of a side. */
    static final int LISTED = 50;
    private static final int LEAST_BINS = 16;
    private static final int MOST_BINS = 60;

    /**
     * The links of one side.
     *
     * @param strongest of largest |weight|, at most {@link #LISTED}, largest first
     * @param links how many there are, those of fixed weight too
     * @param moments of the weights of those that its strengths count
     * @param histogram of the same
     */
    record Side(List<LinkRow> strongest, long links, Moments moments, Histogram histogram) {
        static Side of(List<LinkRow> strongest, long links, double[] weights) {
            int bins = Math.clamp(Math.round(2 * Math.sqrt(weights.length)), LEAST_BINS, MOST_BINS);
            return new Side(strongest, links, Moments.of(weights), Histogram.of(weights, bins));
        }

        /** How many links its strengths count. */
        long counted() {
            return moments.n() + moments.nonFinite();
        }
    }

    /** How many neurons are selected. */
    long selected() {
        return all.n() + all.nonFinite();
    }
}
