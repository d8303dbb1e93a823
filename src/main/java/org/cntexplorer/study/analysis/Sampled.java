package org.cntexplorer.study.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.study.store.ActivityQuantity;
import org.cntexplorer.study.store.Quantity;

/** What a distribution is of. */
public enum Sampled {
    /** The weights of all links into a layer, biases with them where the study's convention counts those. */
    LINK_WEIGHTS("link weights", "Link weight *w*", Quantity.LINK_WEIGHTS),
    STRENGTH_IN("in-strength", "In-strength *s*_in", Quantity.STRENGTH_IN),
    STRENGTH_OUT("out-strength", "Out-strength *s*_out", Quantity.STRENGTH_OUT),
    STRENGTH("strength", "Node strength *s*", Quantity.STRENGTH),
    /** One number for each network. */
    FLUCTUATION("fluctuation", "Layer fluctuation *Y*", (Quantity) null),
    /** Of all units of a layer and all samples. */
    ACTIVATION("activation", "Activation *a*", ActivityQuantity.ACTIVATION),
    /** What comes into the units, of all of them and all samples. */
    NEURON_STRENGTH("neuron strength", "Neuron strength *z*", ActivityQuantity.NEURON_STRENGTH);

    private final String words;
    private final String axis;
    /** One of the two at most; the other is null. */
    private final Quantity quantity;
    private final ActivityQuantity onData;

    Sampled(String words, String axis, Quantity quantity) {
        this.words = words;
        this.axis = axis;
        this.quantity = quantity;
        onData = null;
    }

    Sampled(String words, String axis, ActivityQuantity onData) {
        this.words = words;
        this.axis = axis;
        this.onData = onData;
        quantity = null;
    }

    /** What some networks have: those of the links, and where the networks were run on data, those on data. */
    public static List<Sampled> in(Cohort cohort) {
        return Stream.of(values()).filter(of -> of.onData == null || cohort.hasActivityDensities()).toList();
    }

    /** As it stands in a sentence. */
    public String words() {
        return words;
    }

    /** As it stands at an axis, in the markup of figures. */
    public String axis() {
        return axis;
    }

    /** What the store has of it for each network; empty for what is one number, or of data. */
    Optional<Quantity> quantity() {
        return Optional.ofNullable(quantity);
    }

    /** The same of what is of data. */
    Optional<ActivityQuantity> onData() {
        return Optional.ofNullable(onData);
    }
}
