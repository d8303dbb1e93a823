package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** Marked values: a few as named rules over the whole height, many as short strokes on the axis. */
final class MarksAnnotation extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;
    private static final int FEW = 4;

    private final transient List<Mark> marks;
    private final transient ChartLook look;

    MarksAnnotation(List<Mark> marks, ChartLook look) {
        this.marks = marks.stream().sorted(Comparator.comparingDouble(Mark::value)).toList();
        this.look = look;
    }

    @Override
    public void draw(Graphics2D g, XYPlot plot, Rectangle2D area, ValueAxis across, ValueAxis up, int index, PlotRenderingInfo info) {
        boolean few = marks.size() <= FEW;
        double[] at = marks.stream().mapToDouble(mark -> across.valueToJava2D(mark.value(), area, RectangleEdge.BOTTOM)).toArray();
        g.setPaint(look.palette().accent());
        g.setStroke(look.stroke(few ? 0.8 : 0.6));
        for (double x : at) {
            g.draw(new Line2D.Double(x, few ? area.getMinY() : area.getMaxY() - look.length(6), x, area.getMaxY()));
        }
        double taken = area.getMinX();
        for (int i = 0; few && i < at.length; i++) {
            foot(g, at[i], area.getMaxY());
            taken = name(g, marks.get(i).name(), at[i], taken, i + 1 < at.length ? at[i + 1] : area.getMaxX(), area.getMinY());
        }
    }

    private void foot(Graphics2D g, double x, double y) {
        double size = look.length(2.4);
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(x, y - 1.5 * size);
        triangle.lineTo(x + size, y);
        triangle.lineTo(x - size, y);
        triangle.closePath();
        g.fill(triangle);
    }

    /**
     * Writes a name right of its rule, or left where there is more room.
     *
     * @param from where the room on the left begins
     * @param to where that on the right ends
     * @return where the room left of the next rule begins
     */
    private double name(Graphics2D g, String name, double x, double from, double to, double top) {
        float size = look.smallSize();
        double wide = FontFace.REGULAR.width(size, name);
        double gap = look.length(2);
        boolean right = x + gap + wide <= to || to - x >= x - from;
        g.setFont(FontFace.REGULAR.of(size, name));
        g.drawString(name, (float) (right ? x + gap : x - gap - wide), (float) (top + 0.85 * size));
        return right ? x + gap + wide : x;
    }
}
