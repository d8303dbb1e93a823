package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.figure.PlotArea;
import org.cntexplorer.graph.ValueRange;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.w3c.dom.Document;

/** What a person does with the whole window: opens, clicks, drags, types, saves. */
class MainWindowUiTest extends WindowUiTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();

    private static double number(FxRobot robot, String id) {
        return Double.parseDouble(robot.lookup(id).<Label>query().getText().replace('−', '-'));
    }

    @Test
    void aFileDroppedOnTheWindowOpens(FxRobot robot) {
        Node highlight = robot.lookup("#drop-highlight").query();
        fixture.drag(DragEvent.DRAG_OVER, SAMPLE);
        assertThat(highlight.isVisible()).isTrue();
        fixture.drag(DragEvent.DRAG_DROPPED, SAMPLE);
        assertThat(highlight.isVisible()).isFalse();
        await(() -> window.workspace().network() != null);
        assertThat(window.workspace().network().name()).isEqualTo("digits-mlp");
        assertThat(robot.lookup("#status-file").<Label>query().getText()).isEqualTo("digits-mlp");
        fixture.settle();
    }

    @Test
    void theMenuOpensTheFileThatIsChosen(FxRobot robot) {
        window.opening().setChooser(owner -> Optional.of(SAMPLE));
        robot.clickOn("#menu-file");
        robot.clickOn("Open…");
        await(() -> window.workspace().network() != null);
        assertThat(window.workspace().fileProperty().get()).isEqualTo(SAMPLE);
        fixture.settle();
        assertThat(fixture.stage().getTitle()).contains("digits-mlp");
    }

    @Test
    void aClickOnANeuronShowsItsStrength(FxRobot robot) {
        fixture.open(SAMPLE);
        NodeStrength strength = NodeStrength.of(window.workspace().network(), Convention.DEFAULT, Progress.NONE);
        for (Neuron neuron : List.of(new Neuron(3, 7), new Neuron(2, 11), new Neuron(1, 40), new Neuron(0, 406))) {
            robot.clickOn(fixture.at(neuron));
            assertThat(window.workspace().selection().neurons()).containsExactly(neuron);
            await(() -> robot.lookup("#inspector-title").<Label>query().getText().length() > 0 && window.isIdle());
            assertThat(number(robot, "#inspector-strength")).isCloseTo(strength.of(neuron), within(1e-4));
            assertThat(number(robot, "#inspector-in")).isCloseTo(strength.layer(neuron.layer()).in()[neuron.index()], within(1e-4));
        }
        fixture.clickWithCtrl(new Neuron(3, 1));
        assertThat(window.workspace().selection().neurons()).containsExactly(new Neuron(0, 406), new Neuron(3, 1));
        robot.type(KeyCode.ESCAPE);
        assertThat(window.workspace().selection().neurons()).isEmpty();
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(window.workspace().selection().neurons()).as("undone").containsExactly(new Neuron(0, 406), new Neuron(3, 1));
        ButtonBase redo = robot.lookup("#button-edit-redo").query();
        assertThat(redo.getAccessibleText()).isEqualTo("Redo selection");
        assertThat(redo.getTooltip().getText()).isEqualTo("Redo selection (" + window.commands().get("edit.redo").key().getDisplayText() + ")");
        assertThat(robot.lookup("#menu-bar").queryAs(MenuBar.class).getMenus()).flatExtracting(Menu::getItems).extracting(MenuItem::getText)
                .contains("Redo selection");
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(window.workspace().selection().neurons()).as("done again").isEmpty();
        assertThat(redo.getAccessibleText()).isEqualTo("Redo");
        assertThat(redo.getTooltip().getText()).startsWith("Makes the change again");
    }

    @Test
    void aRangeDraggedInTheHistogramSelectsTheNeuronsInIt(FxRobot robot) {
        fixture.open(SAMPLE);
        FigureView view = robot.lookup("#plot-strength").query();
        await(() -> view.drawnProperty().get() != null && view.drawnProperty().get().plot().isPresent());
        PlotArea plot = view.drawnProperty().get().plot().orElseThrow();
        Bounds screen = view.localToScreen(view.getBoundsInLocal());
        double y = screen.getMinY() + plot.area().getCenterY();
        double from = Math.round(screen.getMinX() + plot.xOf(2));
        double to = Math.round(screen.getMinX() + plot.xOf(12));
        robot.moveTo(from, y).press(MouseButton.PRIMARY).moveTo((from + to) / 2, y).moveTo(to, y).release(MouseButton.PRIMARY);
        double[] strengths = window.workspace().numbers().strength().layer(1).total();
        ValueRange dragged = window.plots().model().rangeProperty().get().orElseThrow();
        assertThat(dragged.low()).isCloseTo(2, within(0.3));
        assertThat(dragged.high()).isCloseTo(12, within(0.3));
        List<Neuron> inside = java.util.stream.IntStream.range(0, strengths.length)
                .filter(k -> strengths[k] >= dragged.low() && strengths[k] <= dragged.high()).mapToObj(k -> new Neuron(1, k)).toList();
        assertThat(inside).isNotEmpty().hasSizeLessThan(64);
        assertThat(window.workspace().selection().neurons()).containsExactlyElementsOf(inside);
    }

    @Test
    void theSliderChangesTheLinksThatAreShown(FxRobot robot) {
        fixture.open(SAMPLE);
        long before = window.workspace().linksProperty().get().shown();
        Slider slider = robot.lookup("#link-slider").query();
        Bounds bounds = slider.localToScreen(slider.getBoundsInLocal());
        robot.clickOn(bounds.getMinX() + 0.25 * bounds.getWidth(), bounds.getCenterY());
        await(() -> window.workspace().linksProperty().get().shown() < before && window.isIdle());
        long few = window.workspace().linksProperty().get().shown();
        String count = robot.lookup("#link-count").<Label>query().getText();
        assertThat(count).contains(String.format(java.util.Locale.ROOT, "%,d of 52,544", few));
        // on a slow machine the pointer has rested so long that a tooltip lies over the slider's other end
        robot.moveTo("#legend-ticks");
        await(() -> Window.getWindows().stream().noneMatch(Tooltip.class::isInstance));
        robot.clickOn(bounds.getMinX() + 0.9 * bounds.getWidth(), bounds.getCenterY());
        await(() -> window.workspace().linksProperty().get().shown() > before && window.isIdle());
    }

    @Test
    void exportWritesAnSvgAndAPdfThatOpen(FxRobot robot, @TempDir Path folder) throws Exception {
        fixture.open(SAMPLE);
        robot.push(KeyCode.CONTROL, KeyCode.E);
        await(() -> window.exportDialog().isShowing());
        item(robot, "Node strength");
        Path svg = folder.resolve("strength.svg");
        save(robot, svg);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        try (InputStream in = Files.newInputStream(svg)) {
            Document document = factory.newDocumentBuilder().parse(in);
            assertThat(document.getDocumentElement().getAttribute("width")).startsWith("85").endsWith("mm");
            assertThat(document.getElementsByTagName("text").getLength()).isPositive();
        }
        robot.clickOn("#export-pdf");
        robot.clickOn("#export-two-columns");
        item(robot, "Graph");
        Path pdf = folder.resolve("graph.pdf");
        save(robot, pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isCloseTo((float) (180 / 25.4 * 72), within(0.5f));
        }
        item(robot, "Strengths of all neurons");
        Path csv = folder.resolve("neurons.csv");
        save(robot, csv);
        assertThat(Files.readAllLines(csv)).hasSize(891).first().isEqualTo("layer,neuron,in_strength,out_strength,strength");
        // a file that is there already is replaced only when that is said twice
        Files.writeString(csv, "precious");
        robot.clickOn("#export-save");
        assertThat(Files.readString(csv)).isEqualTo("precious");
        robot.clickOn("#export-save");
        await(() -> !window.exportDialog().model().savingProperty().get());
        assertThat(Files.readAllLines(csv)).hasSize(891);
        item(robot, "Graph as CSV edge list");
        robot.clickOn("#export-everything");
        perform(() -> window.exportDialog().model().links().thresholdProperty().set(0));
        await(() -> robot.lookup("#export-count").<Label>query().getText().startsWith("52,544 links"));
        Path edges = folder.resolve("edges.csv");
        save(robot, edges);
        assertThat(Files.readAllLines(edges)).hasSize(52_545);
        robot.clickOn("#export-close");
        await(() -> !window.exportDialog().isShowing());
        perform(() -> window.exportDialog().show());
        item(robot, "Graph");
        robot.type(KeyCode.ESCAPE);
        await(() -> !window.exportDialog().isShowing());
    }

    @Test
    void aboutNamesTheVersion(FxRobot robot) throws Exception {
        perform(() -> window.commands().get("help.about").run());
        await(() -> window.aboutWindow().isShowing());
        String version = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile()).getDocumentElement()
                .getElementsByTagName("version").item(0).getTextContent();
        assertThat(robot.from(window.aboutWindow().scene().getRoot()).lookup("#about-name").<Label>query().getText()).isEqualTo("CNT Explorer " + version);
    }

    /** An entry of the dialog's list; the window below has a menu and a plot of the same names. */
    private void item(FxRobot robot, String label) {
        robot.clickOn(robot.from(window.exportDialog().scene().getRoot()).lookup(".list-cell").lookup(label).<Node>query());
        assertThat(window.exportDialog().model().itemProperty().get().label()).isEqualTo(label);
    }

    private void save(FxRobot robot, Path file) {
        perform(() -> robot.lookup("#export-file").queryAs(TextField.class).setText(file.toString()));
        robot.clickOn("#export-save");
        await(() -> !window.exportDialog().model().savingProperty().get() && !window.exportDialog().model().messageProperty().get().isEmpty());
        assertThat(window.exportDialog().model().messageProperty().get()).startsWith("Saved " + file);
    }

    @Test
    void aBadFileIsToldAndTheOpenModelStays(FxRobot robot, @TempDir Path folder) throws Exception {
        fixture.open(SAMPLE);
        robot.clickOn(fixture.at(new Neuron(2, 3)));
        Object before = window.workspace().network();
        Path bad = Files.writeString(folder.resolve("model.onnx"), "<!DOCTYPE html><html></html>");
        perform(() -> window.open(bad));
        await(() -> robot.lookup("#error-sentence").<Label>query().getText().contains("HTML page"));
        assertThat(window.workspace().network()).isSameAs(before);
        assertThat(window.workspace().selection().neurons()).containsExactly(new Neuron(2, 3));
        assertThat(window.workspace().fileProperty().get()).isEqualTo(SAMPLE);
        robot.type(KeyCode.ESCAPE);
        await(() -> !robot.lookup("#error-banner").<Node>query().isVisible());
        assertThat(window.workspace().selection().neurons()).hasSize(1);
    }

    @Test
    void aLongTaskIsCancelledFromTheTaskList(FxRobot robot) {
        fixture.open(SAMPLE);
        java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
        Map<String, Boolean> told = new java.util.concurrent.ConcurrentHashMap<>();
        perform(() -> window.workspace().executor().submit(new org.cntexplorer.app.task.BackgroundTask<>("A long computation", progress -> {
            try {
                while (true) {
                    progress.report(0.5, "half of it");
                    progress.check();
                    Thread.onSpinWait();
                }
            } finally {
                ended.countDown();
            }
        }, value -> told.put("value", true), error -> told.put("error", true), () -> told.put("cancel", true))));
        robot.clickOn("#task-open");
        await(() -> robot.lookup(".task-list-cell .button").tryQuery().isPresent());
        robot.clickOn(".task-list-cell .button");
        await(() -> ended.getCount() == 0 && told.containsKey("cancel"));
        assertThat(told).containsOnlyKeys("cancel");
        assertThat(window.workspace().network()).isNotNull();
        fixture.settle();
    }

    @Test
    void anotherModelMayBeOpenedWhileOneOpens(FxRobot robot) {
        perform(() -> {
            window.open(SAMPLE);
            window.open(SAMPLE);
            window.open(SAMPLE);
        });
        await(() -> window.workspace().numbers() != null);
        fixture.settle();
        assertThat(window.workspace().network().name()).isEqualTo("digits-mlp");
        perform(() -> window.workspace().close());
        fixture.settle();
        assertThat(robot.lookup("#status-file").<Label>query().getText()).isEqualTo("No model open");
    }
}
