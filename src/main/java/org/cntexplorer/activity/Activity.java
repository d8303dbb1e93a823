package org.cntexplorer.activity;

import java.util.List;
import java.util.Optional;

/**
 * A network at work: what its layers did over samples.
 *
 * @param samples how many
 * @param bias whether strength in counts biases
 * @param classes names of the samples' classes; empty where they have none
 * @param ofClass how many samples each class has
 * @param layers those whose values the computation gives, in order of layers
 * @param outcome how well it tells classes; empty where samples have none, or the network gives nothing that tells them
 */
public record Activity(long samples, boolean bias, List<String> classes, long[] ofClass, List<LayerActivity> layers, Optional<Outcome> outcome) {
    public Activity {
        classes = List.copyOf(classes);
        layers = List.copyOf(layers);
    }

    /** Of a layer by its index in the network; empty where the computation gives no values of it. */
    public Optional<LayerActivity> layer(int index) {
        return layers.stream().filter(layer -> layer.layer() == index).findFirst();
    }
}
