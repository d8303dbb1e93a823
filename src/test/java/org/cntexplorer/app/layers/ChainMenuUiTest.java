package org.cntexplorer.app.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.ViewHistory;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Wiring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A chain that was inferred, arranged by hand: 16, 10, 6 and 3 neurons. */
@ExtendWith(ApplicationExtension.class)
class ChainMenuUiTest {
    private Workspace workspace;
    private ViewHistory history;

    @Start
    private void start(Stage stage) {
        workspace = OpenNetwork.empty();
        history = new ViewHistory(workspace);
        LayersPane pane = new LayersPane(workspace);
        Scene scene = new Scene((Parent) pane.root(), 330, 700);
        new Themes().dress(scene);
        stage.setScene(scene);
        stage.show();
        workspace.open(Path.of("src/test/resources/models/pickled-4.npy").toAbsolutePath(), OpenOptions.NONE);
    }

    private List<String> order() {
        return workspace.network().wiring().orElseThrow().steps().stream().filter(Wiring.Step::used).map(Wiring.Step::name).toList();
    }

    private double strength() {
        return Stream.of(workspace.numbers()).flatMap(n -> n.strength().layers().stream()).mapToDouble(l -> l.fluctuation()).sum();
    }

    private static TableRow<Row> row(FxRobot robot, String name) {
        return robot.from(robot.lookup("#layers-table").queryAll()).lookup((TableRow<Row> row) -> row.getItem() != null && row.getItem().name().equals(name))
                .query();
    }

    @Test
    void theBadgeSaysThatTheWiringIsInferred(FxRobot robot) {
        MenuButton badge = robot.lookup("#layers-inferred").queryAs(MenuButton.class);
        assertThat(badge.isVisible()).isTrue();
        assertThat(badge.getTooltip().getText()).contains("inferred");
        perform(workspace::close);
        assertThat(badge.isVisible()).isFalse();
    }

    @Test
    void altAndTheArrowsMoveALayerAndTheNumbersFollow(FxRobot robot) {
        List<String> before = order();
        double was = strength();
        robot.clickOn(row(robot, before.get(0)));
        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        await(() -> !order().equals(before));
        assertThat(order()).containsExactly(before.get(1), before.get(0), before.get(2));
        assertThat(workspace.network().layer(1).neurons()).isEqualTo(6);
        assertThat(strength()).isNotEqualTo(was);
        // the layer stays chosen where it went, so that it can go on
        TableView<Row> table = robot.lookup("#layers-table").queryTableView();
        assertThat(table.getSelectionModel().getSelectedItem().name()).isEqualTo(before.get(0));
        robot.press(KeyCode.ALT).type(KeyCode.UP).release(KeyCode.ALT);
        await(() -> order().equals(before));
        assertThat(strength()).isEqualTo(was);
    }

    @Test
    void aRowCanBeDragged(FxRobot robot) {
        List<String> before = order();
        robot.drag(row(robot, before.get(2))).moveTo(row(robot, before.get(1))).moveTo(row(robot, before.get(0))).drop();
        await(() -> !order().equals(before));
        assertThat(order()).containsExactly(before.get(2), before.get(0), before.get(1));
    }

    @Test
    void aLayerIsLeftOutAndPutBack(FxRobot robot) {
        List<String> before = order();
        long links = workspace.network().links();
        robot.rightClickOn(row(robot, before.get(1)));
        robot.clickOn("#chain-leave-out");
        await(() -> order().size() == 2);
        assertThat(workspace.network().links()).isEqualTo(links - 60);
        robot.clickOn("#layers-inferred");
        robot.clickOn("#chain-put-back-" + before.get(1).replace(" ", "-"));
        await(() -> order().equals(before));
        assertThat(workspace.network().links()).isEqualTo(links);
    }

    @Test
    void aMatrixIsReadTheOtherWayRound(FxRobot robot) {
        String last = order().getLast();
        robot.rightClickOn(row(robot, last));
        robot.clickOn("#chain-turn");
        await(() -> workspace.network().layers().getLast().neurons() == 6);
        assertThat(workspace.network().warnings()).anyMatch(w -> w.startsWith("The bias of " + last));
    }

    @Test
    void undoTakesAnArrangementBackWithWhatWasSelected(FxRobot robot) {
        List<String> before = order();
        perform(() -> workspace.selection().set(new Neuron(1, 3)));
        robot.clickOn(row(robot, before.get(0)));
        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        await(() -> !order().equals(before));
        perform(history::undo);
        await(() -> order().equals(before));
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(1, 3));
        perform(history::redo);
        await(() -> !order().equals(before));
        perform(history::undo);
        perform(history::undo);
        await(() -> order().equals(before) && workspace.selection().neurons().isEmpty());
        MenuItem asInferred = robot.lookup("#layers-inferred").queryAs(MenuButton.class).getItems().getLast();
        assertThat(asInferred.getText()).isEqualTo("As inferred");
    }

    @Test
    void aRowOfATransformersBlockStandsForTheBlock(FxRobot robot) {
        perform(() -> workspace.open(Path.of("src/test/resources/transformers/gpt2.safetensors").toAbsolutePath(), OpenOptions.NONE));
        await(() -> order().contains("h.0.attn"));
        assertThat(robot.lookup("#layers-inferred").queryAs(MenuButton.class).isVisible()).isTrue();
        long links = workspace.network().links();
        robot.rightClickOn(row(robot, "h.0.ln_1"));
        MenuItem leaveOut = robot.lookup("#layers-table").queryTableView().getContextMenu().getItems().stream()
                .filter(item -> "chain-leave-out".equals(item.getId())).findFirst().orElseThrow();
        assertThat(leaveOut.getText()).isEqualTo("Leave out the block h.0.attn");
        robot.clickOn("#chain-leave-out");
        await(() -> !order().contains("h.0.attn"));
        assertThat(workspace.network().links()).isEqualTo(links - 8 - 3 * 64 - 64);
        MenuButton badge = robot.lookup("#layers-inferred").queryAs(MenuButton.class);
        perform(() -> badge.getItems().stream().filter(item -> item.getText().equals("Put back h.0.attn")).findFirst().orElseThrow().fire());
        await(() -> order().contains("h.0.attn"));
        robot.clickOn(row(robot, "h.0.ln_1"));
        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        await(() -> order().indexOf("h.0.attn") == 2);
        assertThat(order()).startsWith("wte", "h.0.mlp", "h.0.attn");
        assertThat(workspace.network().links()).isEqualTo(links);
    }
}
