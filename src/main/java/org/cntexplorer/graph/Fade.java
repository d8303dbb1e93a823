package org.cntexplorer.graph;

/** How what is drawn goes over into what takes its place, as one zooms: by opacities, so that nothing appears at once. */
public final class Fade {
    private Fade() {}

    /** 0 up to {@code from}, 1 from {@code to} on, smooth between. */
    public static double in(double x, double from, double to) {
        double t = Math.clamp((x - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /** 1 up to {@code from}, 0 from {@code to} on. */
    public static double out(double x, double from, double to) {
        return 1 - in(x, from, to);
    }

    /** A premultiplied colour of which a part is seen. */
    public static int seen(int colour, double part) {
        if (part >= 1) {
            return colour;
        }
        int coverage = (int) Math.round(256 * Math.max(0, part));
        int rb = (colour & 0xff00ff) * coverage >>> 8 & 0xff00ff;
        int ag = (colour >>> 8 & 0xff00ff) * coverage >>> 8 & 0xff00ff;
        return ag << 8 | rb;
    }
}
