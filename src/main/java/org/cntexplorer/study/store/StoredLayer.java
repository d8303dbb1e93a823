package org.cntexplorer.study.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.cntexplorer.model.Moments;

/**
 * A layer of neurons of a measured network.
 *
 * @param layer its number, 0 for the input
 * @param shape such as {@code 64×7×7}
 * @param moments of every {@link Quantity}; those that are not given are of no numbers
 * @param fluctuation Y of the layer, by the convention of the study
 */
public record StoredLayer(int layer, String name, String shape, long neurons, Map<Quantity, Moments> moments, double fluctuation) {
    public StoredLayer {
        Map<Quantity, Moments> all = new EnumMap<>(Quantity.class);
        for (Quantity of : Quantity.values()) {
            all.put(of, moments.getOrDefault(of, Moments.EMPTY));
        }
        moments = Collections.unmodifiableMap(all);
    }
}
