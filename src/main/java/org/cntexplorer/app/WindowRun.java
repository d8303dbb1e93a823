package org.cntexplorer.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.cntexplorer.app.command.Command;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.compare.ComparePane;
import org.cntexplorer.app.graphview.GraphPane;
import org.cntexplorer.app.plots.PlotsPane;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.timeline.RunCurves;
import org.cntexplorer.app.timeline.RunDialog;
import org.cntexplorer.app.timeline.RunScale;
import org.cntexplorer.app.timeline.RunViewModel;
import org.cntexplorer.app.timeline.TimelineBar;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.study.CheckpointRun;

/** A run of checkpoints in the window: its timeline below the graph, its commands, and the dialog that it is opened by. */
final class WindowRun {
    private final Stage stage;
    private final Workspace workspace;
    private final TaskExecutor executor;
    private final ComparePane compare;
    private final Themes themes;
    private final RunViewModel model;
    private final RunScale scale;
    private final RunCurves curves;
    private RunDialog dialog;
    private Function<Window, Optional<Path>> chooser = WindowRun::ask;

    WindowRun(Stage stage, Workspace workspace, TaskExecutor executor, GraphPane graph, PlotsPane plots, ComparePane compare, Themes themes) {
        this.stage = stage;
        this.workspace = workspace;
        this.executor = executor;
        this.compare = compare;
        this.themes = themes;
        model = new RunViewModel(workspace, executor, () -> !graph.busyProperty().get() && compare.isIdle());
        scale = new RunScale(model, graph.model().runLimitProperty(), plots.model().framesProperty());
        curves = new RunCurves(model);
        curves.paletteProperty().bind(themes.paletteProperty());
    }

    RunViewModel model() {
        return model;
    }

    RunCurves curves() {
        return curves;
    }

    RunScale scale() {
        return scale;
    }

    /** Puts the timeline below what is there already. */
    void show(VBox below, Commands commands) {
        TimelineBar bar = new TimelineBar(model, commands);
        bar.paletteProperty().bind(themes.paletteProperty());
        below.getChildren().addAll(curves.root(), bar.root());
    }

    /** Opens a run at one of its checkpoints, counted from 0. */
    void open(CheckpointRun run, int step) {
        model.open(run, step);
    }

    /** Who asks for the folder: the system's dialog, unless this says otherwise. */
    void setChooser(Function<Window, Optional<Path>> asking) {
        chooser = asking;
    }

    private static Optional<Path> ask(Window owner) {
        DirectoryChooser folder = new DirectoryChooser();
        folder.setTitle("The folder with the checkpoints of a run");
        return Optional.ofNullable(folder.showDialog(owner)).map(java.io.File::toPath);
    }

    /** Asks which checkpoints of which folder are the run. */
    void choose() {
        chooser.apply(stage).ifPresent(dialog()::ask);
    }

    /** Made when it is first asked for. */
    RunDialog dialog() {
        if (dialog == null) {
            dialog = new RunDialog(executor, workspace::fail, run -> open(run, 0), themes, stage);
        }
        return dialog;
    }

    private void compareWith(int index) {
        CheckpointRun run = model.runProperty().get();
        workspace.openBeside(run.checkpoints().get(index).member().file().toAbsolutePath().normalize(), workspace.options(), compare.model()::compareWith);
    }

    void addTo(Commands commands) {
        commands.add(new Command("run.open", "Open a run of checkpoints…", "Plays the learning of a network: its checkpoints, from a folder, one after the other",
                "fth-film", new KeyCodeCombination(KeyCode.R, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), this::choose));
        BooleanExpression active = model.activeProperty();
        BooleanExpression notFirst = active.and(model.shownProperty().greaterThan(0));
        add(commands, "run.play", "Play", "Plays the run, or stops it; Space does too, where nothing else needs it", "fth-play", key(KeyCode.K), active, model::play,
                model.clock().playingProperty());
        add(commands, "run.next", "Next checkpoint", "Shows the next checkpoint", "fth-chevron-right", key(KeyCode.PERIOD), active, () -> model.step(1));
        add(commands, "run.previous", "Previous checkpoint", "Shows the checkpoint before", "fth-chevron-left", key(KeyCode.COMMA), active, () -> model.step(-1));
        add(commands, "run.first", "First checkpoint", "Goes to the beginning of the run", "fth-skip-back", shift(KeyCode.COMMA), active, () -> model.goToEnd(false));
        add(commands, "run.last", "Last checkpoint", "Goes to the end of the run", "fth-skip-forward", shift(KeyCode.PERIOD), active, () -> model.goToEnd(true));
        add(commands, "run.faster", "Faster", "Plays more checkpoints a second", "fth-fast-forward", key(KeyCode.T), active, () -> model.clock().changeSpeed(1));
        add(commands, "run.slower", "Slower", "Plays fewer checkpoints a second", "fth-rewind", shift(KeyCode.T), active, () -> model.clock().changeSpeed(-1));
        add(commands, "run.loop", "Play again and again", "Begins anew where the run ends", "fth-repeat", shift(KeyCode.K), active, model.clock().loopProperty());
        add(commands, "run.scale", "One scale for the run", "Colours and axes have room for all checkpoints, so that they can be compared; otherwise each has its own",
                "fth-maximize-2", key(KeyCode.V), active, scale.sameProperty());
        add(commands, "run.curves", "Learning curves", "Layer fluctuation, strength of the selected neurons and accuracy over the run", "fth-activity", key(KeyCode.C), active,
                curves.wantedProperty());
        add(commands, "run.compare-previous", "Compare with the checkpoint before", "Opens the checkpoint before beside this one", "fth-columns", key(KeyCode.B), notFirst,
                () -> compareWith(model.shownProperty().get() - 1));
        add(commands, "run.compare-first", "Compare with the first checkpoint", "Opens the first checkpoint beside this one", "fth-corner-up-left", shift(KeyCode.B),
                notFirst, () -> compareWith(0));
        add(commands, "run.measure", "Measure the whole run", "Opens every checkpoint once, for the curves and the common scale; or stops that", "fth-bar-chart", key(KeyCode.A),
                active, model::toggleMeasuring, model.measuring().runningProperty());
        add(commands, "run.close", "Close the run", "Ends the timeline; the checkpoint that is shown stays open", "fth-x",
                new KeyCodeCombination(KeyCode.W, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), active, model::close);
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code);
    }

    private static KeyCombination shift(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHIFT_DOWN);
    }

    private static void add(Commands commands, String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, Runnable action) {
        commands.add(new Command(id, label, help, icon, key, enabled, action).needing("an open run of checkpoints"));
    }

    private static void add(Commands commands, String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, BooleanProperty on) {
        add(commands, id, label, help, icon, key, enabled, () -> on.set(!on.get()), on);
    }

    private static void add(Commands commands, String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, Runnable action,
                            BooleanExpression on) {
        commands.add(new Command(id, label, help, icon, key, enabled, action).marked(on, false).needing("an open run of checkpoints"));
    }
}
