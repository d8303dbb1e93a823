package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** What is too much for a file of lines: drawn as one picture, which lies where the lines would. */
final class LinePicture {
    /** 256 MB of memory. */
    private static final double MOST_PIXELS = 64e6;

    private final Rectangle2D area;
    private final double resolution;

    /**
     * @param area of the page that the lines may be in
     * @param resolution pixels for the page's unit; fewer where the picture would be too large
     */
    LinePicture(Rectangle2D area, double resolution) {
        this.area = area;
        this.resolution = Math.min(resolution, Math.sqrt(MOST_PIXELS / Math.max(1e-9, area.getWidth() * area.getHeight())));
    }

    /** @param lines draws them as it would onto the page */
    void draw(Graphics2D page, Consumer<Graphics2D> lines) {
        int width = Math.max(1, (int) Math.ceil(area.getWidth() * resolution));
        int height = Math.max(1, (int) Math.ceil(area.getHeight() * resolution));
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = picture.createGraphics();
        try {
            g.addRenderingHints(FigureStyle.hints());
            g.scale(resolution, resolution);
            g.translate(-area.getX(), -area.getY());
            lines.accept(g);
        } finally {
            g.dispose();
        }
        AffineTransform at = AffineTransform.getTranslateInstance(area.getX(), area.getY());
        at.scale(1 / resolution, 1 / resolution);
        page.drawImage(picture, at, null);
    }
}
