package org.cntexplorer.format;

import java.util.Optional;
import org.cntexplorer.model.Shape;

/**
 * What the user says about a file beyond its name.
 *
 * @param inputShape shape of the network's input, channel first, where the file does not say it
 * @param folding whether batch normalisations are folded into the weights before them
 */
public record OpenOptions(Optional<Shape> inputShape, boolean folding) {
    public static final OpenOptions NONE = new OpenOptions(Optional.empty(), true);

    public OpenOptions(Optional<Shape> inputShape) {
        this(inputShape, true);
    }
}
