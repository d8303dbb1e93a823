package org.cntexplorer.format;

import java.util.Optional;
import org.cntexplorer.model.Shape;

/**
 * What the user says about a file beyond its name.
 *
 * @param inputShape shape of the network's input, channel first, where the file does not say it
 * @param folding whether batch normalisations are folded into the weights before them
 * @param steps over how many steps recurrent layers are unfolded; 0 where they are not
 */
public record OpenOptions(Optional<Shape> inputShape, boolean folding, int steps) {
    public static final OpenOptions NONE = new OpenOptions(Optional.empty(), true, 0);

    public OpenOptions(Optional<Shape> inputShape) {
        this(inputShape, true, 0);
    }
}
