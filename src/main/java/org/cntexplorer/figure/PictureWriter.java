package org.cntexplorer.figure;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import org.apache.batik.ext.awt.image.spi.ImageWriter;
import org.apache.batik.ext.awt.image.spi.ImageWriterParams;

/** Pictures inside an SVG, as PNG by the JDK. Batik asks for one, and has its own in a library that nothing else needs. */
final class PictureWriter implements ImageWriter {
    @Override
    public void writeImage(RenderedImage image, OutputStream out) throws IOException {
        ImageIO.write(image, "png", out);
    }

    @Override
    public void writeImage(RenderedImage image, OutputStream out, ImageWriterParams params) throws IOException {
        writeImage(image, out);
    }

    @Override
    public String getMIMEType() {
        return "image/png";
    }
}
