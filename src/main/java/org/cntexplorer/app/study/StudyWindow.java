package org.cntexplorer.app.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.cntexplorer.app.error.ErrorBanner;
import org.cntexplorer.app.error.Problem;
import org.cntexplorer.app.preferences.Preferences.LastStudy;
import org.cntexplorer.app.task.PooledTaskExecutor;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.study.CheckpointRun;

/** The window of a study: many networks, what is measured of them, and the figures of it. Closing it loses nothing: the store is on the disk. */
public final class StudyWindow {
    private static final double WIDTH = 1180;
    private static final double HEIGHT = 780;

    private final Stage stage = new Stage();
    private final PooledTaskExecutor executor = new PooledTaskExecutor();
    private final PooledTaskExecutor pointing = new PooledTaskExecutor();
    private final ErrorBanner errors = new ErrorBanner();
    private final SetupViewModel setup = new SetupViewModel(executor, this::tell);
    private final StudyViewModel study = new StudyViewModel(executor, pointing, this::tell);
    private final Supplier<Convention> convention;
    private final Consumer<LastStudy> onMeasure;
    private final SetupPane setupPane;
    private final FiguresDialog figures;
    private final TabPane tabs = new TabPane();
    private final StudyFiles files = new StudyFiles(() -> stage);

    /**
     * @param convention by which networks are measured
     * @param onOpen opens the file of a network as a model
     * @param onPlay opens a run of checkpoints
     * @param onMeasure told what a study is made of that is being measured
     */
    StudyWindow(Themes themes, Window owner, Supplier<Convention> convention, Consumer<Path> onOpen, Consumer<CheckpointRun> onPlay,
            Consumer<LastStudy> onMeasure) {
        this.convention = convention;
        this.onMeasure = onMeasure;
        setupPane = new SetupPane(setup, files, study.measuringProperty(), this::measure, this::tell);
        setup.data().beforeProperty().bind(study.dataProperty());
        figures = new FiguresDialog(study, files, themes, stage);
        tabs.setId("study-tabs");
        tabs.setAccessibleText("Parts of the study");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        ObservableValue<Palette> palette = themes.paletteProperty();
        Tab first = tab("setup", "Setup", seen -> setupPane.root());
        Tab networks = tab("networks", "Networks", seen -> new NetworksPane(study, seen, onOpen).root());
        Tab distributions = tab("distributions", "Distributions", seen -> new DistributionsPane(study, palette, seen).root());
        Tab divergence = tab("divergence", "Divergence", seen -> new DivergencePane(study, palette, seen).root());
        Tab separation = tab("separation", "Separation", seen -> new SeparationPane(study, palette, seen).root());
        Tab learning = tab("learning", "Learning", seen -> new LearningPane(study, palette, seen, onPlay).root());
        tabs.getTabs().setAll(first, networks, distributions, divergence, separation, learning);
        BorderPane frame = new BorderPane(tabs);
        frame.setTop(new VBox(new StudyHead(study, this::export).root(), errors.root(), new MeasureBar(study, executor).root()));
        frame.setBottom(new StudyStatus(study, executor).root());
        frame.setId("study-window");
        frame.getStyleClass().add("study");
        frame.getStylesheets().add(StudyWindow.class.getResource("study.css").toExternalForm());
        Scene scene = new Scene(frame, WIDTH, HEIGHT);
        themes.dress(scene);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        // a filter, since text fields would leave by them
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::step);
        // what was asked for is shown once it is there
        study.measuringProperty().addListener((p, was, is) -> {
            if (was && study.cohort().isPresent() && first.isSelected()) {
                tabs.getSelectionModel().select(distributions);
                tabs.requestFocus();
            }
        });
        stage.initOwner(owner);
        stage.setScene(scene);
        stage.setMinWidth(760);
        stage.setMinHeight(480);
        stage.titleProperty().bind(Bindings.createStringBinding(this::title, setup.folderProperty(), setup.storeProperty()));
        stage.setOnHidden(e -> close());
    }

    /** A tab whose contents are made when it is first chosen: all of them at once would hold up the window. @param contents of whether it is seen */
    private static Tab tab(String id, String title, Function<ReadOnlyBooleanProperty, Node> contents) {
        Tab tab = new Tab(title);
        tab.setId("study-tab-" + id);
        tab.selectedProperty().subscribe(seen -> {
            if (seen && tab.getContent() == null) {
                tab.setContent(contents.apply(tab.selectedProperty()));
            }
        });
        return tab;
    }

    /** From part to part, by the keys that go from model to model in the main window. */
    private void step(KeyEvent event) {
        boolean next = event.getCode() == KeyCode.TAB && !event.isShiftDown() || event.getCode() == KeyCode.PAGE_DOWN;
        boolean previous = event.getCode() == KeyCode.TAB && event.isShiftDown() || event.getCode() == KeyCode.PAGE_UP;
        if (event.isControlDown() && (next || previous)) {
            int n = tabs.getTabs().size();
            tabs.getSelectionModel().select(Math.floorMod(tabs.getSelectionModel().getSelectedIndex() + (next ? 1 : -1), n));
            tabs.requestFocus();
            event.consume();
        }
    }

    private void key(KeyEvent event) {
        boolean control = event.isShortcutDown() && !event.isAltDown();
        switch (event.getCode()) {
            case ESCAPE -> dismiss();
            case W -> run(control, stage::close);
            case E -> run(control, this::export);
            case Z -> run(control, event.isShiftDown() ? study.steps()::redo : study.steps()::undo);
            case Y -> run(control, study.steps()::redo);
            default -> { }
        }
    }

    private void dismiss() {
        if (errors.isTelling()) {
            errors.dismiss();
        } else if (!study.measuringProperty().get()) {
            study.dismissOutcome();
        }
    }

    private static void run(boolean asked, Runnable action) {
        if (asked) {
            action.run();
        }
    }

    private void measure() {
        setup.trialProperty().get().population().ifPresent(population -> setup.storeFile().ifPresent(store -> {
            setup.storeProperty().set(store.toString());
            errors.dismiss();
            StudySource source = setup.source();
            onMeasure.accept(new LastStudy(source.folder(), source.pattern(), source.table()));
            try {
                study.measure(population, store, source, convention.get(), setup.data().chosen());
            } catch (ModelFormatException e) {
                tell(e);
            }
        }));
    }

    private void export() {
        if (study.cohort().isPresent()) {
            figures.show(setup.storeFile().map(store -> store.resolveSibling("figures")).orElse(Path.of("figures")));
        }
    }

    private String title() {
        String of = setup.folderProperty().get().isBlank() ? setup.storeProperty().get() : setup.folderProperty().get();
        String name = of.isBlank() ? "" : Optional.of(of.strip().replaceAll("[/\\\\]+$", "")).map(path -> path.substring(Math.max(path.lastIndexOf('/'),
                path.lastIndexOf('\\')) + 1)).orElse("");
        return name.isEmpty() ? "New study – CNT Explorer" : "Study " + name + " – CNT Explorer";
    }

    /** Tells the person of an error. */
    void tell(Throwable error) {
        errors.tell(Problem.of(error));
    }

    /** Begins with the models of a folder. @param last the pattern of the last study, which may fit again */
    void begin(Path folder, String last) {
        setup.folderProperty().set(folder.toString());
        setup.look(last);
    }

    /** Begins with what the last study was made of. */
    void begin(LastStudy last) {
        setup.take(new StudySource(last.folder(), last.pattern(), last.table()));
    }

    /** Opens a study that was measured before. */
    void open(Path store) {
        open(store, source -> source);
    }

    /** The same, whose models lie in a folder now. */
    void open(Path store, Path folder) {
        open(store, source -> source.table().isEmpty() ? new StudySource(folder.toString(), source.pattern(), "") : source);
    }

    private void open(Path store, UnaryOperator<StudySource> known) {
        setup.storeProperty().set(store.toString());
        study.open(store, source -> {
            setup.storeProperty().set(store.toString());
            setup.take(known.apply(source));
            tabs.getSelectionModel().select(1);
        });
    }

    /** Whether it is the study of a folder, or of a store. */
    boolean shows(Path path) {
        return setup.storeFile().filter(path::equals).isPresent() && study.store().isPresent() || setup.folder().filter(path::equals).isPresent();
    }

    void show() {
        stage.show();
        stage.toFront();
        setupPane.focus();
    }

    /** Whether nothing is being computed or drawn. */
    public boolean isIdle() {
        return executor.unfinishedProperty().get() == 0 && pointing.unfinishedProperty().get() == 0;
    }

    public boolean isShowing() {
        return stage.isShowing();
    }

    /** For pictures and tests. */
    public Scene scene() {
        return stage.getScene();
    }

    /** That of the dialog for all figures. */
    public Scene figuresScene() {
        return figures.scene();
    }

    public Stage stage() {
        return stage;
    }

    private void close() {
        figures.close();
        setup.close();
        study.close();
        executor.close();
        pointing.close();
    }
}
