package org.cntexplorer.app.data;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.data.SampleLabels;
import org.cntexplorer.data.Samples;
import org.cntexplorer.figure.Palette;
import org.kordamp.ikonli.javafx.FontIcon;

/** The samples that the network is run on: which, how they are prepared, and what the network gets of one of them. */
public final class DataPane {
    private static final int NAMED = 12;

    private final Workspace workspace;
    private final Window owner;
    private final DataViewModel model;
    private final PreviewView view = new PreviewView();
    private final Label name = new Label();
    private final Label summary = note("data-summary");
    private final Label classes = note("data-classes");
    private final Label title = new Label();
    private final Label point = note("data-point");
    private final Label problem = new Label();
    private final MenuButton labels = new MenuButton("Labels");
    private final Button close = button("data-close", "", "fth-x", "Closes the samples");
    private final VBox content = new VBox(8);
    private final VBox hint = new VBox(12);
    private final HBox busy = new HBox(8);
    private final StackPane root = new StackPane();
    private final SampleSteps steps;
    private Function<Window, List<Path>> chooser = this::ask;

    /** @param owner of the dialogs that ask for files; the pane itself may be in no window when they are asked for */
    public DataPane(Workspace workspace, Window owner) {
        this.workspace = workspace;
        this.owner = owner;
        model = new DataViewModel(workspace);
        steps = new SampleSteps(model);
        root.setId("data-pane");
        root.getStyleClass().add("data-pane");
        root.getStylesheets().add(DataPane.class.getResource("data.css").toExternalForm());
        root.setMinWidth(150);
        fillHint();
        fillContent();
        ScrollPane scroll = new ScrollPane(new StackPane(content));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox all = new VBox(head(), busy, new StackPane(scroll, hint));
        VBox.setVgrow(all.getChildren().getLast(), Priority.ALWAYS);
        root.getChildren().setAll(all);
        scroll.visibleProperty().bind(workspace.data().samplesProperty().isNotNull());
        hint.visibleProperty().bind(scroll.visibleProperty().not());
        workspace.data().samplesProperty().subscribe(this::show);
        model.previewProperty().subscribe(this::show);
        model.problemProperty().subscribe(sentence -> {
            problem.setText(sentence);
            visible(problem, !sentence.isEmpty());
            visible(view, sentence.isEmpty());
            visible(title, sentence.isEmpty());
            visible(point, sentence.isEmpty());
        });
        listen();
    }

    private static Label note(String id) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add("note");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    static Button button(String id, String text, String icon, String help) {
        Button button = new Button(text, icon.isEmpty() ? null : new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll(Styles.SMALL);
        button.setTooltip(new Tooltip(help));
        button.setAccessibleText(text.isEmpty() ? help : text);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private Node head() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button open = button("data-open", "", "fth-folder", "Opens samples: a NumPy array, a table, MNIST, CIFAR, pictures");
        open.setOnAction(e -> choose());
        MenuButton random = RandomMenu.button("data-random", model::makeUp);
        close.setOnAction(e -> model.close());
        close.disableProperty().bind(workspace.data().samplesProperty().isNull());
        HBox head = new HBox(open, random, gap, close);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("section");
        return head;
    }

    private void fillHint() {
        Label words = new Label("Drop samples here: a NumPy array (.npy, .npz), a table (.csv), MNIST or CIFAR files, pictures or a folder of them.");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add("note");
        Button open = button("data-hint-open", "Open data…", "fth-folder", "Opens a file of samples");
        open.setOnAction(e -> choose());
        MenuButton random = RandomMenu.button("data-hint-random", "Random samples", model::makeUp);
        hint.getChildren().setAll(new FontIcon("fth-database"), words, open, random);
        hint.getStyleClass().add("hint");
        hint.setAlignment(Pos.CENTER);
    }

    private void fillContent() {
        name.setId("data-name");
        name.getStyleClass().add("name");
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        labels.setId("data-labels");
        labels.getStyleClass().add(Styles.SMALL);
        labels.setTooltip(new Tooltip("Where the class of each sample is found"));
        labels.setMinWidth(Region.USE_PREF_SIZE);
        labels.setOnShowing(e -> fillLabels());
        fillLabels();
        HBox line = new HBox(8, name, labels);
        line.setAlignment(Pos.CENTER_LEFT);
        title.setId("data-title");
        title.getStyleClass().add("title");
        problem.setId("data-problem");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.getStyleClass().add("problem");
        problem.setGraphic(new FontIcon("fth-alert-triangle"));
        view.setOnMouseMoved(e -> tell(view.numberAt(e.getX(), e.getY())));
        view.setOnMouseExited(e -> tell(-1));
        content.getStyleClass().add("content");
        content.setMinWidth(0);
        content.getChildren().setAll(line, summary, classes, new PreparationControls(workspace.data().preparationProperty(), workspace::fail).root(), new InputControls(new InputViewModel(workspace)).root(), problem, steps.root(), title, view, point);
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add(Styles.SMALL);
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        bar.setAccessibleText("Opening samples");
        Button cancel = button("data-cancel", "Cancel", "", "Ends the opening of samples; those that are open stay");
        cancel.setOnAction(e -> model.cancel());
        busy.getChildren().setAll(bar, cancel);
        busy.setAlignment(Pos.CENTER_LEFT);
        busy.getStyleClass().add("busy");
        model.openingProperty().subscribe(opening -> visible(busy, opening));
        visible(problem, false);
    }

    private void fillLabels() {
        labels.getItems().clear();
        Optional<SampleChoice> choice = model.choice();
        MenuItem file = item("data-labels-file", "From a file…", () -> chooseLabels(choice.orElseThrow()));
        MenuItem first = item("data-labels-first", "In the first column", () -> model.open(choice.orElseThrow().withLabelColumn("1")));
        MenuItem last = item("data-labels-last", "In the last column", () -> model.open(choice.orElseThrow().withLabelColumn(Integer.toString(columns()))));
        boolean table = choice.map(one -> one.data().getFirst().toString().toLowerCase(java.util.Locale.ROOT).matches(".*\\.(csv|tsv|txt|data)(\\.gz)?")).orElse(false);
        first.setDisable(!table);
        last.setDisable(!table);
        labels.getItems().addAll(file, new SeparatorMenuItem(), first, last);
        visible(labels, choice.isPresent());
    }

    private int columns() {
        Samples samples = workspace.data().samples();
        boolean labelled = samples.labels().isPresent() && model.choice().map(choice -> choice.labels().isEmpty()).orElse(false);
        return samples.size() + (labelled ? 1 : 0);
    }

    private static MenuItem item(String id, String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(e -> action.run());
        return item;
    }

    private void show(Samples samples) {
        fillLabels();
        if (samples == null) {
            return;
        }
        name.setText(samples.name());
        name.setTooltip(new Tooltip(samples.name()));
        summary.setText(NumberText.count(samples.count()) + (samples.count() == 1 ? " sample of " : " samples of ")
                + SamplePreview.words(samples.extents()));
        Optional<SampleLabels> some = samples.labels();
        classes.setText(some.map(DataPane::words).orElse("no labels"));
        steps.show(samples);
    }

    private static String words(SampleLabels labels) {
        List<String> names = labels.names();
        return names.size() + (names.size() == 1 ? " class: " : " classes: ") + names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? ", …" : "");
    }

