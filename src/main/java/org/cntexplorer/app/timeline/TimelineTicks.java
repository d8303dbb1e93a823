package org.cntexplorer.app.timeline;

import java.awt.Color;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.MapChangeListener;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.cntexplorer.figure.Palette;

/**
 * The checkpoints below the slider: a mark for each, long where it has been measured, a cross where it cannot be shown, and as many of their
 * epochs or steps as have room.
 */
final class TimelineTicks extends Region {
    private static final double HEIGHT = 24;
    private static final double MEASURED = 6;
    private static final double UNKNOWN = 3;
    private static final double CROSS = 3;
    /** Marks nearer than this to one another are not told apart. */
    private static final double LEAST_APART = 3;
    private static final double BETWEEN_WORDS = 14;
    private static final double FONT = 10;

    private final RunViewModel model;
    private final Slider slider;
    private final Canvas canvas = new Canvas();
    private final Tooltip tip = new Tooltip();
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);

    TimelineTicks(RunViewModel model, Slider slider) {
        this.model = model;
        this.slider = slider;
        setId("timeline-ticks");
        getChildren().add(canvas);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMinWidth(0);
        // drawn once a frame, however much has changed
        palette.addListener((p, was, is) -> requestLayout());
        model.runProperty().addListener((p, was, is) -> requestLayout());
        model.measuring().knownProperty().addListener((p, was, is) -> requestLayout());
        model.skipped().addListener((MapChangeListener<Integer, String>) change -> requestLayout());
        Tooltip.install(this, tip);
        setOnMouseMoved(this::tell);
        setOnMouseClicked(e -> model.go(at(e.getX())));
    }

    ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
        }
        draw();
    }

    /** Half of what the slider's thumb takes from its track at both ends. */
    private double inset() {
        Region thumb = (Region) slider.lookup(".thumb");
        return thumb == null ? 0 : thumb.getWidth() / 2;
    }

    private double x(int index) {
        int last = model.count() - 1;
        return inset() + (last <= 0 ? 0 : index / (double) last * (getWidth() - 2 * inset()));
    }

    private int at(double x) {
        return (int) Math.round((x - inset()) / Math.max(1, getWidth() - 2 * inset()) * (model.count() - 1));
    }

    private void tell(MouseEvent e) {
        int index = at(e.getX());
        if (index >= 0 && index < model.count()) {
            String accuracy = RunWords.accuracy(model.runProperty().get(), index);
            tip.setText(model.skipped().getOrDefault(index, RunWords.title(model.runProperty().get(), index) + (accuracy.isEmpty() ? "" : ", " + accuracy)));
        }
    }

    private static javafx.scene.paint.Color css(Color colour) {
        return javafx.scene.paint.Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        int count = model.count();
        if (count == 0 || getWidth() <= 0) {
            return;
        }
        double apart = count > 1 ? x(1) - x(0) : getWidth();
        int every = (int) Math.max(1, Math.ceil(LEAST_APART / Math.max(apart, 1e-3)));
        g.setLineWidth(1);
        for (int i = 0; i < count; i++) {
            double x = Math.round(x(i)) + 0.5;
            if (model.skipped().containsKey(i)) {
                g.setStroke(css(palette.get().positive()));
                g.setLineWidth(1.6);
                g.strokeLine(x - CROSS, 1, x + CROSS, 1 + 2 * CROSS);
                g.strokeLine(x - CROSS, 1 + 2 * CROSS, x + CROSS, 1);
                g.setLineWidth(1);
            } else if (i % every == 0 || i == count - 1) {
                g.setStroke(css(palette.get().axis()));
                g.strokeLine(x, 0, x, model.measuring().numbers().has(i) ? MEASURED : UNKNOWN);
            }
        }
        words(g, count);
    }

    private void words(GraphicsContext g, int count) {
        Font font = Font.font(FONT);
        g.setFont(font);
        g.setFill(css(palette.get().axis()));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.TOP);
        double lastHalf = half(count - 1, font);
        double last = Math.min(x(count - 1), getWidth() - lastHalf);
        int every = every(count, 2 * lastHalf);
        for (int i = 0; i < count - 1; i += every) {
            double half = half(i, font);
            double x = Math.max(x(i), half);
            if (x + half + BETWEEN_WORDS <= last - lastHalf) {
                g.fillText(RunWords.at(model.runProperty().get(), i), x, MEASURED + 4);
            }
        }
        g.fillText(RunWords.at(model.runProperty().get(), count - 1), last, MEASURED + 4);
    }

    /** Each of them, or every second, fifth, tenth, …: as many as have room. @param wide what a word needs, the last being the longest */
    private int every(int count, double wide) {
        double apart = count > 1 ? x(1) - x(0) : getWidth();
        int every = 1;
        for (int turn = 0; every < count && every * apart < wide + BETWEEN_WORDS; turn++) {
            every = turn % 3 == 1 ? every / 2 * 5 : every * 2;
        }
        return every;
    }

    private double half(int index, Font font) {
        Text text = new Text(RunWords.at(model.runProperty().get(), index));
        text.setFont(font);
        return text.getLayoutBounds().getWidth() / 2;
    }
}
