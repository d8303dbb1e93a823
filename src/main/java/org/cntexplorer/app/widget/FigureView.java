package org.cntexplorer.app.widget;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.figure.ChartFigure;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureStyle;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.figure.PlotArea;
import org.cntexplorer.progress.Progress;

/**
 * Shows a {@link Figure}: the very object that is exported, drawn by the same code. It is drawn in the background, at the screen's own
 * resolution; until that is done the picture before it stays.
 */
public final class FigureView extends Region {
    /** Layouts settle in steps; nobody needs a picture of a strip. */
    private static final int LEAST_PIXELS = 24;

    /**
     * A figure as it was drawn.
     *
     * @param plot where its axes are, for a chart
     */
    public record Drawn(Figure figure, Image image, double width, double height, Optional<PlotArea> plot) {}

    private final TaskExecutor executor;
    private final Consumer<Throwable> onError;
    private final ObjectProperty<Figure> figure = new SimpleObjectProperty<>(this, "figure");
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final DoubleProperty fontPoints = new SimpleDoubleProperty(this, "fontPoints", 11);
    private final ReadOnlyObjectWrapper<Drawn> drawn = new ReadOnlyObjectWrapper<>(this, "drawn");
    private final ImageView view = new ImageView();
    private final Region ring = new Region();
    private TaskExecutor.Handle drawing = TaskExecutor.Handle.NONE;

    public FigureView(TaskExecutor executor, Consumer<Throwable> onError) {
        this.executor = executor;
        this.onError = onError;
        ring.getStyleClass().add("focus-ring");
        ring.setMouseTransparent(true);
        getChildren().addAll(view, ring);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getStyleClass().add("figure-view");
        setMinSize(0, 0);
        figure.addListener((p, was, is) -> draw());
        palette.addListener((p, was, is) -> draw());
        fontPoints.addListener((p, was, is) -> draw());
        widthProperty().addListener((p, was, is) -> draw());
        heightProperty().addListener((p, was, is) -> draw());
        sceneProperty().addListener((p, was, is) -> draw());
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        ring.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    /** What is shown, or null. */
    public ObjectProperty<Figure> figureProperty() {
        return figure;
    }

    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    /** Size of the labels, in logical pixels. */
    public DoubleProperty fontPointsProperty() {
        return fontPoints;
    }

    /** What is on screen now, or null. */
    public ReadOnlyObjectProperty<Drawn> drawnProperty() {
        return drawn.getReadOnlyProperty();
    }

    private void draw() {
        drawing.cancel();
        Figure shown = figure.get();
        if (shown == null) {
            drawn.set(null);
            view.setImage(null);
            return;
        }
        double width = getWidth();
        double height = getHeight();
        if (getScene() == null || width < LEAST_PIXELS || height < LEAST_PIXELS) {
            return;
        }
        FigureStyle style = new FigureStyle((float) fontPoints.get(), palette.get());
        double scale = getScene().getWindow() == null ? 1 : getScene().getWindow().getOutputScaleX();
        drawing = executor.submit(new BackgroundTask<>("Draw " + shown.title(), progress -> paint(shown, style, width, height, scale, progress),
                this::show, onError));
    }

    private void show(Drawn picture) {
        view.setImage(picture.image());
        view.setFitWidth(picture.width());
        view.setFitHeight(picture.height());
        drawn.set(picture);
    }

    private static Drawn paint(Figure figure, FigureStyle style, double width, double height, double scale, Progress progress) {
        int w = (int) Math.ceil(width * scale);
        int h = (int) Math.ceil(height * scale);
        BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D g = image.createGraphics();
        Rectangle2D area = new Rectangle2D.Double(0, 0, w / scale, h / scale);
        Optional<PlotArea> plot = Optional.empty();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setColor(style.palette().background());
            g.fillRect(0, 0, w, h);
            g.scale(scale, scale);
            if (figure instanceof ChartFigure chart) {
                plot = Optional.of(chart.drawn(g, area, style));
            } else {
                figure.draw(g, area, style, progress);
            }
        } finally {
            g.dispose();
        }
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        WritableImage shown = new WritableImage(new PixelBuffer<>(w, h, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance()));
        return new Drawn(figure, shown, w / scale, h / scale, plot);
    }
}
