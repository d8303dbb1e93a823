package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.api.FxRobot;

/** Everything in the window and its dialogs has a name and a role, is seen on its ground in both themes, and shows when it has the focus. */
class AccessibilityUiTest extends WindowUiTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();

    /** Of every window that is open, popups too; what was found before is not told again. */
    private List<String> faults(Set<String> known, String where) {
        return ask(() -> {
            List<String> fresh = new ArrayList<>();
            for (Window open : List.copyOf(Window.getWindows())) {
                if (open.isShowing() && open.getScene() != null) {
                    SeenAndNamed.faults(open.getScene()).stream().filter(known::add).forEach(fault -> fresh.add(where + ": " + fault));
                }
            }
            return fresh;
        });
    }

    /** Otherwise the test below would find nothing whatever there is. */
    @Test
    void aNamelessControlAndAPaleTextAreFound() {
        List<String> faults = ask(() -> {
            Label pale = new Label("pale");
            pale.setStyle("-fx-text-fill: #999999;");
            Label grey = new Label("grey");
            grey.setStyle("-fx-text-fill: #666666;");
            Label greyOnBlack = new Label("grey on black");
            greyOnBlack.setStyle("-fx-text-fill: #666666; -fx-background-color: #000000;");
            StackPane square = new StackPane();
            square.setFocusTraversable(true);
            square.setAccessibleText("square");
            Button named = new Button("", new FontIcon("fth-x"));
            named.setAccessibleText("close");
            VBox all = new VBox(pale, grey, greyOnBlack, square, named, new Button("", new FontIcon("fth-x")), new TextField("typed"));
            all.setStyle("-fx-background-color: #FFFFFF;");
            return SeenAndNamed.faults(new Scene(all));
        });
        assertThat(faults).hasSize(5).anyMatch(fault -> fault.contains("0x999999ff on 0xffffffff")).anyMatch(fault -> fault.contains("0x666666ff on 0x000000ff"))
                .anyMatch(fault -> fault.startsWith("StackPane has no role")).anyMatch(fault -> fault.startsWith("Button") && fault.contains("no name"))
                .anyMatch(fault -> fault.startsWith("TextField") && fault.contains("no name"));
    }

    @Test
    void everythingIsNamedAndSeen(FxRobot robot, @TempDir Path folder) throws Exception {
        Path bad = Files.writeString(folder.resolve("model.onnx"), "<!DOCTYPE html><html></html>");
        List<String> all = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
            robot.interact(() -> {
                window.workspace().close();
                window.themes().choiceProperty().set(theme);
            });
            all.addAll(faults(known, theme + ", nothing open"));
            fixture.open(SAMPLE);
            all.addAll(faults(known, theme + ", sample"));
            robot.interact(() -> {
                window.workspace().selection().set(new Neuron(1, 17));
                window.workspace().selection().add(List.of(new Neuron(1, 18)));
            });
            fixture.settle();
            all.addAll(faults(known, theme + ", neurons selected"));
            robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
            all.addAll(faults(known, theme + ", command list"));
            robot.type(KeyCode.ESCAPE);
            robot.push(KeyCode.CONTROL, KeyCode.F);
            robot.write("top 3");
            fixture.settle();
            all.addAll(faults(known, theme + ", search"));
            robot.type(KeyCode.ESCAPE);
            robot.interact(() -> window.open(bad));
            await(() -> robot.lookup("#error-sentence").<Label>query().getText().contains("HTML page"));
            all.addAll(faults(known, theme + ", error"));
            robot.type(KeyCode.ESCAPE);
            for (String stem : List.of("graph", "strength", "neurons")) {
                robot.interact(() -> window.exportDialog().show(stem));
                fixture.settle();
                all.addAll(faults(known, theme + ", export of " + stem));
            }
            robot.interact(() -> window.exportDialog().scene().getWindow().hide());
            robot.interact(() -> window.readingDialog().ask(SAMPLE, OpenOptions.NONE, "Why it is asked."));
            all.addAll(faults(known, theme + ", reading"));
            robot.type(KeyCode.ESCAPE);
            robot.interact(() -> {
                window.helpWindow().show();
                window.aboutWindow().show();
            });
            all.addAll(faults(known, theme + ", help"));
            robot.interact(() -> {
                window.helpWindow().scene().getWindow().hide();
                window.aboutWindow().scene().getWindow().hide();
                window.commands().get("view.tasks").run();
            });
            // it appears by and by
            await(() -> SeenAndNamed.opacity(robot.lookup("#task-list").query()) == 1);
            all.addAll(faults(known, theme + ", tasks"));
            robot.interact(() -> window.commands().get("view.tasks").run());
        }
        assertThat(all).isEmpty();
    }

    @Test
    void tabGoesThroughAllPanesAndTheFocusIsSeen(FxRobot robot) {
        fixture.open(SAMPLE);
        robot.interact(() -> window.workspace().selection().set(new Neuron(1, 17)));
        fixture.settle();
        assertThat(ask(() -> window.scene().getFocusOwner().getId())).as("an opened model has the focus").isEqualTo("graph-view");
        List<String> unseen = new ArrayList<>();
        TabWalk walk = null;
        for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
            robot.interact(() -> window.themes().choiceProperty().set(theme));
            fixture.settle();
            walk = TabWalk.around(window.scene());
            walk.unseen().forEach(stop -> unseen.add(theme + ": " + stop));
            robot.interact(() -> robot.lookup("#graph-view").<Node>query().requestFocus());
        }
        assertThat(walk.stops()).as("Tab comes round again").hasSizeLessThan(TabWalk.MOST_STOPS);
        assertThat(unseen).as("the focus is not seen").isEmpty();
        assertThat(walk.unreached()).as("Tab passes over").isEmpty();
        assertThat(walk.ids()).as("every pane has its stops, and in their order").containsSubsequence("plot-export-weights", "inspector-links", "search-field",
                "layers-table", "connections-table", "quantity", "link-slider", "graph-view");
    }

    @Test
    void aScreenReaderHearsWhatIsSelectedAndThePlotsNumbers(FxRobot robot) {
        Node graph = robot.lookup("#graph-view").query();
        assertThat(ask(graph::getAccessibleText)).isEqualTo("Graph, no model open");
        fixture.open(SAMPLE);
        assertThat(ask(graph::getAccessibleText)).matches("Graph of digits-mlp, 4 layers, 890 neurons, .* of 52,544 links.*\\. No neuron selected");
        robot.interact(graph::requestFocus);
        robot.interact(() -> window.workspace().selection().set(new Neuron(2, 3)));
        robot.type(KeyCode.DOWN);
        fixture.settle();
        assertThat(ask(graph::getAccessibleText)).contains("Selected: dense 2, neuron 4, strength = ").doesNotContain("neuron 3,");
        assertThat(ask(() -> robot.lookup("#plot-strength").<Node>query().getAccessibleText()))
                .matches("Node strength\\. dense 2: 32 neurons from −?[0-9.]+ to [0-9.]+, mean .*, standard deviation .*, most of them, [0-9]+, between .*");
        assertThat(ask(() -> robot.lookup("#plot-fluctuation").<Node>query().getAccessibleText())).matches("Layer fluctuation\\. input [0-9.]+, dense 1 .*");
        assertThat(ask(() -> robot.lookup("#plot-weights").<Node>query().getAccessibleText())).startsWith("Link weights. ").contains("2,048 links");
    }
}
