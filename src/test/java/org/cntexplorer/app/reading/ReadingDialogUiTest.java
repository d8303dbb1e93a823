package org.cntexplorer.app.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.cntexplorer.app.MainWindow;
import org.cntexplorer.app.preferences.PreferencesFile;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** A person is asked for what a file does not say, and reads a file otherwise. */
@ExtendWith(ApplicationExtension.class)
class ReadingDialogUiTest {
    private static final Path OPEN_SIZE = Path.of("src", "test", "resources", "reading", "open-size.onnx").toAbsolutePath();

    private MainWindow window;
    private Stage stage;

    @Start
    private void start(Stage ofAllTests) {
        stage = new Stage();
        window = new MainWindow(stage, PreferencesFile.inMemory());
        stage.show();
    }

    @Stop
    private void stop() {
        stage.close();
    }

    private static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(5_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not within 20 s", e);
        }
    }

    private Network opened(Network before) {
        await(() -> window.workspace().network() != before && window.workspace().numbers() != null);
        return window.workspace().network();
    }

    @Test
    void aModelOfOpenSizeIsAskedForItsShapeAndOpens(FxRobot robot) {
        robot.interact(() -> window.open(OPEN_SIZE));
        await(() -> window.readingDialog().isShowing());
        assertThat(robot.lookup("#reading-reason").queryAs(Label.class).getText()).contains("open-size.onnx");
        robot.clickOn("#reading-shape").write("2,five");
        assertThat(robot.lookup("#reading-message").queryAs(Label.class).getText()).contains("\"2,five\" is no shape");
        assertThat(robot.lookup("#reading-open").queryAs(Button.class).isDisabled()).isTrue();
        robot.interact(() -> robot.lookup("#reading-shape").queryAs(TextField.class).clear());
        robot.clickOn("#reading-shape").write("2,5,7");
        robot.clickOn("#reading-open");
        Network network = opened(null);
        assertThat(network.layers().stream().map(layer -> layer.shape().toString())).containsExactly("2×5×7", "3×5×7");
        assertThat(window.readingDialog().isShowing()).isFalse();
    }

    @Test
    void normalisationsAreKeptWhereAskedAndTheShapeIsRemembered(FxRobot robot) {
        robot.interact(() -> window.readingDialog().ask(OPEN_SIZE, org.cntexplorer.format.OpenOptions.NONE, ""));
        robot.clickOn("#reading-shape").write("2,4,4");
        robot.clickOn("#reading-open");
        Network folded = opened(null);
        robot.interact(() -> window.commands().get("file.reading").run());
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
