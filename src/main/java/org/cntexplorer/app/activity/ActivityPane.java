package org.cntexplorer.app.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.widget.InWords;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.Samples;
import org.cntexplorer.figure.Palette;
import org.kordamp.ikonli.javafx.FontIcon;

/** The network on data: whose signals the graph shows, and what all samples make of it. */
public final class ActivityPane {
    private final ActivityViewModel model;
    private final Workspace workspace;
    private final VBox content = new VBox();
    private final ScrollPane root = new ScrollPane(content);
    private final ComboBox<Optional<ShownSignal>> show = choice("activity-show", "Whose signals the graph shows");
    private final ComboBox<Optional<ShownSignal>> minus = choice("activity-minus", "What is taken away from them, so that the graph shows the difference: a class, or the sample that is looked at now");
    private final VBox assumed = new VBox();
    private final Button run = new Button("Run all samples", new FontIcon("fth-play"));
    private final Button export = new Button("Export…", new FontIcon("fth-download"));
    private final Button cancel = new Button("Cancel", new FontIcon("fth-x"));
    private final ProgressBar running = new ProgressBar();
    private final Label summary = new Label();
    private final ActivityResults results;
    private Runnable onExport = () -> { };
    private boolean offering;

    public ActivityPane(Workspace workspace) {
        this(new ActivityViewModel(workspace));
    }

    ActivityPane(ActivityViewModel model) {
        this.model = model;
        this.workspace = model.workspace();
        results = new ActivityResults(model);
        content.getStyleClass().add("activity-pane");
        content.getStylesheets().add(ActivityPane.class.getResource("activity.css").toExternalForm());
        root.setId("activity-pane");
        root.setFitToWidth(true);
        root.getStyleClass().add("edge-to-edge");
        root.setAccessibleText("The network on data");
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
        VBox open = new VBox(signals(), runs(), results.root());
        open.visibleProperty().bind(workspace.data().samplesProperty().isNotNull().and(hindrance.textProperty().isEmpty()));
        open.managedProperty().bind(open.visibleProperty());
        content.getChildren().setAll(hindrance, hint, open);
        follow();
    }

    public Node root() {
        return root;
    }

    /** @param handler saves the figures of what all samples make of the network */
    public void setOnExport(Runnable handler) {
        onExport = handler;
    }

    public ActivityViewModel model() {
        return model;
    }

    public ObjectProperty<Palette> paletteProperty() {
        return results.paletteProperty();
    }

    static VBox section(String title, String note, Node... nodes) {
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

    static <T> ComboBox<T> combo(String id, String help) {
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

    static GridPane form() {
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
        assumed.getChildren().setAll(section("Functions", "the file holds weights alone", new FunctionControls(model.functionsProperty()).root()));
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
        export.setId("activity-export");
        export.setTooltip(new Tooltip("Saves what all samples make of the network for a paper: confusion matrix, activations, densities, sampling errors"));
        export.setMinWidth(Region.USE_PREF_SIZE);
        export.setOnAction(e -> onExport.run());
        export.visibleProperty().bind(model.activityProperty().isNotNull().and(model.measuringProperty().not()));
        export.managedProperty().bind(export.visibleProperty());
        running.visibleProperty().bind(model.measuringProperty());
        running.managedProperty().bind(running.visibleProperty());
        running.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(running, Priority.ALWAYS);
        HBox buttons = new HBox(8, run, export, cancel, running);
        buttons.setAlignment(Pos.CENTER_LEFT);
        buttons.getStyleClass().add("form");
        summary.setId("activity-summary");
        summary.setWrapText(true);
        summary.getStyleClass().add("summary");
        summary.managedProperty().bind(summary.textProperty().isNotEmpty());
        return section("All samples", "", buttons, summary);
    }

    private void follow() {
        bind(show, model.shownProperty(), chosen -> model.show(chosen));
        bind(minus, model.lessProperty(), chosen -> model.lessProperty().set(chosen));
        workspace.data().samplesProperty().subscribe(samples -> offer());
        workspace.data().sampleProperty().subscribe(sample -> rename());
        minus.setOnShowing(e -> offerMinus());
        minus.disableProperty().bind(model.shownProperty().map(Optional::isEmpty));
        workspace.networkProperty().subscribe(network -> assumed.setVisible(model.isAssuming()));
        model.activityProperty().subscribe(activity -> summary.setText(activity == null ? "" : ActivityWords.summary(activity)));
    }

    private void bind(ComboBox<Optional<ShownSignal>> combo, ObjectProperty<Optional<ShownSignal>> property, Consumer<Optional<ShownSignal>> choose) {
        combo.setConverter(new InWords<>(this::words));
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

    private String words(Optional<ShownSignal> signal) {
        Samples samples = workspace.data().samples();
        if (signal.isEmpty() || samples == null) {
            return "nothing";
        }
        long looked = workspace.data().sampleProperty().get();
        return signal.get() instanceof ShownSignal.Looked ? "the sample that is looked at: " + samples.title(looked) : signal.get().words(samples, looked);
    }

    private void offer() {
        List<Optional<ShownSignal>> all = new ArrayList<>(List.of(Optional.empty()));
        model.choices().forEach(one -> all.add(Optional.of(one)));
        offering = true;
        show.getItems().setAll(all);
        show.setValue(model.shownProperty().get());
        offering = false;
        offerMinus();
    }

    /** The sample that is looked at now is kept as it is, so that the steps go on and others are compared with it. */
    private void offerMinus() {
        List<Optional<ShownSignal>> all = new ArrayList<>(List.of(Optional.empty()));
        if (workspace.data().samples() != null) {
            all.add(Optional.of(new ShownSignal.OfSample(workspace.data().sampleProperty().get())));
        }
        model.choices().stream().filter(one -> !(one instanceof ShownSignal.Looked)).forEach(one -> all.add(Optional.of(one)));
        offering = true;
        minus.getItems().setAll(all);
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
}
