package org.cntexplorer.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.cntexplorer.app.activity.ActivityPane;
import org.cntexplorer.app.activity.NeuronOnData;
import org.cntexplorer.app.command.Command;
import org.cntexplorer.app.command.CommandList;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.command.Keys;
import org.cntexplorer.app.compare.ComparePane;
import org.cntexplorer.app.compare.CompareViewModel;
import org.cntexplorer.app.data.DataPane;
import org.cntexplorer.app.data.DataViewModel;
import org.cntexplorer.app.error.ErrorBanner;
import org.cntexplorer.app.error.Problem;
import org.cntexplorer.app.export.ExportDialog;
import org.cntexplorer.app.export.ExportSource;
import org.cntexplorer.app.graphview.GraphPane;
import org.cntexplorer.app.help.HelpWindow;
import org.cntexplorer.app.inspector.InspectorPane;
import org.cntexplorer.app.inspector.PinnedPane;
import org.cntexplorer.app.layers.LayersPane;
import org.cntexplorer.app.plots.PlotsPane;
import org.cntexplorer.app.preferences.Preferences;
import org.cntexplorer.app.preferences.PreferencesFile;
import org.cntexplorer.app.reading.ReadingDialog;
import org.cntexplorer.app.search.SearchField;
import org.cntexplorer.app.study.StudyDesk;
import org.cntexplorer.app.task.PooledTaskExecutor;
import org.cntexplorer.app.task.TaskButton;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.ViewHistory;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.UnknownSizeException;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.study.CheckpointRun;

/** The explorer's window: puts the panes in their places and the commands into menu, tool bar and keys. */
public final class MainWindow {
    private final Stage stage;
    private final PreferencesFile preferences;
    private final PooledTaskExecutor executor = new PooledTaskExecutor();
    private final Workspace workspace = new Workspace(executor);
    private final Themes themes = new Themes();
    private final ErrorBanner errors = new ErrorBanner();
    private final TaskButton tasks = new TaskButton(executor);
    private final ModelOpening opening;
    private final StudyDesk studies;
    private final GraphPane graph;
    private final SearchField search;
    private final PlotsPane plots;
    private final ComparePane compare;
    private final InspectorPane inspector;
    private final DataPane data;
    private final ActivityPane activity;
    private final SideTabs onData;
    private final WindowRun run;
    private ExportDialog exports;
    private ReadingDialog reading;
    private HelpWindow help;
    private HelpWindow about;
    private final PaneLayout layout;
    private final WindowSession sessions;
    private final Commands commands;
    private final CommandList commandList;
    private final PaneFocus paneFocus;
    private final Scene scene;

    /** A window whose session nobody keeps. @param preferences what was remembered; also where the window's state goes when it closes */
    public MainWindow(Stage stage, PreferencesFile preferences) {
        this(stage, preferences, Optional.empty());
    }

