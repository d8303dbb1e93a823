package org.cntexplorer.study.store;

/** A value of a network at work that is kept as a density of all units of a layer and all samples together. */
public enum ActivityQuantity {
    /** What the units give on. */
    ACTIVATION("activation"),
    /** What comes into them, z. */
    NEURON_STRENGTH("neuron_strength");

    private final String word;

    ActivityQuantity(String word) {
        this.word = word;
    }

    /** As it stands in the tables. */
    String word() {
        return word;
    }
}
