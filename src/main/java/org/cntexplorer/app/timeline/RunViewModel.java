package org.cntexplorer.app.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableMap;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.OpenModel;
import org.cntexplorer.app.workspace.ReadModel;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Network;
import org.cntexplorer.study.CheckpointRun;

/**
 * A run of checkpoints that is looked at step by step: one model of the workspace, whose place one checkpoint after another takes. Opens and
 * measures the next ones ahead, goes to the step that was asked for last, and plays. Knows no control; on the JavaFX thread.
 */
public final class RunViewModel {
    /** Checkpoints that are opened ahead, where there is room for them. */
    private static final int AHEAD = 4;

    private final Workspace workspace;
    private final CheckpointShelf shelf;
    private final RunMeasuring measuring;
    private final PlayClock clock;
    private final ReadOnlyObjectWrapper<CheckpointRun> run = new ReadOnlyObjectWrapper<>(this, "run");
    private final ReadOnlyIntegerWrapper shown = new ReadOnlyIntegerWrapper(this, "shown", -1);
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper(this, "active");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private final SkippedCheckpoints skipped = new SkippedCheckpoints();
    private OpenModel model;
    /** The network that was put into the model's place last; another one there was read by somebody else. */
    private Network mine;
    private LoadedCheckpoint.Reading reading;
    private int wanted = -1;
    /** Where one goes: 1 forward, −1 back. */
    private int direction = 1;

    /**
     * @param pool opens and measures
     * @param isDrawn whether all panes show the present step
     */
    public RunViewModel(Workspace workspace, TaskExecutor pool, BooleanSupplier isDrawn) {
        this.workspace = workspace;
        shelf = new CheckpointShelf(pool, this::pump, this::skip);
        measuring = new RunMeasuring(pool, (index, error) -> {
            if (!skipped.has(index)) {
                skipped.put(run.get(), index, error);
            }
        });
        clock = new PlayClock(() -> wanted < 0 && !workspace.isWorking() && isDrawn.getAsBoolean(), this::advance);
        workspace.models().addListener((ListChangeListener<OpenModel>) change -> {
            if (model != null && !workspace.models().contains(model)) {
                close();
            }
        });
        workspace.networkProperty().addListener((p, was, is) -> networkChanged());
        workspace.conventionProperty().addListener((p, was, is) -> conventionChanged());
    }

    /** The run that is open, or null. */
    public ReadOnlyObjectProperty<CheckpointRun> runProperty() {
        return run.getReadOnlyProperty();
    }

    /** Whether the model that the window shows is a step of the run. */
    public ReadOnlyBooleanProperty activeProperty() {
        return active.getReadOnlyProperty();
    }

    /** The number of the checkpoint that is shown; −1 for none. */
    public ReadOnlyIntegerProperty shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Plays, at a speed that may be chosen. */
    public PlayClock clock() {
        return clock;
    }

    /** Measures the whole run, and keeps what it has found. */
    public RunMeasuring measuring() {
        return measuring;
    }

    /** Why the last step was another than that asked for; "" where it was not. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** The checkpoints that cannot be shown, with a sentence each. */
    ObservableMap<Integer, String> skipped() {
        return skipped.sentences();
    }

    Workspace workspace() {
        return workspace;
    }

    /** Number of checkpoints; 0 while no run is open. */
    public int count() {
        return run.get() == null ? 0 : run.get().checkpoints().size();
    }

    /** Opens a run in a tab of its own, in the place of the run that was open; that one's last step stays, as a model. */
    public void open(CheckpointRun next, int step) {
        close();
        reading = new LoadedCheckpoint.Reading(next, OpenOptions.NONE, workspace.conventionProperty().get(), Optional.empty());
        run.set(next);
        measuring.forget(count());
        shelf.read(reading);
        direction = 1;
        wanted = Math.clamp(step, 0, count() - 1);
        pump();
    }

    /** Ends the run; the checkpoint that is shown stays open. */
    public void close() {
        clock.stop();
        shelf.clear();
        model = null;
        mine = null;
        wanted = -1;
        active.set(false);
        run.set(null);
        shown.set(-1);
        skipped.clear();
        message.set("");
        measuring.forget(0);
    }

    /** Shows a checkpoint, or the next one that can be shown. The one that was asked for last is shown, whatever was asked before. */
    public void go(int index) {
        if (count() > 0) {
            message.set("");
            want(Math.clamp(index, 0, count() - 1));
        }
    }

    /** Goes so many checkpoints further than it goes to now, and plays no more. */
    public void step(int by) {
        clock.stop();
        go((wanted >= 0 ? wanted : shown.get()) + by);
    }

    /** Goes to the first or the last checkpoint, and plays no more. */
    public void goToEnd(boolean last) {
        clock.stop();
        go(last ? count() - 1 : 0);
    }

    /** Plays, from the first checkpoint where the last is shown; or stops. */
    public void play() {
        if (clock.isPlaying()) {
            clock.stop();
        } else if (active.get()) {
            message.set("");
            direction = 1;
            clock.start();
            if (next(shown.get(), 1).isEmpty()) {
                next(-1, 1).ifPresent(this::want);
            }
        }
    }

