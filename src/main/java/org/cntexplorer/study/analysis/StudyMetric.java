package org.cntexplorer.study.analysis;

import java.util.function.ToDoubleFunction;
import org.cntexplorer.study.store.Quantity;
import org.cntexplorer.study.store.StoredLayer;

/** A number that each layer of each network of a study has (papers A, B; metrics.md §2). */
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
    FLUCTUATION(Family.FLUCTUATION, "fluctuation", StoredLayer::fluctuation);

    /** What a metric is made of. */
    public enum Family { LINK_WEIGHTS, STRENGTH, FLUCTUATION }

    private final Family family;
    private final String words;
    private final ToDoubleFunction<StoredLayer> number;

    StudyMetric(Family family, String words, ToDoubleFunction<StoredLayer> number) {
        this.family = family;
        this.words = words;
        this.number = number;
    }

    public Family family() {
        return family;
    }

    /** As it stands in a sentence. */
    public String words() {
        return words;
    }

    /** NaN where the layer has none, as the input has no link weights. */
    double of(StoredLayer layer) {
        return number.applyAsDouble(layer);
    }
}
