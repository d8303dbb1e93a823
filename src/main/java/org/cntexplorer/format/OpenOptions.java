package org.cntexplorer.format;

import java.util.Optional;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Wiring;

/**
 * What the user says about a file beyond its name.
 *
 * @param inputShape shape of the network's input, channel first, where the file does not say it
 * @param folding whether batch normalisations are folded into the weights before them
 * @param steps over how many steps recurrent layers are unfolded; 0 where they are not
 * @param wiring how the layers of a file without wiring follow one another, where it is not to be inferred
 */
public record OpenOptions(Optional<Shape> inputShape, boolean folding, int steps, Optional<Wiring> wiring) {
    public static final OpenOptions NONE = new OpenOptions(Optional.empty());

    /** The same, but for these. */
    public OpenOptions with(Optional<Shape> otherShape, boolean fold, int unfoldedSteps) {
        return new OpenOptions(otherShape, fold, unfoldedSteps);
    }

    public OpenOptions(Optional<Shape> inputShape) {
        this(inputShape, true, 0);
    }

    public OpenOptions(Optional<Shape> inputShape, boolean folding, int steps) {
        this(inputShape, folding, steps, Optional.empty());
    }

    public OpenOptions withWiring(Wiring chain) {
        return new OpenOptions(inputShape, folding, steps, Optional.of(chain));
    }
}
