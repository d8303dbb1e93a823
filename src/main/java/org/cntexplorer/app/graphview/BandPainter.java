package org.cntexplorer.app.graphview;

import java.awt.Color;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.BandInk;
import org.cntexplorer.graph.BandRibbon;
import org.cntexplorer.graph.DensityBand;
import org.cntexplorer.graph.Fade;
import org.cntexplorer.graph.LayerBlock;

/** Draws density bands into pixels. */
final class BandPainter {
    private static final int SHADES = 64;

    private final Raster raster;
    private final Painter.Frame frame;
    private final BandInk ink;
    private final int[] shades = new int[2 * SHADES + 1];

    BandPainter(Raster raster, Painter.Frame frame, Palette palette) {
        this.raster = raster;
        this.frame = frame;
        this.ink = new BandInk(frame.left(), frame.top(), frame.scale(), frame.height());
        for (int i = 0; i < shades.length; i++) {
            Color colour = palette.leaning(i / (double) SHADES - 1);
            shades[i] = Raster.premultiplied(colour.getRGB(), 1);
        }
    }

    /** @param opacity 0 to 1, of the whole band */
    void paint(DensityBand band, LayerBlock source, LayerBlock target, double opacity, int from, int to) {
        ink.draw(band, source, target, opacity, from, to, this::cover);
    }

    /** @param opacity 0 to 1, of the whole band */
    void paint(BandRibbon.Strip strip, double opacity) {
        int colour = Fade.seen(shades[(int) Math.round((strip.lean() + 1) * SHADES)], opacity * strip.opacity());
        float[] a = strip.upper();
        float[] b = strip.lower();
        for (int at = 0; colour != 0 && at + 3 < a.length; at += 2) {
            raster.quad(x(a[at]), y(a[at + 1]), x(a[at + 2]), y(a[at + 3]), x(b[at + 2]), y(b[at + 3]), x(b[at]), y(b[at + 1]), colour);
        }
    }

    private float x(float layoutX) {
        return (float) ((layoutX - frame.left()) * frame.scale());
    }

    private float y(float layoutY) {
        return (float) ((layoutY - frame.top()) * frame.scale());
    }

    private void cover(int x, int y, double lean, double opacity) {
        raster.cover(x, y, shades[(int) Math.round((lean + 1) * SHADES)], (int) Math.round(256 * opacity));
    }
}
