package org.cntexplorer.figure;

import java.awt.Color;

/** A colour in CIELAB, for the white of sRGB (D65). @param l lightness, 0 to 100 */
record Lab(double l, double a, double b) {
    private static final double[] WHITE = {0.95047, 1, 1.08883};
    private static final double KAPPA = 24_389 / 27.0;
    private static final double EPSILON = 216 / 24_389.0;
    /** 25 to the 7th power. */
    private static final double FAR = 6_103_515_625.0;

    static Lab of(Color colour) {
        double r = linear(colour.getRed() / 255.0);
        double g = linear(colour.getGreen() / 255.0);
        double b = linear(colour.getBlue() / 255.0);
        double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE[0]);
        double y = root((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / WHITE[1]);
        double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / WHITE[2]);
        return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double linear(double c) {
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static double root(double t) {
        return t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116;
    }

    private static double cube(double f) {
        return f * f * f > EPSILON ? f * f * f : (116 * f - 16) / KAPPA;
    }

    /** The nearest that a screen has. */
    Color colour() {
        double fy = (l + 16) / 116;
        double x = WHITE[0] * cube(fy + a / 500);
        double y = WHITE[1] * cube(fy);
        double z = WHITE[2] * cube(fy - b / 200);
        return new Color(channel(3.2404542 * x - 1.5371385 * y - 0.4985314 * z), channel(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
                channel(0.0556434 * x - 0.2040259 * y + 1.0572252 * z));
    }

    private static int channel(double c) {
        double encoded = c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
        return (int) Math.round(Math.clamp(encoded, 0, 1) * 255);
    }

    /** Relative to white, 0 to 1. */
    double luminance() {
        return cube((l + 16) / 116);
    }

    /** This at 0, the other at 1. */
    Lab towards(Lab other, double t) {
        return new Lab(l + (other.l - l) * t, a + (other.a - a) * t, b + (other.b - b) * t);
    }

    /** How different they look: CIEDE2000 (Sharma, Wu and Dalal 2005). */
    double difference(Lab other) {
        double chroma = Math.pow((Math.hypot(a, b) + Math.hypot(other.a, other.b)) / 2, 7);
        double grey = 1.5 - 0.5 * Math.sqrt(chroma / (chroma + FAR));
        double a1 = grey * a;
        double a2 = grey * other.a;
        double c1 = Math.hypot(a1, b);
        double c2 = Math.hypot(a2, other.b);
        double h1 = hue(a1, b);
        double h2 = hue(a2, other.b);
        boolean hueless = c1 * c2 == 0;
        double turn = hueless ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1;
        double dl = other.l - l;
        double dc = c2 - c1;
        double dh = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(turn / 2));
        double ml = (l + other.l) / 2;
        double mc = (c1 + c2) / 2;
        double mh = hueless ? h1 + h2 : Math.abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
        double t = 1 - 0.17 * cos(mh - 30) + 0.24 * cos(2 * mh) + 0.32 * cos(3 * mh + 6) - 0.20 * cos(4 * mh - 63);
        double sl = 1 + 0.015 * (ml - 50) * (ml - 50) / Math.sqrt(20 + (ml - 50) * (ml - 50));
        double sc = 1 + 0.045 * mc;
        double sh = 1 + 0.015 * mc * t;
        double far = Math.pow(mc, 7);
        double rotation = -2 * Math.sqrt(far / (far + FAR)) * Math.sin(Math.toRadians(60 * Math.exp(-Math.pow((mh - 275) / 25, 2))));
        double lightness = dl / sl;
        double saturation = dc / sc;
        double hue = dh / sh;
        return Math.sqrt(lightness * lightness + saturation * saturation + hue * hue + rotation * saturation * hue);
    }

    private static double hue(double a, double b) {
        double degrees = Math.toDegrees(Math.atan2(b, a));
        return a == 0 && b == 0 ? 0 : degrees < 0 ? degrees + 360 : degrees;
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }
}
