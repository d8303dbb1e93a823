package org.cntexplorer.study.store;

import java.util.List;
import java.util.Optional;

/**
 * All that is put into the store of one file. A file that is left out or unreadable has no layers.
 *
 * @param strengths of the layers whose neurons are kept; those of a very wide layer may be left out
 * @param activity what it does on the study's data; empty where it has none
 */
public record MeasuredNetwork(StoredNetwork network, List<StoredLayer> layers, List<StoredStrengths> strengths, List<StoredDensity> densities,
        Optional<MeasuredActivity> activity) {
    public MeasuredNetwork {
        layers = List.copyOf(layers);
        strengths = List.copyOf(strengths);
        densities = List.copyOf(densities);
    }

    public MeasuredNetwork(StoredNetwork network, List<StoredLayer> layers, List<StoredStrengths> strengths, List<StoredDensity> densities) {
        this(network, layers, strengths, densities, Optional.empty());
    }

    /** The same, with what it does on data. */
    public MeasuredNetwork with(MeasuredActivity onData) {
        return new MeasuredNetwork(network, layers, strengths, densities, Optional.of(onData));
    }

    /** A file that is no part of the study: its status and reason say why. */
    public static MeasuredNetwork none(StoredNetwork network) {
        return new MeasuredNetwork(network, List.of(), List.of(), List.of());
    }
}
