package org.cntexplorer.graph;

/**
 * Whether the colours of each layer have a range of their own, or those of all layers one: as a rule one for what a network is, whose layers are
 * compared, and one for each for what goes through it, since signals grow or fade from layer to layer until a common range leaves most of them pale.
 *
 * @param ofNetworks for numbers that a network has by itself
 * @param ofFlows for numbers of what flows through it
 */
public record LayerRanges(boolean ofNetworks, boolean ofFlows) {
    public static final LayerRanges DEFAULT = new LayerRanges(false, true);

    /** Whether each layer has a range of its own where neurons are coloured by a quantity. */
    public boolean areOwn(NeuronQuantity quantity) {
        return quantity.ofFlow() ? ofFlows : ofNetworks;
    }

    /** The same, but for quantities such as this. */
    public LayerRanges with(NeuronQuantity quantity, boolean own) {
        return quantity.ofFlow() ? new LayerRanges(ofNetworks, own) : new LayerRanges(own, ofFlows);
    }
}
