package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;

import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** The searchable list of all commands, by keys alone. */
class CommandListUiTest extends WindowUiTest {
    private static boolean isShown(FxRobot robot) {
        return robot.lookup("#command-overlay").<Node>query().isVisible();
    }

    private static TextField field(FxRobot robot) {
        return robot.lookup("#command-field").query();
    }

    private static ListView<?> list(FxRobot robot) {
        return robot.lookup("#command-list").query();
    }

    private static void show(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        await(() -> isShown(robot));
    }

    @Test
    void holdsEveryCommandAndRunsTheOneThatIsMeant(FxRobot robot) {
        show(robot);
        assertThat(field(robot).isFocused()).isTrue();
        assertThat(list(robot).getItems()).hasSameSizeAs(window.commands().all());
        robot.write("opsam");
        assertThat(list(robot).getItems()).hasSize(2);
        assertThat(field(robot).getAccessibleText()).as("what a screen reader says").startsWith("Command: Open sample").contains("small network");
        robot.type(KeyCode.ENTER);
        assertThat(isShown(robot)).isFalse();
        fixture.opened();
        assertThat(window.workspace().network().name()).isEqualTo("digits-mlp");
        show(robot);
        assertThat(field(robot).getText()).isEmpty();
        assertThat(field(robot).getAccessibleText()).as("what was run last comes first").startsWith("Command: Open sample");
    }

    @Test
    void whatCannotRunSaysWhatItNeedsAndDoesNotRun(FxRobot robot) {
        show(robot);
        robot.write("exp");
        assertThat(field(robot).getAccessibleText()).startsWith("Command: Export").contains("needs an open model");
        assertThat(robot.from(list(robot)).lookup("Needs an open model").tryQuery()).isPresent();
        robot.type(KeyCode.ENTER);
        assertThat(isShown(robot)).as("Enter does nothing").isTrue();
        robot.type(KeyCode.ESCAPE);
        assertThat(isShown(robot)).isFalse();
    }

    @Test
    void typingRunsNothingElseAndTheArrowsChoose(FxRobot robot) {
        Node before = ask(() -> window.scene().getFocusOwner());
        show(robot);
        boolean plots = ask(() -> window.commands().get("pane.plots").mark().orElseThrow().on().get());
        robot.write("f+plots");
        robot.eraseText(7);
        robot.write("pane");
        int size = list(robot).getItems().size();
        assertThat(size).isGreaterThan(2);
        robot.type(KeyCode.UP);
        assertThat(list(robot).getSelectionModel().getSelectedIndex()).as("around to the last").isEqualTo(size - 1);
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        assertThat(list(robot).getSelectionModel().getSelectedIndex()).isEqualTo(1);
        robot.eraseText(4);
        robot.write("plots");
        robot.type(KeyCode.ENTER);
        assertThat(ask(() -> window.commands().get("pane.plots").mark().orElseThrow().on().get())).isNotEqualTo(plots);
        assertThat(ask(() -> window.scene().getFocusOwner())).as("the focus goes back").isSameAs(before);
        show(robot);
        robot.write("xyzzy");
        assertThat(robot.lookup("No such command").<Node>query().isVisible()).isTrue();
        robot.type(KeyCode.ENTER);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        assertThat(isShown(robot)).as("the same key hides it").isFalse();
    }

    @Test
    void aClickRunsARowAndAClickBesideItHidesTheList(FxRobot robot) {
        show(robot);
        robot.clickOn(900, 600);
        assertThat(isShown(robot)).isFalse();
        show(robot);
        robot.write("light or dark");
        Object before = window.themes().themeProperty().getValue();
        robot.clickOn(robot.from(list(robot)).lookup(".command-cell").<Node>query());
        assertThat(isShown(robot)).isFalse();
        assertThat(window.themes().themeProperty().getValue()).isNotEqualTo(before);
    }
}
