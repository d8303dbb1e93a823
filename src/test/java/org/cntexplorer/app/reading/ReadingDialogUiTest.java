package org.cntexplorer.app.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.cntexplorer.app.WindowUiTest;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** A person is asked for what a file does not say, and reads a file otherwise. */
class ReadingDialogUiTest extends WindowUiTest {
    private static final Path OPEN_SIZE = Path.of("src", "test", "resources", "reading", "open-size.onnx").toAbsolutePath();

    private Network opened(Network before) {
        await(() -> window.workspace().network() != before && window.workspace().numbers() != null);
        return window.workspace().network();
    }

    @Test
    void aModelOfOpenSizeIsAskedForItsShapeAndOpens(FxRobot robot) {
        perform(() -> window.open(OPEN_SIZE));
        await(() -> window.readingDialog().isShowing());
        assertThat(robot.lookup("#reading-reason").queryAs(Label.class).getText()).contains("open-size.onnx");
        robot.clickOn("#reading-shape").write("2,five");
        assertThat(robot.lookup("#reading-message").queryAs(Label.class).getText()).contains("\"2,five\" is no shape");
        assertThat(robot.lookup("#reading-open").queryAs(Button.class).isDisabled()).isTrue();
        perform(() -> robot.lookup("#reading-shape").queryAs(TextField.class).clear());
        robot.clickOn("#reading-shape").write("2,5,7");
        robot.type(KeyCode.ESCAPE);
        assertThat(window.readingDialog().isShowing()).isFalse();
        perform(() -> window.open(OPEN_SIZE));
        await(() -> window.readingDialog().isShowing());
        robot.clickOn("#reading-shape").write("2,5,7");
        robot.clickOn("#reading-open");
        Network network = opened(null);
        assertThat(network.layers().stream().map(layer -> layer.shape().toString())).containsExactly("2×5×7", "3×5×7");
        assertThat(window.readingDialog().isShowing()).isFalse();
    }

    @Test
    void normalisationsAreKeptWhereAskedAndTheShapeIsRemembered(FxRobot robot) {
        perform(() -> window.readingDialog().ask(OPEN_SIZE, org.cntexplorer.format.OpenOptions.NONE, ""));
        robot.clickOn("#reading-shape").write("2,4,4");
        robot.clickOn("#reading-open");
        Network folded = opened(null);
        perform(() -> window.commands().get("file.reading").run());
        await(() -> window.readingDialog().isShowing());
        assertThat(robot.lookup("#reading-shape").queryAs(TextField.class).getText()).isEqualTo("2,4,4");
        assertThat(robot.lookup("#reading-folding").queryAs(CheckBox.class).isSelected()).isTrue();
        robot.clickOn("#reading-folding");
        robot.clickOn("#reading-open");
        Network kept = opened(folded);
        assertThat(kept.layers().stream().map(Layer::kind)).containsExactly("input", "convolution", "batch normalization");
        assertThat(kept.parameters()).isEqualTo(3 * 2 * 9 + 2 * 3);
    }
}
