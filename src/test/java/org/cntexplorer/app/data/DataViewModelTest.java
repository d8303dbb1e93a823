package org.cntexplorer.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.app.activity.ActivityViewModel;
import org.cntexplorer.app.task.HeldTaskExecutor;
import org.cntexplorer.app.workspace.OpenNetwork;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.RandomSamples;
import org.cntexplorer.data.Resize;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.ModelInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataViewModelTest {
    private static final Path DIGITS = Path.of("assets/samples/digits-mlp.npy").toAbsolutePath();

    @TempDir
    Path folder;

    private final HeldTaskExecutor executor = new HeldTaskExecutor();
    private final Workspace workspace = new Workspace(executor);
    private final DataViewModel model = new DataViewModel(workspace);
    private final List<Throwable> errors = new ArrayList<>();

    @BeforeEach
    void listen() {
        workspace.setOnError(errors::add);
    }

    /** Five samples of 784 numbers, of the classes 1, 0, 1, 1, 0. */
    private Path table() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append("0.5,".repeat(783)).append(i).append(',').append("10110".charAt(i)).append('\n');
        }
        return Files.writeString(folder.resolve("t.csv"), "a,".repeat(784) + "label\n" + text);
    }

    @Test
    void whileSamplesAreOpenedThoseBeforeStayAndCancellingLeavesThem() throws Exception {
        workspace.open(DIGITS, OpenOptions.NONE);
        model.makeUp(RandomSamples.Kind.GAUSSIAN);
        assertThat(workspace.data().samples().count()).isEqualTo(RandomSamples.USUAL_COUNT);
        executor.hold();
        model.open(List.of(table()));
        assertThat(model.openingProperty().get()).isTrue();
        assertThat(workspace.data().samples().name()).startsWith("Gaussian");
        model.cancel();
        executor.release();
        assertThat(model.openingProperty().get()).isFalse();
        assertThat(workspace.data().samples().name()).startsWith("Gaussian");
        assertThat(executor.cancelled()).containsExactly("Open t.csv");
        assertThat(errors).isEmpty();
    }

    @Test
    void theSampleThatWasAskedForLastIsShown() throws Exception {
        workspace.open(DIGITS, OpenOptions.NONE);
        model.open(List.of(table()));
        executor.hold();
        model.goTo(2);
        model.goTo(4);
        executor.release();
        assertThat(model.previewProperty().get().title()).isEqualTo("sample 4");
        assertThat(model.previewProperty().get().numbers()[783]).isEqualTo(4);
        assertThat(executor.cancelled()).containsExactly("Read sample 2 of t.csv");
    }

    @Test
    void stepsStayWithinAClassAndTheEnds() throws Exception {
        workspace.open(DIGITS, OpenOptions.NONE);
        model.open(List.of(table()));
        model.ofClassProperty().set(0);
        assertThat(workspace.data().sampleProperty().get()).isEqualTo(1);
        model.step(1);
        assertThat(workspace.data().sampleProperty().get()).isEqualTo(4);
        model.step(1);
        assertThat(workspace.data().sampleProperty().get()).isEqualTo(4);
        model.ofClassProperty().set(-1);
        model.step(-1);
        assertThat(workspace.data().sampleProperty().get()).isEqualTo(3);
        model.goTo(5);
        assertThat(workspace.data().sampleProperty().get()).isEqualTo(3);
    }

    @Test
    void dataStaysWhenAnotherModelIsChosenAndSaysWhereItDoesNotFit() throws Exception {
        OpenNetwork.in(workspace, RandomNetwork.dense(3, 20, 15, 10));
        model.open(List.of(Files.writeString(folder.resolve("twenty.csv"), "1,2\n3,4\n")));
        assertThat(model.problemProperty().get()).as("of a network that cannot be run nobody knows what it gets").isEmpty();
        assertThat(model.previewProperty().get().numbers()).containsExactly(1, 2);
        workspace.open(DIGITS, OpenOptions.NONE);
        assertThat(workspace.data().samples().name()).isEqualTo("twenty.csv");
        assertThat(model.previewProperty().get()).isNull();
        assertThat(model.problemProperty().get()).contains("expects samples of 784 numbers", "twenty.csv are 2 numbers");
        workspace.step(1);
        assertThat(model.previewProperty().get().numbers()).containsExactly(1, 2);
        assertThat(errors).isEmpty();
    }

    @Test
    void samplesAndLabelsAreDroppedTogether() throws Exception {
        workspace.open(DIGITS, OpenOptions.NONE);
        Path labels = Files.writeString(folder.resolve("y.csv"), "4\n3\n2\n1\n0\n");
        model.open(List.of(labels, table()));
        assertThat(workspace.data().samples().labels().orElseThrow().of()).containsExactly(4, 3, 2, 1, 0);
        model.open(List.of(Files.writeString(folder.resolve("few.csv"), "1\n"), table()));
        assertThat(errors).singleElement().satisfies(error -> assertThat(error).hasMessageContaining("few.csv holds 1 labels, and t.csv 5 samples"));
        assertThat(workspace.data().samples().labels().orElseThrow().of()).as("nothing is lost").containsExactly(4, 3, 2, 1, 0);
    }

    @Test
    void ofSeveralInputsOneGetsTheSamplesAndWhatTheOthersGetIsRunAnewAndKept() throws Exception {
        new ActivityViewModel(workspace);
        InputViewModel inputs = new InputViewModel(workspace);
        workspace.open(DIGITS, OpenOptions.NONE);
        assertThat(inputs.shownProperty().get()).isEmpty();
        Path folder = Path.of("src/test/resources/inputs").toAbsolutePath();
        workspace.open(folder.resolve("added.onnx"), OpenOptions.NONE);
        model.open(List.of(Files.writeString(this.folder.resolve("six.csv"),
                IntStream.range(0, 30).mapToObj(i -> (float) Math.sin(0.37 * i + 1) + (i % 6 == 5 ? "\n" : ",")).collect(Collectors.joining()))));
        assertThat(errors).isEmpty();
        JsonNode runs = new ObjectMapper().readTree(folder.resolve("runs.json").toFile());
        assertOutputs(runs.get(0));
        ModelInput left = inputs.shownProperty().get().orElseThrow().inputs().getFirst();
        inputs.fill(left, "−0.75");
        assertThat(runs.get(1).path("constants").path("left").asDouble()).isEqualTo(-0.75);
        assertOutputs(runs.get(1));
        inputs.fill(left, "a lot");
        assertThat(errors).singleElement().satisfies(error -> assertThat(error).hasMessageContaining("\"left=a lot\" is not"));
        workspace.step(1);
        assertThat(inputs.shownProperty().get()).isEmpty();
        workspace.step(1);
        assertOutputs(runs.get(1));
        assertThat(inputs.shownProperty().get().orElseThrow().feed().constants()).containsExactly(Map.entry("left", -0.75));
        inputs.choose(left);
        assertThat(model.problemProperty().get()).contains("expects samples of 4 numbers");
        assertThat(inputs.shownProperty().get().orElseThrow().feed()).isEqualTo(new Feed("left", Map.of("right", 0.0)));
    }

    /** Of the first sample. */
    private void assertOutputs(JsonNode expected) {
        float[] outputs = workspace.flowProperty().get().orElseThrow().activations().getLast();
        for (int i = 0; i < outputs.length; i++) {
            assertThat(outputs[i]).isCloseTo((float) expected.path("outputs").get(i).asDouble(), within(1e-5f));
        }
        assertThat(outputs).hasSize(3);
    }

    @Test
    void picturesShowWhatTheModelGets() {
        float[] first = {0, 0.25f, 0.5f, 1, 0, 0, 0, 0, 1, 1, 1, 1};
        SamplePreview.Pixels colour = SamplePreview.of("x", "", List.of(3, 2, 2), false, first, true).picture().orElseThrow();
        assertThat(colour.argb()).containsExactly(0xff0000ff, 0xff4000ff, 0xff8000ff, 0xffff00ff);
        SamplePreview.Pixels grey = SamplePreview.of("x", "", List.of(2, 2, 1), true, new float[] {-1, 0, 1, 3}, true).picture().orElseThrow();
        assertThat(grey.argb()).containsExactly(0xff000000, 0xff404040, 0xff808080, 0xffffffff);
        assertThat(grey.low()).isEqualTo(-1);
        SamplePreview.Pixels tiles = SamplePreview.of("x", "", List.of(2, 1, 2), false, new float[] {0, 1, 1, 0}, true).picture().orElseThrow();
        assertThat(tiles.width()).isEqualTo(5);
        assertThat(tiles.of()).containsExactly(0, 1, -1, 2, 3);
        assertThat(SamplePreview.of("x", "", List.of(784), false, new float[784], true).picture().orElseThrow().width()).isEqualTo(28);
        assertThat(SamplePreview.of("x", "", List.of(784), false, new float[784], false).picture()).isEmpty();
    }

    @Test
    void anotherPreparationIsShownAtOnce() throws Exception {
        workspace.open(DIGITS, OpenOptions.NONE);
        model.open(List.of(Files.writeString(folder.resolve("small.csv"), "1,2\n3,4\n")));
        assertThat(model.problemProperty().get()).isNotEmpty();
        model.close();
        assertThat(model.problemProperty().get()).isEmpty();
        model.open(List.of(table()));
        float before = model.previewProperty().get().numbers()[0];
        workspace.data().preparationProperty().set(workspace.data().preparationProperty().get().with(ChannelOrder.LAST).with(Resize.NEAREST)
                .with(org.cntexplorer.data.Normalisation.parse("0.25/0.5")));
        assertThat(before).isEqualTo(0.5f);
        assertThat(model.previewProperty().get().numbers()[0]).isEqualTo(0.5f);
        assertThat(model.previewProperty().get().numbers()[783]).isEqualTo(-0.5f);
    }
}