    private void show(SamplePreview preview) {
        view.sampleProperty().set(preview);
        view.requestLayout();
        title.setText(preview == null ? "" : preview.title() + (preview.label().isEmpty() ? "" : "  ·  class " + preview.label()));
        tell(-1);
    }

    private void tell(int place) {
        SamplePreview some = model.previewProperty().get();
        if (some == null) {
            point.setText("");
        } else if (place < 0) {
            point.setText("What the model gets: " + SamplePreview.words(some.extents())
                    + some.picture().map(pixels -> ", black " + SamplePreview.number(pixels.low()) + ", white " + SamplePreview.number(pixels.high())).orElse(", " + some.range()));
        } else {
            point.setText("number " + place + ": " + SamplePreview.number(some.numbers()[place]));
        }
    }

    private static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    /** Files may be dropped, and the keys step where nothing else needs them. */
    private void listen() {
        root.addEventHandler(DragEvent.DRAG_OVER, event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
                root.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("drop-target"), true);
                event.consume();
            }
        });
        root.addEventHandler(DragEvent.DRAG_EXITED, event -> root.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("drop-target"), false));
        root.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            List<Path> files = event.getDragboard().hasFiles() ? event.getDragboard().getFiles().stream().map(File::toPath).toList() : List.of();
            root.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("drop-target"), false);
            event.setDropCompleted(!files.isEmpty());
            event.consume();
            model.open(files);
        });
        view.setFocusTraversable(true);
        view.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            switch (event.getCode()) {
                case RIGHT, DOWN -> model.step(1);
                case LEFT, UP -> model.step(-1);
                case HOME -> model.goTo(0);
                case END -> model.goTo(workspace.data().samples() == null ? 0 : workspace.data().samples().count() - 1);
                default -> {
                    return;
                }
            }
            event.consume();
        });
        view.setOnMousePressed(event -> view.requestFocus());
    }

    /** Asks for samples. */
    public void choose() {
        model.open(chooser.apply(owner));
    }

    /** Who asks: the system's dialog, unless this says otherwise. */
    public void setChooser(Function<Window, List<Path>> asking) {
        chooser = asking;
    }

    private List<Path> ask(Window window) {
        FileChooser dialog = new FileChooser();
        dialog.setTitle("Open samples");
        dialog.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("All files", "*.*"),
                new FileChooser.ExtensionFilter("Arrays", "*.npy", "*.npz", "*.npy.gz"), new FileChooser.ExtensionFilter("Tables", "*.csv", "*.tsv", "*.txt", "*.csv.gz"),
                new FileChooser.ExtensionFilter("Pictures", "*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp"));
        List<File> files = dialog.showOpenMultipleDialog(window);
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    /** Asks for a folder of pictures. */
    public void chooseFolder() {
        DirectoryChooser dialog = new DirectoryChooser();
        dialog.setTitle("Open a folder of pictures");
        Optional.ofNullable(dialog.showDialog(owner)).ifPresent(folder -> model.open(List.of(folder.toPath())));
    }

    private void chooseLabels(SampleChoice choice) {
        FileChooser dialog = new FileChooser();
        dialog.setTitle("Labels of " + choice.data().getFirst().getFileName());
        Optional.ofNullable(dialog.showOpenDialog(owner)).ifPresent(file -> model.open(choice.withLabels(file.toPath())));
    }

    public DataViewModel model() {
        return model;
    }

    /** What is put into the window. */
    public Node root() {
        return root;
    }

    /** The colours of the bars; the theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return view.paletteProperty();
    }
}
