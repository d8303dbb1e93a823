package org.cntexplorer.figure;

import java.awt.Graphics2D;
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
        paste(page, picture, area);
    }

    /**
     * Puts a picture onto the page. In hundredths of its unit, since an SVG's writer rounds factors to two decimals, by which a picture would
     * miss its place.
     */
    static void paste(Graphics2D page, BufferedImage picture, Rectangle2D area) {
        Graphics2D g = (Graphics2D) page.create();
        try {
            g.translate(area.getX(), area.getY());
            g.scale(0.01, 0.01);
            g.drawImage(picture, 0, 0, (int) Math.round(area.getWidth() * 100), (int) Math.round(area.getHeight() * 100), null);
        } finally {
            g.dispose();
        }
    }
}
