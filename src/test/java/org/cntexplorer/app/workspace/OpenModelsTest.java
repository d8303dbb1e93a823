package org.cntexplorer.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.HeldTaskExecutor;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenModelsTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();

    private final HeldTaskExecutor executor = new HeldTaskExecutor();
    private final Workspace workspace = new Workspace(executor);
    private final List<Throwable> errors = new ArrayList<>();
    private Path other;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        workspace.setOnError(errors::add);
        other = Files.copy(SAMPLE, folder.resolve("other.npy"));
        workspace.open(SAMPLE, OpenOptions.NONE);
    }

    @AfterEach
    void close() {
        workspace.closeAll();
        assertThat(errors).isEmpty();
    }

    private static boolean isMapped(Network network) {
        try {
            network.connection(0).sums(Weighting.SIGNED, Progress.NONE);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Test
    void aModelIsFoundAsItWasLeft() {
        Network first = workspace.network();
        workspace.selection().set(new Neuron(1, 5));
        workspace.conventionProperty().set(Convention.AUTHORS);
        workspace.view().cameraProperty().set(Optional.of(new Camera(1, 2, 3)));
        ViewState left = workspace.view().state();
        Numbers numbers = workspace.numbers();

        workspace.open(other, OpenOptions.NONE);
        assertThat(workspace.models()).hasSize(2);
        assertThat(workspace.network()).isNotSameAs(first);
        assertThat(workspace.fileProperty().get()).isEqualTo(other);
        assertThat(workspace.view().state()).as("conventions go on to the next, neurons and places do not").isEqualTo(left.forAnotherModel());
        workspace.conventionProperty().set(Convention.DEFAULT);
        workspace.quantityProperty().set(NeuronQuantity.BIAS);

        workspace.select(workspace.models().getFirst());
        assertThat(workspace.network()).isSameAs(first);
        assertThat(workspace.fileProperty().get()).isEqualTo(SAMPLE);
        assertThat(workspace.view().state()).isEqualTo(left);
        assertThat(workspace.numbers()).as("not computed again").isSameAs(numbers);
        assertThat(workspace.linksProperty().get().connections()).isNotEmpty();
        assertThat(isMapped(workspace.models().getLast().network())).isTrue();
        assertThat(workspace.models().getLast().view().quantity()).isEqualTo(NeuronQuantity.BIAS);
        assertThat(workspace.models().getLast().numbers().orElseThrow().convention()).isEqualTo(Convention.DEFAULT);
    }

    @Test
    void aFileThatIsOpenIsGoneTo() {
        OpenModel first = workspace.current();
        workspace.open(other, OpenOptions.NONE);
        Network opened = first.network();
        workspace.open(SAMPLE, OpenOptions.NONE);
        assertThat(workspace.current()).isSameAs(first);
        assertThat(workspace.network()).isSameAs(opened);
        assertThat(workspace.models()).hasSize(2);
    }

    @Test
    void aFileThatWasWrittenSinceIsReadAgainInItsPlace() throws Exception {
        workspace.open(other, OpenOptions.NONE);
        Network before = workspace.network();
        workspace.step(1);
        Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000));
        workspace.open(other, OpenOptions.NONE);
        assertThat(workspace.models()).hasSize(2);
        assertThat(workspace.current()).isSameAs(workspace.models().getLast());
        assertThat(workspace.network()).isNotSameAs(before);
        assertThat(isMapped(before)).isFalse();
    }

    @Test
    void closingUnmapsTheFileAndChoosesTheModelBesideIt() {
        Network first = workspace.network();
        workspace.open(other, OpenOptions.NONE);
        Network second = workspace.network();
        workspace.remove(workspace.models().getFirst());
        assertThat(isMapped(first)).isFalse();
        assertThat(workspace.network()).as("the other stays in view").isSameAs(second);
        assertThat(workspace.numbers()).isNotNull();
        assertThatThrownBy(() -> first.connection(0).into(0)).isInstanceOf(IllegalStateException.class);

        workspace.open(SAMPLE, OpenOptions.NONE);
        workspace.close();
        assertThat(workspace.network()).isSameAs(second);
        workspace.close();
        assertThat(workspace.current()).isNull();
        assertThat(workspace.network()).isNull();
        assertThat(isMapped(second)).isFalse();
        workspace.close();
        workspace.step(1);
        assertThat(workspace.models()).isEmpty();
    }

    @Test
    void theTabsGoAround() {
        workspace.open(other, OpenOptions.NONE);
        workspace.step(1);
        assertThat(workspace.fileProperty().get()).isEqualTo(SAMPLE);
        workspace.step(-1);
        assertThat(workspace.fileProperty().get()).isEqualTo(other);
    }

    @Test
    void workUnderWayEndsWithItsTabAndBeginsAgain() {
        workspace.open(other, OpenOptions.NONE);
        executor.hold();
        workspace.conventionProperty().set(Convention.AUTHORS);
        workspace.lastingExecutor().submit(new BackgroundTask<>("Save", progress -> 1, done -> { }, errors::add));
        workspace.executor().submit(new BackgroundTask<>("Draw", progress -> 1, done -> { }, errors::add));
        assertThat(executor.waiting()).contains("Measure other", "Save", "Draw");
        OpenModel left = workspace.current();
        workspace.step(1);
        assertThat(executor.cancelled()).contains("Measure other", "Draw").doesNotContain("Save");
        assertThat(workspace.numbers().network()).isSameAs(workspace.network());

        workspace.select(left);
        assertThat(workspace.numbers()).as("of the convention that was left").isNull();
        assertThat(executor.waiting()).contains("Measure other");
        executor.release();
        assertThat(workspace.numbers().convention()).isEqualTo(Convention.AUTHORS);
    }

    @Test
    void closingAModelEndsItsWorkAndNoOther() {
        workspace.open(other, OpenOptions.NONE);
        executor.hold();
        workspace.lastingExecutor().submit(new BackgroundTask<>("Save other", progress -> 1, done -> { }, errors::add));
        workspace.step(1);
        workspace.lastingExecutor().submit(new BackgroundTask<>("Save sample", progress -> 1, done -> { }, errors::add));
        workspace.remove(workspace.models().getLast());
        assertThat(executor.cancelled()).contains("Save other").doesNotContain("Save sample");
    }

    @Test
    void aModelThatIsReadOtherwiseKeepsItsPlace() {
        Network before = workspace.network();
        OpenModel model = workspace.current();
        workspace.open(other, OpenOptions.NONE);
        executor.hold();
        OpenOptions otherwise = new OpenOptions(Optional.empty(), !OpenOptions.NONE.folding(), OpenOptions.NONE.steps(), Optional.empty());
        workspace.open(SAMPLE, otherwise);
        assertThat(workspace.fileProperty().get()).as("until it is read").isEqualTo(other);
        executor.release();
        assertThat(workspace.models()).hasSize(2).first().isSameAs(model);
        assertThat(workspace.current()).isSameAs(model);
        assertThat(workspace.options()).isEqualTo(otherwise);
        assertThat(isMapped(before)).isFalse();
    }
}
