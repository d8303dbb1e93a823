package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Every figure of many networks as every kind of file, with what it says as text. */
@Execution(ExecutionMode.CONCURRENT)
class PopulationFigureTest {
    private static final double NONE = Double.NaN;

    @TempDir
    private Path folder;

    /** @param says what must be read in the file */
    private record Case(String name, Figure figure, List<String> says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static CurvesFigure curves(int groups, boolean numbers, CurvesFigure.Form form) {
        List<Curve> all = new ArrayList<>();
        Random random = new Random(groups);
        for (int i = 0; i < groups; i++) {
            double scale = Math.pow(10, i % 3);
            double[] sample = i == 1 ? new double[] {4} : i == 2 ? new double[0] : random.doubles(60).map(u -> scale * (u - 0.3)).toArray();
            all.add(Curve.of(groups > 9 ? "a group of networks with a very long name, number " + i : "group <" + i + ">", numbers ? i / 10.0 : NONE, sample));
        }
        return new CurvesFigure("Link weights & more", "Link weight *w*", "Accuracy", all, form, groups > 3 ? OptionalInt.of(3) : OptionalInt.empty());
    }

    private static MatrixFigure matrix(int n) {
        double[][] numbers = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                numbers[i][j] = i == 0 && j == 1 ? NONE : i == 1 && j == 0 ? Double.POSITIVE_INFINITY : 0.25 * Math.abs(i - j);
            }
        }
        return new MatrixFigure("Divergence", IntStream.range(0, n).mapToObj(i -> "name " + i).toList(), numbers, "Jeffreys divergence (nats)");
    }

    private static TimeFigure time(int lines, int checkpoints) {
        double[] times = IntStream.range(0, checkpoints).mapToDouble(i -> i * i).toArray();
        List<TimeFigure.Line> all = IntStream.range(0, lines).mapToObj(l -> new TimeFigure.Line("layer " + l,
                IntStream.range(0, checkpoints).mapToDouble(t -> t == 1 ? NONE : l + Math.sqrt(t)).toArray())).toList();
        return new TimeFigure("Run", "Epoch", "Layer fluctuation *Y*", times, all,
                Optional.of(new TimeFigure.Line("Accuracy", IntStream.range(0, checkpoints).mapToDouble(t -> 1 - 1.0 / (t + 1)).toArray())),
                checkpoints > 2 ? OptionalDouble.of(times[2]) : OptionalDouble.empty(), OptionalInt.empty());
    }

    private static TimeHeatFigure heat(int checkpoints, int bins) {
        double[][] cells = new double[checkpoints][bins];
        for (int t = 0; t < checkpoints; t++) {
            for (int bin = 0; bin < bins; bin++) {
                cells[t][bin] = t == 1 ? NONE : (t + bin) % 7;
            }
        }
        return new TimeHeatFigure("Run", "Epoch", "Node strength *s*", "Neurons", IntStream.range(0, checkpoints).asDoubleStream().toArray(), -3, 3, cells);
    }

    private static PanelsFigure panels(int n, Figure of) {
        return new PanelsFigure("All layers", IntStream.range(0, n).mapToObj(i -> new PanelsFigure.Panel("layer " + i, of)).toList());
    }

    static Stream<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (CurvesFigure.Form form : CurvesFigure.Form.values()) {
            all.add(new Case("five groups, " + form, curves(5, true, form), List.of("Link weight", "w", "Accuracy", "0.2")));
            all.add(new Case("words, " + form, curves(4, false, form), List.of("group <0>", "group <3>")));
            all.add(new Case("thirty groups, " + form, curves(30, true, form), List.of("Link weight", "Accuracy")));
            all.add(new Case("no group, " + form, curves(0, true, form), List.of("Link weight")));
            all.add(new Case("panels, " + form, panels(6, curves(5, true, form)), List.of("layer 0", "layer 5", "Link weight", "Accuracy")));
        }
        all.add(new Case("panels of words", panels(3, curves(4, false, CurvesFigure.Form.CURVES)), List.of("group <0>", "group <3>", "layer 2")));
        all.add(new Case("matrix", matrix(4), List.of("name 0", "name 3", "0.25", "0.75", "∞", "Jeffreys divergence (nats)", "no number")));
        all.add(new Case("large matrix", matrix(40), List.of("name 0", "Jeffreys divergence (nats)")));
        all.add(new Case("no matrix", matrix(0), List.of()));
        all.add(new Case("panels of matrices", panels(3, matrix(3)), List.of("layer 2", "∞", "name 1", "no number")));
        all.add(new Case("time", time(5, 6), List.of("Epoch", "Accuracy", "layer 4", "Layer fluctuation")));
        all.add(new Case("many lines", time(40, 30), List.of("layer 0 … layer 39", "Epoch")));
        all.add(new Case("one checkpoint", time(2, 1), List.of("Epoch")));
        all.add(new Case("no checkpoint", time(2, 0), List.of("Epoch")));
        all.add(new Case("heat", heat(6, 12), List.of("Epoch", "Neurons", "Node strength")));
        all.add(new Case("panels of heat", panels(4, heat(4, 8)), List.of("layer 3", "Neurons", "Epoch")));
        all.add(new Case("separation", new SeparationFigure("Separation", "AUC", List.of(new SeparationFigure.Row("fluctuation of layer 2", 0.9, 0.8, 0.97, true),
                new SeparationFigure.Row("strength of layer 1", NONE, NONE, NONE, false)), OptionalInt.of(0)), List.of("fluctuation of layer 2", "not known", "AUC")));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenWithItsTextAsText(Case of) throws Exception {
        for (String ending : List.of("svg", "pdf", "png")) {
            Path file = folder.resolve("figure." + ending);
            FigureFile.write(of.figure(), new FigureOptions(85, 7, 100), file, Progress.NONE);
            assertThat(Files.size(file)).isGreaterThan(500);
        }
        Path wide = folder.resolve("wide.svg");
        FigureFile.write(of.figure(), new FigureOptions(180, 7, 100), wide, Progress.NONE);
        assertThat(texts(folder.resolve("figure.svg"))).containsAll(of.says());
        assertThat(texts(wide)).containsAll(of.says());
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("figure.pdf").toFile())) {
            // the stripper breaks lines that are written upwards
            String read = new PDFTextStripper().getText(pdf).replaceAll("\\s", "");
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(of.says()).allSatisfy(word -> assertThat(read).contains(word.replaceAll("\\s", "")));
        }
    }

    private static List<String> texts(Path svg) throws Exception {
        assertThat(Files.readString(svg)).doesNotContain("NaN").doesNotContain("Infinity");
        Document document = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(svg.toFile());
        NodeList nodes = document.getElementsByTagNameNS("*", "text");
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> nodes.item(i).getTextContent().strip()).toList();
    }

    /** A heat map with more cells than a file should have lines is one picture. */
    @ParameterizedTest
    @MethodSource("heats")
    void manyCellsAreAPicture(int checkpoints, boolean picture) throws Exception {
        Path file = folder.resolve("heat.svg");
        FigureFile.write(heat(checkpoints, 100), new FigureOptions(85, 7, 100, 2_000), file, Progress.NONE);
        assertThat(Files.readString(file).contains("data:image/png")).isEqualTo(picture);
    }

    static Stream<Object[]> heats() {
        return Stream.of(new Object[] {15, false}, new Object[] {40, true});
    }
}
