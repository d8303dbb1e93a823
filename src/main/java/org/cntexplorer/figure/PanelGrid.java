package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cntexplorer.progress.Progress;

/** Where the panels of a {@link PanelsFigure} are, and how they are drawn. */
final class PanelGrid {
    /** The least and the usual width of a panel, in sizes of the font. */
    private static final double NARROW = 6;
    private static final double USUAL = 15;
    /** A figure is not much taller than this, for its width, before its panels become narrow. */
    private static final double TALL = 1.35;

    private final PanelsFigure figure;
    private final ChartLook look;
    private final float size;
    private final ColourScale scale;
    private final List<PanelInk> inks;
    private final String label;

    PanelGrid(PanelsFigure figure, FigureStyle style) {
        this.figure = figure;
        look = new ChartLook(style);
        size = look.labelSize();
        List<Panelled> all = figure.panels().stream().map(panel -> (Panelled) panel.figure()).toList();
        boolean apart = !all.isEmpty() && all.getFirst().isApart(all);
        scale = all.isEmpty() ? ColourScale.none(style.palette())
                : apart ? new ColourScale(0, 1, false, style.palette()) : all.getFirst().scale(all, style);
        label = all.isEmpty() ? "" : apart ? all.getFirst().barLabel() + ", of each panel's greatest" : all.getFirst().barLabel();
        inks = all.stream().map(panel -> panel.ink(apart ? ColourScale.none(style.palette()) : scale, style)).toList();
    }

    private int n() {
        return inks.size();
    }

    /** Height of a panel with its name, of this width. */
    private double panelHeight(double width) {
        return name() + (n() == 0 ? width : inks.getFirst().height(width));
    }

    private double margin() {
        return 0.5 * size;
    }

    /** Of the bar of colours, or of the legend where colours are those of series. */
    private double barHeight(double width) {
        return scale.isEmpty() ? legend().height(width - 2 * size) : bar().height();
    }

    /** Of curves that a number colours, and of those that have their names at an axis, none is needed. */
    private SeriesLegend legend() {
        boolean needed = scale.isEmpty() && n() > 0 && figure.panels().getFirst().figure() instanceof CurvesFigure curves
                && curves.form() == CurvesFigure.Form.CURVES;
        if (!needed) {
            return new SeriesLegend(List.of(), List.of(), look);
        }
        CurvesChart most = inks.stream().map(CurvesChart.class::cast).max(Comparator.comparingInt(chart -> chart.names().size())).orElseThrow();
        return new SeriesLegend(most.names(), most.colours(), look);
    }

    private ColourBar bar() {
        if (figure.panels().stream().noneMatch(panel -> panel.figure() instanceof CurvesFigure)) {
            boolean holes = figure.panels().stream().anyMatch(panel -> ((Panelled) panel.figure()).hasHoles());
            return ColourBar.ofCells(label, scale, holes, look);
        }
        return ColourBar.ofCurves(label, scale, figure.panels().stream()
                .flatMapToDouble(panel -> ((CurvesFigure) panel.figure()).marks()).distinct().toArray(), look);
    }

    private double leftTitle() {
        return n() == 0 || inks.getFirst().up().isEmpty() ? 0 : 1.5 * size;
    }

    private double bottomTitle() {
        return n() == 0 || inks.getFirst().across().isEmpty() ? 0 : 1.6 * size;
    }

    private double name() {
        return 1.5 * size;
    }

    /** Columns that suit a width when the height is free. */
    private int columns(double width) {
        int most = (int) Math.max(1, width / (NARROW * size));
        int columns = (int) Math.clamp(Math.floor(width / (USUAL * size)), 1, Math.max(1, n()));
        while (columns < Math.min(most, n()) && Math.ceilDiv(n(), columns) * panelHeight(width / columns) > TALL * width) {
            columns++;
        }
        return balanced(columns);
    }

    /** As few columns as the same number of rows needs. */
    private int balanced(int columns) {
        int rows = Math.ceilDiv(Math.max(1, n()), columns);
        return Math.ceilDiv(Math.max(1, n()), rows);
    }

    double height(double width) {
        double inner = width - leftTitle() - 2 * margin();
        int columns = columns(inner);
        int rows = Math.ceilDiv(Math.max(1, n()), columns);
        double panel = panelHeight(Math.min(inner / columns, 1.6 * USUAL * size));
        return rows * panel + bottomTitle() + barHeight(width) + 2 * margin();
    }

    /** Columns that suit a place whose height is given: those with which panels are largest. */
    private int columns(double width, double height) {
        int best = 1;
        double most = 0;
        for (int columns = 1; columns <= Math.max(1, n()); columns++) {
            if (balanced(columns) < columns) {
                continue;
            }
            int rows = Math.ceilDiv(Math.max(1, n()), columns);
            double panel = width / columns;
            double large = panel * Math.min(1, height / rows / panelHeight(panel));
            if (large > most * 1.001) {
                most = large;
                best = columns;
            }
        }
        return best;
    }

