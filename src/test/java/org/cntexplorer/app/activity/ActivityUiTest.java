package org.cntexplorer.app.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.DragEvent;
import javafx.scene.layout.FlowPane;
import javax.imageio.ImageIO;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.app.WindowPicture;
import org.cntexplorer.app.WindowUiTest;
import org.cntexplorer.app.export.ExportItem;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.app.workspace.OpenData;
import org.cntexplorer.data.FeedWish;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.RandomSamples;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.data.SampleFiles;
import org.cntexplorer.data.Samples;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.SignalFlow;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The graph shows samples, classes and differences; all samples are run; dead neurons are listed and selected; a run is cancelled. */
class ActivityUiTest extends WindowUiTest {
    private static final int SAMPLES = 30;

    @TempDir
    Path folder;

    /** Pictures of 28×28 in three classes, one after the other; their left columns are black. */
    private Path digits() throws Exception {
        byte[] images = new byte[16 + SAMPLES * 784];
        byte[] labels = new byte[8 + SAMPLES];
        System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, SAMPLES, 0, 0, 0, 28, 0, 0, 0, 28}, 0, images, 0, 16);
        System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, 0, SAMPLES}, 0, labels, 0, 8);
        Random random = new Random(3);
        for (int i = 0; i < SAMPLES * 784; i++) {
            images[16 + i] = (byte) (i % 28 < 4 ? 0 : random.nextInt(256));
        }
        for (int i = 0; i < SAMPLES; i++) {
            labels[8 + i] = (byte) (i % 3);
        }
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels);
        return Files.write(folder.resolve("t10k-images-idx3-ubyte"), images);
    }

    private Optional<SignalFlow> flow() {
        return ask(() -> workspace.flowProperty().get());
    }

    private void awaitFlow(String what) {
        await(() -> workspace.flowProperty().get().map(SignalFlow::what).orElse("").equals(what));
        fixture.settle();
    }

    /** What the samples' own numbers have at a point of the input, on average. */
    private static double mean(byte[] images, int point, int first, int step) {
        double sum = 0;
        int count = 0;
        for (int i = first; i < SAMPLES; i += step, count++) {
            sum += (images[16 + i * 784 + point] & 255) / 255.0;
        }
        return sum / count;
    }

    @Test
    void samplesClassesAndDifferencesAreShownAndAllSamplesAreRun(FxRobot robot) throws Exception {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
        fixture.drag(DragEvent.DRAG_DROPPED, digits());
        awaitFlow("sample 0");
        assertThat(ask(() -> workspace.quantityProperty().get())).isEqualTo(NeuronQuantity.ACTIVATION);
        byte[] images = Files.readAllBytes(folder.resolve("t10k-images-idx3-ubyte"));
        assertThat(flow().orElseThrow().activations().getFirst()[100]).isEqualTo((images[116] & 255) / 255f);
        robot.clickOn("#data-next");
        awaitFlow("sample 1");
        assertThat(flow().orElseThrow().activations().getFirst()[100]).isEqualTo((images[900] & 255) / 255f);

        TabPane tabs = robot.lookup("#side-tabs").query();
        perform(() -> tabs.getSelectionModel().select(1));
        ComboBox<Optional<ShownSignal>> show = robot.lookup("#activity-show").query();
        ComboBox<Optional<ShownSignal>> minus = robot.lookup("#activity-minus").query();
        perform(() -> show.setValue(Optional.of(new ShownSignal.OfClass(2))));
        awaitFlow("mean of class 2");
        perform(() -> minus.setValue(Optional.of(new ShownSignal.OfClass(0))));
        awaitFlow("mean of class 2 − mean of class 0");
        assertThat((double) flow().orElseThrow().activations().getFirst()[100]).isCloseTo(mean(images, 100, 2, 3) - mean(images, 100, 0, 3),
                org.assertj.core.data.Offset.offset(1e-5));

        robot.clickOn("#activity-run");
        TableView<LayerActivity> table = robot.lookup("#activity-layers").query();
        await(() -> table.getItems().size() == workspace.network().layers().size());
        fixture.settle();
        assertThat(robot.lookup("#activity-summary").queryAs(Label.class).getText()).startsWith("30 samples · accuracy ");
        assertThat(ask(() -> window.commands().get("data.export").enabled().get())).isTrue();
        List<ExportItem> items = ask(() -> {
            window.exportDialog().model().refresh();
            return List.copyOf(window.exportDialog().model().items());
        });
        assertThat(items.stream().filter(ExportItem.Picture.class::isInstance)).extracting(ExportItem::stem)
                .contains("confusion", "activity", "activation-density", "neuron-strength-density", "activation-error", "neuron-strength-error");
        ByteArrayOutputStream counts = new ByteArrayOutputStream();
        ((ExportItem.Data) items.stream().filter(item -> item.label().equals("Table of confusion matrix")).findFirst().orElseThrow()).contents()
                .writeTo(counts, Progress.NONE);
        assertThat(counts.toString(StandardCharsets.UTF_8).lines().skip(1).mapToInt(line -> Integer.parseInt(line.split(",")[2])).sum()).isEqualTo(SAMPLES);
        perform(() -> ((ScrollPane) robot.lookup("#activity-pane").query()).setVvalue(0.6));
        ListView<Neuron> dead = robot.lookup("#activity-dead").query();
        List<Neuron> all = List.copyOf(dead.getItems());
        assertThat(all).contains(new Neuron(0, 0), new Neuron(0, 28)).doesNotContain(new Neuron(0, 5));
        perform(() -> ((Button) robot.lookup("#activity-select-dead").query()).fire());
        assertThat(ask(() -> workspace.selection().neurons())).isEqualTo(all);

        perform(() -> workspace.selection().set(new Neuron(1, 0)));
        FlowPane top = robot.lookup("#inspector-top").query();
        await(() -> !top.getChildren().isEmpty());
        fixture.settle();
        assertThat(robot.lookup("#inspector-classes").query().isVisible()).isTrue();
        perform(() -> show.setValue(Optional.empty()));
        await(() -> workspace.flowProperty().get().isEmpty());
        assertThat(ask(() -> workspace.quantityProperty().get())).isEqualTo(NeuronQuantity.STRENGTH);
        perform(() -> window.commands().get("data.sample").run());
        await(() -> workspace.data().samples().count() == 100 && workspace.data().samples().name().startsWith("digits-100"));
        fixture.settle();
        aPictureShowsASample();
    }

    private void aPictureShowsASample() throws Exception {
        Thread.UncaughtExceptionHandler before = ask(() -> Thread.currentThread().getUncaughtExceptionHandler());
        Path png = folder.resolve("picture.png");
        new WindowPicture(Path.of("assets/samples/digits-mlp.npy"), Optional.empty(), List.of(), LayoutChoice.DEFAULT, LinkChoice.DEFAULT, 1000, 800, ThemeChoice.LIGHT,
                Optional.of(new WindowPicture.OnData((input, progress) -> {
                    Samples digits = SampleFiles.open(SampleChoice.of(Path.of("assets/samples/digits-100.npz")), progress);
                    return PreparedSamples.of(digits, input, Preparation.proposed(digits, input), progress);
                }, FeedWish.NONE, 4, NeuronQuantity.NEURON_STRENGTH, false))).write(png);
        perform(() -> Thread.currentThread().setUncaughtExceptionHandler(before));
        BufferedImage image = ImageIO.read(png.toFile());
        int black = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth() / 3; x++) {
                black += (image.getRGB(x, y) & 0xffffff) == 0 ? 1 : 0;
            }
        }
        // the ground of a digit, which nothing else of a light window is
        assertThat(black).isGreaterThan(5_000);
    }

    @Test
    void aRunIsCancelledAndNothingIsLost(FxRobot robot) {
        fixture.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath());
        OpenData data = workspace.data();
        perform(() -> data.open(new RandomSamples(RandomSamples.Kind.UNIFORM, List.of(784), 5_000_000, 1), Preparation.NONE));
        awaitFlow("sample 0");
        TabPane tabs = robot.lookup("#side-tabs").query();
        perform(() -> tabs.getSelectionModel().select(1));
        robot.clickOn("#activity-run");
        Button cancel = robot.lookup("#activity-cancel").query();
        await(cancel::isVisible);
        robot.clickOn(cancel);
        await(() -> !cancel.isVisible());
        fixture.settle();
        assertThat(robot.lookup("#activity-layers").queryAs(TableView.class).getItems()).isEmpty();
        assertThat(flow()).isPresent();
        assertThat(ask(() -> data.samples())).isNotNull();
    }
}
