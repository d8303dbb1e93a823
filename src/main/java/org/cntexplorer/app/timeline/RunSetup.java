package org.cntexplorer.app.timeline;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.cntexplorer.app.study.PatternGuess;
import org.cntexplorer.app.study.Trial;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.study.CheckpointRun;
import org.cntexplorer.study.ModelFolder;
import org.cntexplorer.study.Population;

/** Which checkpoints of a folder are a run: where their labels stand, which label orders them, which run it is; tried out as it is written. */
final class RunSetup {
    private final TaskExecutor executor;
    private final Consumer<Throwable> onError;
    private final StringProperty pattern = new SimpleStringProperty(this, "pattern", "");
    private final ReadOnlyObjectWrapper<Trial> trial = new ReadOnlyObjectWrapper<>(this, "trial", Trial.NONE);
    private final ReadOnlyObjectWrapper<List<String>> orders = new ReadOnlyObjectWrapper<>(this, "orders", List.of());
    private final ObjectProperty<String> along = new SimpleObjectProperty<>(this, "along");
    private final ReadOnlyObjectWrapper<List<CheckpointRun>> runs = new ReadOnlyObjectWrapper<>(this, "runs", List.of());
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private TaskExecutor.Handle working = TaskExecutor.Handle.NONE;
    private ModelFolder files;

    /** @param onError told of what is no mistake of the folder or the pattern */
    RunSetup(TaskExecutor executor, Consumer<Throwable> onError) {
        this.executor = executor;
        this.onError = onError;
        pattern.addListener((p, was, is) -> test());
        along.addListener((p, was, is) -> split());
    }

    StringProperty patternProperty() {
        return pattern;
    }

    /** What the pattern finds. */
    ReadOnlyObjectProperty<Trial> trialProperty() {
        return trial.getReadOnlyProperty();
    }

    /** The labels that may order the checkpoints. */
    ReadOnlyObjectProperty<List<String>> ordersProperty() {
        return orders.getReadOnlyProperty();
    }

    /** The label that orders them; null while there is none. */
    ObjectProperty<String> alongProperty() {
        return along;
    }

    /** The runs that the checkpoints belong to. */
    ReadOnlyObjectProperty<List<CheckpointRun>> runsProperty() {
        return runs.getReadOnlyProperty();
    }

    /** What is wrong, or should be known; "" for nothing. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** Looks for models in a folder, and proposes a pattern. */
    void look(Path folder) {
        working.cancel();
        files = null;
        found(Trial.NONE);
        working = executor.submit(new BackgroundTask<>("Look for models in " + folder.getFileName(), progress -> {
            ModelFolder listed = ModelFolder.list(folder, progress);
            return new Listing(listed, PatternGuess.of(listed, ""));
        }, listing -> {
            files = listing.files();
            if (pattern.get().equals(listing.pattern())) {
                test();
            } else {
                pattern.set(listing.pattern());
            }
        }, this::failed));
    }

    private record Listing(ModelFolder files, String pattern) {}

    private void failed(Throwable error) {
        if (error instanceof ModelFormatException bad) {
            message.set(bad.getMessage());
        } else {
            onError.accept(error);
        }
    }

    private void test() {
        ModelFolder listed = files;
        String written = pattern.get();
        if (listed != null) {
            working.cancel();
            working = executor.submit(new BackgroundTask<>("Try the pattern", progress -> Trial.of(listed, written, progress), this::found, this::failed));
        }
    }

    private void found(Trial next) {
        trial.set(next);
        message.set(next.sentence());
        List<String> numeric = next.population().map(Population::numericLabels).orElse(List.of());
        String before = along.get();
        String chosen = before != null && numeric.contains(before) ? before : next.population().flatMap(CheckpointRun::order).orElse(numeric.isEmpty() ? null : numeric.getFirst());
        orders.set(numeric);
        along.set(chosen);
        split();
    }

    private void split() {
        Population population = trial.get().population().orElse(null);
        if (population == null) {
            runs.set(List.of());
            return;
        }
        if (along.get() == null) {
            runs.set(List.of());
            message.set("No label is a number that orders the checkpoints; write {epoch} where it stands in their names, as in epoch-{epoch}.");
            return;
        }
        try {
            CheckpointRun.Runs split = CheckpointRun.of(population, along.get());
            runs.set(split.runs());
            message.set(split.leftOut().isEmpty() ? "" : split.leftOut().getFirst().reason()
                    + (split.leftOut().size() > 1 ? " So it is with " + (split.leftOut().size() - 1) + " more." : ""));
        } catch (ModelFormatException e) {
            runs.set(List.of());
            message.set(e.getMessage());
        }
    }

    /** Nobody wants to know any more. */
    void end() {
        working.cancel();
    }
}