    /** @param data of each panel, between its axes */
    private record Layout(List<Rectangle2D> data, double left, double bottom, Rectangle2D inner) {
        private boolean isBare() {
            return bottom <= 0;
        }
    }

    private Layout layout(Rectangle2D area) {
        Rectangle2D inner = new Rectangle2D.Double(area.getX() + margin() + leftTitle(), area.getY() + margin(),
                Math.max(1, area.getWidth() - leftTitle() - 2 * margin()),
                Math.max(1, area.getHeight() - bottomTitle() - barHeight(area.getWidth()) - 2 * margin()));
        int columns = columns(inner.getWidth(), inner.getHeight());
        int rows = Math.ceilDiv(Math.max(1, n()), columns);
        Rectangle2D panel = new Rectangle2D.Double(0, 0, inner.getWidth() / columns, Math.max(1, inner.getHeight() / rows - name()));
        double left = inks.stream().mapToDouble(ink -> ink.left(panel)).max().orElse(0);
        double bottom = inks.stream().mapToDouble(ink -> ink.bottom(panel)).max().orElse(0);
        double right = 0.9 * size;
        // so small that numbers and names would take it all
        boolean bare = panel.getHeight() - bottom < 1.5 * size || panel.getWidth() - left - right < 1.5 * size;
        double gap = 0.1 * size;
        Rectangle2D place = bare ? new Rectangle2D.Double(gap, gap, panel.getWidth() - 2 * gap, panel.getHeight() + name() - 2 * gap)
                : new Rectangle2D.Double(left, name(), panel.getWidth() - left - right, panel.getHeight() - bottom);
        List<Rectangle2D> data = IntStream.range(0, n()).<Rectangle2D>mapToObj(i -> new Rectangle2D.Double(
                inner.getX() + i % columns * panel.getWidth() + place.getX(),
                inner.getY() + i / columns * (panel.getHeight() + name()) + place.getY(),
                Math.max(1, place.getWidth()), Math.max(1, place.getHeight()))).toList();
        return new Layout(data, bare ? 0 : left, bare ? 0 : bottom, inner);
    }

    void draw(Graphics2D g, Rectangle2D area, Progress progress) {
        Layout layout = layout(area);
        ShortNames names = ShortNames.of(figure.panels().stream().map(PanelsFigure.Panel::name).toList());
        for (int i = 0; i < n(); i++) {
            progress.check();
            Rectangle2D data = layout.data.get(i);
            inks.get(i).draw(g, data, layout.left, layout.bottom);
            g.setPaint(look.palette().text());
            RichText name = names.cut(i, FontFace.BOLD, data.getWidth(), look.smallSize());
            // it may reach to the next panel's axis, but not over its name
            if (!layout.isBare() && name.width(look.smallSize()) < data.getWidth() + layout.left) {
                name.draw(g, data.getX(), data.getY() - 0.45 * size, look.smallSize());
            }
        }
        if (n() == 0) {
            return;
        }
        g.setPaint(look.palette().text());
        double right = layout.data.stream().flatMapToDouble(data -> DoubleStream.of(data.getMaxX())).max().orElse(area.getMaxX());
        double left = layout.data.getFirst().getX();
        RichText across = RichText.of(inks.getFirst().across());
        across.drawCentred(g, (left + right) / 2, layout.inner.getMaxY() + 1.1 * size, across.fitting(size, right - left));
        AffineTransform before = g.getTransform();
        g.translate(area.getX() + margin() + size, layout.inner.getCenterY());
        g.rotate(-Math.PI / 2);
        RichText up = RichText.of(inks.getFirst().up());
        up.drawCentred(g, 0, 0, up.fitting(size, layout.inner.getHeight()));
        g.setTransform(before);
        double top = area.getMaxY() - margin() - barHeight(area.getWidth());
        if (scale.isEmpty()) {
            legend().draw(g, area.getX() + size, top, area.getWidth() - 2 * size);
        } else {
            bar().draw(g, area.getX() + size, top, right - area.getX() - size);
        }
    }

    Optional<PanelsFigure.Hit> at(double x, double y, Rectangle2D area) {
        List<Rectangle2D> data = layout(area).data;
        return IntStream.range(0, n()).filter(i -> data.get(i).contains(x, y)).mapToObj(i ->
                new PanelsFigure.Hit(i, inks.get(i).curveAt(x, y, data.get(i)), inks.get(i).cellAt(x, y, data.get(i)))).findFirst();
    }
}
