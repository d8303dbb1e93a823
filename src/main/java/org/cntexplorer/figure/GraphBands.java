package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.cntexplorer.graph.BandInk;
import org.cntexplorer.graph.BandRibbon;
import org.cntexplorer.graph.DensityBand;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkRoutes;
import org.cntexplorer.model.Connection;
import org.cntexplorer.progress.Progress;

/** The weight, or the signal, that flows between neighbouring layers, on the page: a picture for each, beneath the links that are shown. */
final class GraphBands {
    /** Pixels of the picture for one unit of the layout: bands are smooth, so that more would show no more. */
    private static final double SHARP = 5;
    private static final int WIDEST_PICTURE = 2_048;

    private final GraphScene scene;
    private final DensityBands bands;
    private final Palette palette;
    private final GraphPlace place;

    GraphBands(GraphScene scene, DensityBands bands, Palette palette, GraphPlace place) {
        this.scene = scene;
        this.bands = bands;
        this.palette = palette;
        this.place = place;
    }

    void draw(Graphics2D g, Progress progress) {
        Graphics2D smooth = (Graphics2D) g.create();
        try {
            smooth.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            for (Connection connection : scene.network().connections()) {
                progress.check();
                bands.band(connection.index()).ifPresent(band -> {
                    if (scene.layout().routes().isBand(connection.index())) {
                        draw(smooth, connection, band);
                    } else {
                        strips(smooth, connection, band);
                    }
                });
            }
        } finally {
            smooth.dispose();
        }
    }

    private void strips(Graphics2D g, Connection connection, DensityBand band) {
        double opacity = band.beside(scene.links().connections().get(connection.index()), scene.dims());
        for (BandRibbon.Strip strip : bands.strips(connection.index())) {
            if (opacity * strip.opacity() > 0) {
                g.setPaint(ChartLook.faint(palette.leaning(strip.lean()), opacity * strip.opacity()));
                g.fill(place.area(strip.upper(), strip.lower()));
            }
        }
    }

    private void draw(Graphics2D g, Connection connection, DensityBand band) {
        double opacity = band.beside(scene.links().connections().get(connection.index()), scene.dims());
        if (opacity <= 0) {
            return;
        }
        LayerBlock source = scene.layout().block(connection.from());
        LayerBlock target = scene.layout().block(connection.to());
        LinkRoutes.Sides sides = LinkRoutes.Sides.of(source, target);
        // ink is never narrower than a pixel, by which it may reach below the layers
        double top = Math.min(band.source().edges()[0], band.target().edges()[0]);
        double high = Math.max(band.source().edges()[band.source().count()], band.target().edges()[band.target().count()]) - top;
        double wide = sides.right() - sides.left();
        double sharp = Math.min(SHARP, WIDEST_PICTURE / Math.max(wide, high));
        int width = (int) Math.ceil(wide * sharp);
        int height = (int) Math.ceil(high * sharp) + 1;
        if (width < 1) {
            return;
        }
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        new BandInk(sides.left(), top, sharp, height).draw(band, source, target, opacity, 0, width,
                (x, y, lean, cover) -> picture.setRGB(x, y, (int) Math.round(255 * cover) << 24 | palette.leaning(lean).getRGB() & 0xffffff));
        LinePicture.paste(g, picture, new Rectangle2D.Double(place.x(sides.left()), place.y(top), width / sharp * place.scale(), height / sharp * place.scale()));
    }
}
