package org.cntexplorer.app.compare;

import atlantafx.base.theme.Styles;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.metric.Differences;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Neuron;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where two networks differ: the layers, and the neurons of the chosen layer that differ most. Choosing selects in both graphs. */
public final class DifferencePane {
    /** Neurons of a layer that are listed; a file has them all. */
    private static final int MOST = 1000;

    private final Workspace workspace;
    private final CompareViewModel model;
    private final DifferenceTable<Differences.OfLayer> layers = new DifferenceTable<Differences.OfLayer>("difference-layers", "Differences by layer", "Layer",
            of -> of.layer().index() + "  " + of.layer().name(), Comparator.comparingInt(of -> of.layer().index()))
            .with("⟨Δs⟩", "Mean of Δs, the strength of a neuron in the second model minus that in the first", false, Differences.OfLayer::mean)
            .with("max |Δs|", "Greatest |Δs| of the layer's neurons", false, Differences.OfLayer::largest)
            .with("Δs / s", "Relative change of the strengths: ‖Δs‖ / ‖s‖ of the first model", false, Differences.OfLayer::change)
            .with("r(s)", "Correlation of the strengths in the two models (Pearson)", false, Differences.OfLayer::correlation)
            .with("Δw / w", "Relative change of the weights of the connections into the layer: ‖Δw‖ / ‖w‖ of the first model", false,
                    Differences.OfLayer::weightChange)
            .with("r(w)", "Correlation of the weights in the two models (Pearson)", false, Differences.OfLayer::weightCorrelation);
    private final DifferenceTable<NeuronRow> neurons = new DifferenceTable<NeuronRow>("difference-neurons", "Differences by neuron", "Neuron", NeuronRow::place,
            Comparator.comparingInt(row -> row.neuron().index()))
            .with("s", "Strength in the first model", false, NeuronRow::a)
            .with("s′", "Strength in the second model", false, NeuronRow::b)
            .with("Δs", "Strength in the second model minus that in the first; sorted by its magnitude", true, NeuronRow::difference);
    private final Label neuronsTitle = new Label("Neurons");
    private final Label neuronsNote = new Label();
    private final Button save = new Button("Save…", new FontIcon("fth-download"));
    private final SplitPane root;
    private Runnable onSave = () -> { };
    private TaskExecutor.Handle listing = TaskExecutor.Handle.NONE;
    private int layer = -1;
    private boolean following;

