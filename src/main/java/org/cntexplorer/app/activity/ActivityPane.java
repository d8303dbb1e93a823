package org.cntexplorer.app.activity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.activity.ValueActivity.SamplingError;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.Samples;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.model.Neuron;
import org.kordamp.ikonli.javafx.FontIcon;

/** The network on data: whose signals the graph shows, and what all samples make of it. */
public final class ActivityPane {
    private static final double ROW = 26;
    private static final int MOST_ROWS = 14;
    private static final List<String> HIDDEN = List.of("relu", "tanh", "sigmoid", "linear", "elu", "gelu", "silu", "softplus");
    private static final List<String> LAST = List.of("linear", "softmax", "sigmoid", "tanh", "relu");

    private final ActivityViewModel model;
    private final Workspace workspace;
    private final VBox content = new VBox();
    private final ScrollPane root = new ScrollPane(content);
    private final ComboBox<Optional<ShownSignal>> show = choice("activity-show", "Whose signals the graph shows");
    private final ComboBox<Optional<ShownSignal>> minus = choice("activity-minus", "What is taken away from them: the graph shows the difference");
    private final ComboBox<String> hidden = functions("activity-hidden", HIDDEN, "The function after each layer but the last, which the file does not say");
    private final ComboBox<String> last = functions("activity-last", LAST, "The function after the last layer, which the file does not say");
    private final VBox assumed = new VBox();
    private final Button run = new Button("Run all samples", new FontIcon("fth-play"));
    private final Button cancel = new Button("Cancel", new FontIcon("fth-x"));
    private final ProgressBar running = new ProgressBar();
    private final Label summary = new Label();
    private final Label convergence = new Label();
    private final VBox results = new VBox();
    private final TableView<LayerActivity> table = new TableView<>();
    private final Label deadTitle = new Label();
    private final Button selectDead = new Button("Select", new FontIcon("fth-check-square"));
    private final ListView<Neuron> dead = new ListView<>();
    private final VBox confusion;
    private final FigureView matrix;
    private final FigureView densities;
    private boolean offering;

    public ActivityPane(Workspace workspace) {
        this(new ActivityViewModel(workspace));
    }

    ActivityPane(ActivityViewModel model) {
        this.model = model;
        this.workspace = model.workspace();
        matrix = new FigureView(workspace.executor(), workspace::fail);
        densities = new FigureView(workspace.executor(), workspace::fail);
        content.getStyleClass().add("activity-pane");
        content.getStylesheets().add(ActivityPane.class.getResource("activity.css").toExternalForm());
        root.setId("activity-pane");
        root.setFitToWidth(true);
        root.getStyleClass().add("edge-to-edge");
        root.setAccessibleText("The network on data");
        confusion = section("Confusion matrix", "share of each true class (rows) that is taken for each class", matrix);
        Label hint = new Label("Open data first (Ctrl+D, or drop a file on the window): arrays, tables, pictures, MNIST, CIFAR-10.");
        hint.setWrapText(true);
        hint.getStyleClass().add("hint");
        hint.visibleProperty().bind(workspace.data().samplesProperty().isNull());
        hint.managedProperty().bind(hint.visibleProperty());
        Label hindrance = new Label();
        hindrance.setId("activity-hindrance");
        hindrance.setWrapText(true);
        hindrance.getStyleClass().add("hint");
        workspace.networkProperty().subscribe(network -> hindrance.setText(model.hindrance().orElse("")));
        hindrance.visibleProperty().bind(hindrance.textProperty().isNotEmpty());
        hindrance.managedProperty().bind(hindrance.visibleProperty());
        VBox open = new VBox(signals(), runs(), results);
        open.visibleProperty().bind(workspace.data().samplesProperty().isNotNull().and(hindrance.textProperty().isEmpty()));
        open.managedProperty().bind(open.visibleProperty());
        content.getChildren().setAll(hindrance, hint, open);
        results();
        follow();
    }

    public Node root() {
        return root;
    }

    public ActivityViewModel model() {
        return model;
    }

    public ObjectProperty<Palette> paletteProperty() {
        return matrix.paletteProperty();
    }

