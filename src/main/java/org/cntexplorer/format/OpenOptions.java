package org.cntexplorer.format;

import java.util.Optional;
import org.cntexplorer.model.Shape;

/**
 * What the user says about a file beyond its name.
 *
 * @param inputShape shape of the network's input, channel first, where the file does not say it
 */
public record OpenOptions(Optional<Shape> inputShape) {
    public static final OpenOptions NONE = new OpenOptions(Optional.empty());
}