    DifferencePane(CompareViewModel model) {
        this.model = model;
        workspace = model.main();
        save.setId("difference-save");
        save.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        save.setMinWidth(Region.USE_PREF_SIZE);
        save.setTooltip(new Tooltip("Saves the differences of all layers, or of all neurons, as CSV"));
        save.disableProperty().bind(model.differencesProperty().isNull());
        save.setOnAction(e -> onSave.run());
        Label layersTitle = new Label("Differences");
        layersTitle.getStyleClass().add("section-title");
        neuronsTitle.getStyleClass().add("section-title");
        neuronsNote.getStyleClass().add("section-note");
        neuronsNote.setId("difference-note");
        root = new SplitPane(section(layers.view(), layersTitle), section(neurons.view(), neuronsTitle, neuronsNote, gap(), save));
        root.setId("difference-table");
        root.getStyleClass().add("difference-pane");
        root.setOrientation(Orientation.HORIZONTAL);
        root.setDividerPositions(0.56);
        root.getStylesheets().add(DifferencePane.class.getResource("compare.css").toExternalForm());
        neurons.view().getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        neurons.sortBy(3);
        model.differencesProperty().addListener((p, was, is) -> show());
        layers.view().getSelectionModel().selectedItemProperty().addListener((p, was, is) -> layerChosen(is));
        neurons.view().getSelectionModel().getSelectedItems().subscribe(this::neuronsChosen);
        workspace.selection().neuronsProperty().addListener((p, was, is) -> selected());
        neurons.view().setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                goThere();
                event.consume();
            }
        });
        neurons.view().setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                goThere();
            }
        });
        show();
    }

    private static Node gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private static VBox section(TableView<?> table, Node... title) {
        HBox bar = new HBox(title);
        bar.getStyleClass().add("section");
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox section = new VBox(bar, table);
        section.setMinWidth(0);
        return section;
    }

    Node root() {
        return root;
    }

    /** @param then asks where the tables are to be saved */
    public void setOnSave(Runnable then) {
        onSave = then;
    }

    private void show() {
        Differences all = model.differencesProperty().get();
        following = true;
        layers.show(all == null ? List.of() : all.layers());
        if (all == null) {
            layer = -1;
        } else if (layer < 0) {
            layer = workspace.selection().primary().map(Neuron::layer).orElseGet(() -> most(all));
        }
        markLayer();
        following = false;
        list();
    }

    /** The layer whose strengths differ most, relative to what they are. */
    private static int most(Differences all) {
        return all.layers().stream().filter(of -> Double.isFinite(of.change())).max(Comparator.comparingDouble(Differences.OfLayer::change))
                .map(of -> of.layer().index()).orElse(0);
    }

    private void markLayer() {
        layers.view().getItems().stream().filter(of -> of.layer().index() == layer).findFirst().ifPresent(of -> {
            layers.view().getSelectionModel().select(of);
            layers.view().scrollTo(Math.max(0, layers.view().getItems().indexOf(of) - 1));
        });
    }

    private void layerChosen(Differences.OfLayer of) {
        if (of != null && !following) {
            layer = of.layer().index();
            list();
            workspace.reveal(new Place.OfLayer(layer));
        }
    }

    private void list() {
        listing.cancel();
        Differences all = model.differencesProperty().get();
        if (all == null || layer < 0) {
            fill(List.of());
            neuronsTitle.setText("Neurons");
            neuronsNote.setText(model.partnerProperty().get() == null ? "" : "being computed…");
            return;
        }
        Differences.OfLayer of = all.layers().get(layer);
        neuronsTitle.setText("Neurons of " + of.layer().name());
        neuronsNote.setText(of.a().length <= MOST ? NumberText.count(of.a().length)
                : "the " + NumberText.count(MOST) + " of " + NumberText.count(of.a().length) + " that differ most");
        listing = workspace.executor().submit(new BackgroundTask<>("List the differences of " + of.layer().name(),
                progress -> of.largest(MOST, progress).stream().map(k -> row(of, k)).toList(), this::fill, workspace::fail));
    }

    private static NeuronRow row(Differences.OfLayer of, int k) {
        Layer layer = of.layer();
        return new NeuronRow(new Neuron(layer.index(), k), layer.shape().place(k), of.a()[k], of.b()[k]);
    }

    private void fill(List<NeuronRow> rows) {
        following = true;
        neurons.show(rows);
        following = false;
        markNeurons();
    }

    private void neuronsChosen() {
        List<Neuron> chosen = neurons.view().getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).map(NeuronRow::neuron).toList();
        if (!following && !chosen.isEmpty()) {
            following = true;
            workspace.selection().set(chosen);
            following = false;
        }
    }

    private void goThere() {
        Optional.ofNullable(neurons.view().getSelectionModel().getSelectedItem()).ifPresent(row -> workspace.reveal(new Place.OfNeuron(row.neuron())));
    }

    /** What is selected elsewhere is marked here. */
    private void selected() {
        if (following || model.differencesProperty().get() == null) {
            return;
        }
        Optional<Neuron> primary = workspace.selection().primary();
        if (primary.isPresent() && primary.get().layer() != layer) {
            layer = primary.get().layer();
            following = true;
            markLayer();
            following = false;
            list();
        } else {
            markNeurons();
        }
    }

    private void markNeurons() {
        following = true;
        TableView<NeuronRow> table = neurons.view();
        table.getSelectionModel().clearSelection();
        Set<Neuron> selected = Set.copyOf(workspace.selection().neurons());
        int last = -1;
        for (int i = 0; i < table.getItems().size(); i++) {
            if (selected.contains(table.getItems().get(i).neuron())) {
                table.getSelectionModel().select(i);
                last = i;
            }
        }
        if (last >= 0) {
            table.scrollTo(Math.max(0, last - 2));
        }
        following = false;
    }
}