    /** @param state the folder where sessions are kept that nobody has saved */
    public MainWindow(Stage stage, PreferencesFile preferences, Optional<Path> state) {
        this.stage = stage;
        this.preferences = preferences;
        Preferences remembered = preferences.get();
        themes.choiceProperty().set(remembered.theme());
        workspace.conventionProperty().set(remembered.convention());
        workspace.assumeImagesProperty().set(remembered.assumeImages());
        workspace.setOnError(this::tell);
        opening = new ModelOpening(workspace, preferences);
        studies = new StudyDesk(themes, stage, executor, preferences, workspace.conventionProperty()::getValue, opening::openModel, checkpoints -> openRun(checkpoints, 0),
                this::tell);
        opening.setStudies(studies);
        LayersPane layersPane = new LayersPane(workspace);
        layersPane.paletteProperty().bind(themes.paletteProperty());
        activity = new ActivityPane(workspace);
        activity.paletteProperty().bind(themes.paletteProperty());
        activity.setOnExport(this::exportOnData);
        graph = new GraphPane(workspace);
        graph.paletteProperty().bind(themes.paletteProperty());
        plots = new PlotsPane(workspace);
        plots.paletteProperty().bind(themes.paletteProperty());
        plots.setOnExport(plot -> exportDialog().show(plot.name().toLowerCase(java.util.Locale.ROOT)));
        inspector = new InspectorPane(workspace);
        inspector.paletteProperty().bind(themes.paletteProperty());
        inspector.showOnData(new NeuronOnData(activity.model()).root());
        PinnedPane pinned = new PinnedPane(workspace);
        pinned.paletteProperty().bind(themes.paletteProperty());
        data = new DataPane(workspace, stage);
        data.paletteProperty().bind(themes.paletteProperty());
        onData = new SideTabs();
        onData.add("Samples", "The samples, how they are prepared, and the one that is looked at", data.root());
        onData.add("Activity", "The network on data: whose signals the graph shows, and what all samples make of it", activity.root());
        search = new SearchField(workspace);
        compare = new ComparePane(new CompareViewModel(workspace, executor), graph, plots.root());
        compare.paletteProperty().bind(themes.paletteProperty());
        compare.tables().setOnSave(() -> exportDialog().show("difference-neurons"));
        BorderPane centre = new BorderPane(compare.root());
        centre.setTop(new ModelTabs(workspace).root());
        VBox below = new VBox(pinned.root());
        centre.setBottom(below);
        run = new WindowRun(stage, workspace, executor, graph, plots, compare, themes);
        layout = new PaneLayout(layersPane.root(), centre, compare.lower(), inspector.root(), onData.root(), remembered);
        sessions = new WindowSession(stage, workspace, executor, compare.model(), layout, state);
        opening.setSessions(sessions.desk());
        ViewHistory history = new ViewHistory(workspace);
        commands = WindowCommands.of(this, workspace, history, themes, layout);
        run.show(below, commands);
        commandList = new CommandList(commands);

        Node welcome = new Welcome(commands).root();
        ObservableValue<Boolean> open = workspace.networkProperty().map(n -> true).orElse(false);
        layout.root().visibleProperty().bind(open);
        open.subscribe(isOpen -> welcome.setVisible(!isOpen));
        DropTarget drop = new DropTarget(this::dropped);

        BorderPane frame = new BorderPane(new StackPane(welcome, layout.root()));
        frame.setTop(new VBox(new MainMenu(commands, opening).root(), new MainToolBar(commands, search.root()).root(), errors.root(), sessions.notices()));
        frame.setBottom(new StatusBar(workspace, tasks.root()).root());
        scene = new Scene(new StackPane(frame, commandList.root(), drop.highlight()), WindowBounds.WIDTH, WindowBounds.HEIGHT);
        scene.getRoot().setId("main-window");
        themes.dress(scene);
        paneFocus = new PaneFocus(scene, List.of(data.root(), layersPane.root(), activity.root(), compare.root(), pinned.root(), compare.lower(),
                inspector.root()));
        open.subscribe(isOpen -> paneFocus.begin(isOpen ? compare.root() : welcome));
        drop.listenTo(scene);
        Keys.protectTyping(scene, commands);
        moreKeys();
        stage.setScene(scene);
        stage.titleProperty().bind(sessions.title());
        WindowBounds.apply(stage, remembered.window());
        stage.setOnHiding(e -> leave());
    }

    /** + and − are found on different keys of different keyboards, and tabs are switched by different keys in different programs. */
    private void moreKeys() {
        Command in = commands.get("graph.zoom-in");
        Command out = commands.get("graph.zoom-out");
        Keys.also(scene, in, KeyCode.EQUALS);
        Keys.also(scene, in, KeyCode.EQUALS, KeyCombination.SHIFT_DOWN);
        Keys.also(scene, in, KeyCode.ADD);
        Keys.also(scene, out, KeyCode.SUBTRACT);
        Keys.also(scene, commands.get("run.play"), KeyCode.SPACE);
        Keys.also(scene, commands.get("edit.redo"), KeyCode.Y, KeyCombination.SHORTCUT_DOWN);
        Keys.also(scene, commands.get("tab.next"), KeyCode.PAGE_DOWN, KeyCombination.CONTROL_DOWN);
        Keys.also(scene, commands.get("tab.previous"), KeyCode.PAGE_UP, KeyCombination.CONTROL_DOWN);
    }

    public Scene scene() {
        return scene;
    }

    public Workspace workspace() {
        return workspace;
    }

    public Themes themes() {
        return themes;
    }

    public Commands commands() {
        return commands;
    }

    /** Whether nothing is being computed or drawn. */
    public boolean isIdle() {
        return executor.unfinishedProperty().get() == 0 && !graph.busyProperty().get() && compare.isIdle();
    }

    WindowSession sessions() {
        return sessions;
    }

    /** The windows of studies. */
    public StudyDesk studies() {
        return studies;
    }

    ModelOpening opening() {
        return opening;
    }

    /** The centre of the window. */
    public GraphPane graph() {
        return graph;
    }

    /** Two models beside one another. */
    public ComparePane compare() {
        return compare;
    }

    /** Below the graph. */
    public PlotsPane plots() {
        return plots;
    }

