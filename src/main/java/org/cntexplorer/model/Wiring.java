package org.cntexplorer.model;

import java.util.ArrayList;
import java.util.List;

/**
 * How layers follow one another in a network whose file says nothing of it: a chain that was inferred, or that a person has arranged.
 * Immutable; another arrangement is another wiring, with which the file is opened again.
 *
 * @param steps the layers with weights, in order, each once, also those that are left out
 */
public record Wiring(List<Step> steps) {
    /** How the weights of a layer may be read. */
    public enum Kind {
        DENSE, CONVOLUTION, TRANSPOSED_CONVOLUTION,
        /** Whatever else it is: such a layer may be moved and left out, but not be read otherwise. */
        OTHER
    }

    /**
     * A layer of the chain.
     *
     * @param name of the layer, by which the file's weights are found again
     * @param extents of its weights as the file arranges them: "784×256"
     * @param flipped whether a matrix is read the other way round than it was inferred to be: (out, in) in place of (in, out), or the reverse
     * @param stride of a convolution, along every axis
     * @param padded whether a convolution's output is as large as its input, over the stride
     * @param used false where the layer is left out
     * @param layers names of the layers that go together, of a block with additions in it; none where it is one layer
     */
    public record Step(String name, Kind kind, String extents, boolean flipped, int stride, boolean padded, boolean used, List<String> layers) {
        public Step {
            layers = List.copyOf(layers);
            if (stride < 1) {
                throw new IllegalArgumentException("a stride of " + stride);
            }
        }

        /** One layer, read as it was inferred. */
        public Step(String name, Kind kind, String extents, int stride, boolean padded) {
            this(name, kind, extents, false, stride, padded, true, List.of());
        }

        /** The same layer, its matrix read the other way round. */
        public Step turned() {
            return new Step(name, kind, extents, !flipped, stride, padded, used, layers);
        }

        public Step withKind(Kind other) {
            return new Step(name, other, extents, flipped, stride, padded, used, layers);
        }

        public Step withStride(int other) {
            return new Step(name, kind, extents, flipped, other, padded, used, layers);
        }

        public Step withPadding(boolean on) {
            return new Step(name, kind, extents, flipped, stride, on, used, layers);
        }

        public Step withUse(boolean on) {
            return new Step(name, kind, extents, flipped, stride, padded, on, layers);
        }
    }

    public Wiring {
        steps = List.copyOf(steps);
    }

    /** Number of the step of this name, or else of the one that a layer of this name is in, or −1. */
    public int find(String name) {
        int within = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(name)) {
                return i;
            }
            within = within < 0 && steps.get(i).layers().contains(name) ? i : within;
        }
        return within;
    }

    /** With another step in the place of number {@code at}. */
    public Wiring with(int at, Step step) {
        List<Step> next = new ArrayList<>(steps);
        next.set(at, step);
        return new Wiring(next);
    }

    /** With step {@code from} taken out and put in so that it becomes number {@code to}. */
    public Wiring moved(int from, int to) {
        List<Step> next = new ArrayList<>(steps);
        next.add(to, next.remove(from));
        return new Wiring(next);
    }
}
