package org.cntexplorer.model;

/**
 * A layer of neurons: the network's input, or the output units of an operator with trainable weights.
 *
 * @param index position in {@link Network#layers()}, a topological order
 * @param name the file's name of the operator, or "input"
 * @param kind "input", or what made it: "dense", …
 * @param shape channel first
 * @param activation the function applied to its sums ("relu", "softmax"), or "" where the file does not say
 */
public record Layer(int index, String name, String kind, Shape shape, String activation) {
    /** Number of neurons. */
    public int neurons() {
        return shape.neurons();
    }

    /** The layer with another shape of as many neurons. */
    public Layer withShape(Shape other) {
        if (other.neurons() != neurons()) {
            throw new IllegalArgumentException("layer " + name + " has " + neurons() + " neurons, a shape of " + other + " has " + other.neurons());
        }
        return new Layer(index, name, kind, other, activation);
    }
}
