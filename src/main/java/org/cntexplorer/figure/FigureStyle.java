package org.cntexplorer.figure;

import java.awt.RenderingHints;

/**
 * How a figure looks.
 *
 * @param fontPoints size of the labels
 * @param palette the colours; {@link Palette#LIGHT} for paper
 */
public record FigureStyle(float fontPoints, Palette palette) {
    public static final FigureStyle PAPER = new FigureStyle(7, Palette.LIGHT);

    /** Smooth lines at their very place, and letters as far apart as their widths say, on screen too. */
    static RenderingHints hints() {
        RenderingHints hints = new RenderingHints(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        hints.put(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        hints.put(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        hints.put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return hints;
    }
}
