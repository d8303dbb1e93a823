package org.cntexplorer.graph;

import java.util.Arrays;
import org.cntexplorer.model.LinkMass;

/**
 * The ink of the density band of a connection between neighbouring layers: at every height of every column of pixels as much as all links
 * together would leave there, and the sign to which their weights lean. The links of a pair of groups lie, between two layers, as evenly as a
 * trapezoid; columns sum the trapezoids of all pairs by their four corners, so that no link is ever drawn. Used by one thread.
 */
public final class BandInk {
    private static final double STRONGEST = 0.42;
    /** How sharply more ink is more opaque. */
    private static final double GAIN = 0.8;
    /** A lean less than this is what chance makes of weights that do not lean. */
    private static final double LEAST_LEAN = 0.12;

    /** What takes the ink. */
    @FunctionalInterface
    public interface Paper {
        /**
         * Covers a pixel.
         *
         * @param lean −1, all weights negative, to 1, all positive
         * @param opacity 0 to 1
         */
        void cover(int x, int y, double lean, double opacity);
    }

    private final double left;
    private final double top;
    private final double scale;
    private final int height;
    /** The change of slope at each row, of positive and of negative ink. */
    private final double[] positive;
    private final double[] negative;
    private double positiveAbove;
    private double negativeAbove;
    private double positiveSlope;
    private double negativeSlope;

    /**
     * @param left x of the layout at the picture's left edge
     * @param top y of the layout at its upper edge
     * @param scale pixels of the picture for one unit of the layout
     * @param height of the picture, in pixels
     */
    public BandInk(double left, double top, double scale, int height) {
        this.left = left;
        this.top = top;
        this.scale = scale;
        this.height = height;
        this.positive = new double[height + 2];
        this.negative = new double[height + 2];
    }

    /**
     * Draws the columns {@code from} to {@code to} of a picture.
     *
     * @param opacity 0 to 1, of the whole band
     * @param to exclusive
     */
    public void draw(DensityBand band, LayerBlock source, LayerBlock target, double opacity, int from, int to, Paper paper) {
        if (opacity <= 0) {
            return;
        }
        LinkRoutes.Sides sides = LinkRoutes.Sides.of(source, target);
        double low = (sides.left() - left) * scale;
        double high = (sides.right() - left) * scale;
        double[] a = heights(band.source());
        double[] b = heights(band.target());
        double usual = band.total() / Math.max(1, (a[a.length - 1] - a[0] + b[b.length - 1] - b[0]) / 2);
        double fullLean = fullLean(band);
        for (int x = (int) Math.max(from, Math.floor(low)); x < Math.min(to, Math.ceil(high)); x++) {
            double along = Math.clamp((x + 0.5 - low) / (high - low), 0, 1);
            double part = sides.source() <= sides.target() ? along : 1 - along;
            double covered = Math.min(x + 1, high) - Math.max(x, low);
            ink(band.mass(), a, b, part);
            column(x, usual, fullLean, opacity * covered, paper);
        }
    }

    /** The lean of a part of a band that is shown in full colour. */
    static double fullLean(DensityBand band) {
        return Math.max(LEAST_LEAN, 2.5 * band.lean());
    }

    /** @param ink as a multiple of what there is where all of a band's weight is spread evenly */
    static double opacity(double ink) {
        return STRONGEST * (1 - Math.exp(-GAIN * ink));
    }

    private double[] heights(DensityBand.Stripes stripes) {
        return Arrays.stream(stripes.edges()).map(y -> (y - top) * scale).toArray();
    }

    private void ink(LinkMass mass, double[] a, double[] b, double part) {
        Arrays.fill(positive, 0);
        Arrays.fill(negative, 0);
        positiveAbove = 0;
        negativeAbove = 0;
        positiveSlope = 0;
        negativeSlope = 0;
        for (int s = 0; s + 1 < a.length; s++) {
            double wide = (a[s + 1] - a[s]) * (1 - part);
            for (int t = 0; t + 1 < b.length; t++) {
                double p = mass.positive()[s * mass.targetGroups() + t];
                double n = mass.negative()[s * mass.targetGroups() + t];
                if (!(p + n > 0) || !Double.isFinite(p + n)) {
                    continue;
                }
                double other = (b[t + 1] - b[t]) * part;
                double low = a[s] * (1 - part) + b[t] * part;
                // never narrower than a pixel
                double flat = Math.max(1, Math.max(wide, other));
                double rise = Math.max(1, Math.min(wide, other));
                if (low + flat + rise < 0 || low > height) {
                    continue;
                }
                double slopeOfPositive = p / flat / rise;
                double slopeOfNegative = n / flat / rise;
                bend(low, slopeOfPositive, slopeOfNegative);
                bend(low + rise, -slopeOfPositive, -slopeOfNegative);
                bend(low + flat, -slopeOfPositive, -slopeOfNegative);
                bend(low + flat + rise, slopeOfPositive, slopeOfNegative);
            }
        }
    }

    /** A corner at height {@code y}; one above the picture is what it has become at its upper edge. */
    private void bend(double y, double ofPositive, double ofNegative) {
        if (y <= 0) {
            positiveSlope += ofPositive;
            negativeSlope += ofNegative;
            positiveAbove -= ofPositive * y;
            negativeAbove -= ofNegative * y;
        } else if (y < height) {
            int row = (int) y;
            double below = y - row;
            positive[row] += ofPositive * (1 - below);
            positive[row + 1] += ofPositive * below;
            negative[row] += ofNegative * (1 - below);
            negative[row + 1] += ofNegative * below;
        }
    }

    private void column(int x, double usual, double fullLean, double opacity, Paper paper) {
        double p = positiveAbove;
        double n = negativeAbove;
        double slopeOfP = positiveSlope;
        double slopeOfN = negativeSlope;
        for (int y = 0; y < height; y++) {
            slopeOfP += positive[y];
            slopeOfN += negative[y];
            double ink = Math.max(0, p) + Math.max(0, n);
            if (ink > 1e-6 * usual) {
                paper.cover(x, y, Math.clamp((p - n) / ink / fullLean, -1, 1), opacity * opacity(ink / usual));
            }
            p += slopeOfP;
            n += slopeOfN;
        }
    }
}
