package org.cntexplorer.app.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.CheckpointRun;

/**
 * Goes once through a run: opens each checkpoint, keeps of it what {@link MeasuredCheckpoint} says, and closes it again, one after the other.
 * Started on the JavaFX thread, where everybody is told.
 */
final class RunMeasuring {
    /** Runs of larger files are gone through when a person asks for it. */
    private static final long MOST_BYTES_UNASKED = 1L << 30;
    /** Strengths of neurons that are kept, of all checkpoints together: 64 MB. */
    private static final long MOST_STRENGTHS = 16L << 20;

    private final TaskExecutor pool;
    private final Consumer<MeasuredCheckpoint> onMeasured;
    private final BiConsumer<Integer, Throwable> onFailure;
    private final Runnable onEnd;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private TaskExecutor.Handle task = TaskExecutor.Handle.NONE;
    /** Of the pass that is under way: what an earlier one still says is not heard. */
    private Object pass;

    /** @param onEnd told when a pass has ended, also where it was cancelled */
    RunMeasuring(TaskExecutor pool, Consumer<MeasuredCheckpoint> onMeasured, BiConsumer<Integer, Throwable> onFailure, Runnable onEnd) {
        this.pool = pool;
        this.onMeasured = onMeasured;
        this.onFailure = onFailure;
        this.onEnd = onEnd;
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /**
     * @param known checkpoints that need not be measured
     * @param asked whether a person has asked for it; otherwise it ends at once where the files are large
     */
    void start(LoadedCheckpoint.Reading reading, Set<Integer> known, boolean asked) {
        cancel();
        Object mine = new Object();
        pass = mine;
        running.set(true);
        task = pool.submit(new BackgroundTask<>("Measure " + reading.count() + " checkpoints", progress -> {
            if (asked || bytes(reading.run()) <= MOST_BYTES_UNASKED) {
                all(reading, known, mine, progress);
            }
            return "";
        }, done -> ended(mine), error -> ended(mine), () -> ended(mine)));
    }

    private static long bytes(CheckpointRun run) {
        long bytes = 0;
        for (CheckpointRun.Checkpoint checkpoint : run.checkpoints()) {
            try {
                bytes += Files.size(checkpoint.member().file());
            } catch (IOException e) {
                // whoever opens it says why it cannot be
                bytes += 0;
            }
        }
        return bytes;
    }

    private void all(LoadedCheckpoint.Reading reading, Set<Integer> known, Object mine, Progress progress) {
        int count = reading.count();
        for (int index = 0; index < count; index++) {
            progress.check();
            if (known.contains(index)) {
                continue;
            }
            progress.report(index / (double) count, "Measuring " + reading.name(index));
            int one = index;
            try (LoadedCheckpoint loaded = reading.read(index, progress.part(index / (double) count, (index + 0.5) / count))) {
                boolean keep = loaded.network().neurons() * count <= MOST_STRENGTHS;
                MeasuredCheckpoint measured = MeasuredCheckpoint.of(loaded, keep, progress.part((index + 0.5) / count, (index + 1.0) / count));
                tell(mine, () -> onMeasured.accept(measured));
            } catch (CancellationException e) {
                throw e;
            } catch (Exception e) {
                tell(mine, () -> onFailure.accept(one, e));
            }
        }
    }

    private void tell(Object mine, Runnable what) {
        Platform.runLater(() -> {
            if (pass == mine) {
                what.run();
            }
        });
    }

    private void ended(Object mine) {
        if (pass == mine) {
            pass = null;
            running.set(false);
            onEnd.run();
        }
    }

    /** Ends it; what has been measured stays. */
    void cancel() {
        task.cancel();
        pass = null;
        running.set(false);
    }
}
