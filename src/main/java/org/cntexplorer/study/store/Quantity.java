package org.cntexplorer.study.store;

/** A quantity of a layer that is kept as moments and as a density. */
public enum Quantity {
    /** The weights of the connections into the layer, pooled; none for the input. */
    LINK_WEIGHTS("weights"),
    /** The neurons' strengths over what comes in. */
    STRENGTH_IN("s_in"),
    /** The neurons' strengths over what goes out. */
    STRENGTH_OUT("s_out"),
    /** Both together. */
    STRENGTH("s");

    private final String word;

    Quantity(String word) {
        this.word = word;
    }

    /** As it stands in the tables and in the names of their columns. */
    public String word() {
        return word;
    }
}
