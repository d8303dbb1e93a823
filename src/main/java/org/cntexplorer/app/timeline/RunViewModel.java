package org.cntexplorer.app.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableMap;
import org.cntexplorer.app.error.Problem;
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
    /** Steps a second that may be chosen. */
    static final List<Double> SPEEDS = List.of(0.5, 1.0, 2.0, 5.0, 10.0, 20.0);
    private static final int USUAL_SPEED = 3;
    /** Checkpoints that are opened ahead, where there is room for them. */
    private static final int AHEAD = 4;

    private final Workspace workspace;
    private final CheckpointShelf shelf;
    private final RunMeasuring measuring;
    private final PlayClock clock;
    private final ReadOnlyObjectWrapper<CheckpointRun> run = new ReadOnlyObjectWrapper<>(this, "run");
    private final ReadOnlyIntegerWrapper shown = new ReadOnlyIntegerWrapper(this, "shown", -1);
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper(this, "active");
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing");
    private final DoubleProperty speed = new SimpleDoubleProperty(this, "speed", SPEEDS.get(USUAL_SPEED));
    private final BooleanProperty loop = new SimpleBooleanProperty(this, "loop");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private final ObservableMap<Integer, String> skipped = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<RunNumbers> numbers = new ReadOnlyObjectWrapper<>(this, "numbers", new RunNumbers(0));
    private final ReadOnlyIntegerWrapper measured = new ReadOnlyIntegerWrapper(this, "measured");
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
        measuring = new RunMeasuring(pool, one -> {
            numbers.get().put(one);
            measured.set(numbers.get().count());
        }, (index, error) -> skipped.putIfAbsent(index, sentence(index, error)), () -> { });
        clock = new PlayClock(() -> wanted < 0 && !workspace.isWorking() && isDrawn.getAsBoolean(), this::advance);
        speed.subscribe(now -> clock.setPerSecond(now.doubleValue()));
        playing.subscribe(now -> {
            if (now) {
                clock.start();
            } else {
                clock.stop();
            }
        });
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

    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    /** Steps a second, at most. */
    public DoubleProperty speedProperty() {
        return speed;
    }

    /** Whether play begins anew at the end. */
    public BooleanProperty loopProperty() {
        return loop;
    }

    /** Why the last step was another than that asked for; "" where it was not. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** The checkpoints that cannot be shown, with a sentence each. */
    ObservableMap<Integer, String> skipped() {
        return skipped;
    }

    /** What is known of all checkpoints; another one for another run or convention. */
    ReadOnlyObjectProperty<RunNumbers> numbersProperty() {
        return numbers.getReadOnlyProperty();
    }

    /** How many checkpoints are known. */
    public ReadOnlyIntegerProperty measuredProperty() {
        return measured.getReadOnlyProperty();
    }

    /** Whether the whole run is being measured. */
    public ReadOnlyBooleanProperty measuringProperty() {
        return measuring.runningProperty();
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
        numbers.set(new RunNumbers(next.checkpoints().size()));
        run.set(next);
        shelf.read(reading);
        direction = 1;
        wanted = Math.clamp(step, 0, count() - 1);
        pump();
    }

    /** Ends the run; the checkpoint that is shown stays open. */
    public void close() {
        playing.set(false);
        measuring.cancel();
        shelf.clear();
        model = null;
        mine = null;
        wanted = -1;
        active.set(false);
        run.set(null);
        shown.set(-1);
        skipped.clear();
        message.set("");
        measured.set(0);
        numbers.set(new RunNumbers(0));
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
        playing.set(false);
        go((wanted >= 0 ? wanted : shown.get()) + by);
    }

    /** Goes to the first or the last checkpoint, and plays no more. */
    public void goToEnd(boolean last) {
        playing.set(false);
        go(last ? count() - 1 : 0);
    }

    /** Plays, from the first checkpoint where the last is shown; or stops. */
    public void play() {
        if (playing.get()) {
            playing.set(false);
        } else if (active.get()) {
            message.set("");
            direction = 1;
            playing.set(true);
            if (next(shown.get(), 1).isEmpty()) {
                next(-1, 1).ifPresent(this::want);
            }
        }
    }

    /** The next speed that may be chosen. @param by 1 for faster, −1 for slower */
    public void changeSpeed(int by) {
        speed.set(SPEEDS.get(Math.clamp(SPEEDS.indexOf(speed.get()) + (long) by, 0, SPEEDS.size() - 1)));
    }

    private void advance() {
        Optional<Integer> next = next(shown.get(), 1).or(() -> loop.get() ? next(-1, 1) : Optional.empty());
        next.ifPresentOrElse(this::want, () -> playing.set(false));
    }

    /** The next checkpoint that can be shown, as far as is known. */
    private Optional<Integer> next(int from, int by) {
        int at = from + by;
        while (at >= 0 && at < count() && skipped.containsKey(at)) {
            at += by;
        }
        return at >= 0 && at < count() ? Optional.of(at) : Optional.empty();
    }

    private void want(int index) {
        direction = index == shown.get() ? direction : index > shown.get() ? 1 : -1;
        wanted = index == shown.get() ? -1 : index;
        if (wanted >= 0 && skipped.containsKey(wanted)) {
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
            Optional<Integer> next = next(from, direction).or(() -> loop.get() && direction > 0 ? next(-1, 1) : Optional.empty());
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
        measure(false);
    }

    private void expect(Network like) {
        reading = new LoadedCheckpoint.Reading(reading.run(), reading.options(), reading.convention(), Optional.of(like));
        shelf.expect(like);
    }

    /** Measures those checkpoints that are not known yet. @param asked whether a person has asked for it */
    private void measure(boolean asked) {
        Set<Integer> known = IntStream.range(0, count()).filter(i -> numbers.get().has(i) || skipped.containsKey(i)).boxed().collect(Collectors.toSet());
        if (known.size() < count()) {
            measuring.start(reading, known, asked);
        }
    }

    /** Measures the whole run, or stops it. */
    public void toggleMeasuring() {
        if (measuring.runningProperty().get()) {
            measuring.cancel();
        } else if (model != null) {
            measure(true);
        }
    }

    private String sentence(int index, Throwable error) {
        return RunWords.title(run.get(), index) + " is skipped. " + Problem.of(error).sentence();
    }

    private void skip(int index, Throwable error) {
        String sentence = sentence(index, error);
        skipped.put(index, sentence);
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
        String before = playing.get() ? "" : message.get();
        message.set(Stream.concat(Stream.of(before), IntStream.iterate(index, at -> skipped.containsKey(at), at -> at + direction).mapToObj(skipped::get))
                .filter(sentence -> !sentence.isEmpty()).distinct().collect(Collectors.joining("\n")));
        wanted = other.filter(at -> at != shown.get()).orElse(-1);
        if (other.isEmpty() && model == null) {
            String first = skipped.get(index);
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
        playing.set(playing.get() && current);
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
        measuring.cancel();
        reading = new LoadedCheckpoint.Reading(run.get(), options, workspace.conventionProperty().get(), Optional.of(mine));
        shelf.read(reading);
        shelf.expect(mine);
        skipped.clear();
        numbers.set(new RunNumbers(count()));
        measured.set(0);
        measure(false);
        pump();
    }
}
