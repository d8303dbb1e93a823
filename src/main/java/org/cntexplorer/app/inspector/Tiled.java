package org.cntexplorer.app.inspector;

import java.util.stream.IntStream;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.model.Shape;

/**
 * A weight image in colours, its channels side by side with a pixel between.
 *
 * @param pixels ARGB, row by row
 */
record Tiled(int[] pixels, int width, int height) {
    /** Colours of the scale; odd, so that 0 has one of its own. */
    private static final int SHADES = 2_049;

    static Tiled of(WeightImage image, Palette palette) {
        int[] argb = IntStream.range(0, SHADES).map(i -> palette.diverging(2.0 * i / (SHADES - 1) - 1).getRGB()).toArray();
        int notANumber = palette.axis().getRGB();
        Shape shape = image.shape();
        int columns = tiles(shape);
        int width = columns * (shape.columns() + 1) - 1;
        int height = Math.ceilDiv(shape.channels(), columns) * (shape.rows() + 1) - 1;
        int[] pixels = new int[width * height];
        for (int k = 0; k < image.weights().length; k++) {
            int[] at = shape.position(k);
            int x = at[0] % columns * (shape.columns() + 1) + at[2];
            int y = at[0] / columns * (shape.rows() + 1) + at[1];
            double share = image.share(k);
            pixels[y * width + x] = Double.isNaN(share) ? notANumber
                    : argb[(int) Math.round((Math.clamp(share, -1, 1) + 1) / 2 * (SHADES - 1))];
        }
        return new Tiled(pixels, width, height);
    }

    /** How many channels stand side by side. */
    static int tiles(Shape shape) {
        return (int) Math.ceil(Math.sqrt(shape.channels()));
    }

    /** How many times larger it fits a square: whole times where there is room for them, so that all squares are of one size. */
    double zoom(double side) {
        double fit = side / Math.max(width, height);
        return fit >= 1 ? Math.floor(fit) : fit;
    }

    /** Every pixel as a square. An image view that enlarges would blur them: without a graphics card it knows no other way. */
    WritableImage enlarged(int times) {
        int[] large = new int[width * times * height * times];
        for (int i = 0; i < large.length; i++) {
            large[i] = pixels[i / (width * times) / times * width + i % (width * times) / times];
        }
        WritableImage image = new WritableImage(width * times, height * times);
        image.getPixelWriter().setPixels(0, 0, width * times, height * times, PixelFormat.getIntArgbInstance(), large, 0, width * times);
        return image;
    }
}
