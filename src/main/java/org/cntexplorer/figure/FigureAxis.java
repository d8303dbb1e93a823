package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** A number axis whose label has italic symbols, and stays text in a file (JFreeChart would draw its outlines). */
class FigureAxis extends NumberAxis {
    private static final long serialVersionUID = 1;
    /** Height of a line and of what hangs below its base line, in sizes of the font. */
    private static final double LINE = 1.15;
    private static final double DESCENT = 0.22;

    private static final int MOST_TICKS = 8;

    private final transient RichText words;
    private final float size;
    private final float small;

    FigureAxis(String label, ChartLook look, boolean vertical) {
        super(RichText.of(label).plain());
        words = RichText.of(label);
        size = look.labelSize();
        look.dress(this);
        small = look.smallSize();
        // JFreeChart leaves the ticks' length out of its account
        setTickLabelInsets(vertical ? look.insets(1.5, 4, 1.5, 1) : look.insets(3.4, 3, 0.5, 3));
        setLabelInsets(vertical ? look.insets(0, 1, 0, 2.5) : look.insets(1.8, 0, 1, 0));
    }

    /** Steps of 1, 2 or 5, as small as leaves room between labels and gives at most {@link #MOST_TICKS} intervals. */
    @Override
    protected void selectAutoTickUnit(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        boolean vertical = RectangleEdge.isLeftOrRight(edge);
        double room = vertical ? area.getHeight() : area.getWidth();
        TickStep step = TickStep.of(getLowerBound(), getUpperBound(), MOST_TICKS, room, small, vertical);
        setTickUnit(new NumberTickUnit(step.unit(), step.format()), false, false);
    }

    @Override
    protected Rectangle2D getLabelEnclosure(Graphics2D g, RectangleEdge edge) {
        if (words.runs().isEmpty()) {
            return new Rectangle2D.Double();
        }
        RectangleInsets around = getLabelInsets();
        return RectangleEdge.isLeftOrRight(edge)
                ? new Rectangle2D.Double(0, 0, LINE * size + around.getLeft() + around.getRight(), words.width(size))
                : new Rectangle2D.Double(0, 0, words.width(size), LINE * size + around.getTop() + around.getBottom());
    }

    @Override
    protected AxisState drawLabel(String label, Graphics2D g, Rectangle2D plotArea, Rectangle2D dataArea, RectangleEdge edge, AxisState state) {
        if (words.runs().isEmpty()) {
            return state;
        }
        RectangleInsets around = getLabelInsets();
        g.setPaint(getLabelPaint());
        if (edge == RectangleEdge.BOTTOM) {
            float fitting = words.fitting(size, plotArea.getWidth());
            double wide = words.width(fitting);
            double x = Math.clamp(dataArea.getCenterX(), plotArea.getMinX() + wide / 2, Math.max(plotArea.getMaxX(), plotArea.getMinX() + wide) - wide / 2);
            words.drawCentred(g, x, state.getCursor() + around.getTop() + (LINE - DESCENT) * size, fitting);
            state.cursorDown(around.getTop() + LINE * size + around.getBottom());
        } else if (edge == RectangleEdge.LEFT) {
            AffineTransform before = g.getTransform();
            double x = state.getCursor() - around.getRight() - DESCENT * size;
            float fitting = words.fitting(size, plotArea.getHeight());
            double half = words.width(fitting) / 2;
            double y = Math.clamp(dataArea.getCenterY(), plotArea.getMinY() + half, Math.max(plotArea.getMaxY(), plotArea.getMinY() + 2 * half) - half);
            g.translate(x, y);
            g.rotate(-Math.PI / 2);
            words.drawCentred(g, 0, 0, fitting);
            g.setTransform(before);
            state.cursorLeft(around.getLeft() + LINE * size + around.getRight());
        } else {
            throw new IllegalStateException("a figure's axes stand left and below");
        }
        return state;
    }
}
