package org.cntexplorer.app.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.CheckpointRun;

/**
 * Goes once through a run: opens each checkpoint, keeps of it what {@link MeasuredCheckpoint} says, and closes it again, one after the other.
 * Started on the JavaFX thread, where everybody is told.
 */
public final class RunMeasuring {
    /** Runs of larger files are gone through when a person asks for it. */
    private static final long MOST_BYTES_UNASKED = 1L << 30;
    /** Strengths of neurons that are kept, of all checkpoints together: 64 MB. */
    private static final long MOST_STRENGTHS = 16L << 20;

    private final TaskExecutor pool;
    private final BiConsumer<Integer, Throwable> onFailure;
    private final ReadOnlyIntegerWrapper known = new ReadOnlyIntegerWrapper(this, "known");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private RunNumbers numbers = new RunNumbers(0);
    private TaskExecutor.Handle task = TaskExecutor.Handle.NONE;
    /** Of the pass that is under way: what an earlier one still says is not heard. */
    private Object pass;

    /** @param onFailure told which checkpoint cannot be measured, and why */
    RunMeasuring(TaskExecutor pool, BiConsumer<Integer, Throwable> onFailure) {
        this.pool = pool;
        this.onFailure = onFailure;
    }

    /** Whether the run is being measured. */
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What has been found; another one after {@link #forget}. */
    RunNumbers numbers() {
        return numbers;
    }

    /** How many checkpoints are known. */
    public ReadOnlyIntegerProperty knownProperty() {
        return known.getReadOnlyProperty();
    }

    /** Ends what is under way, and begins with nothing. @param checkpoints how many the run has */
    void forget(int checkpoints) {
        cancel();
        numbers = new RunNumbers(checkpoints);
        known.set(0);
    }

    /**
     * Measures those checkpoints that are not known yet.
     *
     * @param without checkpoints that cannot be shown
     * @param asked whether a person has asked for it; otherwise it ends at once where the files are large
     */
    void start(LoadedCheckpoint.Reading reading, Set<Integer> without, boolean asked) {
        cancel();
        Set<Integer> done = IntStream.range(0, reading.count()).filter(i -> numbers.has(i) || without.contains(i)).boxed().collect(Collectors.toSet());
        if (done.size() == reading.count()) {
            return;
        }
        Object mine = new Object();
        pass = mine;
        running.set(true);
        task = pool.submit(new BackgroundTask<>("Measure " + reading.count() + " checkpoints", progress -> {
            if (asked || bytes(reading.run()) <= MOST_BYTES_UNASKED) {
                all(reading, done, mine, progress);
            }
            return "";
        }, nothing -> ended(mine), error -> ended(mine), () -> ended(mine)));
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

    private void all(LoadedCheckpoint.Reading reading, Set<Integer> done, Object mine, Progress progress) {
        int count = reading.count();
        for (int index = 0; index < count; index++) {
            progress.check();
            if (done.contains(index)) {
                continue;
            }
            progress.report(index / (double) count, "Measuring " + reading.name(index));
            int one = index;
            try (LoadedCheckpoint loaded = reading.read(index, progress.part(index / (double) count, (index + 0.5) / count))) {
                boolean keep = loaded.network().neurons() * count <= MOST_STRENGTHS;
                MeasuredCheckpoint measured = MeasuredCheckpoint.of(loaded, keep, progress.part((index + 0.5) / count, (index + 1.0) / count));
                tell(mine, () -> put(measured));
            } catch (CancellationException e) {
                throw e;
            } catch (Exception e) {
                tell(mine, () -> onFailure.accept(one, e));
            }
        }
    }

    private void put(MeasuredCheckpoint one) {
        numbers.put(one);
        known.set(numbers.count());
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
        }
    }

    /** Ends it; what has been measured stays. */
    void cancel() {
        task.cancel();
        pass = null;
        running.set(false);
    }
}
