package org.cntexplorer.app.graphview;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.Fade;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Neuron;

/**
 * Draws the neurons of one large layer, or of its small maps, that are in view: nothing while they are smaller than a pixel, squares as soon
 * as they can be told apart, discs when they are large. What is out of view costs nothing, however many neurons the layer has.
 */
final class CellPainter {
    /** Pixels of the view that a neuron's cell is wide when squares appear, and when they are whole. */
    private static final double SQUARES = 0.7;
    private static final double ALL_SQUARES = 1.5;
    /** Likewise discs in place of squares. */
    private static final double DISCS = 5;
    private static final double ALL_DISCS = 10;

    private final Drawing drawing;
    private final GraphScene scene;
    private final Painter.Frame frame;
    private final Raster raster;
    private final int rim;
    private final int ground;
    private final BooleanSupplier cancelled;

    CellPainter(Drawing drawing, Painter.Frame frame, Raster raster, BooleanSupplier cancelled) {
        this.drawing = drawing;
        this.scene = drawing.scene();
        this.frame = frame;
        this.raster = raster;
        this.cancelled = cancelled;
        Palette palette = drawing.palette();
        this.rim = Raster.premultiplied(Palette.mix(palette.background(), palette.axis(), 0.55).getRGB(), 1);
        this.ground = Raster.premultiplied(Palette.mix(palette.background(), palette.grid(), 0.38).getRGB(), 1);
    }

    /** How much of the neurons of a layer is seen as discs, 0 to 1, by its pitch in pixels of the view. */
    static double discs(double pitch) {
        return Fade.in(pitch, DISCS, ALL_DISCS);
    }

    /** @param from, to the columns of the picture that are drawn */
    void paint(LayerBlock block, int from, int to) {
        double pitch = block.pitch() * frame.scale();
        double ofView = pitch / frame.pixelRatio();
        double squares = Fade.in(ofView, SQUARES, ALL_SQUARES);
        if (squares <= 0) {
            return;
        }
        double low = frame.left() + from / frame.scale();
        double high = frame.left() + to / frame.scale();
        for (int channel = 0; channel < block.channels(); channel++) {
            double left = block.isMapped() ? block.mapLeft(channel) : block.left();
            double top = block.isMapped() ? block.mapTop(channel) : block.top();
            int firstColumn = (int) Math.max(0, Math.floor((low - left) / block.pitch()));
            int lastColumn = (int) Math.min(block.columns() - 1, Math.floor((high - left) / block.pitch()));
            int firstRow = (int) Math.max(0, Math.floor((frame.top() - top) / block.pitch()));
            int lastRow = (int) Math.min(block.rows() - 1, Math.floor((frame.top() + frame.height() / frame.scale() - top) / block.pitch()));
            for (int row = firstRow; row <= lastRow; row++) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                for (int column = firstColumn; column <= lastColumn; column++) {
                    int neuron = block.inCell(channel, row, column);
                    if (neuron >= 0) {
                        cell(block, neuron, (float) ((left + (column + 0.5) * block.pitch() - frame.left()) * frame.scale()),
                                (float) ((top + (row + 0.5) * block.pitch() - frame.top()) * frame.scale()), (float) pitch, squares);
                    }
                }
            }
        }
    }

    private void cell(LayerBlock block, int neuron, float x, float y, float pitch, double squares) {
        int colour = drawing.shade().of(block.layer(), scene.values().get(block.layer())[neuron], drawing.stands(block.layer(), neuron));
        double discs = discs(pitch / frame.pixelRatio());
        if (discs < 1) {
            raster.box(x - pitch / 2, y - pitch / 2, x + pitch / 2, y + pitch / 2, Fade.seen(colour, squares));
        }
        if (discs > 0) {
            float half = pitch / 2;
            raster.box(x - half, y - half, x + half, y + half, Fade.seen(ground, discs));
            float radius = (float) (scene.radius(new Neuron(block.layer(), neuron)) * block.pitch() / block.pitch(neuron) * frame.scale());
            // grows out of its square
            radius = (float) (radius + (0.5 * pitch - radius) * (1 - discs));
            raster.disc(x, y, radius, Fade.seen(rim, discs));
            raster.disc(x, y, radius - 0.8f * (float) frame.pixelRatio(), colour);
        }
    }
}
