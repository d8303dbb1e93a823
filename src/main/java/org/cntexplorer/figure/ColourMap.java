package org.cntexplorer.figure;

import java.awt.Color;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way from one colour to another in which equal steps look equally large: straight through CIELAB, paced by the CIEDE2000 difference.
 * Lightness goes one way, so that the map is read without its hues as well. Made once for each two colours.
 */
final class ColourMap {
    private record Ends(Color from, Color to) {}

    /** A screen has no finer shades between two of its colours. */
    private static final int SHADES = 1_024;
    /** Pieces by which the way is measured. */
    private static final int PIECES = 256;
    private static final Map<Ends, ColourMap> MADE = new ConcurrentHashMap<>();

    private final Color[] shades = new Color[SHADES + 1];
    private final double length;

    private ColourMap(Ends ends) {
        Lab from = Lab.of(ends.from());
        Lab to = Lab.of(ends.to());
        double[] way = new double[PIECES + 1];
        for (int i = 1; i <= PIECES; i++) {
            way[i] = way[i - 1] + from.towards(to, (i - 1.0) / PIECES).difference(from.towards(to, i / (double) PIECES));
        }
        length = way[PIECES];
        int piece = 0;
        for (int i = 0; i <= SHADES; i++) {
            double gone = way[PIECES] * i / SHADES;
            while (piece < PIECES - 1 && way[piece + 1] < gone) {
                piece++;
            }
            double length = way[piece + 1] - way[piece];
            shades[i] = from.towards(to, (piece + (length > 0 ? Math.min(1, (gone - way[piece]) / length) : 0)) / PIECES).colour();
        }
        shades[0] = ends.from();
        shades[SHADES] = ends.to();
    }

    static ColourMap between(Color from, Color to) {
        return MADE.computeIfAbsent(new Ends(from, to), ColourMap::new);
    }

    /** By way of a third colour. @param t 0 to 1 */
    static Color at(double t, Color from, Color over, Color to) {
        ColourMap first = between(from, over);
        ColourMap second = between(over, to);
        double turn = first.length / (first.length + second.length);
        return t <= turn ? first.at(t / turn) : second.at((t - turn) / (1 - turn));
    }

    /** @param t 0 to 1 */
    Color at(double t) {
        return shades[(int) Math.round(Math.clamp(t, 0, 1) * SHADES)];
    }
}
