package org.cntexplorer.figure;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jfree.chart.JFreeChart;

/**
 * Numbers over the checkpoints of a run: a line a layer or neuron, with the accuracy in a panel of its own below (papers A, B). Or over the number of
 * samples, both axes logarithmic.
 *
 * @param title of the figure, for a window or a file
 * @param time what the checkpoints are counted in: "Epoch"
 * @param axis what the lines are, with its symbol between asterisks: {@code "Layer fluctuation *Y*"}
 * @param times of the checkpoints, ascending
 * @param lines a line a layer or neuron
 * @param beside the accuracy, or another number of the whole network
 * @param now the checkpoint that is marked
 * @param highlight index of the line that stands out while the others step back
 * @param law what lines are compared with, both axes being logarithmic then: what is not over 0 is a gap
 */
public record TimeFigure(String title, String time, String axis, double[] times, List<Line> lines, Optional<Line> beside, OptionalDouble now,
                         OptionalInt highlight, Optional<Law> law) implements ChartFigure {
    /**
     * A power of time, drawn dashed through the last point of each line, or of many lines through the middle of these points.
     *
     * @param name for the legend: "as 1/√n"
     */
    public record Law(double power, String name) {}

    /** @param y a number a checkpoint; what is not finite is a gap */
    public record Line(String name, double[] y) {
        public Line {
            Objects.requireNonNull(name);
        }
    }

    public TimeFigure {
        Objects.requireNonNull(title);
        Objects.requireNonNull(time);
        Objects.requireNonNull(axis);
        lines = List.copyOf(lines);
        for (Line line : lines) {
            requireLength(line, times);
        }
        beside.ifPresent(line -> requireLength(line, times));
        if (highlight.isPresent()) {
            Objects.checkIndex(highlight.getAsInt(), lines.size());
        }
    }

    private static void requireLength(Line line, double[] times) {
        if (line.y.length != times.length) {
            throw new IllegalArgumentException(line.y.length + " numbers of " + line.name + " at " + times.length + " checkpoints");
        }
    }

    /** No checkpoint is marked, and no line stands out. */
    public TimeFigure(String title, String time, String axis, double[] times, List<Line> lines, Optional<Line> beside) {
        this(title, time, axis, times, lines, beside, OptionalDouble.empty(), OptionalInt.empty());
    }

    /** Both axes go by equal steps. */
    public TimeFigure(String title, String time, String axis, double[] times, List<Line> lines, Optional<Line> beside, OptionalDouble now,
                      OptionalInt highlight) {
        this(title, time, axis, times, lines, beside, now, highlight, Optional.empty());
    }

    /** Lines over a number of things, compared with a power of it, both axes logarithmic. */
    public static TimeFigure logarithmic(String title, String number, String axis, double[] numbers, List<Line> lines, Law law) {
        return new TimeFigure(title, number, axis, numbers, lines, Optional.empty(), OptionalDouble.empty(), OptionalInt.empty(), Optional.of(law));
    }

    /** Where a number stands on an axis of this figure. */
    double place(double number) {
        return law.isEmpty() ? number : number > 0 ? Math.log10(number) : Double.NaN;
    }

    /** The same with another checkpoint marked, which costs nothing. */
    public TimeFigure at(OptionalDouble checkpoint) {
        return new TimeFigure(title, time, axis, times, lines, beside, checkpoint, highlight, law);
    }

    /** The same with another line that stands out, which costs nothing. */
    public TimeFigure with(OptionalInt line) {
        return new TimeFigure(title, time, axis, times, lines, beside, now, line, law);
    }

    @Override
    public double aspect() {
        return beside.isPresent() ? 0.9 : 0.68;
    }

    @Override
    public double height(double width, FigureStyle style) {
        return ChartFigure.super.height(width, style) + new TimeChart(this, new ChartLook(style)).moreLegend(width);
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        return new TimeChart(this, new ChartLook(style)).chart(true);
    }

    @Override
    public JFreeChart bareChart(FigureStyle style) {
        return new TimeChart(this, new ChartLook(style)).chart(false);
    }

    /**
     * The checkpoint that is nearest to a place of the figure, for a click that goes there.
     *
     * @param area that the figure is drawn into
     * @return its index; empty beside the axes
     */
    public OptionalInt checkpointAt(double x, Rectangle2D area, FigureStyle style) {
        OptionalDouble value = valueAt(x, area, style);
        return value.isPresent() ? nearest(Arrays.stream(times).map(this::place).toArray(), value.getAsDouble()) : OptionalInt.empty();
    }

    static OptionalInt nearest(double[] times, double value) {
        int nearest = -1;
        for (int i = 0; i < times.length; i++) {
            nearest = nearest < 0 || Math.abs(times[i] - value) < Math.abs(times[nearest] - value) ? i : nearest;
        }
        return nearest < 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
    }

    /**
     * The line that is nearest to a place of the figure, within a letter's height.
     *
     * @param area that the figure is drawn into
     * @return its index
     */
    public OptionalInt lineAt(double x, double y, Rectangle2D area, FigureStyle style) {
        return new TimeChart(this, new ChartLook(style)).lineAt(x, y, area);
    }
}
