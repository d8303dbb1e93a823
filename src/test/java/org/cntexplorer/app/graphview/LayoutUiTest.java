package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.stage.Stage;
import org.cntexplorer.app.WindowFixture;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.ViewHistory;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.LayoutChoice.Kind;
import org.cntexplorer.graph.LayoutChoice.Order;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Layouts chosen in the strip's menu. */
@ExtendWith(ApplicationExtension.class)
class LayoutUiTest {
    private Workspace workspace;
    private ViewHistory history;
    private GraphPane pane;
    private Stage stage;

    @Start
    private void start(Stage ofAllTests) {
        workspace = OpenNetwork.empty();
        history = new ViewHistory(workspace);
        pane = new GraphPane(workspace);
        stage = WindowFixture.show(pane.root(), 960, 700);
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
        stage.getScene().getRoot().applyCss();
    }

    @Stop
    private void stop() {
        stage.close();
        workspace.close();
    }

    private GraphLayout settled() {
        await(() -> pane.scene() != null && !pane.busyProperty().get());
        return ask(() -> pane.scene().layout());
    }

    private GraphLayout choose(FxRobot robot, String item) {
        GraphLayout before = settled();
        robot.clickOn("#graph-layout");
        await(() -> robot.lookup("#" + item).tryQuery().filter(javafx.scene.Node::isVisible).isPresent());
        robot.clickOn("#" + item);
        await(() -> pane.scene().layout() != before);
        return settled();
    }

    private void click(FxRobot robot, Neuron neuron) {
        settled();
        robot.clickOn(ask(() -> pane.screenPosition(neuron)).orElseThrow());
        await(() -> workspace.selection().neurons().equals(List.of(neuron)));
        settled();
    }

    @Test
    void neuronsAreClickedWhereEveryLayoutPutsThemAndUndoPutsThemBack(FxRobot robot) {
        GraphLayout layered = settled();
        perform(() -> workspace.view().cameraProperty().set(Optional.of(new Camera(100, 50, 5))));
        settled();
        Neuron neuron = new Neuron(2, 5);

        GraphLayout radial = choose(robot, "layout-radial");
        assertThat(workspace.view().state().layout().kind()).isEqualTo(Kind.RADIAL);
        assertThat(workspace.view().state().camera()).isEmpty();
        assertThat(ask(() -> ((MenuButton) robot.lookup("#graph-layout").query()).getText())).isEqualTo("Radial");
        // the layers' middles are one
        assertThat(radial.block(3).centreX()).isEqualTo(radial.block(1).centreX());
        click(robot, neuron);

        GraphLayout ordered = choose(robot, "order-strength");
        assertThat(workspace.view().state().layout().order()).isEqualTo(Order.STRENGTH);
        assertThat(ordered.x(neuron)).isNotEqualTo(radial.x(neuron));
        click(robot, new Neuron(1, 7));

        GraphLayout force = choose(robot, "layout-force");
        assertThat(workspace.view().state().layout().neurons()).containsExactly(new Neuron(1, 7));
        assertThat(force.block(1).has(7)).isTrue();
        assertThat(force.neuronsIn(0, 0, force.width(), force.height())).hasSizeBetween(20, 500);

        // force, selection, order, selection, radial
        for (int step = 0; step < 5; step++) {
            perform(history::undo);
            settled();
        }
        assertThat(workspace.view().state().layout().kind()).isEqualTo(Kind.LAYERED);
        assertThat(workspace.view().state().camera()).contains(new Camera(100, 50, 5));
        await(() -> pane.scene().layout().x(neuron) == layered.x(neuron));
        perform(history::redo);
        await(() -> pane.scene().layout().block(3).centreX() == pane.scene().layout().block(1).centreX());
    }
}
