package org.cntexplorer.app.graphview;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.Crowd;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.Fade;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkRoutes;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Connection;

/** Draws a {@link Drawing} into pixels, off the JavaFX thread. Columns of the picture are shared out to the processors. */
final class Painter {
    /** Pixels of the view for one unit of the layout, where a graph of a few layers fills it. */
    private static final double USUAL = 1.6;
    /** Lines between two looks at whether the picture is still wanted. */
    private static final int CHECK = 2_048;

    /**
     * Which part of the layout a picture shows.
     *
     * @param left x of the layout at the picture's left edge
     * @param top y of the layout at its upper edge
     * @param scale pixels of the picture for one unit of the layout
     * @param pixelRatio pixels of the picture for one of the view
     * @param zoom how many times larger than fitted the graph is shown
     */
    record Frame(double left, double top, double scale, double pixelRatio, double zoom, int width, int height) {}

    private final int bands;

    Painter() {
        // one processor is left to the window
        this(Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 8));
    }

    Painter(int bands) {
        this.bands = bands;
    }

    /** @throws CancellationException where {@code cancelled} says so */
    void paint(Drawing drawing, Detail detail, Frame frame, int[] pixels, BooleanSupplier cancelled) {
        if (bands == 1) {
            paintBand(drawing, detail, frame, pixels, 0, frame.width(), cancelled);
        } else {
            IntStream.range(0, bands).parallel().forEach(b -> paintBand(drawing, detail, frame, pixels,
                    b * frame.width() / bands, (b + 1) * frame.width() / bands, cancelled));
        }
    }

    private static void paintBand(Drawing drawing, Detail detail, Frame frame, int[] pixels, int from, int to, BooleanSupplier cancelled) {
        for (int y = 0; y < frame.height(); y++) {
            Arrays.fill(pixels, y * frame.width() + from, y * frame.width() + to, 0);
        }
        Raster raster = new Raster(pixels, frame.width(), frame.height(), from, to);
        blocks(drawing, frame, raster);
        bands(drawing, frame, raster);
        densities(drawing, detail, frame, raster, from, to);
        CellPainter cells = new CellPainter(drawing, frame, raster, cancelled);
        drawing.maps().forEach(maps -> {
            maps(drawing, maps, frame, raster, cancelled);
            cells.paint(drawing.scene().layout().block(maps.layer()), from, to);
        });
        detail.nearParts(drawing.scene().layout())
                .forEach((near, part) -> lines(near.lines(), part * Detail.near(frame.zoom()), frame, raster, from, to, cancelled));
        lines(drawing.lines(), 1, frame, raster, from, to, cancelled);
        discs(drawing, frame, raster, cancelled);
    }

    /** A faint plate behind every layer of several columns, so that it is seen as one. */
    private static void blocks(Drawing drawing, Frame frame, Raster raster) {
        int colour = Raster.premultiplied(drawing.palette().grid().getRGB(), 0.38);
        for (LayerBlock block : drawing.scene().layout().blocks()) {
            if (block.isGrid()) {
                double around = Math.min(1.6, 0.6 * block.pitch() + 0.4);
                raster.box((float) ((block.left() - around - frame.left()) * frame.scale()),
                        (float) ((block.top() - around - frame.top()) * frame.scale()),
                        (float) ((block.left() + block.width() + around - frame.left()) * frame.scale()),
                        (float) ((block.top() + block.height() + around - frame.top()) * frame.scale()), colour);
            }
        }
    }

    /** The weight, or the signal, that flows between neighbouring layers, where the links that are shown do not tell of nearly all of it. */
    private static void densities(Drawing drawing, Detail detail, Frame frame, Raster raster, int from, int to) {
        GraphScene scene = drawing.scene();
        DensityBands all = detail.bandsOf(scene.layout()).orElse(null);
        if (all == null || scene.links().connections().isEmpty()) {
            return;
        }
        BandPainter painter = new BandPainter(raster, frame, drawing.palette());
        for (Connection connection : scene.network().connections()) {
            all.band(connection.index()).ifPresent(band -> {
                double opacity = detail.bandsPart() * Detail.band(band, scene.links().connections().get(connection.index()), frame.zoom(), scene.dims());
                if (scene.layout().routes().isBand(connection.index())) {
                    painter.paint(band, scene.layout().block(connection.from()), scene.layout().block(connection.to()), opacity, from, to);
                } else {
                    all.strips(connection.index()).forEach(strip -> painter.paint(strip, opacity));
                }
            });
        }
    }

    /** A band between neighbouring layers that a block joins. */
    private static void bands(Drawing drawing, Frame frame, Raster raster) {
        int colour = Raster.premultiplied(drawing.palette().axis().getRGB(), 0.16);
        GraphScene scene = drawing.scene();
        for (Connection connection : scene.network().connections()) {
            if (connection instanceof Block && scene.layout().routes().isBand(connection.index())) {
                LayerBlock source = scene.layout().block(connection.from());
                LayerBlock target = scene.layout().block(connection.to());
                LinkRoutes.Sides sides = LinkRoutes.Sides.of(source, target);
                double left = (sides.left() - frame.left()) * frame.scale();
                double right = (sides.right() - frame.left()) * frame.scale();
                for (int x = (int) Math.max(0, Math.floor(left)); x < Math.min(frame.width(), Math.ceil(right)); x++) {
                    double part = Math.clamp((x + 0.5 - left) / (right - left), 0, 1);
                    double t = sides.source() <= sides.target() ? part : 1 - part;
                    raster.box(Math.max(x, (float) left), (float) ((source.top() + t * (target.top() - source.top()) - frame.top()) * frame.scale()),
                            Math.min(x + 1, (float) right), (float) ((source.bottom() + t * (target.bottom() - source.bottom()) - frame.top()) * frame.scale()),
                            colour);
                }
            }
        }
    }

    /** Small maps, each pixel a square, and a frame around those that are open. */
    private static void maps(Drawing drawing, Drawing.Maps maps, Frame frame, Raster raster, BooleanSupplier cancelled) {
        LayerBlock block = drawing.scene().layout().block(maps.layer());
        if (!block.isMapped()) {
            raster.map((float) ((block.left() - frame.left()) * frame.scale()), (float) ((block.top() - frame.top()) * frame.scale()),
                    (float) ((block.right() - frame.left()) * frame.scale()), (float) ((block.bottom() - frame.top()) * frame.scale()), maps.colours(), 0,
                    maps.rows(), maps.columns());
            return;
        }
        double width = block.columns() * block.pitch() * frame.scale();
        double height = block.rows() * block.pitch() * frame.scale();
        int accent = Raster.premultiplied(drawing.palette().accent().getRGB(), 1);
        for (int channel = 0; channel < block.channels(); channel++) {
            if (channel % 256 == 0 && cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            float left = (float) ((block.mapLeft(channel) - frame.left()) * frame.scale());
            float top = (float) ((block.mapTop(channel) - frame.top()) * frame.scale());
            int open = channel;
            if (block.open().stream().anyMatch(o -> o.channel() == open)) {
                float around = (float) (1.5 * frame.pixelRatio());
                raster.box(left - around, top - around, (float) (left + width) + around, (float) (top + height) + around, accent);
            }
            raster.map(left, top, (float) (left + width), (float) (top + height), maps.colours(), channel * maps.rows() * maps.columns(), maps.rows(),
                    maps.columns());
        }
    }

    /** @param part how much of them is seen, 0 to 1 */
    private static void lines(Drawing.Lines lines, double part, Frame frame, Raster raster, int from, int to, BooleanSupplier cancelled) {
        // lines grow with the zoom, but slower than the neurons
        float thickness = (float) (frame.pixelRatio() * Math.clamp(Math.sqrt(frame.zoom()), 0.5, 2.2) * fine(frame));
        float scale = (float) frame.scale();
        float left = (float) frame.left();
        float top = (float) frame.top();
        float[] ends = lines.ends();
        for (int i = 0; i < lines.count() && part > 0; i++) {
            if (i % CHECK == 0 && cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            float x0 = (ends[4 * i] - left) * scale;
            float x1 = (ends[4 * i + 2] - left) * scale;
            if (Math.max(x0, x1) < from || Math.min(x0, x1) > to) {
                continue;
            }
            float y0 = (ends[4 * i + 1] - top) * scale;
            float y1 = (ends[4 * i + 3] - top) * scale;
            if (Math.max(y0, y1) < -8 || Math.min(y0, y1) > frame.height() + 8) {
                continue;
            }
            float wide = lines.width()[i] * thickness;
            float narrow = Math.min(wide, Math.max((float) frame.pixelRatio(), (float) Crowd.OF_LANE * lines.room()[i] * scale));
            double covered = lines.crowd()[i] * thickness * narrow / wide / frame.scale();
            raster.line(x0, y0, x1, y1, narrow, Fade.seen(lines.colour()[i], part * Crowd.seen(covered)));
        }
    }

    /** How much thinner lines are where a graph of many layers is small even when it fills the view. */
    static double fine(Frame frame) {
        return Math.clamp(Math.sqrt(frame.scale() / frame.pixelRatio() / frame.zoom() / USUAL), 0.5, 1);
    }

    private static void discs(Drawing drawing, Frame frame, Raster raster, BooleanSupplier cancelled) {
        Drawing.Discs discs = drawing.discs();
        Palette palette = drawing.palette();
        float ratio = (float) frame.pixelRatio();
        float scale = (float) frame.scale();
        int rim = Raster.premultiplied(Palette.mix(palette.background(), palette.axis(), 0.55).getRGB(), 1);
        int ring = Raster.premultiplied(palette.accent().getRGB(), 1);
        int gap = Raster.premultiplied(palette.background().getRGB(), 1);
        for (int i = 0; i < discs.x().length; i++) {
            if (i % CHECK == 0 && cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            float x = (discs.x()[i] - (float) frame.left()) * scale;
            float y = (discs.y()[i] - (float) frame.top()) * scale;
            float radius = discs.radius()[i] * scale;
            if (radius > 2.6f * ratio) {
                // a thin rim, so that a value near 0 does not fade into the background
                raster.disc(x, y, radius, rim);
                raster.disc(x, y, radius - 0.8f * ratio, discs.colour()[i]);
            } else {
                raster.disc(x, y, radius, discs.colour()[i]);
            }
        }
        for (int i = discs.selected().nextSetBit(0); i >= 0; i = discs.selected().nextSetBit(i + 1)) {
            float x = (discs.x()[i] - (float) frame.left()) * scale;
            float y = (discs.y()[i] - (float) frame.top()) * scale;
            float radius = Math.max(discs.radius()[i] * scale, 2 * ratio);
            raster.disc(x, y, radius + 3 * ratio, ring);
            raster.disc(x, y, radius + 1.2f * ratio, gap);
            raster.disc(x, y, radius, discs.colour()[i]);
        }
    }
}
