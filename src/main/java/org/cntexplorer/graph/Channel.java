package org.cntexplorer.graph;

import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;

/**
 * A channel of an image layer: what is drawn as one small map until it is opened into its pixels.
 *
 * @param layer index of its layer
 * @param index its number in the layer
 */
public record Channel(int layer, int index) {
    /** The channel that a pixel is of. @param image the shape of its layer */
    public static Channel of(Neuron pixel, Shape image) {
        return new Channel(pixel.layer(), pixel.index() / (image.neurons() / image.channels()));
    }
}
