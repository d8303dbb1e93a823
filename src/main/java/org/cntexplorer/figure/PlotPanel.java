package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** Draws JFreeChart's plots as panels: what is between the axes goes exactly where it is said to. */
final class PlotPanel {
    private PlotPanel() {}

    /** Room that the vertical axis takes on a panel of this size. */
    static double left(XYPlot plot, Rectangle2D panel) {
        return space(plot, plot.getRangeAxis(), panel, RectangleEdge.LEFT).getLeft();
    }

    static double bottom(XYPlot plot, Rectangle2D panel) {
        return space(plot, plot.getDomainAxis(), panel, RectangleEdge.BOTTOM).getBottom();
    }

    private static AxisSpace space(XYPlot plot, ValueAxis axis, Rectangle2D panel, RectangleEdge edge) {
        Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
        try {
            return axis.reserveSpace(nowhere, plot, panel, edge, null);
        } finally {
            nowhere.dispose();
        }
    }

    private static void show(ValueAxis axis, boolean labels) {
        if (!labels) {
            axis.setTickLabelsVisible(false);
            axis.setTickMarksVisible(false);
        }
    }

    /** @param data between the axes, which take {@code left} and {@code bottom} beside it */
    static void draw(XYPlot plot, Graphics2D g, Rectangle2D data, double left, double bottom) {
        Rectangle2D whole = new Rectangle2D.Double(data.getX() - left, data.getY(), data.getWidth() + left, data.getHeight() + bottom);
        show(plot.getRangeAxis(), left > 0);
        show(plot.getDomainAxis(), bottom > 0);
        // a names axis finds out here whether its names stand upright
        bottom(plot, whole);
        AxisSpace besides = new AxisSpace();
        besides.setLeft(left);
        AxisSpace below = new AxisSpace();
        below.setBottom(bottom);
        plot.setFixedRangeAxisSpace(besides, false);
        plot.setFixedDomainAxisSpace(below, false);
        plot.setInsets(RectangleInsets.ZERO_INSETS, false);
        Graphics2D own = (Graphics2D) g.create();
        try {
            plot.draw(own, whole, null, null, null);
        } finally {
            own.dispose();
        }
    }
}
