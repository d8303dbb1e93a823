package org.cntexplorer.figure;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;

/**
 * The distributions of several groups of networks on a common axis, coloured by a number of each group, say its accuracy (paper B). Curves of
 * groups without such a number have the colours of series, and a legend.
 *
 * @param title of the figure, for a window or a file
 * @param axis what is distributed, with its symbol between asterisks: {@code "Link weight *w*"}
 * @param label what the curves' values are, for the bar of colours: "Accuracy"
 * @param curves a curve a group, in order; of many without a value the order gives the colours
 * @param highlight index of the curve that stands out while the others step back
 */
public record CurvesFigure(String title, String axis, String label, List<Curve> curves, Form form, OptionalInt highlight)
        implements ChartFigure, Panelled {
    /** How the same distributions are drawn. */
    public enum Form {
        /** Densities on common axes. */
        CURVES,
        /** A density a row, the first at the bottom. Each is as high as the others: the shape tells, not the height. */
        RIDGELINE,
        /** A symmetric density a column, with median and quartiles. Each is as wide as the others. */
        VIOLIN
    }

    public CurvesFigure {
        Objects.requireNonNull(title);
        Objects.requireNonNull(axis);
        Objects.requireNonNull(label);
        Objects.requireNonNull(form);
        curves = List.copyOf(curves);
        if (highlight.isPresent()) {
            Objects.checkIndex(highlight.getAsInt(), curves.size());
        }
    }

    /** Nothing stands out. */
    public CurvesFigure(String title, String axis, String label, List<Curve> curves, Form form) {
        this(title, axis, label, curves, form, OptionalInt.empty());
    }

    /** The same with another curve that stands out, which costs nothing. */
    public CurvesFigure with(OptionalInt curve) {
        return new CurvesFigure(title, axis, label, curves, form, curve);
    }

    /** The same in another form, which costs nothing. */
    public CurvesFigure with(Form other) {
        return new CurvesFigure(title, axis, label, curves, other, highlight);
    }

    @Override
    public double aspect() {
        return form == Form.RIDGELINE ? 0.95 : 0.72;
    }

    @Override
    public double height(double width, FigureStyle style) {
        CurvesChart chart = chart(style, ColourScale.none(style.palette()));
        double rows = form == Form.RIDGELINE ? 1.5 * style.fontPoints() * curves.size() + 6 * style.fontPoints() : 0;
        return Math.max(rows, ChartFigure.super.height(width, style)) + chart.moreLegend(width);
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        return chart(style, ColourScale.none(style.palette())).chart(true);
    }

    @Override
    public JFreeChart bareChart(FigureStyle style) {
        return chart(style, ColourScale.none(style.palette())).chart(false);
    }

    private CurvesChart chart(FigureStyle style, ColourScale common) {
        return new CurvesChart(this, common, new ChartLook(style));
    }

    /**
     * Which curve is at a place of the figure: the nearest one within a letter's height, or in the other forms that of the row or column.
     *
     * @param area that the figure is drawn into
     * @return its index
     */
    public OptionalInt curveAt(double x, double y, Rectangle2D area, FigureStyle style) {
        return chart(style, ColourScale.none(style.palette())).curveAt(x, y, plotArea(area, style).area());
    }

    @Override
    public PanelInk ink(ColourScale common, FigureStyle style) {
        return chart(style, common);
    }

    @Override
    public ColourScale scale(List<? extends Panelled> all, FigureStyle style) {
        List<CurvesFigure> figures = all.stream().map(CurvesFigure.class::cast).toList();
        ColourScale values = ColourScale.graded(figures.stream().flatMap(figure -> figure.curves.stream()).mapToDouble(Curve::value), style.palette());
        int most = figures.stream().mapToInt(figure -> figure.curves.size()).max().orElse(0);
        boolean ordered = values.isEmpty() && most > ChartLook.MOST_SERIES;
        return ordered ? ColourScale.graded(DoubleStream.of(0, most - 1.0), style.palette()) : values;
    }

    /** Whether no group has a number: the colours of many are then those of their order. */
    private boolean isOrdered() {
        return curves.stream().allMatch(curve -> Double.isNaN(curve.value()));
    }

    /** By which a curve is coloured where there is a scale. */
    double shade(int curve) {
        return isOrdered() ? curve : curves.get(curve).value();
    }

    /** What is marked on the bar of colours. */
    DoubleStream marks() {
        return isOrdered() ? DoubleStream.empty() : curves.stream().filter(curve -> !curve.isEmpty()).mapToDouble(Curve::value);
    }

    @Override
    public String barLabel() {
        return isOrdered() && !curves.isEmpty() ? curves.getFirst().name() + " … " + curves.getLast().name() : label;
    }
}
