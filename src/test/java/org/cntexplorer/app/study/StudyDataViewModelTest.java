package org.cntexplorer.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.NumpyNetwork;
import org.cntexplorer.app.task.HeldTaskExecutor;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.RandomSamples;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.ModelFolder;
import org.cntexplorer.study.run.OnData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class StudyDataViewModelTest {
    @TempDir
    Path folder;

    private final HeldTaskExecutor executor = new HeldTaskExecutor();
    private final List<Throwable> errors = new ArrayList<>();
    private final ObjectProperty<Trial> networks = new SimpleObjectProperty<>(Trial.NONE);
    private final StudyDataViewModel model = new StudyDataViewModel(executor, networks, errors::add);
    private Path table;

    @BeforeEach
    void write() throws Exception {
        table = Files.writeString(folder.resolve("x.csv"), "a,b,c,label\n255,0,51,1\n0,0,255,0\n102,7,0,1\n0,255,0,0\n");
    }

    /** Of files of which the first is no model. */
    private void networksOf(int inputs) throws Exception {
        Path models = folder.resolve("models" + inputs);
        NumpyNetwork.random(1, 1, inputs, 4, 2).write(models.resolve("net_acc-0.5.npy"));
        Files.writeString(models.resolve("broken_acc-0.1.npy"), "no model");
        networks.set(Trial.of(ModelFolder.list(models, Progress.NONE), "acc-{accuracy}", Progress.NONE));
    }

    private void look(Object data) {
        model.dataProperty().set(data.toString());
        model.look();
    }

    @Test
    void theFirstNetworkShowsWhatItGets() throws Exception {
        look(table);
        assertThat(model.wordsProperty().getValue()).isEqualTo("4 samples of 3 numbers, 2 classes.");
        networksOf(3);
        assertThat(model.wordsProperty().getValue())
                .isEqualTo("4 samples of 3 numbers, 2 classes. The first network gets 3 numbers of each, of the first sample 0 to 1.");
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.preparationProperty().get()).isEqualTo(Preparation.NONE.with(Normalisation.BY_255));
        assertThat(model.chosen()).contains(new StudyData(new OnData.FromFiles(SampleChoice.of(table)), OnData.Wishes.USUAL));

        model.preparationProperty().set(Preparation.NONE);
        model.countProperty().set("2");
        model.functionsProperty().set(new Functions("tanh", "softmax"));
        assertThat(model.wordsProperty().getValue())
                .isEqualTo("The first 2 of 4 samples of 3 numbers, 2 classes. The first network gets 3 numbers of each, of the first sample 0 to 255.");
        assertThat(model.chosen().orElseThrow().wishes()).isEqualTo(new OnData.Wishes(Optional.of(Normalisation.NONE), Optional.empty(), Optional.empty(), 2,
                new Functions("tanh", "softmax")));

        model.preparationProperty().set(Preparation.NONE.with(Normalisation.BY_255));
        assertThat(model.chosen().orElseThrow().wishes().normalisation()).as("as is proposed").isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void aNetworkThatTakesOthersSaysSo() throws Exception {
        networksOf(5);
        look(table);
        assertThat(model.problemProperty().get()).isEqualTo("The first network, net_acc-0.5, cannot be run on them: The model expects samples of 5 numbers, and those of "
                + "x.csv are 3 numbers; choose data of that shape.");
        assertThat(model.wordsProperty().getValue()).isEqualTo("4 samples of 3 numbers, 2 classes.");
        networksOf(3);
        assertThat(model.problemProperty().get()).isEmpty();
        model.labelsProperty().set(Files.writeString(folder.resolve("y.csv"), "0\n1\n2\n2\n").toString());
        model.look();
        assertThat(model.problemProperty().get()).startsWith("The first network, net_acc-0.5, cannot be run on them: ").contains("3 classes");
        look(folder.resolve("none.csv"));
        assertThat(model.problemProperty().get()).isEqualTo("There is no file " + folder.resolve("none.csv") + "; check the path.");
        assertThat(model.openedProperty().getValue()).isFalse();
        look("");
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.chosen()).isEmpty();
    }

    @Test
    void samplesAreMadeUp() throws Exception {
        networksOf(3);
        look(RandomSamples.text(RandomSamples.Kind.ONE_HOT));
        assertThat(model.randomProperty().get()).isTrue();
        assertThat(model.wordsProperty().getValue())
                .isEqualTo("1,000 samples of one-hot noise, seed 1. The first network gets 3 numbers of each, of the first sample 0 to 1.");
        model.seedProperty().set("7");
        model.countProperty().set("20");
        assertThat(model.chosen()).contains(new StudyData(new OnData.MadeUp(RandomSamples.Kind.ONE_HOT, 7), OnData.Wishes.USUAL.with(20)));
        model.seedProperty().set("x");
        model.look();
        assertThat(model.problemProperty().get()).isEqualTo("The seed is a whole number, not \"x\"; correct it.");
        model.countProperty().set("0");
        assertThatThrownBy(model::chosen).isInstanceOf(ModelFormatException.class).hasMessage("The number of samples is at least 1, not 0; leave it empty for all of them.");
        look("random:walk");
        assertThat(model.problemProperty().get()).contains("at least 1");
        model.countProperty().set("");
        model.look();
        assertThat(model.problemProperty().get()).startsWith("random:walk is none of random:uniform");
    }

    @Test
    void whatWasWishedOfOtherSamplesIsForgotten() throws Exception {
        networksOf(3);
        look(table);
        model.preparationProperty().set(Preparation.NONE);
        look(Files.writeString(folder.resolve("z.csv"), "a,b,c\n255,0,51\n0,200,255\n"));
        assertThat(model.preparationProperty().get().normalisation()).isEqualTo(Normalisation.BY_255);
        assertThat(model.chosen().orElseThrow().wishes()).isEqualTo(OnData.Wishes.USUAL);
    }
}
