package org.cntexplorer.app.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Study;
import org.cntexplorer.study.run.OnData;
import org.cntexplorer.study.run.Outcome;
import org.cntexplorer.study.run.StudyRun;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/** The study of a window: its store, what was read of it, the measuring of what it does not have yet, and what a person chose to see. */
final class StudyViewModel {
    /** Of the task that measures. */
    static final String MEASURE = "Measure the study";
    /** Settings of a store: where its networks and labels came from. The folder is kept by who measures. */
    private static final String FOLDER = "folder";
    private static final String PATTERN = "pattern";
    private static final String TABLE = "table";

    private final TaskExecutor executor;
    private final TaskExecutor pointing;
    private final Consumer<Throwable> onError;
    private final ReadOnlyObjectWrapper<Study> study = new ReadOnlyObjectWrapper<>(this, "study", new Study(List.of(), List.of()));
    private final ReadOnlyBooleanWrapper measuring = new ReadOnlyBooleanWrapper(this, "measuring");
    private final ReadOnlyStringWrapper data = new ReadOnlyStringWrapper(this, "data", "");
    private final ReadOnlyStringWrapper outcome = new ReadOnlyStringWrapper(this, "outcome", "");
    private final ObjectProperty<StudyChoices> choices = new SimpleObjectProperty<>(this, "choices", StudyChoices.of(null));
    private final Steps<StudyChoices> steps = new Steps<>(choices);
    private final ObjectProperty<List<String>> selected = new SimpleObjectProperty<>(this, "selected", List.of());
    private TaskExecutor.Handle reading = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle run = TaskExecutor.Handle.NONE;
    private Optional<StoreHold> hold = Optional.empty();
    private String folder = "";

    /** @param pointing for what the pointer asks for, which no list of tasks shows */
    StudyViewModel(TaskExecutor executor, TaskExecutor pointing, Consumer<Throwable> onError) {
        this.executor = executor;
        this.pointing = pointing;
        this.onError = onError;
    }

    TaskExecutor executor() {
        return executor;
    }

    TaskExecutor pointing() {
        return pointing;
    }

    /** Tells the person of an error. */
    void fail(Throwable error) {
        onError.accept(error);
    }

