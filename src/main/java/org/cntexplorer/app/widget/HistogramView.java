package org.cntexplorer.app.widget;

import java.util.Arrays;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.metric.Histogram;

/**
 * A histogram of a few lines' height: bars only, in the colour of their sign, over a line with a tick at 0. Cheap enough for every row of
 * a table; the plots pane has the one with axes.
 */
public final class HistogramView extends Region {
    private static final double TICK = 3;

    private final ObjectProperty<Histogram> histogram = new SimpleObjectProperty<>(this, "histogram");
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final Canvas canvas = new Canvas();

    public HistogramView() {
        getChildren().add(canvas);
        setMinSize(0, 0);
        histogram.addListener((p, was, is) -> draw());
        palette.addListener((p, was, is) -> draw());
    }

    /** What is shown, or null. */
    public ObjectProperty<Histogram> histogramProperty() {
        return histogram;
    }

    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth() - snappedLeftInset() - snappedRightInset());
        double height = Math.floor(getHeight() - snappedTopInset() - snappedBottomInset());
        canvas.relocate(snappedLeftInset(), snappedTopInset());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(Math.max(0, width));
            canvas.setHeight(Math.max(0, height));
            draw();
        }
    }

    /** The bin below a point of this region, or −1. */
    public int binAt(double x) {
        Histogram shown = histogram.get();
        double share = (x - canvas.getLayoutX()) / canvas.getWidth();
        return shown == null || !(share >= 0 && share < 1) ? -1 : (int) (share * shown.counts().length);
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        g.clearRect(0, 0, width, height);
        Histogram shown = histogram.get();
        if (shown == null || shown.total() == 0 || width < 1 || height < TICK + 2) {
            return;
        }
        double base = height - TICK - 1;
        g.setFill(colour(palette.get().axis(), 0.55));
        g.fillRect(0, base, width, 1);
        if (shown.low() < 0 && shown.high() > 0) {
            g.fillRect(Math.round(-shown.low() / (shown.high() - shown.low()) * (width - 1)), base, 1, TICK + 1);
        }
        bars(g, shown, width, base);
    }

    private void bars(GraphicsContext g, Histogram shown, double width, double base) {
        int bins = shown.counts().length;
        double most = Arrays.stream(shown.counts()).max().orElse(1);
        boolean gaps = width / bins >= 4;
        for (int i = 0; i < bins; i++) {
            if (shown.counts()[i] == 0) {
                continue;
            }
            double left = Math.round(i * width / bins);
            double right = Math.round((i + 1) * width / bins);
            // a bin that holds anything is never invisible
            double tall = Math.max(1, Math.round(shown.counts()[i] / most * base));
            boolean negative = shown.low() + (i + 0.5) * shown.width() < 0;
            g.setFill(colour(negative ? palette.get().negative() : palette.get().positive(), 0.9));
            g.fillRect(left, base - tall, Math.max(1, right - left - (gaps ? 1 : 0)), tall);
        }
    }

    private static Color colour(java.awt.Color colour, double opacity) {
        return Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue(), opacity);
    }
}