    /** Opens a run of checkpoints, to be looked at step by step. @param step the number of the checkpoint that is shown first, from 0 */
    public void openRun(CheckpointRun checkpoints, int step) {
        run.open(checkpoints, step);
        stage.toFront();
    }

    /** The run that is looked at, its timeline and its dialog. */
    WindowRun run() {
        return run;
    }

    /** The samples that the network is run on. */
    public DataPane data() {
        return data;
    }

    /** Puts what all samples make of the network beside the graph. */
    void showActivity() {
        onData.root().getSelectionModel().selectLast();
    }

    /** The network on them. */
    ActivityPane activity() {
        return activity;
    }

    private void dropped(Path file) {
        if (workspace.network() != null && DataViewModel.isNamedAsData(file)) {
            data.model().open(List.of(file));
        } else {
            opening.open(file);
        }
    }

    /** Opens a model in the background. */
    public void open(Path file) {
        opening.open(file);
    }

    /** Tells the person of an error. */
    public void tell(Throwable error) {
        if (Problem.cause(error) instanceof UnknownSizeException && workspace.asked() != null) {
            readingDialog().ask(workspace.asked(), workspace.askedWith(), workspace.asked().getFileName()
                    + " does not say how large its input is. Give its shape, channels first, to open it.");
        } else {
            errors.tell(Problem.of(error));
        }
    }

    void chooseFile() {
        opening.choose(stage);
    }

    void export() {
        exportDialog().show();
    }

    /** Opens the dialog with the first figure of the network on data. */
    void exportOnData() {
        exportDialog().show(activity.model().figuresProperty().get().getFirst().stem());
    }

    /** Made when it is first asked for. */
    public ExportDialog exportDialog() {
        if (exports == null) {
            exports = new ExportDialog(new ExportSource(workspace, graph, plots.model(), compare.model().differencesProperty()).and(run.curves()::figures)
                    .onData(activity.model().figuresProperty()::get), themes, stage);
        }
        return exports;
    }

    void askHowToRead() {
        readingDialog().ask(workspace.fileProperty().get(), workspace.options(), "");
    }

    /** Made when it is first asked for. */
    public ReadingDialog readingDialog() {
        if (reading == null) {
            reading = new ReadingDialog(workspace::open, themes, stage);
        }
        return reading;
    }

    void showCommands() {
        commandList.toggle();
    }

    /** @param step 1 for the next pane, −1 for the one before */
    void focusPane(int step) {
        paneFocus.move(step);
    }

    void focusSearch() {
        search.focus();
    }

    void fit() {
        graph.fit();
    }

    void zoomIn() {
        graph.zoomIn();
    }

    void zoomOut() {
        graph.zoomOut();
    }

    void showTasks() {
        tasks.toggle();
    }

    /** Lets the name of the neuron in the inspector be typed. */
    void nameNeuron() {
        layout.shownProperty(PaneLayout.Side.INSPECTOR).set(true);
        inspector.name();
    }

    /** Pins what is selected, or takes it out of what is compared where all of it is pinned. */
    void pin() {
        List<Neuron> selected = workspace.selection().neurons();
        workspace.view().pin(selected, !workspace.view().pinnedProperty().get().containsAll(selected));
    }

    void escape() {
        if (errors.isTelling()) {
            errors.dismiss();
        } else if (!workspace.openChannelsProperty().get().isEmpty()) {
            workspace.toggle(workspace.openChannelsProperty().get().getLast());
        } else {
            workspace.selection().clear();
        }
    }

    void showHelp() {
        helpWindow().show();
    }

    /** The keys and gestures; made when it is first asked for. */
    public HelpWindow helpWindow() {
        if (help == null) {
            help = HelpWindow.ofKeys(commands, themes, stage);
        }
        return help;
    }

    void showAbout() {
        aboutWindow().show();
    }

    /** What program this is; made when it is first asked for. */
    public HelpWindow aboutWindow() {
        if (about == null) {
            about = HelpWindow.ofProgram(ExplorerApplication.VERSION, themes, stage);
        }
        return about;
    }

    void quit() {
        stage.close();
    }

    private void leave() {
        studies.close();
        sessions.close();
        preferences.set(new Preferences(WindowBounds.of(stage, preferences.get().window()), layout.dividers(), layout.hidden(),
                themes.choiceProperty().get(), preferences.get().recent(), workspace.conventionProperty().get(), workspace.assumeImagesProperty().get(),
                preferences.get().study()));
        run.model().close();
        compare.model().close();
        data.model().close();
        workspace.closeAll();
        executor.close();
    }
}
