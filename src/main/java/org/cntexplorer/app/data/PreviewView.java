package org.cntexplorer.app.data;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.cntexplorer.figure.Palette;

/** A sample as the model gets it: a picture whose points are squares, or a bar for every number of a vector. */
final class PreviewView extends Region {
    private static final double TALLEST_BARS = 120;
    private static final double LARGEST = 320;

    private final ObjectProperty<SamplePreview> sample = new SimpleObjectProperty<>(this, "sample");
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final ImageView picture = new ImageView();
    private final Canvas bars = new Canvas();
    private double zoom;

    PreviewView() {
        setId("data-preview");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getStyleClass().add("preview");
        getChildren().setAll(picture, bars);
        sample.subscribe(some -> {
            setAccessibleText(some == null ? "No sample" : words(some));
            zoom = 0;
            requestLayout();
        });
        palette.subscribe(colours -> requestLayout());
    }

    private static String words(SamplePreview some) {
        return some.title() + (some.label().isEmpty() ? "" : ", class " + some.label()) + ": " + some.numbers().length + " numbers from "
                + some.range() + ", mean " + SamplePreview.number(some.mean());
    }

    ObjectProperty<SamplePreview> sampleProperty() {
        return sample;
    }

    ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        SamplePreview some = sample.get();
        return some == null || some.picture().isEmpty() ? TALLEST_BARS
                : Math.min(LARGEST, some.picture().get().height() * zoom(some.picture().get(), width, LARGEST));
    }

    @Override
    protected double computeMinHeight(double width) {
        return 60;
    }

    private static double zoom(SamplePreview.Pixels pixels, double width, double height) {
        double fit = Math.min(width / pixels.width(), height / pixels.height());
        return fit >= 1 ? Math.floor(fit) : fit;
    }

    @Override
    protected void layoutChildren() {
        SamplePreview some = sample.get();
        boolean asPicture = some != null && some.picture().isPresent();
        picture.setVisible(asPicture);
        bars.setVisible(some != null && !asPicture);
        if (asPicture) {
            SamplePreview.Pixels pixels = some.picture().get();
            double now = zoom(pixels, getWidth(), getHeight());
            if (now != zoom && now > 0) {
                zoom = now;
                picture.setImage(enlarged(pixels, (int) Math.max(1, now)));
                picture.setFitWidth(pixels.width() * now);
                picture.setFitHeight(pixels.height() * now);
            }
            picture.relocate(Math.round((getWidth() - picture.getFitWidth()) / 2), 0);
        } else if (some != null) {
            bars.setWidth(getWidth());
            bars.setHeight(getHeight());
            draw(bars.getGraphicsContext2D(), some.numbers(), getWidth(), getHeight());
        }
    }

    /** Every point as a square. An image view that enlarges would blur them: without a graphics card it knows no other way. */
    private static WritableImage enlarged(SamplePreview.Pixels pixels, int times) {
        int width = pixels.width() * times;
        int[] large = new int[width * pixels.height() * times];
        for (int i = 0; i < large.length; i++) {
            large[i] = pixels.argb()[i / width / times * pixels.width() + i % width / times];
        }
        WritableImage image = new WritableImage(width, pixels.height() * times);
        image.getPixelWriter().setPixels(0, 0, width, pixels.height() * times, PixelFormat.getIntArgbInstance(), large, 0, width);
        return image;
    }

    private void draw(GraphicsContext g, float[] numbers, double width, double height) {
        g.clearRect(0, 0, width, height);
        double low = Math.min(0, sample.get().least());
        double high = Math.max(0, sample.get().greatest());
        double range = high > low ? high - low : 1;
        double zero = Math.round(high / range * (height - 1));
        int columns = (int) Math.min(numbers.length, width);
        for (int i = 0; i < columns; i++) {
            int from = (int) ((long) i * numbers.length / columns);
            int to = (int) Math.max(from + 1, (long) (i + 1) * numbers.length / columns);
            float most = 0;
            float least = 0;
            for (int k = from; k < to; k++) {
                most = Math.max(most, numbers[k]);
                least = Math.min(least, numbers[k]);
            }
            double left = Math.round(i * width / columns);
            double wide = Math.max(1, Math.round((i + 1) * width / columns) - left - (width / columns >= 4 ? 1 : 0));
            g.setFill(fx(palette.get().positive()));
            g.fillRect(left, zero - most / range * (height - 1), wide, most / range * (height - 1));
            g.setFill(fx(palette.get().negative()));
            g.fillRect(left, zero, wide, -least / range * (height - 1));
        }
        g.setFill(fx(palette.get().axis()));
        g.fillRect(0, zero, width, 1);
    }

    private static Color fx(java.awt.Color colour) {
        return Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    /** The place of the number below a point, or −1. */
    int numberAt(double x, double y) {
        SamplePreview some = sample.get();
        if (some == null) {
            return -1;
        }
        if (some.picture().isEmpty()) {
            return x >= 0 && x < getWidth() ? (int) (x / getWidth() * some.numbers().length) : -1;
        }
        SamplePreview.Pixels pixels = some.picture().get();
        int column = (int) Math.floor((x - picture.getLayoutX()) / zoom);
        int row = (int) Math.floor((y - picture.getLayoutY()) / zoom);
        return column < 0 || row < 0 || column >= pixels.width() || row >= pixels.height() ? -1 : pixels.of()[row * pixels.width() + column];
    }
}
