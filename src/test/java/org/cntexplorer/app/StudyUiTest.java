package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.cntexplorer.NumpyNetwork;
import org.cntexplorer.app.study.StudyWindow;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.figure.CurvesFigure;
import org.cntexplorer.figure.FigureStyle;
import org.cntexplorer.figure.MatrixFigure;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A study in its window: a folder is dropped, the labels are found, the networks measured, and all of its figures seen and saved. */
class StudyUiTest extends WindowUiTest {
    private static final int[] EPOCHS = {1, 2, 4, 8, 16, 32};

    /** Two runs of six checkpoints each, whose weights grow with the accuracy. */
    private static void population(Path folder, int runs) throws IOException {
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < EPOCHS.length; i++) {
                double accuracy = 0.12 + 0.16 * i + 0.01 * run;
                NumpyNetwork.random(31 * run + i, 0.2 + accuracy, 9, 6, 4).write(folder.resolve(
                        "net_run-%d_epoch-%02d_realaccuracy-%.2f.npy".formatted(run, EPOCHS[i], accuracy)));
            }
        }
    }

    private StudyWindow study() {
        await(() -> window.isIdle() && !window.studies().windows().isEmpty());
        StudyWindow study = ask(() -> window.studies().windows().getLast());
        settle(study);
        return study;
    }

    private static void settle(StudyWindow study) {
        await(study::isIdle);
    }

    @SuppressWarnings("unchecked")
    private static <N extends Node> N node(StudyWindow study, String id) {
        return (N) ask(() -> study.scene().lookup("#" + id));
    }

    private static void fire(StudyWindow study, String id) {
        ButtonBase button = node(study, id);
        perform(button::fire);
        settle(study);
    }

    private static String text(StudyWindow study, String id) {
        Label label = node(study, id);
        return ask(label::getText);
    }

    private static void tab(StudyWindow study, String id) {
        TabPane tabs = node(study, "study-tabs");
        perform(() -> tabs.getSelectionModel().select(tabs.getTabs().stream().filter(tab -> tab.getId().equals("study-tab-" + id)).findFirst().orElseThrow()));
        settle(study);
    }

    private static <T> void choose(StudyWindow study, String id, T value) {
        ComboBox<T> box = node(study, id);
        perform(() -> box.setValue(value));
        settle(study);
    }

    /** What a box offers. */
    private static <T> List<String> offered(StudyWindow study, String id) {
        ComboBox<T> box = node(study, id);
        return ask(() -> box.getItems().stream().map(box.getConverter()::toString).toList());
    }

    private static void type(StudyWindow study, String id, String text) {
        TextField field = node(study, id);
        perform(() -> field.setText(text));
        settle(study);
    }

    private static List<String> columns(StudyWindow study, String id) {
        TableView<?> table = node(study, id);
        return ask(() -> table.getColumns().stream().map(column -> column.getGraphic() instanceof Label head ? head.getText() : column.getText()).toList());
    }

    private static List<String> cells(StudyWindow study, String id, int column) {
        TableView<?> table = node(study, id);
        return ask(() -> {
            TableColumn<?, ?> of = table.getColumns().get(column);
            List<String> all = new ArrayList<>();
            for (int i = 0; i < table.getItems().size(); i++) {
                all.add(String.valueOf(of.getCellData(i)));
            }
            return all;
        });
    }

    private static List<String> marked(StudyWindow study) {
        return ask(() -> study.scene().getRoot().lookupAll(".caught").stream().map(node -> ((Label) node).getText()).toList());
    }

    private static <F> F figure(StudyWindow study, String id, Class<F> type) {
        FigureView view = node(study, id);
        await(() -> type.isInstance(view.figureProperty().get()) && view.drawnProperty().get() != null
                && view.drawnProperty().get().figure() == view.figureProperty().get());
        return ask(() -> type.cast(view.figureProperty().get()));
    }

    private static void key(StudyWindow study, KeyCode code) {
        perform(() -> Event.fireEvent(study.scene().getRoot(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, true, false, false)));
        settle(study);
    }

    @Test
    void aDroppedFolderBecomesAStudyWithAllItsFigures(FxRobot robot, @TempDir Path folder, @TempDir Path figures) throws Exception {
        population(folder, 2);
        NumpyNetwork bad = NumpyNetwork.random(1, 1, 9, 6, 4);
        bad.weights()[0][0][0] = Float.NaN;
        bad.write(folder.resolve("net_run-8_epoch-01_realaccuracy-0.11.npy"));
        Files.writeString(folder.resolve("net_run-9_epoch-01_realaccuracy-0.10.npy"), "no model");
        NumpyNetwork.random(99, 1, 9, 6, 4).write(folder.resolve("init.npy"));
        fixture.drag(DragEvent.DRAG_DROPPED, folder);
        StudyWindow study = study();
        labelsAreFoundAsThePatternIsTyped(study);
        fire(study, "study-measure");
        await(() -> text(study, "study-progress-words").startsWith("12 networks measured, 2 not part of the study"));
        networksAreListedWithTheReason(study);
        groupsAreBrushedAndChanged(study);
        divergencesAreShown(study);
        separationIsSaidInWords(study);
        aRunIsFollowedAndPlayed(study);
        allFiguresAreSavedAtOnce(study, robot, figures);
        everythingIsNamedAndSeen(study);
        perform(study.stage()::close);
        assertThat(window.studies().windows()).isEmpty();
        assertThat(folder.resolve("study.duckdb")).isNotEmptyFile();
    }

    private static void labelsAreFoundAsThePatternIsTyped(StudyWindow study) {
        TextField pattern = node(study, "study-pattern");
        assertThat(pattern.getText()).isEqualTo("run-{run}*epoch-{epoch}*realaccuracy-{accuracy}");
        assertThat(text(study, "study-caught")).isEqualTo("14 of 15 files");
        type(study, "study-pattern", "epoch-{epoch");
        assertThat(text(study, "study-setup-message")).contains("does not close the brace").endsWith(".");
        ButtonBase measure = node(study, "study-measure");
        assertThat(measure.isDisabled()).isTrue();
        type(study, "study-pattern", "epoch-{epoch}");
        assertThat(text(study, "study-setup-message")).isEmpty();
        assertThat(columns(study, "study-preview")).containsExactly("File", "epoch");
        assertThat(marked(study)).contains("01", "32").doesNotContain("0.12");
        type(study, "study-pattern", "loss-{loss}");
        assertThat(text(study, "study-setup-message")).contains("catches none of the 15 model files");
        type(study, "study-pattern", "run-{run}_epoch-{epoch}_realaccuracy-{accuracy}");
        assertThat(columns(study, "study-preview")).containsExactly("File", "run", "epoch", "accuracy");
        assertThat(marked(study)).contains("01", "0.12");
    }

    private static void networksAreListedWithTheReason(StudyWindow study) {
        TabPane tabs = node(study, "study-tabs");
        assertThat(ask(() -> tabs.getSelectionModel().getSelectedItem().getText())).as("shown once it is measured").isEqualTo("Distributions");
        perform(() -> Event.fireEvent(study.scene().getFocusOwner(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.TAB, true, true, false, false)));
        assertThat(ask(() -> tabs.getSelectionModel().getSelectedItem().getText())).isEqualTo("Networks");
        TableView<StoredNetwork> table = node(study, "study-networks");
        List<StoredNetwork> rows = ask(() -> List.copyOf(table.getItems()));
        assertThat(rows).hasSize(14);
        assertThat(rows.stream().filter(row -> row.status() == NetworkStatus.LEFT_OUT)).singleElement().satisfies(row ->
                assertThat(row.reason()).contains("NaN").endsWith("."));
        assertThat(rows.stream().filter(row -> row.status() == NetworkStatus.UNREADABLE)).hasSize(1);
        assertThat(text(study, "study-count")).isEqualTo("12 networks measured  ·  2 not part of the study");
    }

    private static void groupsAreBrushedAndChanged(StudyWindow study) {
        tab(study, "distributions");
        assertThat(figure(study, "study-distributions", PanelsFigure.class).panels()).hasSize(2);
        choose(study, "study-layer", 1);
        int narrow = figure(study, "study-distributions", CurvesFigure.class).curves().size();
        Spinner<Double> width = node(study, "study-bins-width");
        perform(() -> width.getValueFactory().setValue(0.5));
        settle(study);
        assertThat(figure(study, "study-distributions", CurvesFigure.class).curves()).hasSize(2).hasSizeLessThan(narrow);
        key(study, KeyCode.Z);
        assertThat(figure(study, "study-distributions", CurvesFigure.class).curves()).as("undone").hasSize(narrow);
        assertThat(width.getValue()).isEqualTo(0.1);
        brush(study);
    }

    /** A click on the curve that is seen first. */
    private static void brush(StudyWindow study) {
        CurvesFigure curves = figure(study, "study-distributions", CurvesFigure.class);
        FigureView view = node(study, "study-distributions");
        Point2D at = ask(() -> {
            var area = new java.awt.geom.Rectangle2D.Double(0, 0, view.getWidth(), view.getHeight());
            FigureStyle style = new FigureStyle((float) view.fontPointsProperty().get(), view.paletteProperty().get());
            double x = view.drawnProperty().get().plot().orElseThrow().xOf(0);
            for (double y = 0; y < view.getHeight(); y++) {
                if (curves.curveAt(x, y, area, style).isPresent()) {
                    return view.localToScene(x, y);
                }
            }
            throw new AssertionError("no curve is at 0");
        });
        perform(() -> Event.fireEvent(view, new MouseEvent(MouseEvent.MOUSE_CLICKED, at.getX(), at.getY(), at.getX(), at.getY(), MouseButton.PRIMARY, 1, false, false,
                false, false, false, false, false, false, false, true, null)));
        settle(study);
        int brushed = figure(study, "study-distributions", CurvesFigure.class).highlight().orElseThrow();
        assertThat(text(study, "study-distributions-readout")).contains(curves.curves().get(brushed).name());
        tab(study, "networks");
        String[] ends = curves.curves().get(brushed).name().split("–");
        TableView<StoredNetwork> table = node(study, "study-networks");
        List<StoredNetwork> selected = ask(() -> List.copyOf(table.getSelectionModel().getSelectedItems()));
        assertThat(selected).isNotEmpty().hasSizeLessThan(12).allSatisfy(network -> assertThat(network.labels().getLast().number())
                .isBetween(Double.parseDouble(ends[0]), Double.parseDouble(ends[1])));
    }

    private static void divergencesAreShown(StudyWindow study) {
        tab(study, "divergence");
        MatrixFigure groups = figure(study, "study-divergence", MatrixFigure.class);
        assertThat(groups.matrix()[0][0]).isZero();
        assertThat(groups.matrix()[0][groups.names().size() - 1]).as("the worst and the best").isGreaterThan(groups.matrix()[0][1]);
    }

    private static void separationIsSaidInWords(StudyWindow study) {
        tab(study, "separation");
        List<String> words = cells(study, "study-separation-table", 1);
        assertThat(words).hasSizeGreaterThan(5).allSatisfy(sentence -> assertThat(sentence).matches("[A-Z0-9].*\\.").hasSizeGreaterThan(30));
        assertThat(words).anyMatch(sentence -> sentence.contains("standard deviation of link weights"));
        assertThat(text(study, "study-split-words")).contains("3 networks against 3");
        choose(study, "study-split", false);
        assertThat(text(study, "study-split-words")).contains("accuracy below").contains("6 networks against 6");
        assertThat(text(study, "study-separation-verdict")).contains("link weight");
    }

    private void aRunIsFollowedAndPlayed(StudyWindow study) {
        tab(study, "learning");
        ComboBox<String> runs = node(study, "study-run");
        assertThat(ask(() -> List.copyOf(runs.getItems()))).containsExactly("run 0", "run 1");
        choose(study, "study-run", "run 1");
        fire(study, "study-play");
        await(() -> window.run().model().runProperty().get() != null && window.isIdle() && workspace.network() != null);
        assertThat(window.run().model().runProperty().get().checkpoints()).hasSize(6);
        assertThat(workspace.fileProperty().get()).hasFileName("net_run-1_epoch-01_realaccuracy-0.13.npy");
    }

    private static void allFiguresAreSavedAtOnce(StudyWindow study, FxRobot robot, Path figures) throws IOException {
        key(study, KeyCode.E);
        Node dialog = ask(() -> study.figuresScene().getRoot());
        Path into = figures.resolve("all");
        perform(() -> {
            robot.from(dialog).lookup("#figures-folder").<TextField>query().setText(into.toString());
            robot.from(dialog).lookup("#figures-save").<ButtonBase>query().fire();
        });
        await(() -> robot.from(dialog).lookup("#figures-message").<Label>query().getText().startsWith("Saved "));
        try (Stream<Path> all = Files.list(into)) {
            Set<Path> files = all.collect(Collectors.toSet());
            assertThat(files).hasSizeGreaterThan(20).allSatisfy(file -> assertThat(Files.readAllBytes(file)).as(file.toString())
                    .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII)));
            assertThat(files).extracting(file -> file.getFileName().toString()).contains("separation.pdf", "divergence-strength.pdf", "divergence-layers-strength.pdf");
        }
        perform(() -> robot.from(dialog).lookup("#figures-cancel").<ButtonBase>query().fire());
    }

    private void everythingIsNamedAndSeen(StudyWindow study) {
        List<String> faults = new ArrayList<>();
        for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
            perform(() -> window.themes().choiceProperty().set(theme));
            for (String part : List.of("setup", "networks", "distributions", "divergence", "separation", "learning")) {
                tab(study, part);
                ask(() -> SeenAndNamed.faults(study.scene())).forEach(fault -> faults.add(theme + ", " + part + ": " + fault));
            }
            ask(() -> SeenAndNamed.faults(study.figuresScene())).forEach(fault -> faults.add(theme + ", all figures: " + fault));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void aStudyGoesOnWhereItStopped(@TempDir Path folder) throws Exception {
        population(folder, 1);
        fixture.drag(DragEvent.DRAG_DROPPED, folder);
        StudyWindow first = study();
        perform(() -> {
            ((ButtonBase) first.scene().lookup("#study-measure")).fire();
            ((ButtonBase) first.scene().lookup("#study-cancel")).fire();
        });
        settle(first);
        assertThat(text(first, "study-progress-words")).startsWith("Stopped; what is measured is kept");
        fire(first, "study-measure");
        await(() -> text(first, "study-progress-words").startsWith("6 networks") || text(first, "study-progress-words").contains("known before"));
        perform(first.stage()::close);
        population(folder, 2);
        fixture.drag(DragEvent.DRAG_DROPPED, folder);
        StudyWindow second = study();
        assertThat(second).isNotSameAs(first);
        assertThat(text(second, "study-count")).as("the store is there").isEqualTo("6 networks measured");
        tab(second, "setup");
        assertThat(text(second, "study-caught")).isEqualTo("12 of 12 files");
        fire(second, "study-measure");
        await(() -> text(second, "study-progress-words").equals("6 networks measured, 6 networks known before."));
        StringBuilder samples = new StringBuilder("a,b,c,d,e,f,g,h,i,label\n");
        for (int s = 0; s < 40; s++) {
            for (int i = 0; i < 9; i++) {
                samples.append(Math.sin(s * 9 + i)).append(',');
            }
            samples.append(s % 4).append('\n');
        }
        assertThat(offered(second, "study-of")).as("without data").endsWith("fluctuation");
        type(second, "study-data", Files.writeString(folder.resolve("samples.csv"), samples).toString());
        TextField data = node(second, "study-data");
        perform(() -> data.getOnAction().handle(null));
        settle(second);
        assertThat(text(second, "study-data-words"))
                .isEqualTo("40 samples of 9 numbers, 4 classes. The first network gets 9 numbers of each, of the first sample −0.958924 to 0.989358.");
        fire(second, "study-measure");
        await(() -> text(second, "study-progress-words").startsWith("0 networks measured, 12 networks known before. 12 of the networks hold weights alone"));
        tab(second, "separation");
        await(() -> cells(second, "study-separation-table", 1).stream().anyMatch(sentence -> sentence.contains("deviation of neuron strength of layer 1 ")));
        tab(second, "distributions");
        assertThat(offered(second, "study-of")).endsWith("activation", "neuron strength");
        choose(second, "study-of", Sampled.NEURON_STRENGTH);
        assertThat(figure(second, "study-distributions", PanelsFigure.class).panels()).extracting(PanelsFigure.Panel::name).containsExactly("layer 1", "layer 2");
        tab(second, "setup");
        assertThat(text(second, "study-data-before")).isEmpty();
        type(second, "study-data", "");
        assertThat(text(second, "study-data-before")).startsWith("The networks were run on samples.csv, the first 40 of 40 samples, labelled, normalisation as proposed, ");
        perform(second.stage()::close);
        perform(() -> window.commands().get("file.study").run());
        StudyWindow next = study();
        TextField remembered = node(next, "study-folder");
        assertThat(remembered.getText()).as("what the last study was made of").isEqualTo(folder.toString());
        perform(fixture.stage()::close);
        assertThat(ask(next::isShowing)).as("goes with the main window").isFalse();
    }

    @Test
    void aFolderWithOneModelIsThatModelAndAStoreIsItsStudy(FxRobot robot, @TempDir Path one, @TempDir Path several, @TempDir Path elsewhere) throws Exception {
        NumpyNetwork.random(3, 1, 9, 6, 4).write(one.resolve("deeper/only.npy"));
        fixture.drop(one);
        assertThat(workspace.network().name()).isEqualTo("only");
        assertThat(window.studies().windows()).isEmpty();
        population(several, 1);
        Files.writeString(several.resolve("labels.csv"), "file,kind\nnet_run-0_epoch-01_realaccuracy-0.12.npy,plain\nnone.npy,plain\n");
        robot.push(KeyCode.CONTROL, KeyCode.N);
        StudyWindow study = study();
        type(study, "study-table", several.resolve("labels.csv").toString());
        ButtonBase byTable = node(study, "study-by-table");
        perform(byTable::fire);
        settle(study);
        assertThat(text(study, "study-caught")).isEqualTo("1 of 2 rows");
        assertThat(columns(study, "study-preview")).containsExactly("File", "kind");
        type(study, "study-store", elsewhere.resolve("by-table").toString());
        fire(study, "study-measure");
        await(() -> text(study, "study-progress-words").startsWith("1 network measured"));
        perform(study.stage()::close);
        Path store = elsewhere.resolve("by-table.duckdb");
        assertThat(store).isNotEmptyFile();
        fixture.drag(DragEvent.DRAG_DROPPED, store);
        StudyWindow again = study();
        assertThat(text(again, "study-count")).isEqualTo("1 network measured");
        TextField table = node(again, "study-table");
        assertThat(table.getText()).isEqualTo(several.resolve("labels.csv").toString());
        perform(again.stage()::close);
    }
}
