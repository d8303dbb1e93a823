package org.cntexplorer.study.store;

import java.util.List;

/**
 * All that is put into the store of one file. A file that is left out or unreadable has no layers.
 *
 * @param strengths of the layers whose neurons are kept; those of a very wide layer may be left out
 */
public record MeasuredNetwork(StoredNetwork network, List<StoredLayer> layers, List<StoredStrengths> strengths, List<StoredDensity> densities) {
    public MeasuredNetwork {
        layers = List.copyOf(layers);
        strengths = List.copyOf(strengths);
        densities = List.copyOf(densities);
    }

    /** A file that is no part of the study: its status and reason say why. */
    public static MeasuredNetwork none(StoredNetwork network) {
        return new MeasuredNetwork(network, List.of(), List.of(), List.of());
    }
}
