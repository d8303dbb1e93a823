package org.cntexplorer.figure;

/**
 * The size of a figure on paper; its height follows from what it shows.
 *
 * @param widthMm in millimetres
 * @param fontPoints size of its labels
 * @param dpi dots per inch of a PNG, and of what is a picture in an SVG or PDF
 * @param lines of a graph's links in an SVG or PDF so many are lines, the strongest; the others are one picture beneath them
 */
public record FigureOptions(double widthMm, double fontPoints, double dpi, int lines) {
    /** One column of a journal. */
    public static final double ONE_COLUMN = 85;
    /** Two columns. */
    public static final double TWO_COLUMNS = 180;
    /** Lines that programs still draw and change swiftly. */
    public static final int USUAL_LINES = 20_000;
    public static final FigureOptions DEFAULT = new FigureOptions(ONE_COLUMN, 7, 300);

    static final double POINTS_PER_MM = 72 / 25.4;

    /** @throws IllegalArgumentException with a sentence where a number is out of its limits */
    public FigureOptions {
        require(widthMm, 10, 2_000, "width", "mm");
        require(fontPoints, 2, 100, "font size", "points");
        require(dpi, 30, 2_400, "resolution", "dpi");
        require(lines, 0, 10_000_000, "number of links that are lines", "");
    }

    public FigureOptions(double widthMm, double fontPoints, double dpi) {
        this(widthMm, fontPoints, dpi, USUAL_LINES);
    }

    private static void require(double value, int low, int high, String what, String unit) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("The " + what + " of a figure is " + low + " to " + high + (unit.isEmpty() ? "" : " " + unit) + ", not " + value + ".");
        }
    }

    double widthPoints() {
        return widthMm * POINTS_PER_MM;
    }

    public double heightMm(Figure figure) {
        return heightPoints(figure) / POINTS_PER_MM;
    }

    double heightPoints(Figure figure) {
        return figure.height(widthPoints(), style());
    }

    /** Paper is light whatever the theme of the window. */
    public FigureStyle style() {
        return new FigureStyle((float) fontPoints, Palette.LIGHT, lines, dpi / 72);
    }
}
