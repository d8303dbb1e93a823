package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * An axis of names, one at each whole number: cut in their middle where they are long, upright where they stand too near to one another, and
 * only every so many where even so there is no room.
 */
final class NamesAxis extends FigureAxis {
    private static final long serialVersionUID = 1;
    /** Names on the page have lines of this height, in sizes of the font. */
    private static final double LINE = 1.15;
    /** Part of the chart's width that names beside it may take. */
    private static final double WIDEST = 0.45;

    private final transient List<String> names;
    private final transient ShortNames shorter;
    private final double longest;
    private final float size;
    private boolean upright;
    private double room;

    /** @param longest room of a name */
    NamesAxis(String label, List<String> names, double longest, ChartLook look, boolean vertical) {
        super(label, look, vertical);
        room = longest;
        this.names = List.copyOf(names);
        shorter = ShortNames.of(this.names);
        this.longest = longest;
        size = look.smallSize();
        setTickLabelFont(look.small(String.join("", names)));
        setTickMarksVisible(false);
        setRange(-0.5, Math.max(names.size(), 1) - 0.5);
    }

    /** So many places for a name, one after the other: every how many one is written. */
    static int every(double room, float size) {
        return (int) Math.max(1, Math.ceil(LINE * size / Math.max(room, 1e-9)));
    }

    /** Whether names have no room side by side, even when they are cut. @param room of each */
    static boolean upright(List<String> names, double room, float size) {
        return names.stream().anyMatch(name -> FontFace.REGULAR.width(size, name) + 0.6 * size > room) && room < 5 * size;
    }

    /** The room is that of the whole chart here, of which the other axis takes its part. */
    @Override
    public AxisSpace reserveSpace(Graphics2D g, Plot plot, Rectangle2D area, RectangleEdge edge, AxisSpace space) {
        room = RectangleEdge.isLeftOrRight(edge) ? Math.min(longest, WIDEST * area.getWidth()) : longest;
        upright = !RectangleEdge.isLeftOrRight(edge) && upright(names, 0.85 * area.getWidth() / getRange().getLength(), size);
        return super.reserveSpace(g, plot, area, edge, space);
    }

    @Override
    public boolean isVerticalTickLabels() {
        return upright;
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected List refreshTicksHorizontal(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        double room = area.getWidth() / getRange().getLength();
        return upright ? ticks(longest, every(room, size), TextAnchor.CENTER_RIGHT, -Math.PI / 2)
                : ticks(Math.min(longest, room - 0.6 * size), 1, TextAnchor.TOP_CENTER, 0);
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected List refreshTicksVertical(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        return ticks(room, every(area.getHeight() / getRange().getLength(), size), TextAnchor.CENTER_RIGHT, 0);
    }

    private List<NumberTick> ticks(double room, int every, TextAnchor anchor, double angle) {
        List<NumberTick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i += every) {
            ticks.add(new NumberTick(i, shorter.cut(i, FontFace.REGULAR, room, size).plain(), anchor, anchor, angle));
        }
        return ticks;
    }
}
