package org.cntexplorer.study.analysis;

import java.util.Optional;
import org.cntexplorer.study.store.Quantity;

/** What a distribution is of. */
public enum Sampled {
    /** The weights of all links into a layer, biases with them where the study's convention counts those. */
    LINK_WEIGHTS("link weights", "Link weight *w*", Quantity.LINK_WEIGHTS),
    STRENGTH_IN("in-strength", "In-strength *s*_in", Quantity.STRENGTH_IN),
    STRENGTH_OUT("out-strength", "Out-strength *s*_out", Quantity.STRENGTH_OUT),
    STRENGTH("strength", "Node strength *s*", Quantity.STRENGTH),
    /** One number for each network. */
    FLUCTUATION("fluctuation", "Layer fluctuation *Y*", null);

    private final String words;
    private final String axis;
    private final Quantity quantity;

    Sampled(String words, String axis, Quantity quantity) {
        this.words = words;
        this.axis = axis;
        this.quantity = quantity;
    }

    /** As it stands in a sentence. */
    public String words() {
        return words;
    }

    /** As it stands at an axis, in the markup of figures. */
    public String axis() {
        return axis;
    }

    /** What the store has of it for each network; empty for what is one number. */
    Optional<Quantity> quantity() {
        return Optional.ofNullable(quantity);
    }
}
