package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.cntexplorer.app.workspace.Annotation;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** Neurons are named by keys, found by their names, and compared side by side. */
class NamesAndPinsUiTest extends WindowUiTest {
    private static final Neuron ONE = new Neuron(2, 11);
    private static final Neuron OTHER = new Neuron(1, 5);

    @Test
    void aNeuronIsNamedFoundAndPinned(FxRobot robot) {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
        robot.clickOn(fixture.at(ONE));
        fixture.settle();
        robot.type(KeyCode.N);
        TextField name = robot.lookup("#inspector-name").query();
        await(name::isFocused);
        robot.write("Stroke").type(KeyCode.ENTER);
        assertThat(ask(() -> workspace.view().annotationsProperty().get().of(ONE))).as("the key's own letter is not in it").isEqualTo(new Annotation("Stroke", ""));
        fixture.settle();
        Node label = robot.lookup("#name-2-11").query();
        Bounds at = ask(() -> label.localToScreen(label.getLayoutBounds()));
        assertThat(label.isVisible()).isTrue();
        assertThat(Math.abs(at.getCenterY() - fixture.at(ONE).getY())).as("beside its neuron").isLessThan(3);

        perform(() -> workspace.selection().clear());
        robot.clickOn("#search-field").write("stroke").type(KeyCode.ENTER);
        await(() -> workspace.selection().neurons().equals(List.of(ONE)));
        fixture.settle();

        perform(() -> fixture.window().commands().get("neuron.pin").run());
        perform(() -> {
            workspace.selection().set(OTHER);
            fixture.window().commands().get("neuron.pin").run();
        });
        fixture.settle();
        await(() -> robot.lookup(".pinned-card").queryAll().size() == 2);
        assertThat(ask(() -> workspace.view().pinnedProperty().get())).containsExactly(ONE, OTHER);
        assertThat(robot.lookup("#pinned-2-11").lookup("Stroke").tryQuery()).isPresent();
        robot.clickOn(robot.lookup("#pinned-2-11").lookup(".unpin").<Node>query());
        fixture.settle();
        assertThat(ask(() -> workspace.view().pinnedProperty().get())).containsExactly(OTHER);
        perform(() -> fixture.window().commands().get("edit.undo").run());
        assertThat(ask(() -> workspace.view().pinnedProperty().get())).containsExactly(ONE, OTHER);
    }
}
