package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.cntexplorer.progress.Progress;

/** A result as a picture. It is drawn in one way only, onto a {@link Graphics2D}: the plot on screen is the plot that is exported. */
public interface Figure {
    /** What it shows, for a window's title or a file's metadata. */
    String title();

    /** The height that suits a width of 1. */
    double aspect();

    /** The height that suits a width; on a figure with much text it grows by less than the width. In the unit of {@link #draw}. */
    default double height(double width, FigureStyle style) {
        return width * aspect();
    }

    /**
     * Draws into {@code area}, whose unit is the typographic point (1/72 inch) on paper and the logical pixel on screen.
     * Called from any one thread at a time.
     */
    void draw(Graphics2D g, Rectangle2D area, FigureStyle style);

    /**
     * Draws what takes long.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled; the picture is unfinished then
     */
    default void draw(Graphics2D g, Rectangle2D area, FigureStyle style, Progress progress) {
        progress.check();
        draw(g, area, style);
    }
}
