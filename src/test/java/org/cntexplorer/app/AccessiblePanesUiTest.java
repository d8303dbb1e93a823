package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.cntexplorer.app.compare.CompareViewModel;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.app.workspace.Annotation;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/**
 * Everything that is there only at times has a name and a role, is seen in both themes, is reached by Tab, and shows when it has the focus: two models
 * compared, the map, what a crash has left, pinned neurons, names and notes, what is exported.
 */
@ExtendWith(ApplicationExtension.class)
class AccessiblePanesUiTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();
    private static final String LEFT = """
            {"cntx": 1, "models": [{"path": null, "absolute": "%s", "fingerprint": null, "options": {}, "view": {}}], "current": 0,
             "panes": {"hidden": [], "dividers": {}, "compared": null}, "origin": null}""";

    @TempDir
    private static Path folder;
    private final List<String> all = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private WindowFixture fixture;
    private MainWindow window;

    @Start
    private void start(Stage ofAllTests) throws Exception {
        Path sessions = Files.createDirectories(folder.resolve("open-sessions"));
        Files.writeString(sessions.resolve("1.cntx"), LEFT.formatted(SAMPLE.toString().replace("\\", "\\\\")));
        fixture = WindowFixture.show(folder);
        window = fixture.window();
        // room for everything at once
        fixture.stage().setWidth(1700);
        fixture.stage().setHeight(980);
    }

    @Stop
    private void stop() {
        fixture.stage().close();
    }

    /** Names, roles and contrasts in a scene; then Tab through it, wherever the focus is. */
    private TabWalk walk(String where, Scene scene) {
        ask(() -> SeenAndNamed.faults(scene)).stream().filter(known::add).forEach(fault -> all.add(where + ": " + fault));
        TabWalk walk = TabWalk.around(scene);
        walk.unseen().forEach(stop -> all.add(where + ": the focus is not seen at " + stop));
        walk.unreached().forEach(node -> all.add(where + ": Tab passes over " + node));
        assertThat(walk.stops()).as(where + ": Tab comes round again").hasSizeLessThan(TabWalk.MOST_STOPS);
        return walk;
    }

    private void settle() {
        await(() -> window.isIdle() && window.compare().model().differencesProperty().get() != null);
    }

    /** All that a window can show at once. */
    private void fill(FxRobot robot) throws Exception {
        fixture.open(Files.copy(SAMPLE, folder.resolve("other.npy"), StandardCopyOption.REPLACE_EXISTING));
        fixture.open(SAMPLE);
        Workspace workspace = window.workspace();
        robot.interact(() -> {
            workspace.selection().set(List.of(new Neuron(1, 18), new Neuron(2, 3)));
            workspace.view().pin(List.of(new Neuron(1, 17), new Neuron(3, 2)), true);
            workspace.view().annotationsProperty().set(workspace.view().annotationsProperty().get().with(new Neuron(3, 2), new Annotation("two", "a note")));
            workspace.view().filterProperty().set(java.util.Optional.of(new NeuronFilter(NeuronQuantity.STRENGTH, -1, 1)));
            robot.lookup("#split-left").<SplitPane>query().setDividerPositions(0.8);
            window.compare().model().toggle();
        });
        settle();
        robot.interact(() -> {
            window.graph().zoomIn();
            window.graph().zoomIn();
            window.graph().zoomIn();
        });
        settle();
        await(() -> robot.lookup("#minimap").query().isVisible() && robot.lookup("#session-notice").query().isVisible());
    }

    @Test
    void whatIsThereAtTimesIsNamedReachedAndSeen(FxRobot robot) throws Exception {
        fill(robot);
        for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
            robot.interact(() -> window.themes().choiceProperty().set(theme));
            settle();
            TabWalk walk = walk(theme + ", compared", window.scene());
            assertThat(walk.ids()).contains("compare-with", "compare-swap", "compare-table", "compare-end", "twin-graph-view", "minimap", "twin-minimap",
                    "session-restore", "session-dismiss", "inspector-name", "inspector-note", "inspector-pin", "difference-layers", "difference-neurons",
                    "difference-save", "legend-reset");
            assertThat(walk.stops().stream().filter(stop -> stop.getStyleClass().contains("unpin"))).hasSize(2);
            assertThat(walk.stops().stream().filter(stop -> stop.getStyleClass().contains("pinned-name"))).hasSize(2);
        }
        robot.interact(() -> window.compare().model().modeProperty().set(CompareViewModel.Mode.DIFFERENCE));
        settle();
        assertThat(walk("difference", window.scene()).ids()).contains("twin-graph-view", "twin-quantity").doesNotContain("graph-view");
        assertThat(all).isEmpty();

        robot.interact(() -> robot.lookup("#layers-table").query().requestFocus());
        List<String> at = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            robot.type(KeyCode.F6);
            at.add(ask(() -> paneOf(window.scene().getFocusOwner())));
        }
        assertThat(at).as("by one key to every pane").containsExactly("compare", "pinned-pane", "difference-table", "inspector-pane");
    }

    @Test
    void samplesAreNamedReachedAndSeen(FxRobot robot) throws Exception {
        fixture.open(SAMPLE);
        robot.interact(() -> window.commands().get("pane.data").run());
        fixture.settle();
        Path table = Files.writeString(folder.resolve("t.csv"), "a,".repeat(784) + "label\n" + ("0.5,".repeat(784) + "cat\n").repeat(3) + "0,".repeat(784) + "dog\n");
        robot.interact(() -> {
            window.themes().choiceProperty().set(ThemeChoice.DARK);
            window.data().model().open(List.of(table));
        });
        await(() -> window.workspace().data().samples() != null);
        fixture.settle();
        ask(() -> SeenAndNamed.faults(window.scene())).forEach(fault -> all.add("data: " + fault));
        for (String id : List.of("open", "random", "close", "labels", "normalisation", "channels", "resize", "previous", "sample", "next", "class", "preview")) {
            assertThat(robot.lookup("#data-" + id).query().isFocusTraversable()).as(id).isTrue();
        }
        Path narrow = Files.writeString(folder.resolve("narrow.csv"), "1,2\n");
        robot.interact(() -> {
            window.themes().choiceProperty().set(ThemeChoice.LIGHT);
            window.data().model().open(List.of(narrow));
        });
        await(() -> robot.lookup("#data-problem").query().isVisible());
        fixture.settle();
        ask(() -> SeenAndNamed.faults(window.scene())).forEach(fault -> all.add("data that does not fit: " + fault));
        assertThat(all).isEmpty();
    }

    @Test
    void everyKindOfExportIsNamedReachedAndSeen(FxRobot robot) {
        fixture.open(SAMPLE);
        for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
            robot.interact(() -> {
                window.themes().choiceProperty().set(theme);
                window.exportDialog().show("graph");
            });
            fixture.settle();
            assertThat(walk(theme + ", export of a figure", window.exportDialog().scene()).ids())
                    .contains("export-items", "export-width", "export-file", "export-browse", "export-close", "export-save");
            robot.interact(() -> {
                robot.from(window.exportDialog().scene().getRoot()).lookup("#export-items").<ListView<?>>query().getSelectionModel().selectLast();
                robot.from(window.exportDialog().scene().getRoot()).lookup("#export-everything").<ToggleButton>query().fire();
            });
            fixture.settle();
            assertThat(walk(theme + ", export of a graph", window.exportDialog().scene()).ids()).contains("export-everything", "export-threshold", "export-glance");
            robot.interact(() -> window.exportDialog().scene().getWindow().hide());
        }
        assertThat(all).isEmpty();
    }

    private static String paneOf(Node node) {
        Set<String> panes = Set.of("compare", "pinned-pane", "difference-table", "inspector-pane", "layers-pane");
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getId() != null && panes.contains(at.getId())) {
                return at.getId();
            }
        }
        return "none";
    }
}
