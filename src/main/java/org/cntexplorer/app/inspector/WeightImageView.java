package org.cntexplorer.app.inspector;

import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.model.Shape;

/**
 * Weights as an image, every weight a square of one colour; several channels stand beside and below each other. Beside it the colours'
 * scale, and what the pointer is on.
 */
final class WeightImageView {
    private static final double SIDE = 196;
    private static final int STOPS = 32;

    private final ImageView view = new ImageView();
    private final Rectangle scale = new Rectangle(10, 96);
    private final Label most = note();
    private final Label least = note();
    private final Label pixel = new Label();
    private final Label weight = new Label();
    private final HBox root;
    private final IntConsumer onClick;
    private WeightImage shown;
    /** Of a kernel, the channel that each image is of; null for weights of pixels. */
    private int[] channels;
    private double zoom = 1;

    /** @param onClick told of the pixel's number, a neuron of the source layer */
    WeightImageView(IntConsumer onClick) {
        this.onClick = onClick;
        view.setSmooth(false);
        view.setId("inspector-image");
        pixel.setId("inspector-pixel");
        pixel.getStyleClass().add("note");
        pixel.setWrapText(true);
        weight.setId("inspector-pixel-weight");
        StackPane frame = new StackPane(view);
        frame.getStyleClass().add("frame");
        frame.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        frame.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane bar = new StackPane(scale);
        bar.getStyleClass().add("scale");
        bar.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        Label zero = note();
        zero.setText("0");
        VBox ticks = new VBox(most, gap(), zero, gap(), least);
        ticks.setMaxHeight(scale.getHeight() + 4);
        HBox legend = new HBox(6, bar, ticks);
        legend.setAlignment(Pos.CENTER_LEFT);
        VBox beside = new VBox(2, legend, gap(), pixel, weight);
        beside.setMinWidth(84);
        HBox.setHgrow(beside, Priority.ALWAYS);
        root = new HBox(14, frame, beside);
        view.setOnMouseMoved(this::point);
        view.setOnMouseExited(e -> tell(-1));
        view.setOnMouseClicked(e -> {
            int at = pixelAt(e.getX(), e.getY());
            if (at >= 0) {
                this.onClick.accept(at);
            }
        });
    }

    private static Label note() {
        Label label = new Label();
        label.getStyleClass().add("note");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Region gap() {
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        return gap;
    }

    Region root() {
        return root;
    }

    /** A kernel, whose images are those of channels. */
    void show(Kernel kernel, Palette palette) {
        show(kernel.taps(), palette);
        channels = kernel.channels();
        tell(-1);
    }

    void show(WeightImage image, Palette palette) {
        shown = image;
        channels = null;
        Tiled tiled = Tiled.of(image, palette);
        zoom = tiled.zoom(SIDE);
        view.setImage(tiled.enlarged((int) Math.max(1, zoom)));
        view.setFitWidth(tiled.width() * zoom);
        view.setFitHeight(tiled.height() * zoom);
        scale.setFill(new LinearGradient(0, 1, 0, 0, true, CycleMethod.NO_CYCLE, IntStream.rangeClosed(0, STOPS)
                .mapToObj(i -> new Stop(i / (double) STOPS, fx(palette.diverging(2.0 * i / STOPS - 1)))).toList()));
        NumberText text = NumberText.ofColumn(DoubleStream.of(image.limit()));
        most.setText(text.of(image.limit()));
        least.setText(text.of(-image.limit()));
        tell(-1);
    }

    /** The pixel's number below a point of the image, or −1. */
    private int pixelAt(double viewX, double viewY) {
        Shape shape = shown.shape();
        int x = (int) (viewX / zoom);
        int y = (int) (viewY / zoom);
        int tileX = x / (shape.columns() + 1);
        int tileY = y / (shape.rows() + 1);
        int channel = tileY * Tiled.tiles(shape) + tileX;
        int column = x % (shape.columns() + 1);
        int row = y % (shape.rows() + 1);
        boolean hit = viewX >= 0 && viewY >= 0 && tileX < Tiled.tiles(shape) && channel < shape.channels() && column < shape.columns()
                && row < shape.rows();
        return hit ? (channel * shape.rows() + row) * shape.columns() + column : -1;
    }

    private void point(MouseEvent event) {
        tell(pixelAt(event.getX(), event.getY()));
    }

    private void tell(int at) {
        if (at < 0) {
            pixel.setText(channels == null ? "Point at a pixel" : "Point at a tap");
            weight.setText("");
            return;
        }
        int[] position = shown.shape().position(at);
        if (channels != null) {
            pixel.setText("channel " + channels[position[0]] + ", tap " + position[1] + "," + position[2]);
            weight.setText("w = " + NumberText.alone(shown.weights()[at]));
            return;
        }
        pixel.setText((shown.shape().channels() > 1 ? "channel " + position[0] + ", " : "") + "row " + position[1]
                + ", column " + position[2]);
        weight.setText("w = " + NumberText.alone(shown.weights()[at]));
    }

    private static Color fx(java.awt.Color colour) {
        return Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue());
    }
}
