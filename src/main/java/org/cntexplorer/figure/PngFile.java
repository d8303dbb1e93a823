package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.cntexplorer.progress.Progress;

/** A figure as pixels, whose resolution the file tells (pHYs). */
final class PngFile {
    private static final String TREE = "javax_imageio_png_1.0";
    private static final long MOST_PIXELS = 150_000_000;

    private PngFile() {}

    static void write(Figure figure, FigureOptions options, OutputStream out, Progress progress) throws IOException {
        Sheet sheet = new Sheet(figure, options);
        double scale = options.dpi() / 72 / Sheet.FINE;
        long width = Math.round(sheet.width() * scale);
        long height = Math.max(1, Math.round(sheet.height() * scale));
        if (width * height > MOST_PIXELS) {
            throw new UnwritableFileException("A picture of " + width + " × " + height + " pixels is too large; choose fewer dpi or a smaller width.");
        }
        BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setPaint(options.style().palette().background());
            g.fillRect(0, 0, image.getWidth(), image.getHeight());
            // to the last pixel, whatever the rounding
            g.scale(width / sheet.width(), height / sheet.height());
            sheet.drawPixels(g, progress);
        } finally {
            g.dispose();
        }
        encode(image, figure.title(), options.dpi(), out);
    }

    private static void encode(BufferedImage image, String title, double dpi, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            IIOMetadataNode root = new IIOMetadataNode(TREE);
            String perMetre = Long.toString(Math.round(dpi / 0.0254));
            root.appendChild(node("pHYs", "pixelsPerUnitXAxis", perMetre, "pixelsPerUnitYAxis", perMetre, "unitSpecifier", "meter"));
            IIOMetadataNode texts = new IIOMetadataNode("iTXt");
            texts.appendChild(node("iTXtEntry", "keyword", "Title", "compressionFlag", "FALSE", "compressionMethod", "0", "languageTag", "en",
                    "translatedKeyword", "", "text", title));
            root.appendChild(texts);
            metadata.mergeTree(TREE, root);
            writer.setOutput(stream);
            writer.write(metadata, new IIOImage(image, null, metadata), null);
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode node(String name, String... attributes) {
        IIOMetadataNode node = new IIOMetadataNode(name);
        for (int i = 0; i < attributes.length; i += 2) {
            node.setAttribute(attributes[i], attributes[i + 1]);
        }
        return node;
    }
}
