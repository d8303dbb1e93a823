package org.cntexplorer.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;

/** The chart of a {@link CurvesFigure}, alone or as a panel. */
final class CurvesChart implements PanelInk {
    /** Height of a panel for its width. */
    private static final double ASPECT = 0.7;

    private final CurvesFigure figure;
    private final ColourScale scale;
    private final ChartLook look;
    private final CurveShapes shapes;

    /** @param common colours of all panels; empty for those of this figure alone */
    CurvesChart(CurvesFigure figure, ColourScale common, ChartLook look) {
        this.figure = figure;
        this.look = look;
        scale = common.isEmpty() ? figure.scale(List.of(figure), look.style()) : common;
        shapes = new CurveShapes(figure, look.length(0.3));
    }

    private Color colour(int i) {
        return scale.isEmpty() ? look.palette().series(i) : scale.of(figure.shade(i));
    }

    List<Color> colours() {
        return IntStream.range(0, figure.curves().size()).mapToObj(this::colour).toList();
    }

    List<String> names() {
        return figure.curves().stream().map(Curve::name).toList();
    }

    private double longest() {
        return look.length(70);
    }

    @Override
    public double height(double width) {
        double usual = ASPECT * width;
        // names that stand upright take more than numbers do
        return usual + Math.max(0, bottom(new Rectangle2D.Double(0, 0, width, usual)) - 2 * look.labelSize());
    }

    @Override
    public String across() {
        return figure.form() == CurvesFigure.Form.VIOLIN ? figure.label() : figure.axis();
    }

    @Override
    public String up() {
        return switch (figure.form()) {
            case CURVES -> "Probability density";
            case RIDGELINE -> figure.label();
            case VIOLIN -> figure.axis();
        };
    }

    /** @param full whether the curves are drawn too */
    private XYPlot plot(String across, String up, boolean full) {
        boolean violins = figure.form() == CurvesFigure.Form.VIOLIN;
        NumberAxis x = violins ? new NamesAxis(across, names(), look.length(48), look, false) : new FigureAxis(across, look, false);
        NumberAxis y = figure.form() == CurvesFigure.Form.RIDGELINE ? new NamesAxis(up, names(), longest(), look, true)
                : new FigureAxis(up, look, true);
        x.setRange(violins ? shapes.others() : shapes.values());
        y.setRange(violins ? shapes.values() : shapes.others());
        XYPlot plot = look.plot(x, y);
        if (full) {
            plot.addAnnotation(new CurvesAnnotation(figure, shapes, colours(), look));
        }
        return plot;
    }

    JFreeChart chart(boolean full) {
        JFreeChart chart = look.chart(plot(across(), up(), full), legend());
        if (!scale.isEmpty()) {
            chart.addSubtitle(new ColourBarTitle(ColourBar.ofCurves(figure.barLabel(), scale, figure.marks().toArray(), look), look));
        }
        return chart;
    }

    /** Of curves without numbers; rows and columns have their names at the axis. */
    private List<LegendItem> legend() {
        List<LegendItem> items = new ArrayList<>();
        int n = figure.curves().size();
        boolean needed = scale.isEmpty() && figure.form() == CurvesFigure.Form.CURVES && n > 1;
        for (int i = 0; needed && i < n; i++) {
            RichText name = RichText.cut(figure.curves().get(i).name(), FontFace.REGULAR, 2 * longest(), look.smallSize());
            items.add(look.legendItem(name.plain(), colour(i), i, false));
        }
        return items;
    }

    /** The height of a legend's second and further rows. */
    double moreLegend(double width) {
        return look.moreLegend(legend().stream().map(LegendItem::getLabel).toList(), width);
    }

    @Override
    public OptionalInt curveAt(double x, double y, Rectangle2D data) {
        return shapes.at(x, y, data, look.labelSize());
    }

    private boolean isTiny(Rectangle2D panel) {
        return panel.getHeight() < 6 * look.labelSize();
    }

    @Override
    public double left(Rectangle2D panel) {
        return isTiny(panel) && figure.form() == CurvesFigure.Form.CURVES ? look.length(3) : PlotPanel.left(plot("", "", false), panel);
    }

    @Override
    public double bottom(Rectangle2D panel) {
        return PlotPanel.bottom(plot("", "", false), panel);
    }

    @Override
    public void draw(Graphics2D g, Rectangle2D data, double left, double bottom) {
        XYPlot plot = plot("", "", true);
        if (figure.form() == CurvesFigure.Form.CURVES && left <= look.length(3)) {
            plot.getRangeAxis().setTickLabelsVisible(false);
            plot.getRangeAxis().setTickMarksVisible(false);
        }
        PlotPanel.draw(plot, g, data, left, bottom);
    }
}
