package org.cntexplorer.app.graphview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.cntexplorer.app.WindowFixture;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Focus;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.StrongestPath;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Choosing links under a person's hands: the menu of rules, the count beside it, keys, the menu of a neuron, and undo. */
@ExtendWith(ApplicationExtension.class)
class LinkChoiceUiTest {
    private static final Neuron LOW = new Neuron(1, 7);
    private static final Neuron HIGH = new Neuron(3, 4);

    private WindowFixture fixture;
    private Workspace workspace;
    private GraphPane pane;

    @Start
    private void start(Stage ofAllTests) {
        fixture = WindowFixture.show();
        workspace = fixture.window().workspace();
        pane = fixture.window().graph();
        fixture.window().open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
    }

    @Stop
    private void stop() {
        fixture.stage().close();
    }

    private void quiet() {
        await(() -> pane.scene() != null && workspace.linksProperty().get().shown() >= 0 && !pane.busyProperty().get());
    }

    private Point2D at(Neuron neuron) {
        await(() -> pane.screenPosition(neuron).isPresent() && !pane.busyProperty().get());
        return ask(() -> pane.screenPosition(neuron)).orElseThrow();
    }

    private LinkChoice choice() {
        return ask(() -> workspace.linkChoiceProperty().get());
    }

    private String count(FxRobot robot) {
        return ask(() -> robot.lookup("#link-count").<Label>query().getText());
    }

    @Test
    void aRuleASignAndTheSelectionAreChosenCountedAndUndone(FxRobot robot) {
        at(LOW);
        assertThat(count(robot)).contains(" of 52,544 links, ").endsWith(" % of Σ|w|");
        robot.clickOn("#link-rule").clickOn("#link-rule-share");
        await(() -> workspace.linkChoiceProperty().get().rule() instanceof LinkChoice.Share);
        perform(() -> workspace.linkChoiceProperty().set(LinkChoice.of(new LinkChoice.Share(0.5))));
        await(() -> Math.abs(workspace.linksProperty().get().mass().ofNetwork() - 0.5) < 0.01);
        assertThat(count(robot)).endsWith(" 50 % of Σ|w|");
        assertThat(robot.lookup("#link-text").<Label>query().getText()).isEqualTo("50 % of Σ|w|");
        long both = ask(() -> workspace.linksProperty().get().shown());

        robot.clickOn("#link-rule").clickOn("#link-sign-negative");
        await(() -> workspace.linksProperty().get().shown() < both);
        for (Links links : workspace.linksProperty().get().connections()) {
            for (float w : links.weight()) {
                assertThat(w).isNegative();
            }
        }
        perform(() -> workspace.selection().set(LOW));
        perform(() -> robot.lookup("#graph-view").query().requestFocus());
        robot.type(KeyCode.S);
        await(() -> workspace.linkChoiceProperty().get().selectionOnly()
                && workspace.linksProperty().get().ends(workspace.network()).stream().noneMatch(n -> n.layer() == 3));
        assertThat(ask(() -> robot.lookup("#link-rule").<MenuButton>query().getText())).isEqualTo("Share, negative, selection");
        assertThat(ask(() -> robot.lookup("#link-slider").<Slider>query().getValue())).isEqualTo(Math.sqrt(0.5));

        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> !workspace.linkChoiceProperty().get().selectionOnly());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> workspace.linkChoiceProperty().get().equals(LinkChoice.of(new LinkChoice.Share(0.5))) && workspace.linksProperty().get().shown() == both);
    }

    @Test
    void aPathAndAConeAreShownAloneAndUndoTakesThemBack(FxRobot robot) {
        Point2D low = at(LOW);
        long before = ask(() -> workspace.linksProperty().get().shown());
        robot.clickOn(low);
        robot.clickOn(at(HIGH), MouseButton.SECONDARY).clickOn("#neuron-path");
        await(() -> choice().focus().equals(new Focus.Path(LOW, HIGH)) && !(workspace.linksProperty().get().focus() instanceof Focus.None));
        quiet();
        Set<Neuron> path = Set.copyOf(StrongestPath.between(workspace.network(), LOW, HIGH, Progress.NONE).orElseThrow().neurons());
        assertThat(workspace.linksProperty().get().ends(workspace.network())).isEqualTo(path);
        assertThat(pane.scene().selection()).as("all else is dimmed").containsAll(path);
        Button focus = robot.lookup("#link-focus").query();
        assertThat(ask(focus::getText)).startsWith("Path dense 1 · 7 → ");

        robot.clickOn(at(HIGH));
        robot.type(KeyCode.U);
        await(() -> choice().focus().equals(new Focus.Upstream(HIGH, LinkModel.OF_CONE)) && workspace.linksProperty().get().focus() instanceof Focus.Upstream);
        quiet();
        assertThat(ask(focus::getText)).startsWith("Upstream of ");
        assertThat(workspace.linksProperty().get().ends(workspace.network())).anyMatch(n -> n.layer() == 0).doesNotContain(new Neuron(3, 5));
        robot.clickOn(focus);
        await(() -> workspace.linksProperty().get().shown() == before);
        assertThat(ask(focus::isVisible)).isFalse();
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        await(() -> choice().focus() instanceof Focus.Upstream);
    }
}
