package org.cntexplorer.app.study;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.RandomSamples;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.Member;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.run.OnData;

/** The samples that a study's networks are run on: chosen, prepared, and tried out with the first of the networks. Knows no control. */
final class StudyDataViewModel {
    private final StringProperty data = new SimpleStringProperty(this, "data", "");
    private final StringProperty before = new SimpleStringProperty(this, "before", "");
    private final StringProperty labels = new SimpleStringProperty(this, "labels", "");
    private final StringProperty count = new SimpleStringProperty(this, "count", "");
    private final StringProperty seed = new SimpleStringProperty(this, "seed", "1");
    private final ObjectProperty<Preparation> preparation = new SimpleObjectProperty<>(this, "preparation", Preparation.NONE);
    private final ObjectProperty<Functions> functions = new SimpleObjectProperty<>(this, "functions", Functions.USUAL);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyBooleanWrapper random = new ReadOnlyBooleanWrapper(this, "random");
    private final ObservableValue<Trial> networks;
    private final Computed<Key, Tried> tried;
    private OnData.Wishes wishes = OnData.Wishes.USUAL;
    private boolean showing;

    private record Key(StudyData chosen, List<Path> files) {}

    /** @param problem why the samples cannot be opened; empty where they can, and there is a trial */
    private record Tried(Optional<DataTrial> trial, String problem) {
        static Tried of(Key key, Progress progress) {
            try {
                return new Tried(Optional.of(DataTrial.of(key.chosen(), key.files(), progress)), "");
            } catch (ModelFormatException e) {
                return new Tried(Optional.empty(), e.getMessage());
            }
        }
    }

    /** @param networks those of the study @param onError told of what a person should see */
    StudyDataViewModel(TaskExecutor executor, ObservableValue<Trial> networks, Consumer<Throwable> onError) {
        this.networks = networks;
        tried = new Computed<>("Try the samples", executor, onError, Tried::of);
        tried.look(true);
        tried.valueProperty().addListener((p, was, is) -> show(is));
        networks.addListener((p, was, is) -> look());
        data.addListener((p, was, is) -> {
            // of other samples nothing is known before they are looked at
            wishes = OnData.Wishes.USUAL;
            tried.want(null);
            problem.set("");
            random.set(RandomSamples.areMeant(is));
        });
        preparation.addListener((p, was, is) -> {
            if (!showing && tried.value() != null && tried.value().trial().isPresent()) {
                wishes = wishes.with(is, tried.value().trial().get().proposed());
                look();
            }
        });
        functions.addListener((p, was, is) -> look());
    }

    /** The samples, as text: a file, a folder, or such as random:gaussian; empty for none. Takes effect with {@link #look}, as the next three. */
    StringProperty dataProperty() {
        return data;
    }

    /** What the networks of the study were run on before, in words; empty where they were not. */
    StringProperty beforeProperty() {
        return before;
    }

    /** The file with the classes of the samples, as text; empty where the samples hold them, or there are none. */
    StringProperty labelsProperty() {
        return labels;
    }

    /** How many samples, as text; empty for all, or the usual number of random ones. */
    StringProperty countProperty() {
        return count;
    }

    /** Of random samples, as text. */
    StringProperty seedProperty() {
        return seed;
    }

    /** How the samples are prepared: as is proposed for the first network, until somebody chooses otherwise. */
    ObjectProperty<Preparation> preparationProperty() {
        return preparation;
    }

    /** What is assumed of files that hold weights alone. */
    ObjectProperty<Functions> functionsProperty() {
        return functions;
    }

    /** Whether the samples are random ones. */
    ReadOnlyBooleanProperty randomProperty() {
        return random.getReadOnlyProperty();
    }

    /** What the samples are and what the first network gets; empty where that is not known. */
    ObservableValue<String> wordsProperty() {
        return tried.valueProperty().map(is -> is.trial().map(DataTrial::words).orElse("")).orElse("");
    }

    /** Why the samples cannot be used, in one sentence; empty where they can, or nobody has looked. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the samples have been opened, so that how they are prepared can be chosen. */
    ObservableValue<Boolean> openedProperty() {
        return tried.valueProperty().map(is -> is.trial().isPresent()).orElse(false);
    }

    private void show(Tried is) {
        problem.set(is == null ? "" : is.trial().map(DataTrial::problem).orElse(is.problem()));
        if (is != null && is.trial().isPresent()) {
            showing = true;
            preparation.set(wishes.of(is.trial().get().proposed()));
            showing = false;
        }
    }

    /** Tries what was chosen. */
    void look() {
        try {
            List<Path> files = networks.getValue().population().map(Population::members).orElse(List.of()).stream().limit(DataTrial.MOST_FILES).map(Member::file).toList();
            tried.want(chosen().map(chosen -> new Key(chosen, files)).orElse(null));
        } catch (ModelFormatException e) {
            tried.want(null);
            problem.set(e.getMessage());
        }
    }

    /** What networks are run on; empty where nothing is chosen. @throws ModelFormatException where what was written makes no sense */
    Optional<StudyData> chosen() throws ModelFormatException {
        if (data.get().isBlank()) {
            return Optional.empty();
        }
        OnData.Wishes all = wishes.with(functions.get());
        if (!count.get().isBlank()) {
            long samples = number(count.get(), "The number of samples");
            if (samples < 1) {
                throw new ModelFormatException("The number of samples is at least 1, not " + count.get().strip() + "; leave it empty for all of them.");
            }
            all = all.with(samples);
        }
        return Optional.of(new StudyData(random.get() ? new OnData.MadeUp(RandomSamples.meant(data.get()), number(seed.get(), "The seed")) : new OnData.FromFiles(files()), all));
    }

    private SampleChoice files() throws ModelFormatException {
        SampleChoice choice = SampleChoice.of(path(data.get()));
        return labels.get().isBlank() ? choice : choice.withLabels(path(labels.get()));
    }

    private static Path path(String text) throws ModelFormatException {
        try {
            return Path.of(text.strip()).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ModelFormatException("\"" + text.strip() + "\" is no file name; choose the samples or their classes anew.", e);
        }
    }

    private static long number(String text, String what) throws ModelFormatException {
        try {
            return Long.parseLong(text.strip().replace(",", ""));
        } catch (NumberFormatException e) {
            throw new ModelFormatException(what + " is a whole number, not \"" + text.strip() + "\"; correct it.", e);
        }
    }

    void close() {
        tried.want(null);
    }
}
