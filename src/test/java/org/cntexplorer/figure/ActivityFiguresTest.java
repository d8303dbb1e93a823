package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.ActivityMeasurement;
import org.cntexplorer.activity.ActivityOptions;
import org.cntexplorer.activity.MadeUpActivity;
import org.cntexplorer.activity.Outcome;
import org.cntexplorer.progress.Progress;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The figures of a network at work say what loops over all numbers say. */
@Execution(ExecutionMode.CONCURRENT)
class ActivityFiguresTest {
    private static final int SAMPLES = 230;
    private static final double NEAR = 1e-6;
    /** What the made-up network calls its layers' values. */
    private static final String[] ACTIVATIONS = {"x", "ca", "h", "p"};
    private static final String[] SUMS = {null, "cz", null, "oz"};

    @TempDir
    private Path folder;

    private static ActivityFigures figures(MadeUpActivity made) throws Exception {
        Activity activity = ActivityMeasurement.of(made.network, made, made.prepared(), ActivityOptions.USUAL, Progress.NONE);
        return new ActivityFigures(made.network, activity, false);
    }

    private static List<String[]> table(Figure figure) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FigureTables.write(figure, out);
        return out.toString(StandardCharsets.UTF_8).lines().map(line -> line.split(",", -1)).toList();
    }

    private static Figure named(ActivityFigures figures, String stem) {
        return figures.all().stream().filter(one -> one.stem().equals(stem)).findFirst().orElseThrow().figure();
    }

    private List<String> texts(Figure figure) throws Exception {
        Path file = folder.resolve("figure.svg");
        FigureFile.write(figure, FigureOptions.DEFAULT, file, Progress.NONE);
        assertThat(Files.readString(file)).doesNotContain("NaN").doesNotContain("Infinity");
        Document document = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(file.toFile());
        NodeList nodes = document.getElementsByTagNameNS("*", "text");
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> nodes.item(i).getTextContent().strip()).toList();
    }

    private static double[] meanStd(MadeUpActivity made, String value, int layer, int units) {
        double[] all = IntStream.range(0, units).boxed().flatMapToDouble(unit -> IntStream.range(0, SAMPLES).boxed()
                .flatMapToDouble(sample -> Arrays.stream(made.of(value, layer, unit, sample)))).toArray();
        double mean = Arrays.stream(all).sum() / all.length;
        return new double[] {mean, Math.sqrt(Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum() / all.length)};
    }

    @Test
    void theTableOfLayersHasTheirMeansDeviationsAndDeadUnits() throws Exception {
        MadeUpActivity made = new MadeUpActivity(5, SAMPLES, true);
        List<String[]> table = table(figures(made).layers());
        assertThat(table.getFirst()).containsExactly("layer", "name", "units", "activation_mean", "activation_std", "neuron_strength_mean", "neuron_strength_std",
                "dead", "dead_share");
        int[] units = {6, 3, 5, 4};
        int[] dead = {1, 1, 0, 0};
        for (int layer = 0; layer < 4; layer++) {
            String[] row = table.get(1 + layer);
            double[] activation = meanStd(made, ACTIVATIONS[layer], layer, units[layer]);
            double[] strength = SUMS[layer] == null ? new double[] {Double.NaN, Double.NaN} : meanStd(made, SUMS[layer], layer, units[layer]);
            assertThat(row[1]).isEqualTo(made.network.layer(layer).name());
            assertThat(row[2]).isEqualTo("" + units[layer]);
            assertThat(row[7]).isEqualTo("" + dead[layer]);
            assertThat(Double.parseDouble(row[8])).isEqualTo(dead[layer] / (double) units[layer]);
            double[] numbers = {activation[0], activation[1], strength[0], strength[1]};
            for (int i = 0; i < 4; i++) {
                double read = Double.parseDouble(row[3 + i]);
                assertThat(Double.isNaN(read) && Double.isNaN(numbers[i]) || Math.abs(read - numbers[i]) <= NEAR * (1 + Math.abs(numbers[i])))
                        .as("layer %d, column %d: %s beside %s", layer, i, read, numbers[i]).isTrue();
            }
        }
    }

    @Test
    void theTableOfTheConfusionMatrixCountsSamples() throws Exception {
        MadeUpActivity made = new MadeUpActivity(6, SAMPLES, true);
        int[][] counts = new int[4][4];
        int right = 0;
        int labelled = 0;
        for (int i = 0; i < SAMPLES; i++) {
            float[] p = made.values.get("p")[i];
            int taken = 0;
            for (int j = 1; j < 4; j++) {
                taken = p[j] > p[taken] ? j : taken;
            }
            if (made.labels[i] >= 0) {
                counts[made.labels[i]][taken]++;
                labelled++;
                right += made.labels[i] == taken ? 1 : 0;
            }
        }
        ActivityFigures figures = figures(made);
        Figure confusion = named(figures, "confusion");
        List<String[]> table = table(confusion);
        assertThat(table.getFirst()).containsExactly("row", "column", "count", "share");
        for (int i = 0; i < 16; i++) {
            int[] row = counts[i / 4];
            assertThat(table.get(1 + i)).containsExactly("" + "abcd".charAt(i / 4), "" + "abcd".charAt(i % 4), "" + row[i % 4],
                    "" + row[i % 4] / (double) IntStream.of(row).sum());
        }
        double accuracy = right / (double) labelled;
        String said = "Accuracy %.2f ± %.2f %% of %d samples".formatted(100 * accuracy, 100 * Math.sqrt(accuracy * (1 - accuracy) / labelled), labelled);
        assertThat(texts(confusion)).contains(said, "True class", "Taken for", "Share of the true class", "" + counts[1][1]);
        assertThat(confusion.title()).contains("made up", "accuracy %.2f".formatted(100 * accuracy));
    }

    @Test
    void theErrorIsThatOfTheFirstSamplesOnAxesOfPowersOfTen() throws Exception {
        MadeUpActivity made = new MadeUpActivity(7, SAMPLES, false);
        TimeFigure figure = (TimeFigure) named(figures(made), "activation-error");
        List<String[]> table = table(figure);
        assertThat(table.stream().skip(1).map(row -> row[0])).containsExactly("10.0", "20.0", "50.0", "100.0", "200.0", "230.0");
        int[] units = {6, 3, 5, 4};
        for (String[] row : table.subList(1, table.size())) {
            int n = (int) Double.parseDouble(row[0]);
            assertThat(row).as("the mean of a softmax has no error").hasSize(4);
            for (int layer = 0; layer < 3; layer++) {
                int of = layer;
                double[] means = IntStream.range(0, n).mapToDouble(sample -> IntStream.range(0, units[of]).boxed()
                        .flatMapToDouble(unit -> Arrays.stream(made.of(ACTIVATIONS[of], of, unit, sample))).average().orElseThrow()).toArray();
                double mean = Arrays.stream(means).average().orElseThrow();
                double error = Math.sqrt(Arrays.stream(means).map(x -> (x - mean) * (x - mean)).sum() / (n - 1) / n);
                assertThat(Double.parseDouble(row[1 + layer])).isCloseTo(error, within(1e-6 * error));
            }
        }
        var points = figure.chart(FigureStyle.PAPER).getXYPlot().getDataset();
        assertThat(points.getXValue(0, 3)).isEqualTo(2);
        assertThat(points.getYValue(2, 3)).isEqualTo(Math.log10(Double.parseDouble(table.get(4)[3])));
        assertThat(texts(figure)).contains("10", "100", "as 1/√n", "Samples", "conv");
        assertThat(table.getFirst()).containsExactly("Samples *n*", "input", "conv", "rnn");
        assertThat(table(named(figures(new MadeUpActivity(7, SAMPLES, false)), "neuron-strength-error")).getFirst()).containsExactly("Samples *n*", "conv", "out");
    }

    @Test
    void densitiesAreThoseOfEachLayer() throws Exception {
        ActivityFigures figures = figures(new MadeUpActivity(8, SAMPLES, false));
        CurvesFigure activations = (CurvesFigure) named(figures, "activation-density");
        assertThat(activations.curves()).extracting(Curve::name).containsExactly("input", "conv", "rnn", "out");
        assertThat(((CurvesFigure) named(figures, "neuron-strength-density")).curves()).extracting(Curve::name).containsExactly("conv", "out");
        List<String[]> table = table(activations);
        double[] meanStd = meanStd(new MadeUpActivity(8, SAMPLES, false), "h", MadeUpActivity.STEPS, 5);
        String[] row = table.stream().filter(one -> one[0].equals("rnn")).findFirst().orElseThrow();
        assertThat(Double.parseDouble(row[3])).isCloseTo(meanStd[0], within(NEAR));
        assertThat(Double.parseDouble(row[4])).isCloseTo(meanStd[1], within(NEAR));
        assertThat(figures.all()).extracting(ActivityFigures.Named::stem).doesNotContain("confusion");
    }

    private static MatrixFigure confusion(int classes, String name, int samples) throws Exception {
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < samples; i++) {
            counts[i % classes][i % 7 == 0 ? (i + 20) % classes : i % classes]++;
        }
        Outcome outcome = new Outcome(IntStream.range(0, classes).mapToObj(i -> name + i).toList(), samples, counts, OptionalDouble.empty());
        MadeUpActivity made = new MadeUpActivity(1, 3, false);
        return new ActivityFigures(made.network, new Activity(samples, true, outcome.classes(), new long[classes], List.of(), Optional.of(outcome)), false).confusion()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1, 30, 1", "2, 1, 2", "10, 5, 10", "40, 900, 40", "41, 5, 6", "1000, 12, 14", "1000, 3000, 1000"})
    void aConfusionMatrixOfAnyNumberOfClasses(int classes, int samples, int shown) throws Exception {
        MatrixFigure figure = confusion(classes, "a class with a very long name that nobody would read to its end, number ", samples);
        assertThat(figure.names()).hasSize(shown);
        List<String> texts = texts(figure);
        assertThat(texts.getFirst() + texts).contains("Accuracy ").contains(classes == shown ? " sample" : shown + " of " + String.format("%,d", classes) + " classes");
        assertThat(texts.stream().filter(text -> text.contains("…") || text.matches("\\d+")).count()).as("names").isPositive().isLessThan(4_000);
        Path file = folder.resolve("figure.svg");
        assertThat(Files.size(file)).isLessThan(1_500_000);
        assertThat(Files.readString(file).contains("data:image/png")).isEqualTo(shown > 120);
        for (String other : shown > 120 ? List.of("pdf", "png") : List.<String>of()) {
            FigureFile.write(figure, FigureOptions.DEFAULT, folder.resolve("figure." + other), Progress.NONE);
            assertThat(Files.size(folder.resolve("figure." + other))).isBetween(1_000L, 2_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 25})
    void fewSamplesAndWhatIsNoNumberBreakNothing(int samples) throws Exception {
        MadeUpActivity made = new MadeUpActivity(9, samples, true);
        for (float[] row : made.values.get("ca")) {
            Arrays.fill(row, Float.NaN);
        }
        made.values.get("oz")[0][1] = Float.POSITIVE_INFINITY;
        List<ActivityFigures.Named> all = figures(made).all();
        assertThat(all.stream().anyMatch(one -> one.stem().equals("activation-error"))).isEqualTo(samples > 1);
        for (ActivityFigures.Named one : all) {
            assertThat(texts(one.figure())).as(one.stem()).isNotEmpty();
            assertThat(table(one.figure())).as(one.stem()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 3.2, '10;100;1,000'", "0.9, 2.1, 10;20;50;100", "-4.5, -2.5, 0.0001;0.001", "-9, -6.5, 1e−9;1e−8;1e−7", "-0.1, 0.05, 1"})
    void powersOfTenAreWritten(double low, double high, String expected) {
        DecadesAxis axis = new DecadesAxis("x", new ChartLook(FigureStyle.PAPER), false);
        axis.setRange(low, high);
        List<NumberTick> ticks = new ArrayList<>();
        for (Object tick : axis.refreshTicks(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics(), new AxisState(), new Rectangle(0, 0, 220, 100),
                RectangleEdge.BOTTOM)) {
            ticks.add((NumberTick) tick);
        }
        List<NumberTick> written = ticks.stream().filter(tick -> !tick.getText().isEmpty()).toList();
        assertThat(written.stream().map(NumberTick::getText).collect(Collectors.joining(";"))).isEqualTo(expected);
        assertThat(written).allSatisfy(tick -> assertThat(Math.pow(10, tick.getValue()))
                .isCloseTo(Double.parseDouble(tick.getText().replace(",", "").replace('−', '-')), within(1e-9)));
        assertThat(ticks).hasSizeGreaterThan(written.size());
    }
}
