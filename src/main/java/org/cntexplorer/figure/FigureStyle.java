package org.cntexplorer.figure;

import java.awt.RenderingHints;

/**
 * How a figure looks.
 *
 * @param fontPoints size of the labels
 * @param palette the colours; {@link Palette#LIGHT} for paper
 * @param lines how many fine lines, a graph's links, are drawn as lines; those beyond are one picture beneath them
 * @param resolution pixels of that picture for the figure's unit
 */
public record FigureStyle(float fontPoints, Palette palette, int lines, double resolution) {
    public static final FigureStyle PAPER = new FigureStyle(7, Palette.LIGHT);

    /** Every line a line. */
    public FigureStyle(float fontPoints, Palette palette) {
        this(fontPoints, palette, Integer.MAX_VALUE, 1);
    }

    /** The same on a sheet whose unit is so much smaller. */
    FigureStyle finer(double times) {
        return new FigureStyle((float) (fontPoints * times), palette, lines, resolution / times);
    }

    /** The same with every line a line. */
    FigureStyle withAllLines() {
        return new FigureStyle(fontPoints, palette);
    }

    /** Smooth lines at their very place, and letters as far apart as their widths say, on screen too. */
    static RenderingHints hints() {
        RenderingHints hints = new RenderingHints(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        hints.put(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        hints.put(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        hints.put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return hints;
    }
}
