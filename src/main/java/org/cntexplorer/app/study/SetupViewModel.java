package org.cntexplorer.app.study;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.study.ModelFolder;

/** Which files are a study's networks, where their labels stand, and where what is measured is kept; tried out as it is written. */
final class SetupViewModel {
    /** Of a study's store. */
    static final String ENDING = ".duckdb";

    private final TaskExecutor executor;
    private final Consumer<Throwable> onError;
    private final StringProperty folder = new SimpleStringProperty(this, "folder", "");
    private final StringProperty pattern = new SimpleStringProperty(this, "pattern", PatternGuess.EXAMPLE);
    private final StringProperty table = new SimpleStringProperty(this, "table", "");
    private final BooleanProperty byTable = new SimpleBooleanProperty(this, "byTable");
    private final StringProperty store = new SimpleStringProperty(this, "store", "");
    private final ReadOnlyObjectWrapper<Trial> trial = new ReadOnlyObjectWrapper<>(this, "trial", Trial.NONE);
    private final StudyDataViewModel data;
    private TaskExecutor.Handle listing = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle trying = TaskExecutor.Handle.NONE;
    private ModelFolder files;
    private String proposedStore = "";

    /** @param onError told of what a person should see and is no part of the trial */
    SetupViewModel(TaskExecutor executor, Consumer<Throwable> onError) {
        this.executor = executor;
        this.onError = onError;
        data = new StudyDataViewModel(executor, trial.getReadOnlyProperty(), onError);
        pattern.addListener((p, was, is) -> test());
        byTable.addListener((p, was, is) -> test());
    }

    /** The folder with the models, as text; takes effect with {@link #look}. */
    StringProperty folderProperty() {
        return folder;
    }

    StringProperty patternProperty() {
        return pattern;
    }

    /** The file with the labels, as text; takes effect with {@link #test}. */
    StringProperty tableProperty() {
        return table;
    }

    /** Whether the labels stand in a table, not in the names of the files. */
    BooleanProperty byTableProperty() {
        return byTable;
    }

    /** The study's file, as text. */
    StringProperty storeProperty() {
        return store;
    }

    /** What networks are run on. */
    StudyDataViewModel data() {
        return data;
    }

    /** What pattern or table find. */
    ReadOnlyObjectProperty<Trial> trialProperty() {
        return trial.getReadOnlyProperty();
    }

    /** Looks for models in the folder that was written; then a pattern is proposed. @param last the pattern to try first */
    void look(String last) {
        listing.cancel();
        trying.cancel();
        files = null;
        Optional<Path> path = path(folder.get());
        if (path.isEmpty()) {
            trial.set(Trial.NONE);
            return;
        }
        listing = executor.submit(new BackgroundTask<>("Look for models in " + path.get().getFileName(), progress -> {
            ModelFolder found = ModelFolder.list(path.get(), progress);
            return new Listing(found, PatternGuess.of(found, last), proposed(path.get()));
        }, this::listed, this::failed));
    }

    /** As {@link #look(String)}, where a pattern that a person has written is the one to try first. */
    void look() {
        look(pattern.get().equals(PatternGuess.EXAMPLE) ? "" : pattern.get());
    }

    /** @param store where it may lie */
    private record Listing(ModelFolder files, String pattern, String store) {}

    /** @param store where it may lie */
    private record Reading(Trial trial, String store) {}

    private void listed(Listing listing) {
        files = listing.files();
        propose(listing.store());
        if (pattern.get().equals(listing.pattern())) {
            test();
        } else {
            pattern.set(listing.pattern());
        }
    }

    private void failed(Throwable error) {
        if (error instanceof ModelFormatException bad) {
            trial.set(new Trial(List.of(), List.of(), "", bad.getMessage(), Optional.empty()));
        } else {
            onError.accept(error);
        }
    }

    /** Finds out what the pattern, or the table, catches. */
    void test() {
        trying.cancel();
        ModelFolder listed = files;
        String written = pattern.get();
        String labels = table.get();
        if (byTable.get()) {
            if (labels.isBlank()) {
                trial.set(Trial.NONE);
                return;
            }
            trying = executor.submit(new BackgroundTask<>("Read the labels",
                    progress -> new Reading(Trial.of(labels, progress), path(labels).map(Path::getParent).map(SetupViewModel::proposed).orElse("")),
                    read -> {
                        propose(read.store());
                        trial.set(read.trial());
                    }, this::failed));
        } else if (listed != null) {
            trying = executor.submit(new BackgroundTask<>("Try the pattern", progress -> Trial.of(listed, written, progress), trial::set, this::failed));
        } else if (listing.done()) {
            trial.set(Trial.NONE);
        }
    }

    /** A place for the store, unless the person has given one. */
    private void propose(String place) {
        if (store.get().isBlank() || store.get().equals(proposedStore)) {
            proposedStore = place;
            store.set(place);
        }
    }

    /** Beside what is measured, or where nothing may be written there, in the person's own folder. */
    private static String proposed(Path beside) {
        String name = beside.getFileName() == null ? "study" : beside.getFileName().toString().replace(';', '-');
        return (Files.isWritable(beside) ? beside.resolve("study" + ENDING) : Path.of(System.getProperty("user.home"), name + ENDING)).toString();
    }

    /** The folder with the models; empty where there is no such name. */
    Optional<Path> folder() {
        return path(folder.get());
    }

    /** The store's file; empty where there is no such name. */
    Optional<Path> storeFile() {
        return path(store.get()).map(path -> path.toString().endsWith(ENDING) ? path : path.resolveSibling(path.getFileName() + ENDING));
    }

    /** Takes over where a study's networks and labels are; they are looked for as if a person had written it. */
    void take(StudySource source) {
        folder.set(source.folder());
        table.set(source.table());
        byTable.set(!source.table().isEmpty());
        if (!source.pattern().isEmpty()) {
            pattern.set(source.pattern());
        }
        if (byTable.get()) {
            test();
        } else if (!source.folder().isEmpty()) {
            look(source.pattern());
        }
    }

    /** What was chosen, to be remembered. */
    StudySource source() {
        return new StudySource(folder.get().strip(), byTable.get() ? "" : pattern.get().strip(), byTable.get() ? table.get().strip() : "");
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    void close() {
        listing.cancel();
        trying.cancel();
        data.close();
    }
}
