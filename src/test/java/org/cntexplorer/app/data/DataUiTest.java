package org.cntexplorer.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import org.cntexplorer.app.WindowUiTest;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.RandomSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** Samples are dropped on the window, prepared, stepped through, and closed, by mouse and by keys. */
class DataUiTest extends WindowUiTest {
    @TempDir
    Path folder;

    /** 6 pictures of 28×28, the i-th of brightness 40 i, and their classes 0, 1, 2, 0, 1, 2. */
    private Path digits() throws Exception {
        byte[] images = new byte[16 + 6 * 784];
        byte[] labels = {0, 0, 8, 1, 0, 0, 0, 6, 0, 1, 2, 0, 1, 2};
        System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 28, 0, 0, 0, 28}, 0, images, 0, 16);
        for (int i = 0; i < 6 * 784; i++) {
            images[16 + i] = (byte) (40 * (i / 784));
        }
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels);
        return Files.write(folder.resolve("t10k-images-idx3-ubyte"), images);
    }

    private SamplePreview preview() {
        return ask(() -> window.data().model().previewProperty().get());
    }

    private void awaitPreviewOf(String title) {
        await(() -> preview() != null && preview().title().equals(title));
        fixture.settle();
    }

    @Test
    void samplesAreDroppedPreparedAndSteppedThrough(FxRobot robot) throws Exception {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
        fixture.drag(DragEvent.DRAG_DROPPED, digits());
        awaitPreviewOf("sample 0");
        assertThat(robot.lookup("#data-summary").queryAs(Label.class).getText()).isEqualTo("6 samples of 28×28");
        assertThat(robot.lookup("#data-classes").queryAs(Label.class).getText()).isEqualTo("3 classes: 0, 1, 2");
        assertThat(ask(() -> workspace.data().preparationProperty().get().normalisation())).isEqualTo(Normalisation.BY_255);

        robot.clickOn("#data-next").clickOn("#data-next");
        awaitPreviewOf("sample 2");
        assertThat(preview().label()).isEqualTo("2");
        assertThat(preview().numbers()).hasSize(784).containsOnly(80 / 255f);
        robot.clickOn("#data-sample").push(KeyCode.CONTROL, KeyCode.A).write("5").type(KeyCode.ENTER);
        awaitPreviewOf("sample 5");
        ComboBox<String> ofClass = robot.lookup("#data-class").query();
        perform(() -> ofClass.getSelectionModel().select("1"));
        awaitPreviewOf("sample 1");
        perform(() -> robot.lookup("#data-preview").query().requestFocus());
        robot.type(KeyCode.RIGHT);
        awaitPreviewOf("sample 4");
        robot.push(KeyCode.SHIFT, KeyCode.J);
        awaitPreviewOf("sample 1");

        ComboBox<String> numbers = robot.lookup("#data-normalisation").query();
        perform(() -> numbers.setValue("given"));
        TextField given = robot.lookup("#data-given").query();
        await(given::isFocused);
        robot.write("40/2").type(KeyCode.ENTER);
        await(() -> preview() != null && preview().numbers()[0] == 0);
        perform(() -> numbers.setValue("none"));
        await(() -> preview() != null && preview().numbers()[0] == 40);
        fixture.settle();

        assertThat(robot.lookup("#data-input").tryQuery()).as("there is one input").isEmpty();
        fixture.open(Path.of("src/test/resources/inputs/added.onnx").toAbsolutePath());
        TextField constant = robot.lookup("#data-constant-0").query();
        perform(constant::requestFocus);
        robot.push(KeyCode.CONTROL, KeyCode.A).write("0.25").type(KeyCode.ENTER);
        await(() -> workspace.computation().orElseThrow().feed().constants().containsValue(0.25));
        assertThat(constant.isFocused()).as("another number may be typed at once").isTrue();
        fixture.settle();
    }

    @Test
    void whatDoesNotFitSaysSoAndWhatCannotBeReadLeavesAllAsItWas(FxRobot robot) throws Exception {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
        perform(() -> window.data().setChooser(owner -> List.of(folder.resolve("narrow.csv"))));
        Files.writeString(folder.resolve("narrow.csv"), "1,2,3\n4,5,6\n");
        robot.push(KeyCode.CONTROL, KeyCode.I);
        Label problem = robot.lookup("#data-problem").query();
        await(problem::isVisible);
        fixture.settle();
        assertThat(problem.getText()).contains("expects samples of 784 numbers", "narrow.csv are 3 numbers");

        Path bad = Files.writeString(folder.resolve("bad.csv"), "1,2\n3\n");
        perform(() -> window.data().model().open(List.of(bad)));
        Label error = robot.lookup("#error-sentence").query();
        await(() -> error.getText().startsWith("Row 1 of bad.csv"));
        assertThat(ask(() -> workspace.data().samples().name())).isEqualTo("narrow.csv");

        perform(() -> window.data().model().makeUp(RandomSamples.Kind.GAUSSIAN));
        awaitPreviewOf("sample 0");
        assertThat(problem.isVisible()).isFalse();
        Node close = robot.lookup("#data-close").query();
        robot.clickOn(close);
        await(() -> workspace.data().samples() == null);
        fixture.settle();
        assertThat(robot.lookup("#data-hint-open").<Node>query().getParent().isVisible()).isTrue();
    }
}