    private static VBox section(String title, String note, Node... nodes) {
        Label name = new Label(title);
        name.getStyleClass().add("section-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label more = new Label(note);
        more.getStyleClass().add("section-note");
        HBox head = new HBox(8, name, more);
        head.getStyleClass().add("section");
        VBox box = new VBox(head);
        box.getChildren().addAll(nodes);
        return box;
    }

    private static <T> ComboBox<T> combo(String id, String help) {
        ComboBox<T> combo = new ComboBox<>();
        combo.setId(id);
        combo.setMaxWidth(Double.MAX_VALUE);
        combo.setAccessibleText(help);
        combo.setTooltip(new Tooltip(help));
        return combo;
    }

    private ComboBox<Optional<ShownSignal>> choice(String id, String help) {
        return combo(id, help);
    }

    private static ComboBox<String> functions(String id, List<String> functions, String help) {
        ComboBox<String> combo = combo(id, help);
        combo.getItems().setAll(functions);
        return combo;
    }

    private static GridPane form() {
        GridPane form = new GridPane(8, 6);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        ColumnConstraints words = new ColumnConstraints();
        words.setMinWidth(Region.USE_PREF_SIZE);
        form.getColumnConstraints().setAll(words, wide);
        form.getStyleClass().add("form");
        return form;
    }

    private Node signals() {
        GridPane form = form();
        form.addRow(0, new Label("Show"), show);
        form.addRow(1, new Label("Minus"), minus);
        GridPane functions = form();
        functions.addRow(0, new Label("Hidden"), hidden);
        functions.addRow(1, new Label("Last"), last);
        assumed.getChildren().setAll(section("Functions", "the file holds weights alone", functions));
        assumed.managedProperty().bind(assumed.visibleProperty());
        return new VBox(section("Signals in the graph", "links carry w·a", form), assumed);
    }

    private Node runs() {
        run.setId("activity-run");
        run.getStyleClass().add("accent");
        run.setTooltip(new Tooltip("Runs the network on every sample, and adds up what its neurons do"));
        run.setOnAction(e -> model.measure());
        cancel.setId("activity-cancel");
        cancel.setOnAction(e -> model.cancel());
        cancel.visibleProperty().bind(model.measuringProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        run.disableProperty().bind(model.measuringProperty());
        running.visibleProperty().bind(model.measuringProperty());
        running.managedProperty().bind(running.visibleProperty());
        running.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(running, Priority.ALWAYS);
        HBox buttons = new HBox(8, run, cancel, running);
        buttons.setAlignment(Pos.CENTER_LEFT);
        buttons.getStyleClass().add("form");
        summary.setId("activity-summary");
        summary.setWrapText(true);
        summary.getStyleClass().add("summary");
        summary.managedProperty().bind(summary.textProperty().isNotEmpty());
        return section("All samples", "", buttons, summary);
    }

    private void results() {
        table.setId("activity-layers");
        table.setAccessibleText("What samples make of the layers");
        table.setFixedCellSize(ROW);
        table.getColumns().setAll(List.of(
                column("Layer", "The layer's name", 92, row -> name(row), false),
                column("a", "Mean activation of the layer's neurons over all samples, with its standard error", 62, row -> ActivityWords.brief(row.activation().layer().mean()), true),
                column("std", "Standard deviation of the activations", 58, row -> ActivityWords.brief(row.activation().layer().std()), true),
                column("z", "Mean neuron strength: the in-strength of the graph whose links carry w·a, biases counted", 62,
                        row -> row.strengthIn().map(z -> ActivityWords.brief(z.layer().mean())).orElse("–"), true),
                column("std z", "Standard deviation of the neuron strengths", 58, row -> row.strengthIn().map(z -> ActivityWords.brief(z.layer().std())).orElse("–"), true),
                column("active", "Share of samples at which a neuron is active, a > 0", 56, row -> ActivityWords.percent(IntStream.range(0, row.units()).mapToDouble(i -> row.activeShare()[i]).average().orElse(0)), true),
                column("dead", "Neurons (channels) that no sample makes active", 50, row -> NumberText.count(row.deadUnits()), true),
                column("saturated", "Share of samples at which a neuron is within a hundredth of a bound of its function", 68, row -> row.saturation().map(ActivityWords::percent).orElse("–"), true)));
        table.getSelectionModel().selectedItemProperty().subscribe(row -> converge());
        convergence.setId("activity-convergence");
        convergence.setWrapText(true);
        convergence.getStyleClass().add("summary");
        deadTitle.getStyleClass().add("section-title");
        deadTitle.setId("activity-dead-title");
        selectDead.setId("activity-select-dead");
        selectDead.setTooltip(new Tooltip("Selects them in the graph; of a channel the neuron in its middle"));
        selectDead.setMinWidth(Region.USE_PREF_SIZE);
        selectDead.setOnAction(e -> workspace.selection().set(dead.getItems()));
        dead.setId("activity-dead");
        dead.setAccessibleText("Neurons that no sample makes active");
        dead.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        dead.setFixedCellSize(ROW);
        dead.setPrefHeight(4 * ROW + 2);
        dead.setCellFactory(list -> new ListCell<>() {
            @Override
            protected void updateItem(Neuron neuron, boolean empty) {
                super.updateItem(neuron, empty);
                setText(empty || neuron == null || workspace.network() == null ? null : unit(neuron));
            }
        });
        dead.getSelectionModel().getSelectedItems().addListener((ListChangeListener<Neuron>) change -> {
            List<Neuron> chosen = dead.getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).toList();
            if (!chosen.isEmpty()) {
                workspace.selection().set(chosen);
            }
        });
        HBox deadHead = new HBox(8, deadTitle, selectDead);
        deadHead.setAlignment(Pos.CENTER_LEFT);
        deadHead.getStyleClass().add("section");
        matrix.setId("activity-confusion");
        matrix.setPrefHeight(320);
        densities.setId("activity-densities");
        densities.setPrefHeight(240);
        densities.paletteProperty().bind(matrix.paletteProperty());
        confusion.managedProperty().bind(confusion.visibleProperty());
        results.getChildren().setAll(table, convergence, deadHead, dead, confusion, section("Activation", "density of each layer over all samples", densities));
        results.visibleProperty().bind(model.activityProperty().isNotNull());
        results.managedProperty().bind(results.visibleProperty());
    }

    /** "dense 1 · 12", "conv · channel 3". */
    private String unit(Neuron neuron) {
        int positions = model.activityProperty().get() == null ? 1 : model.activityProperty().get().layer(neuron.layer()).map(LayerActivity::positions).orElse(1);
        return workspace.network().layer(neuron.layer()).name() + (positions > 1 ? " · channel " + neuron.index() / positions : " · " + neuron.index());
    }

    private String name(LayerActivity row) {
        return workspace.network() == null || row.layer() >= workspace.network().layers().size() ? "" : workspace.network().layer(row.layer()).name();
    }

    private static TableColumn<LayerActivity, String> column(String title, String help, double width, Function<LayerActivity, String> text, boolean number) {
        TableColumn<LayerActivity, String> column = new TableColumn<>();
        Label head = new Label(title);
        head.setTooltip(new Tooltip(help));
        column.setGraphic(head);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(text.apply(row.getValue())));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(String shown, boolean empty) {
                super.updateItem(shown, empty);
                setText(empty ? null : shown);
                setTooltip(empty || shown == null ? null : new Tooltip(title + " " + shown + "\n" + help));
            }
        });
        if (number) {
            column.getStyleClass().add("number");
        }
        return column;
    }

    private void follow() {
        bind(show, model.shownProperty(), chosen -> model.show(chosen));
        bind(minus, model.lessProperty(), chosen -> model.lessProperty().set(chosen));
        workspace.data().samplesProperty().subscribe(samples -> offer());
        workspace.data().sampleProperty().subscribe(sample -> rename());
        minus.disableProperty().bind(model.shownProperty().map(Optional::isEmpty));
        Functions first = model.functionsProperty().get();
        hidden.setValue(first.hidden());
        last.setValue(first.last());
        hidden.valueProperty().subscribe(function -> model.functionsProperty().set(new Functions(function, last.getValue())));
        last.valueProperty().subscribe(function -> model.functionsProperty().set(new Functions(hidden.getValue(), function)));
        workspace.networkProperty().subscribe(network -> assumed.setVisible(model.isAssuming()));
        model.activityProperty().subscribe(this::show);
    }

    private void bind(ComboBox<Optional<ShownSignal>> combo, ObjectProperty<Optional<ShownSignal>> property, Consumer<Optional<ShownSignal>> choose) {
        combo.setConverter(new StringConverter<>() {
            @Override
            public String toString(Optional<ShownSignal> signal) {
                Samples samples = workspace.data().samples();
                return signal == null || signal.isEmpty() || samples == null ? "nothing" : signal.get() instanceof ShownSignal.Looked
                        ? "the sample that is looked at: " + samples.title(workspace.data().sampleProperty().get())
                        : signal.get().words(samples, workspace.data().sampleProperty().get());
            }

            @Override
            public Optional<ShownSignal> fromString(String text) {
                return Optional.empty();
            }
        });
        combo.valueProperty().addListener((p, was, is) -> {
            if (!offering && is != null) {
                choose.accept(is);
            }
        });
        property.subscribe(is -> {
            boolean nested = offering;
            offering = true;
            combo.setValue(is);
            offering = nested;
        });
    }

    private void offer() {
        List<Optional<ShownSignal>> all = new ArrayList<>(List.of(Optional.empty()));
        model.choices().forEach(one -> all.add(Optional.of(one)));
        List<Optional<ShownSignal>> others = new ArrayList<>(all);
        if (workspace.data().samples() != null) {
            long most = Math.min(MOST_ROWS, workspace.data().samples().count());
            for (long sample = 0; sample < most; sample++) {
                others.add(Optional.of(new ShownSignal.OfSample(sample)));
            }
        }
        offering = true;
        show.getItems().setAll(all);
        minus.getItems().setAll(others);
        show.setValue(model.shownProperty().get());
        minus.setValue(model.lessProperty().get());
        offering = false;
    }

    /** The sample that is looked at has another name now. */
    private void rename() {
        offering = true;
        for (ComboBox<Optional<ShownSignal>> combo : List.of(show, minus)) {
            Optional<ShownSignal> value = combo.getValue();
            if (value != null && value.filter(ShownSignal.Looked.class::isInstance).isPresent()) {
                combo.setValue(null);
                combo.setValue(value);
            }
        }
        offering = false;
    }

    private void show(Activity activity) {
        if (activity == null) {
            table.getItems().clear();
            dead.getItems().clear();
            summary.setText("");
            matrix.figureProperty().set(null);
            densities.figureProperty().set(null);
            return;
        }
        summary.setText(ActivityWords.summary(activity));
        table.getItems().setAll(activity.layers());
        table.setPrefHeight((Math.min(MOST_ROWS, activity.layers().size()) + 1) * ROW + 22);
        table.getSelectionModel().selectLast();
        // points of the input that are never lit come last: they are no neurons of the network's making
        List<Neuron> all = activity.layers().stream().sorted(Comparator.comparing(layer -> layer.layer() == 0)).flatMap(layer -> model.dead(layer).stream()).toList();
        dead.getItems().setAll(all);
        String of = activity.layers().stream().anyMatch(layer -> layer.positions() > 1 && layer.deadUnits() > 0) ? "neuron or channel" : "neuron";
        deadTitle.setText(all.isEmpty() ? "No dead neurons" : NumberText.count(all.size()) + " dead " + (all.size() == 1 ? of : of.replace(" or", "s or") + "s"));
        selectDead.setDisable(all.isEmpty());
        dead.setVisible(!all.isEmpty());
        dead.setManaged(!all.isEmpty());
        confusion.setVisible(activity.outcome().isPresent());
        matrix.figureProperty().set(activity.outcome().map(ActivityWords::confusion).orElse(null));
        densities.figureProperty().set(ActivityWords.densities(activity, workspace.network()));
    }

    private void converge() {
        LayerActivity row = table.getSelectionModel().getSelectedItem();
        List<SamplingError> errors = row == null ? List.of() : row.activation().convergence();
        convergence.setText(errors.isEmpty() ? "" : "Mean activation of " + name(row) + ": " + String.join(", ", errors.stream().skip(Math.max(0, errors.size() - 4))
                .map(one -> ActivityWords.withError(one.mean(), one.error()) + " after " + NumberText.count(one.samples())).toList()) + " samples.");
        convergence.setVisible(!errors.isEmpty());
    }
}