    /** What is known of the networks; without any at first. */
    ReadOnlyObjectProperty<Study> studyProperty() {
        return study.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty measuringProperty() {
        return measuring.getReadOnlyProperty();
    }

    /** What became of the last measuring, in words; empty before. */
    ReadOnlyStringProperty outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /** What the networks of the store were run on, in words; empty where they were not. */
    ReadOnlyStringProperty dataProperty() {
        return data.getReadOnlyProperty();
    }

    /** Takes the words away. */
    void dismissOutcome() {
        outcome.set("");
    }

    /** What is to be seen; every change is a step. */
    ObjectProperty<StudyChoices> choicesProperty() {
        return choices;
    }

    StudyChoices choices() {
        return choices.get();
    }

    void choose(StudyChoices next) {
        choices.set(next);
    }

    Steps<StudyChoices> steps() {
        return steps;
    }

    /** The files of the networks that are selected in the table. */
    ObjectProperty<List<String>> selectedProperty() {
        return selected;
    }

    /** The networks that are shown; empty where none is measured. */
    Optional<Cohort> cohort() {
        List<Cohort> all = study.get().cohorts();
        return all.stream().filter(cohort -> cohort.architecture().equals(choices.get().architecture())).findFirst().or(() -> all.stream().findFirst());
    }

    /** The open store; empty where there is none. */
    Optional<StoreHold> store() {
        return hold;
    }

    /** Where the files of the study lie, which the store names from there. */
    Path folder() {
        return Path.of(folder);
    }

    /** @param data what the networks were run on, in words */
    private record Read(Study study, StudySource source, String data) {}

    /**
     * Reads a study that was measured before.
     *
     * @param onRead told on the JavaFX thread where its networks and labels came from
     */
    void open(Path file, Consumer<StudySource> onRead) {
        reading.cancel();
        StoreHold store = hold(file);
        reading = executor.submit(new BackgroundTask<>("Open the study " + file.getFileName(), progress -> {
            if (!Files.exists(file)) {
                throw new StudyStoreException("There is no study " + file + "; check its name, or make a new one.");
            }
            return store.use(open -> new Read(Study.read(open, progress), source(open), OnData.before(open).orElse("")));
        }, read -> {
            folder = read.source().folder();
            data.set(read.data());
            show(read.study());
            onRead.accept(read.source());
        }, onError));
    }

    private static StudySource source(StudyStore store) throws StudyStoreException {
        return new StudySource(store.setting(FOLDER).orElse(""), store.setting(PATTERN).orElse(""), store.setting(TABLE).orElse(""));
    }

    private void show(Study read) {
        boolean another = read.cohorts().stream().noneMatch(cohort -> cohort.architecture().equals(choices.get().architecture()));
        study.set(read);
        if (another) {
            steps.replace(StudyChoices.of(read.cohorts().stream().findFirst().orElse(null)));
        } else if (!choices.get().equals(choices.get().offeredBy(cohort().orElseThrow()))) {
            steps.replace(choices.get().offeredBy(cohort().orElseThrow()));
        }
    }

    /** @param data what the networks were run on, in words */
    private record Measured(Outcome outcome, Study study, String data) {}

    /**
     * Measures the networks that the store does not have yet, and reads them.
     *
     * @param samples that the networks are run on; empty where their links alone are measured
     */
    void measure(Population population, Path file, StudySource source, Convention convention, Optional<StudyData> samples) {
        reading.cancel();
        StoreHold store = hold(file);
        measuring.set(true);
        folder = population.folder().toString();
        outcome.set("");
        run = executor.submit(new BackgroundTask<>(MEASURE, progress -> store.use(open -> {
            remember(open, source);
            Outcome measured = measure(population, open, convention, samples, progress.part(0, 0.95));
            return new Measured(measured, Study.read(open, progress.part(0.95, 1)), OnData.before(open).orElse(""));
        }), measured -> {
            show(measured.study());
            data.set(measured.data());
            outcome.set(words(measured.outcome()));
            measuring.set(false);
        }, error -> {
            measuring.set(false);
            onError.accept(error);
            // what was finished before is in the store
            reread("");
        }, () -> {
            measuring.set(false);
            reread("Stopped; what is measured is kept, and Measure goes on from there.");
        }));
    }

    private static Outcome measure(Population population, StudyStore store, Convention convention, Optional<StudyData> samples, Progress progress)
            throws ModelFormatException {
        if (samples.isEmpty()) {
            return StudyRun.measure(population, store, convention, OpenOptions.NONE, progress);
        }
        try (OnData data = OnData.open(samples.get().source(), samples.get().wishes(), progress)) {
            return StudyRun.measure(population, store, convention, OpenOptions.NONE, Optional.of(data), progress);
        }
    }

    private static void remember(StudyStore store, StudySource source) throws StudyStoreException {
        if (!store.setting(PATTERN).orElse("").equals(source.pattern())) {
            store.setting(PATTERN, source.pattern());
        }
        if (!store.setting(TABLE).orElse("").equals(source.table())) {
            store.setting(TABLE, source.table());
        }
    }

    private void reread(String said) {
        hold.ifPresent(store -> reading = executor.submit(new BackgroundTask<>("Read the study",
                progress -> store.use(open -> Study.read(open, progress)), read -> {
                    show(read);
                    outcome.set(said);
                }, error -> outcome.set(said))));
    }

    private static String words(Outcome outcome) {
        String all = Names.networks(outcome.measured()) + " measured" + (outcome.kept() == 0 ? "" : ", " + Names.networks(outcome.kept()) + " known before")
                + (outcome.problems().isEmpty() ? "" : ", " + NumberText.count(outcome.problems().size()) + " not part of the study");
        return outcome.warnings().isEmpty() ? all + "." : all + ". " + String.join(" ", outcome.warnings());
    }

    /** Ends the measuring; what is finished stays in the store. */
    void cancel() {
        run.cancel();
    }

    /** The store in a file: the one that is open, or another in its place. */
    private StoreHold hold(Path file) {
        if (hold.isPresent() && hold.get().file().equals(file)) {
            return hold.get();
        }
        letGo();
        hold = Optional.of(new StoreHold(file));
        return hold.get();
    }

    private void letGo() {
        hold.ifPresent(before -> Thread.ofPlatform().name("close-study").start(() -> {
            try {
                before.release();
            } catch (StudyStoreException e) {
                System.getLogger(StudyViewModel.class.getName()).log(System.Logger.Level.WARNING, "could not close " + before.file(), e);
            }
        }));
        hold = Optional.empty();
    }

    /** Ends what is going on; the store is closed when the last of it has ended. */
    void close() {
        reading.cancel();
        run.cancel();
        letGo();
    }
}
