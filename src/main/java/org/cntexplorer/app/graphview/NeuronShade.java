package org.cntexplorer.app.graphview;

import java.awt.Color;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkLook;
import org.cntexplorer.graph.ValueLimits;

/** The colour of a value, from a table: a picture asks for that of every neuron in view. */
final class NeuronShade {
    private static final int STEPS = 512;

    private final ValueLimits limits;
    private final int[] plain = new int[2 * STEPS + 1];
    private final int[] dimmed = new int[2 * STEPS + 1];
    private final int unknown;
    private final int unknownDimmed;

    NeuronShade(GraphScene scene, Palette palette) {
        this.limits = scene.limits();
        for (int i = 0; i < plain.length; i++) {
            double share = i / (double) STEPS - 1;
            Color colour = scene.signed() ? palette.diverging(share) : palette.sequential(share);
            plain[i] = colour.getRGB();
            dimmed[i] = dimmed(palette, colour);
        }
        Color none = palette.diverging(Double.NaN);
        this.unknown = none.getRGB();
        this.unknownDimmed = dimmed(palette, none);
    }

    private static int dimmed(Palette palette, Color colour) {
        return Palette.mix(palette.background(), colour, LinkLook.DIMMED_NEURON).getRGB();
    }

    /** @param stands whether it is not dimmed @return opaque ARGB */
    int of(int layer, double value, boolean stands) {
        if (Double.isNaN(value)) {
            return stands ? unknown : unknownDimmed;
        }
        int at = (int) Math.round((Math.clamp(value / limits.of(layer), -1, 1) + 1) * STEPS);
        return (stands ? plain : dimmed)[at];
    }
}
