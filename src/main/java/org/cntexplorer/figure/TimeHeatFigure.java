package org.cntexplorer.figure;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jfree.chart.JFreeChart;

/**
 * How a distribution changes over the checkpoints of a run: a column a checkpoint, a row a bin, coloured by how much is in the bin.
 *
 * @param title of the figure, for a window or a file
 * @param time what the checkpoints are counted in: "Epoch"
 * @param axis what is distributed, with its symbol between asterisks: {@code "Node strength *s*"}
 * @param label what the colours are: "Probability density"
 * @param times of the checkpoints, ascending
 * @param low lower edge of the first bin
 * @param high upper edge of the last bin
 * @param cells [checkpoint][bin]; NaN where nothing is known, which is hatched
 * @param now the checkpoint that is marked
 */
public record TimeHeatFigure(String title, String time, String axis, String label, double[] times, double low, double high, double[][] cells,
                             OptionalDouble now) implements ChartFigure, Panelled {
    /** Panels whose greatest numbers are further apart than this have colours of their own. */
    private static final double APART = 3;

    public TimeHeatFigure {
        Objects.requireNonNull(title);
        Objects.requireNonNull(time);
        Objects.requireNonNull(axis);
        Objects.requireNonNull(label);
        if (cells.length != times.length) {
            throw new IllegalArgumentException(cells.length + " columns of " + times.length + " checkpoints");
        }
        if (!(low < high)) {
            throw new IllegalArgumentException("bins from " + low + " to " + high);
        }
    }

    /** No checkpoint is marked. */
    public TimeHeatFigure(String title, String time, String axis, String label, double[] times, double low, double high, double[][] cells) {
        this(title, time, axis, label, times, low, high, cells, OptionalDouble.empty());
    }

    /** The same with another checkpoint marked, which costs nothing. */
    public TimeHeatFigure at(OptionalDouble checkpoint) {
        return new TimeHeatFigure(title, time, axis, label, times, low, high, cells, checkpoint);
    }

    @Override
    public double aspect() {
        return 0.72;
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        return ink(ColourScale.none(style.palette()), style).chart(true);
    }

    @Override
    public JFreeChart bareChart(FigureStyle style) {
        return ink(ColourScale.none(style.palette()), style).chart(false);
    }

    /**
     * The cell at a place of the figure: its row is the bin from below, its column the checkpoint.
     *
     * @param area that the figure is drawn into
     */
    public Optional<Cell> cellAt(double x, double y, Rectangle2D area, FigureStyle style) {
        return ink(ColourScale.none(style.palette()), style).cellAt(x, y, plotArea(area, style).area());
    }

    /** The checkpoint in whose column a place of the figure is. @return its index; empty beside the axes */
    public OptionalInt checkpointAt(double x, Rectangle2D area, FigureStyle style) {
        OptionalDouble value = valueAt(x, area, style);
        return value.isPresent() ? TimeFigure.nearest(times, value.getAsDouble()) : OptionalInt.empty();
    }

    @Override
    public TimeHeatChart ink(ColourScale common, FigureStyle style) {
        return new TimeHeatChart(this, common, new ChartLook(style));
    }

    /** Where the colours of one would leave others pale: the density of a wide distribution is low everywhere. */
    @Override
    public boolean isApart(List<? extends Panelled> all) {
        DoubleSummaryStatistics greatest = all.stream().map(figure -> (TimeHeatFigure) figure).mapToDouble(TimeHeatFigure::greatest)
                .filter(most -> most > 0).summaryStatistics();
        return greatest.getCount() > 1 && greatest.getMax() > APART * greatest.getMin();
    }

    private double greatest() {
        return Arrays.stream(cells).flatMapToDouble(Arrays::stream).filter(Double::isFinite).max().orElse(0);
    }

    @Override
    public boolean hasHoles() {
        return Arrays.stream(cells).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN);
    }

    @Override
    public ColourScale scale(List<? extends Panelled> all, FigureStyle style) {
        return ColourScale.areas(all.stream().map(TimeHeatFigure.class::cast).flatMap(figure -> Arrays.stream(figure.cells))
                .flatMapToDouble(Arrays::stream), style.palette());
    }
}
