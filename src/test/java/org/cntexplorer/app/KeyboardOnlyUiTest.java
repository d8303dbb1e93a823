package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.cntexplorer.app.export.ExportItem;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The whole way from an empty window to a written file by keys alone: the robot's mouse is never asked, and no code sets anything. */
class KeyboardOnlyUiTest extends WindowUiTest {
    private static final int MOST_TABS = 60;

    private static String focus(Scene scene) {
        return ask(() -> scene.getFocusOwner() == null ? "" : String.valueOf(scene.getFocusOwner().getId()));
    }

    /** Presses Tab until a control has the focus, without the pauses that a person makes. */
    private static void tabTo(FxRobot robot, Scene scene, String id) {
        for (int i = 0; i < MOST_TABS && !focus(scene).equals(id); i++) {
            ask(() -> {
                new Robot().keyType(KeyCode.TAB);
                return true;
            });
            WaitForAsyncUtils.waitForFxEvents(1);
        }
        assertThat(focus(scene)).as("Tab comes to it").isEqualTo(id);
    }

    @Test
    void fromOpeningToAWrittenFile(FxRobot robot, @TempDir Path folder) throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        robot.write("open sam");
        robot.type(KeyCode.ENTER);
        fixture.opened();
        assertThat(window.workspace().network().name()).isEqualTo("digits-mlp");
        searchAndSelect(robot);
        changeTheLinks(robot);
        Neuron inspected = walkAndInspect(robot);
        Path file = folder.resolve("strengths.csv");
        export(robot, file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(891).first().isEqualTo("layer,neuron,in_strength,out_strength,strength");
        NodeStrength strength = NodeStrength.of(window.workspace().network(), Convention.DEFAULT, Progress.NONE);
        String line = lines.stream().filter(l -> l.startsWith(inspected.layer() + "," + inspected.index() + ",")).findFirst().orElseThrow();
        assertThat(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1))).isCloseTo(strength.of(inspected), within(1e-9));
    }

    private void searchAndSelect(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.F);
        robot.write("top 3 strength in 2");
        await(() -> robot.lookup("#search-count").<Label>query().getText().equals("3"));
        robot.type(KeyCode.ENTER);
        await(() -> window.workspace().selection().neurons().size() == 3);
        robot.type(KeyCode.ESCAPE);
        assertThat(focus(window.scene())).as("back to the graph, where the focus was").isEqualTo("graph-view");
        fixture.settle();
    }

    private void changeTheLinks(FxRobot robot) {
        long before = ask(() -> window.workspace().linksProperty().get().shown());
        tabTo(robot, window.scene(), "link-slider");
        // one step, however slow the keys are: several may be several steps
        robot.type(KeyCode.HOME);
        await(() -> window.isIdle() && window.workspace().linksProperty().get().shown() < before);
        long fewer = ask(() -> window.workspace().linksProperty().get().shown());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> window.isIdle() && window.workspace().linksProperty().get().shown() == before);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        await(() -> window.isIdle() && window.workspace().linksProperty().get().shown() == fewer);
    }

    /** From the strongest neuron one up or down, and along the strongest of its links. */
    private Neuron walkAndInspect(FxRobot robot) {
        tabTo(robot, window.scene(), "graph-view");
        Neuron first = ask(() -> window.workspace().selection().primary().orElseThrow());
        robot.type(first.index() == 0 ? KeyCode.DOWN : KeyCode.UP);
        Neuron beside = ask(() -> window.workspace().selection().primary().orElseThrow());
        assertThat(beside).isEqualTo(new Neuron(2, first.index() == 0 ? 1 : first.index() - 1));
        await(() -> robot.lookup("#inspector-title").<Label>query().getText().endsWith("neuron " + beside.index()) && window.isIdle());
        tabTo(robot, window.scene(), "inspector-links");
        robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
        await(() -> !window.workspace().selection().primary().orElseThrow().equals(beside));
        Neuron linked = ask(() -> window.workspace().selection().primary().orElseThrow());
        await(() -> robot.lookup("#inspector-title").<Label>query().getText().endsWith("neuron " + linked.index()) && window.isIdle());
        NodeStrength strength = NodeStrength.of(window.workspace().network(), Convention.DEFAULT, Progress.NONE);
        assertThat(Double.parseDouble(robot.lookup("#inspector-strength").<Label>query().getText().replace('−', '-')))
                .isCloseTo(strength.of(linked), within(1e-4));
        return linked;
    }

    private void export(FxRobot robot, Path file) {
        robot.push(KeyCode.CONTROL, KeyCode.E);
        await(() -> window.exportDialog().isShowing());
        Scene dialog = window.exportDialog().scene();
        assertThat(focus(dialog)).isEqualTo("export-items");
        robot.type(KeyCode.HOME);
        ListView<?> items = robot.from(dialog.getRoot()).lookup("#export-items").query();
        for (int i = 0; i < items.getItems().size() && !chosen().equals("Strengths of all neurons"); i++) {
            robot.type(KeyCode.DOWN);
        }
        assertThat(chosen()).isEqualTo("Strengths of all neurons");
        tabTo(robot, dialog, "export-file");
        robot.push(KeyCode.CONTROL, KeyCode.A);
        // the robot writes into the window that it is told; a person's keys go to the one with the focus
        robot.targetWindow(dialog.getWindow());
        robot.write(file.toString());
        assertThat(ask(() -> window.exportDialog().model().fileProperty().get())).isEqualTo(file.toString());
        tabTo(robot, dialog, "export-save");
        robot.type(KeyCode.SPACE);
        await(() -> !window.exportDialog().model().savingProperty().get() && !window.exportDialog().model().messageProperty().get().isEmpty());
        assertThat(ask(() -> window.exportDialog().model().messageProperty().get())).startsWith("Saved " + file);
        robot.type(KeyCode.ESCAPE);
        await(() -> !window.exportDialog().isShowing());
    }

    private String chosen() {
        ExportItem item = ask(() -> window.exportDialog().model().itemProperty().get());
        return item == null ? "" : item.label();
    }

    @Test
    void theToolBarIsOneStopAndTheArrowsGoAlongIt(FxRobot robot) {
        Node before = ask(() -> window.scene().getFocusOwner());
        assertThat(before.getId()).as("an empty window offers to open a model").isEqualTo("welcome-open");
        robot.push(KeyCode.SHIFT, KeyCode.TAB);
        robot.push(KeyCode.SHIFT, KeyCode.TAB);
        tabTo(robot, window.scene(), "button-file-open");
        robot.type(KeyCode.RIGHT);
        assertThat(focus(window.scene())).isEqualTo("button-file-sample");
        robot.type(KeyCode.END).type(KeyCode.LEFT);
        assertThat(focus(window.scene())).isEqualTo("button-theme-toggle");
        Object theme = ask(() -> window.themes().themeProperty().getValue());
        robot.type(KeyCode.SPACE);
        assertThat(ask(() -> window.themes().themeProperty().getValue())).isNotEqualTo(theme);
        robot.type(KeyCode.TAB);
        assertThat(focus(window.scene())).as("out of the tool bar").doesNotStartWith("button-");
        robot.push(KeyCode.SHIFT, KeyCode.TAB);
        assertThat(focus(window.scene())).as("back to where it was in it").isEqualTo("button-theme-toggle");
    }
}
