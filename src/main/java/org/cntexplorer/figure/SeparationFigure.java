package org.cntexplorer.figure;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.cntexplorer.study.statistics.SeparationTable;
import org.jfree.chart.JFreeChart;

/**
 * How well numbers of networks tell two groups apart: the AUC of each with its 95 % interval, a row a number, and a line at ½, where it does
 * not tell them apart at all.
 *
 * @param title of the figure, for a window or a file
 * @param axis what the AUC is the chance of: "AUC"
 * @param rows from the top downwards
 * @param highlight index of the row that stands out
 */
public record SeparationFigure(String title, String axis, List<Row> rows, OptionalInt highlight) implements ChartFigure {
    /** p from which on a difference may be chance. */
    private static final double SURE = 0.05;

    /**
     * @param name what was compared, and where: "fluctuation of layer 2"
     * @param auc NaN where nothing is known
     * @param low lower end of the interval
     * @param high upper end
     * @param sure whether it is more than chance; others are grey
     */
    public record Row(String name, double auc, double low, double high, boolean sure) {
        public Row {
            Objects.requireNonNull(name);
        }
    }

    public SeparationFigure {
        Objects.requireNonNull(title);
        Objects.requireNonNull(axis);
        rows = List.copyOf(rows);
        if (highlight.isPresent()) {
            Objects.checkIndex(highlight.getAsInt(), rows.size());
        }
    }

    /** The first rows of a table, the best of which is first. */
    public static SeparationFigure of(SeparationTable table, int most) {
        SeparationTable.Groups groups = table.groups();
        List<Row> rows = table.rows().stream().limit(most).map(row -> new Row(row.name(), row.separation().auc(), row.separation().aucLow(),
                row.separation().aucHigh(), row.corrected() <= SURE)).toList();
        return new SeparationFigure("What separates " + groups.high() + " from " + groups.low(), "AUC: chance of a greater number in " + groups.high(),
                rows, OptionalInt.empty());
    }

    /** The same with another row that stands out, which costs nothing. */
    public SeparationFigure with(OptionalInt row) {
        return new SeparationFigure(title, axis, rows, row);
    }

    @Override
    public double aspect() {
        return 0.75;
    }

    @Override
    public double height(double width, FigureStyle style) {
        return (1.5 * Math.max(2, rows.size()) + 5) * style.fontPoints();
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        return new SeparationChart(this, new ChartLook(style)).chart(true);
    }

    @Override
    public JFreeChart bareChart(FigureStyle style) {
        return new SeparationChart(this, new ChartLook(style)).chart(false);
    }

    /**
     * The row at a place of the figure, its name included.
     *
     * @param area that the figure is drawn into
     * @return its index
     */
    public OptionalInt rowAt(double x, double y, Rectangle2D area, FigureStyle style) {
        Rectangle2D data = plotArea(area, style).area();
        boolean inside = !rows.isEmpty() && x >= area.getMinX() && x <= data.getMaxX() && y >= data.getMinY() && y < data.getMaxY();
        double row = Math.floor((y - data.getMinY()) / data.getHeight() * rows.size());
        return inside ? OptionalInt.of((int) Math.clamp(row, 0, rows.size() - 1.0)) : OptionalInt.empty();
    }
}
