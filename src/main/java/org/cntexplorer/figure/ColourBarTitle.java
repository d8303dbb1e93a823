package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.Size2D;
import org.jfree.chart.ui.VerticalAlignment;

/** A bar of colours below a chart. */
final class ColourBarTitle extends Title {
    private static final long serialVersionUID = 1;

    private final transient ColourBar bar;
    private final double side;

    ColourBarTitle(ColourBar bar, ChartLook look) {
        super(RectangleEdge.BOTTOM, HorizontalAlignment.CENTER, VerticalAlignment.BOTTOM, RectangleInsets.ZERO_INSETS);
        this.bar = bar;
        side = look.length(6);
    }

    @Override
    public Size2D arrange(Graphics2D g, RectangleConstraint constraint) {
        double width = constraint.getWidthRange() == null ? constraint.getWidth() : constraint.getWidthRange().getUpperBound();
        return new Size2D(width, bar.height());
    }

    @Override
    public void draw(Graphics2D g, Rectangle2D area) {
        bar.draw(g, area.getX() + side, area.getY(), area.getWidth() - 2 * side);
    }

    @Override
    public Object draw(Graphics2D g, Rectangle2D area, Object nothing) {
        draw(g, area);
        return null;
    }
}