    private void advance() {
        Optional<Integer> next = next(shown.get(), 1).or(() -> clock.loopProperty().get() ? next(-1, 1) : Optional.empty());
        next.ifPresentOrElse(this::want, clock::stop);
    }

    private Optional<Integer> next(int from, int by) {
        return skipped.next(from, by, count());
    }

    private void want(int index) {
        direction = index == shown.get() ? direction : index > shown.get() ? 1 : -1;
        wanted = index == shown.get() ? -1 : index;
        if (wanted >= 0 && skipped.has(wanted)) {
            passOver(wanted);
        }
        pump();
    }

    /** Shows what is wanted where it is there, and has the next opened. */
    private void pump() {
        if (run.get() == null) {
            return;
        }
        if (wanted >= 0 && (model == null || workspace.current() == model)) {
            shelf.take(wanted).ifPresent(this::show);
        }
        shelf.want(wanted, ahead());
    }

    /** The next ones in the direction in which one goes, and the one before. */
    private List<Integer> ahead() {
        List<Integer> ahead = new ArrayList<>();
        int at = wanted >= 0 ? wanted : shown.get();
        for (int i = 0, from = at; i < Math.min(AHEAD, shelf.room() - 1); i++) {
            Optional<Integer> next = next(from, direction).or(() -> clock.loopProperty().get() && direction > 0 ? next(-1, 1) : Optional.empty());
            if (next.isEmpty() || next.get() == at) {
                break;
            }
            from = next.get();
            ahead.add(from);
        }
        if (shelf.room() > 2) {
            next(at, -direction).ifPresent(ahead::add);
        }
        return ahead;
    }

    private void show(LoadedCheckpoint loaded) {
        int index = loaded.index();
        wanted = -1;
        if (model == null) {
            begin(loaded);
        } else {
            LoadedCheckpoint before = new LoadedCheckpoint(shown.get(), mine, workspace.numbers());
            mine = loaded.network();
            workspace.exchange(run.get().checkpoints().get(index).member().file().toAbsolutePath().normalize(), mine, loaded.numbers());
            Numbers known = before.numbers();
            if (known != null && known.network() == before.network() && known.convention().equals(reading.convention())) {
                shelf.put(before);
            } else {
                shelf.close(before);
            }
        }
        shown.set(index);
    }

    private void begin(LoadedCheckpoint loaded) {
        mine = loaded.network();
        expect(mine);
        workspace.show(List.of(new ReadModel(run.get().checkpoints().get(loaded.index()).member().file().toAbsolutePath().normalize(), mine, reading.options(),
                workspace.view().state().forAnotherModel())), 0);
        model = workspace.current();
        active.set(true);
        measuring.start(reading, skipped.sentences().keySet(), false);
    }

    private void expect(Network like) {
        reading = new LoadedCheckpoint.Reading(reading.run(), reading.options(), reading.convention(), Optional.of(like));
        shelf.expect(like);
    }

    /** Measures the whole run, or stops it. */
    public void toggleMeasuring() {
        if (measuring.runningProperty().get()) {
            measuring.cancel();
        } else if (model != null) {
            measuring.start(reading, skipped.sentences().keySet(), true);
        }
    }

    private void skip(int index, Throwable error) {
        skipped.put(run.get(), index, error);
        if (wanted == index) {
            passOver(index);
        }
        if (run.get() != null) {
            pump();
        }
    }

    /** Goes on to the next checkpoint that can be shown, and says why, of all that are passed over on one way. */
    private void passOver(int index) {
        // at an end of the run the nearest one before it
        Optional<Integer> other = next(index, direction).or(() -> next(index, -direction));
        String before = clock.isPlaying() ? "" : message.get();
        message.set(Stream.concat(Stream.of(before), skipped.from(index, direction).stream()).filter(sentence -> !sentence.isEmpty()).distinct().collect(Collectors.joining("\n")));
        wanted = other.filter(at -> at != shown.get()).orElse(-1);
        if (other.isEmpty() && model == null) {
            String first = skipped.sentences().get(index);
            int count = count();
            close();
            workspace.fail(new ModelFormatException(count == 1 ? first : "None of the " + count + " checkpoints can be shown. " + first));
        }
    }

    private void networkChanged() {
        if (model == null || workspace.isStepping()) {
            return;
        }
        boolean current = workspace.current() == model;
        active.set(current);
        if (!current) {
            clock.stop();
        }
        if (current && workspace.network() != mine) {
            // it was read otherwise: so are all others from now on
            mine = workspace.network();
            restart(workspace.options());
        } else if (current) {
            // not before the panes have it again
            Platform.runLater(this::pump);
        }
    }

    private void conventionChanged() {
        if (model != null && workspace.current() == model && !workspace.conventionProperty().get().equals(reading.convention())) {
            restart(reading.options());
        }
    }

    /** What is open or known was read or measured otherwise. */
    private void restart(OpenOptions options) {
        reading = new LoadedCheckpoint.Reading(run.get(), options, workspace.conventionProperty().get(), Optional.of(mine));
        shelf.read(reading);
        shelf.expect(mine);
        skipped.clear();
        measuring.forget(count());
        measuring.start(reading, Set.of(), false);
        pump();
    }
}
