package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** An axis of decimal logarithms, which says the numbers: powers of ten, and between them 2 and 5 where there are few of these. */
final class DecadesAxis extends FigureAxis {
    private static final long serialVersionUID = 1;
    /** Within fewer powers of ten others are written, too. */
    private static final double FEW = 1.7;

    private final float size;

    DecadesAxis(String label, ChartLook look, boolean vertical) {
        super(label, look, vertical);
        size = look.smallSize();
        setMinorTickMarksVisible(true);
        setMinorTickMarkInsideLength(0);
        setMinorTickMarkOutsideLength((float) look.length(1.3));
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected List refreshTicksHorizontal(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        double widest = Math.max(FontFace.REGULAR.width(size, text(Math.floor(getLowerBound()), 1)), FontFace.REGULAR.width(size, text(Math.ceil(getUpperBound()), 1)));
        return ticks(TextAnchor.TOP_CENTER, (widest + 0.8 * size) / area.getWidth());
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected List refreshTicksVertical(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        return ticks(TextAnchor.CENTER_RIGHT, 1.6 * size / area.getHeight());
    }

    /** @param needed what a label needs, as a part of the axis */
    private List<NumberTick> ticks(TextAnchor anchor, double needed) {
        double length = getUpperBound() - getLowerBound();
        int step = (int) Math.max(1, Math.ceil(needed * length));
        boolean between = length < FEW && needed * length < 0.3;
        List<NumberTick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(getLowerBound()); power <= getUpperBound(); power++) {
            for (int digit = 1; digit < 10; digit++) {
                double at = power + Math.log10(digit);
                boolean written = digit == 1 ? Math.floorMod(power, step) == 0 : between && (digit == 2 || digit == 5);
                if (at >= getLowerBound() && at <= getUpperBound() && (digit == 1 || step == 1)) {
                    ticks.add(new NumberTick(digit == 1 || written ? TickType.MAJOR : TickType.MINOR, at, written ? text(power, digit) : "", anchor, anchor, 0));
                }
            }
        }
        return ticks;
    }

    /** digit · 10^power: "200", "0.05", "1e−6". */
    private static String text(double power, int digit) {
        String text = power > 6 || power < -4 ? digit + "e" + (int) power
                : power >= 0 ? String.format(Locale.ROOT, "%,.0f", digit * Math.pow(10, power))
                : String.format(Locale.ROOT, "%." + (int) -power + "f", digit * Math.pow(10, power));
        return text.replace('-', '−');
    }
}
