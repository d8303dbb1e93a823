package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import org.cntexplorer.app.preferences.PreferencesFile;
import org.cntexplorer.app.theme.Theme;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Weighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** What the window remembers between two starts, and its themes. */
@ExtendWith(ApplicationExtension.class)
class WindowMemoryUiTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();

    private static WindowFixture start(FxRobot robot, Path folder) {
        WindowFixture[] shown = new WindowFixture[1];
        perform(() -> shown[0] = WindowFixture.show(PreferencesFile.in(folder)));
        return shown[0];
    }

    @Test
    void theNextStartLooksLikeTheLast(FxRobot robot, @TempDir Path folder) {
        WindowFixture first = start(robot, folder);
        perform(() -> {
            first.stage().setWidth(960);
            first.stage().setHeight(880);
            first.window().themes().choiceProperty().set(ThemeChoice.DARK);
            first.window().commands().get("pane.inspector").run();
            first.window().workspace().conventionProperty().set(new Convention(false, 1, Weighting.ABSOLUTE, true));
            ((SplitPane) first.window().scene().lookup("#split-left")).setDividerPositions(0.5);
            first.window().open(SAMPLE);
        });
        await(() -> first.window().workspace().numbers() != null && first.window().isIdle());
        // not before: a picture of the larger window that was still on its way would not fit the headless screen there
        perform(() -> {
            first.stage().setX(20);
            first.stage().setY(10);
        });
        perform(first.stage()::close);

        WindowFixture second = start(robot, folder);
        WaitForAsyncUtils.waitForFxEvents();
        perform(() -> {
            assertThat(second.stage().getX()).isEqualTo(20);
            assertThat(second.stage().getWidth()).isEqualTo(960);
            assertThat(second.stage().getHeight()).isEqualTo(880);
            assertThat(second.window().themes().themeProperty().getValue()).isEqualTo(Theme.DARK);
            assertThat(second.window().workspace().conventionProperty().get()).isEqualTo(new Convention(false, 1, Weighting.ABSOLUTE, true));
            assertThat(second.window().opening().recent()).containsExactly(SAMPLE);
            assertThat(((SplitPane) second.window().scene().lookup("#split-outer")).getItems()).as("no inspector").hasSize(1);
            assertThat(((SplitPane) second.window().scene().lookup("#split-left")).getDividerPositions()[0]).isBetween(0.45, 0.55);
            second.stage().close();
        });
    }

    @Test
    void aSpoiltMemoryIsForgotten(FxRobot robot, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("preferences.json"), "{\"window\": [1, 2");
        WindowFixture opened = start(robot, folder);
        perform(() -> {
            assertThat(opened.stage().isShowing()).isTrue();
            assertThat(opened.window().opening().recent()).isEmpty();
            opened.stage().close();
        });
    }

    @Test
    void aKeySwitchesBetweenLightAndDarkAndThePanesFollow(FxRobot robot, @TempDir Path folder) {
        WindowFixture opened = start(robot, folder);
        perform(() -> {
            opened.window().themes().choiceProperty().set(ThemeChoice.LIGHT);
            opened.window().open(SAMPLE);
        });
        await(() -> opened.window().workspace().numbers() != null && opened.window().isIdle());
        robot.push(KeyCode.CONTROL, KeyCode.D);
        perform(() -> {
            assertThat(opened.window().themes().themeProperty().getValue()).isEqualTo(Theme.DARK);
            assertThat(opened.window().graph().paletteProperty().get()).isEqualTo(Theme.DARK.palette());
            assertThat(opened.window().plots().paletteProperty().get()).isEqualTo(Theme.DARK.palette());
        });
        await(opened.window()::isIdle);
        perform(opened.stage()::close);
    }
}
