package org.cntexplorer.app.timeline;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.model.Network;

/**
 * The checkpoints of a run that are open but not shown: the next ones, opened and measured ahead, and those that were shown last. As many
 * as the memory is thought to have room for; then the one that was put there first gives way. On the JavaFX thread, but for the reading.
 */
final class CheckpointShelf {
    /** What the numbers of the networks on the shelf, and their files, may take together. */
    private static final long MOST_BYTES = 512L << 20;
    private static final int MOST = 8;
    private static final int LEAST = 2;
    /** In-strength, out-strength and strength of a neuron. */
    private static final int BYTES_OF_NEURON = 24;
    private static final int BYTES_OF_WEIGHT = 4;

    private final TaskExecutor pool;
    private final Runnable onLoaded;
    private final BiConsumer<Integer, Throwable> onFailure;
    private final Map<Integer, LoadedCheckpoint> shelf = new LinkedHashMap<>();
    /** Closed by the next task: to unmap a file takes its time. */
    private final Queue<LoadedCheckpoint> unwanted = new ConcurrentLinkedQueue<>();
    private LoadedCheckpoint.Reading reading;
    private List<Integer> ahead = List.of();
    private int room = LEAST;
    private int loading = -1;
    private TaskExecutor.Handle task = TaskExecutor.Handle.NONE;

    /**
     * @param onLoaded told when another checkpoint is there
     * @param onFailure told which one cannot be shown, and why
     */
    CheckpointShelf(TaskExecutor pool, Runnable onLoaded, BiConsumer<Integer, Throwable> onFailure) {
        this.pool = pool;
        this.onLoaded = onLoaded;
        this.onFailure = onFailure;
    }

    /** From now on checkpoints are read this way; those that were read otherwise are closed. */
    void read(LoadedCheckpoint.Reading next) {
        clear();
        reading = next;
    }

    /** From now on they are to be of the architecture of this network; what is there already is. */
    void expect(Network like) {
        reading = new LoadedCheckpoint.Reading(reading.run(), reading.options(), reading.convention(), Optional.of(like));
        long bytes = Math.max(1, like.neurons() * BYTES_OF_NEURON + like.parameters() * BYTES_OF_WEIGHT);
        room = (int) Math.clamp(MOST_BYTES / bytes, LEAST, MOST);
    }

    /** How many checkpoints may be opened ahead. */
    int room() {
        return room;
    }

    /**
     * @param now the checkpoint to be shown next, which is opened before all others; −1 for none
     * @param then those to be opened when there is nothing else to do, the most urgent first
     */
    void want(int now, List<Integer> then) {
        ahead = then;
        if (now >= 0 && !shelf.containsKey(now)) {
            if (loading != now) {
                task.cancel();
                load(now);
            }
        } else if (loading < 0) {
            then.stream().filter(index -> !shelf.containsKey(index)).findFirst().ifPresent(this::load);
        }
    }

    private void load(int index) {
        loading = index;
        LoadedCheckpoint.Reading by = reading;
        task = pool.submit(new BackgroundTask<>("Open " + by.name(index), progress -> {
            closeUnwanted();
            return by.read(index, progress);
        }, loaded -> {
            loading = -1;
            put(loaded);
            onLoaded.run();
        }, error -> {
            loading = -1;
            onFailure.accept(index, error);
        }));
    }

    private void closeUnwanted() {
        for (LoadedCheckpoint one = unwanted.poll(); one != null; one = unwanted.poll()) {
            one.close();
        }
    }

    /** Keeps a checkpoint that is not shown any more, or not yet. */
    void put(LoadedCheckpoint loaded) {
        LoadedCheckpoint before = shelf.remove(loaded.index());
        if (before != null) {
            unwanted.add(before);
        }
        shelf.put(loaded.index(), loaded);
        Iterator<LoadedCheckpoint> eldest = shelf.values().iterator();
        while (shelf.size() > room && eldest.hasNext()) {
            LoadedCheckpoint one = eldest.next();
            if (one != loaded && !ahead.contains(one.index())) {
                eldest.remove();
                unwanted.add(one);
            }
        }
    }

    /** Closes a checkpoint that nobody wants any more, soon. */
    void close(LoadedCheckpoint loaded) {
        unwanted.add(loaded);
    }

    /** A checkpoint to be shown, where it is there; whoever takes it closes it. */
    Optional<LoadedCheckpoint> take(int index) {
        return Optional.ofNullable(shelf.remove(index));
    }

    /** How many are open. */
    int size() {
        return shelf.size();
    }

    /** Closes all of them. */
    void clear() {
        task.cancel();
        loading = -1;
        unwanted.addAll(shelf.values());
        shelf.clear();
        closeUnwanted();
    }
}
