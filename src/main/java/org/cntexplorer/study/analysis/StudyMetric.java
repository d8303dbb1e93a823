package org.cntexplorer.study.analysis;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.cntexplorer.study.store.Quantity;
import org.cntexplorer.study.store.StoredActivity;
import org.cntexplorer.study.store.StoredLayer;

/** A number that each layer of each network of a study has: of its links (papers A, B; metrics.md §2), or on the study's data (paper C; §3). */
public enum StudyMetric {
    /** μ of the weights into the layer. */
    LINK_WEIGHT_MEAN(Family.LINK_WEIGHTS, "mean link weight", layer -> layer.moments().get(Quantity.LINK_WEIGHTS).mean()),
    /** √δ of the weights into the layer. */
    LINK_WEIGHT_DEVIATION(Family.LINK_WEIGHTS, "standard deviation of link weights", layer -> layer.moments().get(Quantity.LINK_WEIGHTS).std()),
    IN_STRENGTH_MEAN(Family.STRENGTH, "mean in-strength", layer -> layer.moments().get(Quantity.STRENGTH_IN).mean()),
    OUT_STRENGTH_MEAN(Family.STRENGTH, "mean out-strength", layer -> layer.moments().get(Quantity.STRENGTH_OUT).mean()),
    STRENGTH_MEAN(Family.STRENGTH, "mean strength", layer -> layer.moments().get(Quantity.STRENGTH).mean()),
    /** As Y of the layer, of the in-strength alone. */
    IN_FLUCTUATION(Family.FLUCTUATION, "fluctuation of in-strength", layer -> layer.moments().get(Quantity.STRENGTH_IN).std()),
    /** As Y of the layer, of the out-strength alone. */
    OUT_FLUCTUATION(Family.FLUCTUATION, "fluctuation of out-strength", layer -> layer.moments().get(Quantity.STRENGTH_OUT).std()),
    /** Y of the layer. */
    FLUCTUATION(Family.FLUCTUATION, "fluctuation", StoredLayer::fluctuation),
    /** Mean of the activations of all units over all samples. */
    ACTIVATION_MEAN(Family.ACTIVATION, StoredActivity.OfLayer::activationMean, "mean activation"),
    ACTIVATION_DEVIATION(Family.ACTIVATION, StoredActivity.OfLayer::activationStd, "standard deviation of activation"),
    /** Share of units and samples with an activation greater than 0. */
    ACTIVE_SHARE(Family.ACTIVATION, StoredActivity.OfLayer::activeShare, "active share"),
    /** Share of units that no sample makes active. */
    DEAD_SHARE(Family.ACTIVATION, StoredActivity.OfLayer::deadShare, "share of dead neurons"),
    /** Mean of what comes into all units, z, over all samples. */
    NEURON_STRENGTH_MEAN(Family.NEURON_STRENGTH, StoredActivity.OfLayer::strengthMean, "mean neuron strength"),
    NEURON_STRENGTH_DEVIATION(Family.NEURON_STRENGTH, StoredActivity.OfLayer::strengthStd, "standard deviation of neuron strength");

    /** What a metric is made of: the last two of samples, the others of links. */
    public enum Family { LINK_WEIGHTS, STRENGTH, FLUCTUATION, ACTIVATION, NEURON_STRENGTH }

    private final Family family;
    private final String words;
    /** One of the two; the other is null. */
    private final ToDoubleFunction<StoredLayer> number;
    private final ToDoubleFunction<StoredActivity.OfLayer> onData;

    StudyMetric(Family family, String words, ToDoubleFunction<StoredLayer> number) {
        this.family = family;
        this.words = words;
        this.number = number;
        onData = null;
    }

    StudyMetric(Family family, ToDoubleFunction<StoredActivity.OfLayer> onData, String words) {
        this.family = family;
        this.words = words;
        this.onData = onData;
        number = null;
    }

    /** Those of the links, and where networks were run on data, those on data. */
    public static List<StudyMetric> in(Cohort cohort) {
        return Stream.of(values()).filter(metric -> !metric.isOnData() || cohort.hasActivity()).toList();
    }

    public Family family() {
        return family;
    }

    /** As it stands in a sentence. */
    public String words() {
        return words;
    }

    /** Whether it is of the network at work on samples, and not of its links alone. */
    public boolean isOnData() {
        return onData != null;
    }

    /** NaN where the layer has none, as the input has no link weights. */
    double of(StoredLayer layer) {
        return number.applyAsDouble(layer);
    }

    /** Of one that is on data. */
    double of(StoredActivity.OfLayer layer) {
        return onData.applyAsDouble(layer);
    }
}
