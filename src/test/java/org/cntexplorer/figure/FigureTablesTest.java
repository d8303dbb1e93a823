package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The tables of figures give back every number that the figures show. */
@Execution(ExecutionMode.CONCURRENT)
class FigureTablesTest {
    private final Curve group = Curve.of("0.8–0.9, \"good\"", 0.85, new Random(3).doubles(50).toArray());
    private final CurvesFigure curves = new CurvesFigure("x", "Node strength *s*", "Accuracy",
            List.of(group, Curve.of("one", 0.5, new double[] {2, 2}), Curve.of("none", Double.NaN, new double[0])), CurvesFigure.Form.CURVES);
    private final MatrixFigure matrix = new MatrixFigure("x", List.of("a, b", "c"), new double[][] {{0, 1 / 3.0}, {Double.POSITIVE_INFINITY, Double.NaN}}, "J");
    private final TimeHeatFigure heat = new TimeHeatFigure("x", "Epoch", "s", "n", new double[] {1, 5}, -0.3, 0.3, new double[][] {{1, 2, 3}, {4, Double.NaN, 6}});

    private static List<String> lines(Figure figure) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(FigureTables.has(figure)).isTrue();
        FigureTables.write(figure, out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aLineAPointOfEveryCurve() throws IOException {
        List<String> lines = lines(curves);
        assertThat(lines.getFirst()).isEqualTo("group,value,n,mean,std,min,max,x,density");
        assertThat(lines).hasSize(1 + Curve.POINTS + 2);
        for (int i = 0; i < Curve.POINTS; i++) {
            String line = lines.get(1 + i);
            assertThat(line).startsWith("\"0.8–0.9, \"\"good\"\"\",0.85,50," + group.moments().mean() + ",");
            String[] fields = line.substring(line.lastIndexOf('"') + 2).split(",");
            assertThat(Double.parseDouble(fields[6])).isEqualTo(group.density().x()[i]);
            assertThat(Double.parseDouble(fields[7])).isEqualTo(group.density().y()[i]);
        }
        assertThat(lines.get(1 + Curve.POINTS)).isEqualTo("one,0.5,2,2.0,0.0,2.0,2.0,,");
        assertThat(lines.getLast()).isEqualTo("none,NaN,0,NaN,NaN,NaN,NaN,,");
    }

    @Test
    void aMatrixAsItStands() throws IOException {
        assertThat(lines(matrix)).containsExactly(",\"a, b\",c", "\"a, b\",0.0," + 1 / 3.0, "c,Infinity,NaN");
    }

    @Test
    void aLineACheckpoint() throws IOException {
        TimeFigure time = new TimeFigure("x", "Epoch", "Y", new double[] {0, 20}, List.of(new TimeFigure.Line("input", new double[] {0.1, 0.2}),
                new TimeFigure.Line("dense, 1", new double[] {Double.NaN, 3})), Optional.of(new TimeFigure.Line("Accuracy", new double[] {0.5, 0.9})));
        assertThat(lines(time)).containsExactly("Epoch,Accuracy,input,\"dense, 1\"", "0.0,0.5,0.1,NaN", "20.0,0.9,0.2,3.0");
    }

    @Test
    void aLineABinOfEveryCheckpoint() throws IOException {
        List<String> lines = lines(heat);
        assertThat(lines).hasSize(7).startsWith("time,low,high,value");
        assertThat(lines.get(3)).startsWith("1.0,").endsWith(",0.3,3.0");
        assertThat(lines.get(5)).startsWith("5.0,").endsWith(",NaN");
    }

    @Test
    void aLineARowOfTheSeparation() throws IOException {
        SeparationFigure figure = new SeparationFigure("x", "AUC", List.of(new SeparationFigure.Row("fluctuation of layer 2", 0.9, 0.8, 1, true)), OptionalInt.empty());
        assertThat(lines(figure)).containsExactly("name,auc,auc_low,auc_high,sure", "fluctuation of layer 2,0.9,0.8,1.0,true");
    }

    @Test
    void panelsAreOneTable() throws IOException {
        List<String> cells = lines(new PanelsFigure("x", List.of(new PanelsFigure.Panel("layer 1", matrix), new PanelsFigure.Panel("layer 2", matrix))));
        assertThat(cells).hasSize(9).startsWith("panel,row,column,value", "layer 1,\"a, b\",\"a, b\",0.0").endsWith("layer 2,c,c,NaN");
        List<String> points = lines(new PanelsFigure("x", List.of(new PanelsFigure.Panel("layer 1", curves), new PanelsFigure.Panel("layer 2", curves))));
        assertThat(points).hasSize(1 + 2 * (Curve.POINTS + 2));
        assertThat(points.getFirst()).isEqualTo("panel," + FigureTables.CURVES);
        assertThat(points.getLast()).isEqualTo("layer 2,none,NaN,0,NaN,NaN,NaN,NaN,,");
        assertThat(lines(new PanelsFigure("x", List.of(new PanelsFigure.Panel("layer 1", heat))))).hasSize(7).startsWith("panel,time,low,high,value");
    }

    @Test
    void otherFiguresHaveTablesOfTheirOwn() {
        FluctuationFigure other = new FluctuationFigure(List.of("a"), List.of(1.0));
        assertThat(FigureTables.has(other)).isFalse();
        assertThatThrownBy(() -> FigureTables.write(other, new ByteArrayOutputStream())).isInstanceOf(IllegalArgumentException.class);
    }
}
