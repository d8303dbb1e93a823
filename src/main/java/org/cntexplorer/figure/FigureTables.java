package org.cntexplorer.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cntexplorer.graph.file.CsvField;

/** The numbers that a figure of many networks, or of one at work, shows, as CSV written the way of {@link CsvTables}. */
public final class FigureTables {
    public static final String CURVES = "group,value,n,mean,std,min,max,x,density";
    public static final String CELLS = "row,column,value";
    public static final String COLUMNS = "time,low,high,value";
    public static final String ROWS = "name,auc,auc_low,auc_high,sure";
    public static final String LAYERS = "layer,name,units,activation_mean,activation_std,neuron_strength_mean,neuron_strength_std,dead,dead_share";
    public static final String COUNTS = "row,column,count,share";
    /** Stands before the columns of a panel's figure. */
    public static final String PANEL = "panel,";

    private FigureTables() {}

    /** Whether the figure is one whose numbers can be written here. */
    public static boolean has(Figure figure) {
        return switch (figure) {
            case CurvesFigure curves -> true;
            case MatrixFigure matrix -> true;
            case TimeFigure time -> true;
            case TimeHeatFigure heat -> true;
            case SeparationFigure separation -> true;
            case ActivityFigure layers -> true;
            case PanelsFigure panels -> true;
            default -> false;
        };
    }

    /**
     * A line a point, cell or row of the figure; of several panels first the panel's name.
     *
     * @throws IllegalArgumentException for a figure that {@link #has} no such numbers
     */
    public static void write(Figure figure, OutputStream out) throws IOException {
        Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        switch (figure) {
            case CurvesFigure curves -> {
                to.write(CURVES + "\n");
                curves(curves, "", to);
            }
            case MatrixFigure matrix when matrix.counts().isPresent() -> counts(matrix, matrix.counts().get(), to);
            case MatrixFigure matrix -> square(matrix, to);
            case ActivityFigure activity -> layers(activity, to);
            case TimeFigure time -> lines(time, to);
            case TimeHeatFigure heat -> {
                to.write(COLUMNS + "\n");
                columns(heat, "", to);
            }
            case SeparationFigure separation -> rows(separation, to);
            case PanelsFigure panels -> panels(panels, to);
            default -> throw new IllegalArgumentException(figure.getClass().getSimpleName() + " has no table");
        }
        to.flush();
    }

    /** A group without a density, for it has one value or none, is one line without x and density. */
    private static void curves(CurvesFigure figure, String panel, Writer to) throws IOException {
        for (Curve curve : figure.curves()) {
            String group = panel + CsvField.of(curve.name()) + "," + curve.value() + "," + curve.moments().n() + "," + curve.moments().mean() + ","
                    + curve.moments().std() + "," + curve.moments().min() + "," + curve.moments().max() + ",";
            double[] x = curve.density().x();
            for (int i = 0; i < x.length; i++) {
                to.write(group + x[i] + "," + curve.density().y()[i] + "\n");
            }
            if (x.length == 0) {
                to.write(group + ",\n");
            }
        }
    }

    /** The matrix as it stands: a line a row, its name first. */
    private static void square(MatrixFigure figure, Writer to) throws IOException {
        to.write("," + figure.names().stream().map(CsvField::of).collect(Collectors.joining(",")) + "\n");
        for (int row = 0; row < figure.names().size(); row++) {
            StringBuilder line = new StringBuilder(CsvField.of(figure.names().get(row)));
            for (double value : figure.matrix()[row]) {
                line.append(',').append(value);
            }
            to.append(line.append('\n'));
        }
    }

    private static void counts(MatrixFigure figure, MatrixFigure.Counts counts, Writer to) throws IOException {
        to.write(COUNTS + "\n");
        List<String> names = figure.names().stream().map(CsvField::of).toList();
        for (int row = 0; row < names.size(); row++) {
            for (int column = 0; column < names.size(); column++) {
                to.write(names.get(row) + "," + names.get(column) + "," + counts.of()[row][column] + "," + figure.matrix()[row][column] + "\n");
            }
        }
    }

    private static void layers(ActivityFigure figure, Writer to) throws IOException {
        to.write(LAYERS + "\n");
        for (int i = 0; i < figure.layers().size(); i++) {
            ActivityFigure.OfLayer layer = figure.layers().get(i);
            to.write(i + "," + CsvField.of(layer.name()) + "," + layer.units() + "," + layer.activation().mean() + "," + layer.activation().std() + ","
                    + layer.strength().mean() + "," + layer.strength().std() + "," + layer.dead() + "," + layer.deadShare() + "\n");
        }
    }

    private static void cells(MatrixFigure figure, String panel, Writer to) throws IOException {
        List<String> names = figure.names().stream().map(CsvField::of).toList();
        for (int row = 0; row < names.size(); row++) {
            for (int column = 0; column < names.size(); column++) {
                to.write(panel + names.get(row) + "," + names.get(column) + "," + figure.matrix()[row][column] + "\n");
            }
        }
    }

    /** A line a checkpoint, a column a line of the figure. */
    private static void lines(TimeFigure figure, Writer to) throws IOException {
        List<TimeFigure.Line> lines = Stream.concat(figure.beside().stream(), figure.lines().stream()).toList();
        to.write(CsvField.of(figure.time()) + lines.stream().map(line -> "," + CsvField.of(line.name())).collect(Collectors.joining()) + "\n");
        for (int t = 0; t < figure.times().length; t++) {
            StringBuilder line = new StringBuilder().append(figure.times()[t]);
            for (TimeFigure.Line numbers : lines) {
                line.append(',').append(numbers.y()[t]);
            }
            to.append(line.append('\n'));
        }
    }

    private static void columns(TimeHeatFigure figure, String panel, Writer to) throws IOException {
        for (int column = 0; column < figure.times().length; column++) {
            double[] bins = figure.cells()[column];
            for (int bin = 0; bin < bins.length; bin++) {
                double width = (figure.high() - figure.low()) / bins.length;
                to.write(panel + figure.times()[column] + "," + (figure.low() + bin * width) + ","
                        + (bin + 1 == bins.length ? figure.high() : figure.low() + (bin + 1) * width) + "," + bins[bin] + "\n");
            }
        }
    }

    private static void rows(SeparationFigure figure, Writer to) throws IOException {
        to.write(ROWS + "\n");
        for (SeparationFigure.Row row : figure.rows()) {
            to.write(CsvField.of(row.name()) + "," + row.auc() + "," + row.low() + "," + row.high() + "," + row.sure() + "\n");
        }
    }

    private static void panels(PanelsFigure figure, Writer to) throws IOException {
        for (int i = 0; i < figure.panels().size(); i++) {
            String name = CsvField.of(figure.panels().get(i).name()) + ",";
            switch ((Panelled) figure.panels().get(i).figure()) {
                case CurvesFigure curves -> {
                    to.write(i == 0 ? PANEL + CURVES + "\n" : "");
                    curves(curves, name, to);
                }
                case MatrixFigure matrix -> {
                    to.write(i == 0 ? PANEL + CELLS + "\n" : "");
                    cells(matrix, name, to);
                }
                case TimeHeatFigure heat -> {
                    to.write(i == 0 ? PANEL + COLUMNS + "\n" : "");
                    columns(heat, name, to);
                }
            }
        }
    }
}
