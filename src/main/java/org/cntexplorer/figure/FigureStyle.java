package org.cntexplorer.figure;

/**
 * How a figure looks.
 *
 * @param fontPoints size of the labels
 * @param palette the colours; {@link Palette#LIGHT} for paper
 */
public record FigureStyle(float fontPoints, Palette palette) {
    public static final FigureStyle PAPER = new FigureStyle(7, Palette.LIGHT);
}
