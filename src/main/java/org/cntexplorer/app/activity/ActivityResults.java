package org.cntexplorer.app.activity;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.activity.ValueActivity.SamplingError;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.ActivityFigures;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.model.Neuron;
import org.kordamp.ikonli.javafx.FontIcon;

/** What all samples make of the network: of each layer, the neurons that are dead, the classes that are taken for others. */
final class ActivityResults {
    private static final double ROW = 26;
    private static final int MOST_ROWS = 14;

    private final ActivityViewModel model;
    private final Workspace workspace;
    private final Label convergence = new Label();
    private final VBox root = new VBox();
    private final TableView<LayerActivity> table = new TableView<>();
    private final Label deadTitle = new Label();
    private final Button selectDead = new Button("Select", new FontIcon("fth-check-square"));
    private final ListView<Neuron> dead = new ListView<>();
    private final VBox confusion;
    private final FigureView matrix;
    private final FigureView densities;

    ActivityResults(ActivityViewModel model) {
        this.model = model;
        this.workspace = model.workspace();
        matrix = new FigureView(workspace.executor(), workspace::fail);
        densities = new FigureView(workspace.executor(), workspace::fail);
        confusion = ActivityPane.section("Confusion matrix", "samples of each true class", matrix);
        build();
        model.activityProperty().subscribe(this::show);
    }

    Node root() {
        return root;
    }

    ObjectProperty<Palette> paletteProperty() {
        return matrix.paletteProperty();
    }

    private void build() {
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
        root.getChildren().setAll(table, convergence, deadHead, dead, confusion, ActivityPane.section("Activation", "density of each layer over all samples", densities));
        root.visibleProperty().bind(model.activityProperty().isNotNull());
        root.managedProperty().bind(root.visibleProperty());
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

    private void show(Activity activity) {
        if (activity == null) {
            table.getItems().clear();
            dead.getItems().clear();
            matrix.figureProperty().set(null);
            densities.figureProperty().set(null);
            return;
        }
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
        matrix.figureProperty().set(figure("confusion"));
        densities.figureProperty().set(figure("activation-density"));
    }

    /** One of the figures, or null. */
    private Figure figure(String stem) {
        return model.figuresProperty().get().stream().filter(one -> one.stem().equals(stem)).map(ActivityFigures.Named::figure).findFirst().orElse(null);
    }

    private void converge() {
        LayerActivity row = table.getSelectionModel().getSelectedItem();
        List<SamplingError> errors = row == null ? List.of() : row.activation().convergence();
        convergence.setText(errors.isEmpty() ? "" : "Mean activation of " + name(row) + ": " + String.join(", ", errors.stream().skip(Math.max(0, errors.size() - 4))
                .map(one -> ActivityWords.withError(one.mean(), one.error()) + " after " + NumberText.count(one.samples())).toList()) + " samples.");
        convergence.setVisible(!errors.isEmpty());
    }
}
