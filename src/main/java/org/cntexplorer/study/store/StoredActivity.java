package org.cntexplorer.study.store;

import java.util.List;

/**
 * What a network did on the study's data, or why it could not be run on them. What is not known is NaN.
 *
 * @param samples how many it was run on; 0 where it could not be run
 * @param accuracy share of the labelled samples that it takes for what they are
 * @param loss mean cross entropy; NaN where the network gives no probabilities
 * @param reason one sentence that says why it could not be run; empty where it was
 * @param layers those whose values are known, in their order
 */
public record StoredActivity(long samples, double accuracy, double loss, String reason, List<OfLayer> layers) {
    /**
     * All units and samples of a layer together.
     *
     * @param layer its number, 0 for the input
     * @param strengthMean of the neuron strength that comes in, z; NaN for the input
     * @param activeShare share of units and samples whose activation is greater than 0
     * @param deadShare share of units that no sample makes active
     */
    public record OfLayer(int layer, double activationMean, double activationStd, double strengthMean, double strengthStd, double activeShare,
            double deadShare) {}

    public StoredActivity {
        layers = List.copyOf(layers);
    }

    /** Of a network that could not be run. */
    public static StoredActivity none(String reason) {
        return new StoredActivity(0, Double.NaN, Double.NaN, reason, List.of());
    }

    /** Whether there are numbers. */
    public boolean isKnown() {
        return reason.isEmpty();
    }
}
