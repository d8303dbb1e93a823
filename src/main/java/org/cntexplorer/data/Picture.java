package org.cntexplorer.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.cntexplorer.format.ModelFormatException;

/**
 * A picture as numbers of 0 to 255, plane after plane: grey, or red, green and blue. What is transparent is taken as if it were not, as PIL does.
 *
 * @param channels 1 or 3
 */
record Picture(int channels, int height, int width, float[] planes) {
    private static final long MOST_POINTS = 200_000_000;

    /** What is known before its points are read. */
    record Head(int height, int width, boolean grey) {}

    /** What is done with an image reader. */
    private interface Use<T> {
        T of(ImageReader reader) throws IOException, ModelFormatException;
    }

    static Head head(Path path) throws ModelFormatException {
        return with(path, reader -> {
            var types = reader.getImageTypes(0);
            boolean grey = types.hasNext() && isGrey(types.next().getColorModel());
            return new Head(reader.getHeight(0), reader.getWidth(0), grey);
        });
    }

    static Picture read(Path path) throws ModelFormatException {
        BufferedImage image = with(path, reader -> {
            long points = (long) reader.getWidth(0) * reader.getHeight(0);
            if (points > MOST_POINTS) {
                throw new ModelFormatException(path + " has " + reader.getWidth(0) + "×" + reader.getHeight(0)
                        + " points, more than a picture for a network has; make it smaller.");
            }
            return reader.read(0);
        });
        return isGrey(image.getColorModel()) ? grey(image) : colours(image);
    }

    private static <T> T with(Path path, Use<T> use) throws ModelFormatException {
        try (InputStream in = Files.newInputStream(path); ImageInputStream stream = new MemoryCacheImageInputStream(in)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new ModelFormatException(path + " is no picture in PNG, JPEG, GIF or BMP; convert it to PNG, or take it out of the folder.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return use.of(reader);
            } finally {
                reader.dispose();
            }
        } catch (ModelFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the readers of Java answer to damage by exceptions of many kinds
            throw new ModelFormatException(path + " is a damaged picture or of an unknown kind (" + (e.getMessage() == null
                    ? e.getClass().getSimpleName() : e.getMessage()) + "); save it again, or take it out of the folder.", e);
        } catch (OutOfMemoryError e) {
            throw new ModelFormatException(path + " is a picture too large for the memory; make it smaller.", e);
        }
    }

    private static boolean isGrey(java.awt.image.ColorModel model) {
        if (!(model instanceof IndexColorModel palette)) {
            return model.getNumColorComponents() == 1;
        }
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    /** Of the stored numbers themselves: Java would turn grey ones into brighter colours. */
    private static Picture grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int height = image.getHeight();
        int width = image.getWidth();
        float[] plane = new float[height * width];
        if (image.getColorModel() instanceof IndexColorModel palette) {
            int[] row = new int[width];
            for (int y = 0; y < height; y++) {
                raster.getSamples(0, y, width, 1, 0, row);
                for (int x = 0; x < width; x++) {
                    plane[y * width + x] = palette.getRed(row[x]);
                }
            }
            return new Picture(1, height, width, plane);
        }
        raster.getSamples(0, 0, width, height, 0, plane);
        if (raster.getTransferType() == DataBuffer.TYPE_USHORT) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] /= 257;
            }
        }
        return new Picture(1, height, width, plane);
    }

    private static Picture colours(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        int points = height * width;
        float[] planes = new float[3 * points];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                planes[at] = row[x] >> 16 & 0xff;
                planes[points + at] = row[x] >> 8 & 0xff;
                planes[2 * points + at] = row[x] & 0xff;
            }
        }
        return new Picture(3, height, width, planes);
    }

    /** The same in another number of channels: grey is the brightness as television has it, 0.299 red, 0.587 green, 0.114 blue. */
    Picture inChannels(int wanted) {
        int points = height * width;
        if (wanted == channels) {
            return this;
        }
        float[] other = new float[wanted * points];
        if (wanted == 1) {
            for (int i = 0; i < points; i++) {
                other[i] = 0.299f * planes[i] + 0.587f * planes[points + i] + 0.114f * planes[2 * points + i];
            }
        } else {
            for (int c = 0; c < wanted; c++) {
                System.arraycopy(planes, 0, other, c * points, points);
            }
        }
        return new Picture(wanted, height, width, other);
    }

    /** The same in another size. */
    Picture sized(int newHeight, int newWidth, Resize resize) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        Resampling down = Resampling.of(height, newHeight, resize);
        Resampling across = Resampling.of(width, newWidth, resize);
        float[] result = new float[channels * newHeight * newWidth];
        float[] between = new float[height * newWidth];
        for (int c = 0; c < channels; c++) {
            across.rows(planes, c * height * width, height, between);
            down.columns(between, newWidth, result, c * newHeight * newWidth);
        }
        return new Picture(channels, newHeight, newWidth, result);
    }
}
