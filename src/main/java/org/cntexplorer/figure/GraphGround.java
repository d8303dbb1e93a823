package org.cntexplorer.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.List;
import org.cntexplorer.graph.ChannelMaps;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkLook;
import org.cntexplorer.graph.LinkRoutes;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Connection;
import org.cntexplorer.progress.Progress;

/** What a graph on the page stands on: plates behind layers, bands for blocks, the small maps of channels. */
final class GraphGround {
    /** Pixels of the picture for one of a map: viewers of files smooth pictures, but not over so many. */
    private static final int SHARP = 6;
    private static final int WIDEST_PICTURE = 4_096;

    private final GraphScene scene;
    private final Palette palette;
    private final GraphPlace place;
    private final boolean dims;

    GraphGround(GraphScene scene, Palette palette, GraphPlace place, boolean dims) {
        this.scene = scene;
        this.palette = palette;
        this.place = place;
        this.dims = dims;
    }

    private Rectangle2D box(double left, double top, double width, double height) {
        return new Rectangle2D.Double(place.x(left), place.y(top), width * place.scale(), height * place.scale());
    }

    /** A faint plate behind every layer of several columns, so that it is seen as one. */
    void plates(Graphics2D g) {
        g.setPaint(Palette.mix(palette.background(), palette.grid(), 0.38));
        for (LayerBlock block : scene.layout().blocks()) {
            if (block.isGrid()) {
                double around = Math.min(1.6, 0.6 * block.pitch() + 0.4);
                g.fill(box(block.left() - around, block.top() - around, block.width() + 2 * around, block.height() + 2 * around));
            }
        }
    }

    /** A band with its kind for every block between neighbours. */
    void blocks(Graphics2D g, double fontPoints) {
        for (Connection connection : scene.network().connections()) {
            if (connection instanceof Block block && scene.layout().routes().isBand(block.index())) {
                LayerBlock source = scene.layout().block(block.from());
                LayerBlock target = scene.layout().block(block.to());
                LinkRoutes.Sides sides = LinkRoutes.Sides.of(source, target);
                Path2D band = new Path2D.Double();
                band.moveTo(place.x(sides.source()), place.y(source.top()));
                band.lineTo(place.x(sides.target()), place.y(target.top()));
                band.lineTo(place.x(sides.target()), place.y(target.bottom()));
                band.lineTo(place.x(sides.source()), place.y(source.bottom()));
                band.closePath();
                g.setPaint(Palette.mix(palette.background(), palette.axis(), 0.16));
                g.fill(band);
                label(g, scene.blockWord(block), (sides.source() + sides.target()) / 2, (source.centreY() + target.centreY()) / 2,
                        sides.right() - sides.left(), Math.min(source.height(), target.height()), fontPoints);
            }
        }
    }

    /** Along the band, or across it where there is more room; nowhere where there is none. */
    private void label(Graphics2D g, String word, double x, double y, double width, double height, double fontPoints) {
        RichText text = RichText.plain(word);
        float size = (float) (0.88 * fontPoints);
        double needed = text.width(size) + size / 2;
        boolean upright = needed > width * place.scale();
        if (upright && (needed > height * place.scale() || size * 1.2 > width * place.scale())) {
            return;
        }
        AffineTransform before = g.getTransform();
        g.translate(place.x(x), place.y(y));
        if (upright) {
            g.rotate(-Math.PI / 2);
        }
        g.setPaint(palette.text());
        text.drawCentred(g, 0, 0.35 * size, size);
        g.setTransform(before);
    }

    /** The small maps of every layer as one picture. @param linked of each layer the neurons that stand out while others are dimmed */
    void maps(Graphics2D g, List<BitSet> linked, Progress progress) {
        for (LayerBlock block : scene.layout().blocks()) {
            if (block.isMapped()) {
                maps(g, block, linked.get(block.layer()), progress);
            }
        }
    }

    private void maps(Graphics2D g, LayerBlock block, BitSet linked, Progress progress) {
        ChannelMaps means = ChannelMaps.of(block, scene.values().get(block.layer()), progress);
        double mapWidth = block.columns() * block.pitch();
        double mapHeight = block.rows() * block.pitch();
        double left = block.mapLeft(0);
        double top = block.mapTop(0);
        double right = left;
        double bottom = top;
        for (int channel = 0; channel < block.channels(); channel++) {
            // on a ring the first is neither the leftmost nor the uppermost
            left = Math.min(left, block.mapLeft(channel));
            top = Math.min(top, block.mapTop(channel));
            right = Math.max(right, block.mapLeft(channel) + mapWidth);
            bottom = Math.max(bottom, block.mapTop(channel) + mapHeight);
        }
        double sharp = Math.min(SHARP * means.columns() / mapWidth, WIDEST_PICTURE / Math.max(right - left, bottom - top));
        BufferedImage picture = new BufferedImage((int) Math.ceil((right - left) * sharp), (int) Math.ceil((bottom - top) * sharp),
                BufferedImage.TYPE_INT_ARGB);
        int pixels = block.rows() * block.columns();
        BitSet cells = scene.inside().isEmpty() ? null : ChannelMaps.cells(block, scene.inside().get(block.layer()));
        for (int channel = 0; channel < block.channels(); channel++) {
            progress.check();
            int next = linked.nextSetBit(channel * pixels);
            boolean stands = !dims || next >= 0 && next < (channel + 1) * pixels;
            int fromX = (int) Math.round((block.mapLeft(channel) - left) * sharp);
            int toX = Math.min(picture.getWidth(), (int) Math.round((block.mapLeft(channel) + mapWidth - left) * sharp));
            int fromY = (int) Math.round((block.mapTop(channel) - top) * sharp);
            int toY = Math.min(picture.getHeight(), (int) Math.round((block.mapTop(channel) + mapHeight - top) * sharp));
            for (int y = fromY; y < toY; y++) {
                int row = channel * means.rows() + (y - fromY) * means.rows() / (toY - fromY);
                for (int x = fromX; x < toX; x++) {
                    int cell = row * means.columns() + (x - fromX) * means.columns() / (toX - fromX);
                    double value = means.means()[cell] / scene.limit(block.layer());
                    Color colour = scene.signed() ? palette.diverging(value) : palette.sequential(value);
                    picture.setRGB(x, y, (stands && (cells == null || cells.get(cell)) ? colour : Palette.mix(palette.background(), colour, LinkLook.DIMMED_NEURON)).getRGB());
                }
            }
        }
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        LinePicture.paste(g, picture, box(left, top, right - left, bottom - top));
        g.setPaint(palette.accent());
        g.setStroke(new java.awt.BasicStroke((float) (0.5 * place.scale())));
        block.open().forEach(o -> g.draw(box(block.mapLeft(o.channel()), block.mapTop(o.channel()), mapWidth, mapHeight)));
    }
}
