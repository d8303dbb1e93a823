package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.cntexplorer.progress.Progress;

/**
 * A figure on a sheet of its own size. It is drawn in tenths of a point, because Graphics2D measures text in whole units: the lines then
 * stand where they should in every kind of file.
 */
record Sheet(Figure figure, FigureOptions options) {
    static final double FINE = 10;

    double width() {
        return options.widthPoints() * FINE;
    }

    double height() {
        return options.heightPoints(figure) * FINE;
    }

    /** Draws onto a graphics whose unit is a tenth of a point. */
    void draw(Graphics2D g, Progress progress) {
        draw(g, options.style(), progress);
    }

    /** Draws onto pixels, where a line is as good as a picture of it. */
    void drawPixels(Graphics2D g, Progress progress) {
        draw(g, options.style().withAllLines(), progress);
    }

    private void draw(Graphics2D g, FigureStyle style, Progress progress) {
        figure.draw(g, new Rectangle2D.Double(0, 0, width(), height()), style.finer(FINE), progress);
        progress.check();
    }
}
