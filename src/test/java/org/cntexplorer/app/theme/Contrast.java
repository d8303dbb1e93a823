package org.cntexplorer.app.theme;

import javafx.scene.paint.Color;

/** How well one colour is seen on another, as WCAG 2.2 measures it: text needs {@link #TEXT}, whatever else has to be seen {@link #GRAPHICS}. */
public final class Contrast {
    public static final double TEXT = 4.5;
    public static final double GRAPHICS = 3;

    private Contrast() {}

    /** From 1, the same, to 21, black on white; both are opaque. */
    public static double of(Color a, Color b) {
        double first = luminance(a);
        double second = luminance(b);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    /** A colour that lets something through, on an opaque ground. */
    public static Color over(Color top, double opacity, Color ground) {
        double share = top.getOpacity() * opacity;
        return Color.color(top.getRed() * share + ground.getRed() * (1 - share), top.getGreen() * share + ground.getGreen() * (1 - share),
                top.getBlue() * share + ground.getBlue() * (1 - share));
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen()) + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double c) {
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
