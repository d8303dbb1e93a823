package org.cntexplorer.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/** The names of curves beside strokes of their colours, in as many rows as they need: the legend of several panels. */
final class SeriesLegend {
    private static final double LINE = 1.4;
    private static final double STROKE = 2;
    private static final double GAP = 1.2;
    /** Sizes of the font that a name may be long. */
    private static final double LONGEST = 20;

    private final List<RichText> names;
    private final List<Color> colours;
    private final ChartLook look;
    private final float size;

    SeriesLegend(List<String> names, List<Color> colours, ChartLook look) {
        this.colours = colours;
        this.look = look;
        size = look.smallSize();
        ShortNames shorter = ShortNames.of(names);
        this.names = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            this.names.add(shorter.cut(i, FontFace.REGULAR, LONGEST * size, size));
        }
    }

    private double wide(int name) {
        return (STROKE + 0.5 + GAP) * size + names.get(name).width(size);
    }

    /** The first name of each row, and behind the last row how many there are. */
    private List<Integer> rows(double width) {
        List<Integer> rows = new ArrayList<>();
        double used = 0;
        for (int i = 0; i < names.size(); i++) {
            if (rows.isEmpty() || used + wide(i) - GAP * size > width) {
                rows.add(i);
                used = 0;
            }
            used += wide(i);
        }
        rows.add(names.size());
        return rows;
    }

    double height(double width) {
        return names.isEmpty() ? 0 : ((rows(width).size() - 1) * LINE + 0.6) * size;
    }

    /** Draws it with its left upper corner at a point, each row in the middle. */
    void draw(Graphics2D g, double x, double y, double width) {
        List<Integer> rows = rows(width);
        for (int row = 0; row + 1 < rows.size(); row++) {
            double used = -GAP * size;
            for (int i = rows.get(row); i < rows.get(row + 1); i++) {
                used += wide(i);
            }
            double at = x + Math.max(0, (width - used) / 2);
            double base = y + (row * LINE + 1.2) * size;
            for (int i = rows.get(row); i < rows.get(row + 1); i++) {
                g.setPaint(colours.get(i));
                g.setStroke(look.curve(i));
                g.draw(new Line2D.Double(at, base - 0.3 * size, at + STROKE * size, base - 0.3 * size));
                g.setPaint(look.palette().text());
                names.get(i).draw(g, at + (STROKE + 0.5) * size, base, size);
                at += wide(i);
            }
        }
    }
}
