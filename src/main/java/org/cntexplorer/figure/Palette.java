package org.cntexplorer.figure;

import java.awt.Color;
import java.util.List;

/**
 * The colours of a figure. On screen they are the theme's variables; on paper always {@link #LIGHT}.
 *
 * @param background of the whole figure
 * @param text of labels
 * @param axis of axis lines and ticks
 * @param grid of grid lines
 * @param accent of what is selected
 * @param positive of a link of positive weight, and the positive end of the diverging map
 * @param negative of a link of negative weight, and the negative end of the diverging map
 * @param middle of the diverging map at 0
 * @param series of curves, in order
 */
public record Palette(Color background, Color text, Color axis, Color grid, Color accent, Color positive, Color negative, Color middle,
                      List<Color> series) {
    public Palette {
        series = List.copyOf(series);
    }

    /**
     * Okabe and Ito's colours, distinguishable with every common kind of colour blindness; their orange and their sky blue darker, so that
     * a thin line of them is seen on white (a contrast of 3 or more).
     */
    private static final List<Color> OKABE_ITO = List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
            new Color(0xCC79A7), new Color(0xB37800), new Color(0x3795D0), new Color(0x7F7F7F));

    /** The map of graded curves on a light ground, */
    private static final Color AMBER = new Color(0xC58100);
    private static final Color CRIMSON = new Color(0xA33844);
    private static final Color INDIGO = new Color(0x1A1551);
    /** and on a dark one. */
    private static final Color VIOLET = new Color(0x6A5FD8);
    private static final Color ROSE = new Color(0xE0698F);
    private static final Color YELLOW = new Color(0xFFE45E);

    public static final Palette LIGHT = new Palette(new Color(0xFFFFFF), new Color(0x1F2328), new Color(0x57606A), new Color(0xE4E8EC),
            new Color(0x0B7A3B), new Color(0xC4401A), new Color(0x2166AC), new Color(0xEDEDED), OKABE_ITO);

    public static final Palette DARK = new Palette(new Color(0x0D1117), new Color(0xE6EDF3), new Color(0x9198A1), new Color(0x262C36),
            new Color(0x3FD47A), new Color(0xF4845F), new Color(0x5AA9F0), new Color(0x3A4048),
            List.of(new Color(0x56B4E9), new Color(0xF08A4B), new Color(0x2FC79A), new Color(0xE39BC4), new Color(0xF0C04B),
                    new Color(0x9FD2F5), new Color(0xA0A0A0)));

    /** The series' colour of number {@code i}; after the last the first comes again. */
    public Color series(int i) {
        return series.get(i % series.size());
    }

    /**
     * The diverging map: −1 is {@link #negative}, 0 {@link #middle}, 1 {@link #positive}; beyond it stays at the end. NaN is the axis colour.
     * Equal steps of the root of |t| look equally large ({@link ColourMap}).
     */
    public Color diverging(double t) {
        if (Double.isNaN(t)) {
            return axis;
        }
        // the square root separates the many small values from 0 without moving the ends
        double s = Math.sqrt(Math.min(Math.abs(t), 1));
        return ColourMap.between(middle, t < 0 ? negative : positive).at(s);
    }

    /** The sequential map: 0 is {@link #middle}, 1 {@link #positive}. */
    public Color sequential(double t) {
        return diverging(Math.max(t, 0));
    }

    /**
     * Of curves that are told apart by a number, 0 to 1; beyond it stays at the end. Both ends are seen on the ground as thin lines, and the
     * greater the number, the more a line stands out: equal steps look equally large ({@link ColourMap}).
     */
    public Color graded(double t) {
        boolean light = Lab.of(background).l() > 50;
        return light ? ColourMap.at(t, AMBER, CRIMSON, INDIGO) : ColourMap.at(t, VIOLET, ROSE, YELLOW);
    }

    /** Of letters on a ground that is not the figure's: the text's colour or the background's. */
    Color textOn(Color ground) {
        return contrast(text, ground) >= contrast(background, ground) ? text : background;
    }

    /** As WCAG 2.2 measures it, from 1 to 21. */
    private static double contrast(Color a, Color b) {
        double first = Lab.of(a).luminance();
        double second = Lab.of(b).luminance();
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    /** Of ink that leans to one sign: −1 all {@link #negative}, 0 grey, 1 all {@link #positive}. */
    public Color leaning(double lean) {
        return mix(axis, lean < 0 ? negative : positive, Math.abs(lean));
    }

    /** {@code a} at 0, {@code b} at 1. */
    public static Color mix(Color a, Color b, double t) {
        return new Color((int) Math.round(a.getRed() + (b.getRed() - a.getRed()) * t),
                (int) Math.round(a.getGreen() + (b.getGreen() - a.getGreen()) * t),
                (int) Math.round(a.getBlue() + (b.getBlue() - a.getBlue()) * t));
    }
}
