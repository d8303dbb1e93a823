package org.cntexplorer.app.plots;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.model.Network;
import org.controlsfx.control.CheckComboBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The plots below the graph: strengths of layers, fluctuation of all layers, weights of connections. */
public final class PlotsPane {
    /** Which plot. */
    public enum Plot {
        STRENGTH, FLUCTUATION, WEIGHTS
    }

    /** How near to a neuron's strength, in pixels, the pointer means it. */
    private static final double REACH = 4;
    private static final String RANGE_KEYS = "Arrow keys move a range, with Shift its upper end; Page Up and Page Down by tenths, Home and End to the ends; "
            + "Escape ends it. It chooses ";
    /** What the title of a plot needs at least. */
    private static final double TITLE = 40;

    private final Workspace workspace;
    private final PlotsViewModel model;
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final GridPane root = new GridPane();
    private final CheckComboBox<Integer> layers = new CheckComboBox<>();
    private final CheckComboBox<Integer> connections = new CheckComboBox<>();
    private Consumer<Plot> onExport = plot -> {};

    public PlotsPane(Workspace workspace) {
        this.workspace = workspace;
        model = new PlotsViewModel(workspace);
        root.setId("plots-pane");
        root.getStyleClass().add("plots-pane");
        root.getStylesheets().add(PlotsPane.class.getResource("plots.css").toExternalForm());
        root.setMinSize(240, 120);
        for (double percent : new double[] {36, 30, 34}) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(percent);
            root.getColumnConstraints().add(column);
        }
        RowConstraints row = new RowConstraints();
        row.setVgrow(Priority.ALWAYS);
        row.setFillHeight(true);
        root.getRowConstraints().add(row);
        root.add(strength(), 0, 0);
        root.add(fluctuation(), 1, 0);
        root.add(weights(), 2, 0);
        workspace.networkProperty().subscribe(this::offer);
    }

    public Node root() {
        return root;
    }

    public PlotsViewModel model() {
        return model;
    }

    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    /** Who is asked to save a plot. */
    public void setOnExport(Consumer<Plot> handler) {
        onExport = handler;
    }

    private Node strength() {
        Supplier<String> words = () -> RangeWords.neurons(model.rangeProperty().get(), model.layersProperty().get(), workspace);
        FigureView view = view("plot-strength", RANGE_KEYS + "neurons", words, model.rangeProperty(), workspace.selection().neuronsProperty());
        view.figureProperty().bind(Bindings.createObjectBinding(() -> model.strengthShown().orElse(null), model.strengthProperty(), model.framesProperty()));
        Label readout = readout("drag to select");
        view.setOnMouseMoved(e -> {
            readout.setText(PlotReadout.strength(view.drawnProperty().get(), e.getX()).orElse(""));
            pointAt(view, e.getX());
        });
        view.setOnMouseExited(e -> {
            readout.setText("drag to select");
            model.pointAtNone();
        });
        RangeDrag drag = new RangeDrag(view, model::select, model::clearRange);
        new RangeKeys(view, drag, model.rangeProperty()::get, range -> {
            model.select(range, false);
            readout.setText(words.get());
        }, () -> {
            model.clearRange();
            workspace.selection().clear();
            readout.setText("drag to select");
        });
        choice(layers, "plot-layers", "Layers whose strengths are shown", model.layersProperty());
        return panel("Node strength", layers, readout, Plot.STRENGTH, new StackPane(view, drag.over(), pointed(view, "plot-strength-pointed", model::pointedStrength)));
    }

    private Node fluctuation() {
        FigureView view = view("plot-fluctuation", "Left and right arrow choose a layer", this::layerWords, workspace.brush().layerProperty());
        view.figureProperty().bind(Bindings.createObjectBinding(() -> model.fluctuationShown().orElse(null), model.fluctuationProperty(), model.framesProperty()));
        Label readout = readout("");
        view.setOnMouseMoved(e -> readout.setText(PlotReadout.fluctuation(view.drawnProperty().get(), e.getX()).orElse("")));
        view.setOnMouseExited(e -> readout.setText(""));
        view.setOnMouseClicked(e -> PlotReadout.layerAt(view.drawnProperty().get(), e.getX()).ifPresent(l -> workspace.reveal(new Place.OfLayer(l))));
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::chooseLayer);
        PlotCursor chosen = new PlotCursor(view, "plot-fluctuation-layer", "chosen-cursor");
        workspace.brush().layerProperty().subscribe(() -> chosen.show(model.chosenLayer()));
        return panel("Layer fluctuation", null, readout, Plot.FLUCTUATION,
                new StackPane(view, chosen, pointed(view, "plot-fluctuation-pointed", model::pointedLayer)));
    }

    private String layerWords() {
        OptionalInt layer = workspace.brush().layerProperty().get();
        return workspace.network() == null || layer.isEmpty() || layer.getAsInt() >= workspace.network().layers().size() ? ""
                : workspace.network().layer(layer.getAsInt()).name();
    }

    private void chooseLayer(KeyEvent e) {
        if (workspace.network() == null || e.isShortcutDown() || e.isAltDown() || e.isShiftDown()) {
            return;
        }
        int last = workspace.network().layers().size() - 1;
        int now = workspace.brush().layerProperty().get().orElse(-1);
        int next = switch (e.getCode()) {
            case LEFT -> Math.max(0, now - 1);
            case RIGHT -> Math.min(last, now + 1);
            case HOME -> 0;
            case END -> last;
            default -> -1;
        };
        if (next >= 0) {
            workspace.reveal(new Place.OfLayer(next));
            e.consume();
        }
    }

    private Node weights() {
        Supplier<String> words = () -> RangeWords.links(model.weightsRange(), model.connectionsProperty().get(), workspace);
        FigureView view = view("plot-weights", RANGE_KEYS + "weights", words, workspace.view().weightsProperty(), workspace.linksProperty());
        view.figureProperty().bind(Bindings.createObjectBinding(() -> model.weightsShown().orElse(null), model.weightsProperty(), model.framesProperty()));
        Label readout = readout("drag to show");
        view.setOnMouseMoved(e -> readout.setText(PlotReadout.weight(view.drawnProperty().get(), e.getX()).orElse("")));
        view.setOnMouseExited(e -> readout.setText("drag to show"));
        RangeDrag drag = new RangeDrag(view, (range, add) -> model.showWeights(range), model::clearWeights);
        new RangeKeys(view, drag, model::weightsRange, model::showWeights, model::clearWeights);
        choice(connections, "plot-connections", "Connections whose weights are shown", model.connectionsProperty());
        return panel("Link weights", connections, readout, Plot.WEIGHTS,
                new StackPane(view, drag.over(), pointed(view, "plot-weights-pointed", model::pointedWeight)));
    }

    /** A line at what the pointer is on in another pane. */
    private PlotCursor pointed(FigureView view, String id, Supplier<OptionalDouble> where) {
        PlotCursor cursor = new PlotCursor(view, id, "pointed-cursor");
        workspace.brush().pointedProperty().subscribe(() -> cursor.show(where.get()));
        return cursor;
    }

    /** Points at the neuron whose strength is under the pointer, a few pixels more or less. */
    private void pointAt(FigureView view, double x) {
        FigureView.Drawn drawn = view.drawnProperty().get();
        if (drawn == null) {
            return;
        }
        drawn.plot().ifPresent(plot -> model.pointAt(plot.valueAt(x), REACH / plot.area().getWidth() * (plot.high() - plot.low())));
    }

    /**
     * @param help what the keys do
     * @param words what is chosen in it; "" for nothing
     * @param on which hangs what is chosen
     */
    private FigureView view(String id, String help, Supplier<String> words, Observable... on) {
        FigureView view = new FigureView(workspace.executor(), workspace::fail);
        view.setId(id);
        view.setFocusTraversable(true);
        view.setAccessibleHelp(help);
        Observable[] all = Arrays.copyOf(on, on.length + 1);
        all[on.length] = view.figureProperty();
        view.accessibleTextProperty().bind(Bindings.createStringBinding(
                () -> PlotSpeech.of(view.figureProperty().get()) + (words.get().isEmpty() ? "" : " Chosen: " + words.get()), all));
        view.paletteProperty().bind(palette);
        return view;
    }

    private static Label readout(String text) {
        Label readout = new Label(text);
        readout.getStyleClass().add("readout");
        // what the title and the choice leave
        readout.setMinWidth(0);
        readout.setPrefWidth(0);
        readout.setMaxWidth(Double.MAX_VALUE);
        readout.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(readout, Priority.ALWAYS);
        return readout;
    }

    private Node panel(String title, CheckComboBox<Integer> choice, Label readout, Plot plot, Node chart) {
        Label name = new Label(title);
        name.getStyleClass().add("section-title");
        // gives way where the pane is narrow, so that what can be pressed stays in sight
        name.setMinWidth(TITLE);
        Button export = new Button("", new FontIcon("fth-download"));
        export.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, Styles.BUTTON_ICON);
        export.setTooltip(new Tooltip("Saves this plot for a paper"));
        export.setAccessibleText("Save the plot " + title);
        export.setMinWidth(Region.USE_PREF_SIZE);
        export.setId("plot-export-" + plot.name().toLowerCase(java.util.Locale.ROOT));
        export.setOnAction(e -> onExport.accept(plot));
        HBox header = new HBox(name);
        if (choice != null) {
            header.getChildren().add(choice);
        }
        header.getChildren().addAll(readout, export);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("plot-header");
        VBox.setVgrow(chart, Priority.ALWAYS);
        VBox panel = new VBox(header, chart);
        panel.getStyleClass().add("plot-panel");
        panel.setMinWidth(0);
        return panel;
    }

    /** Ties the ticks of a choice to a list of indices, both ways. */
    private static void choice(CheckComboBox<Integer> box, String id, String help, ObjectProperty<List<Integer>> chosen) {
        box.setId(id);
        box.setTooltip(new Tooltip(help));
        box.setAccessibleText(help);
        box.setAccessibleRole(AccessibleRole.COMBO_BOX);
        box.setShowCheckedCount(false);
        box.setMinWidth(76);
        box.setMaxWidth(170);
        boolean[] ticking = {false};
        chosen.addListener((p, was, is) -> {
            if (!Objects.equals(new ArrayList<>(box.getCheckModel().getCheckedItems()), is)) {
                ticking[0] = true;
                try {
                    box.getCheckModel().clearChecks();
                    is.stream().filter(box.getItems()::contains).forEach(i -> box.getCheckModel().check(i));
                } finally {
                    ticking[0] = false;
                }
            }
        });
        box.getCheckModel().getCheckedItems().addListener((ListChangeListener<Integer>) change -> {
            if (!ticking[0]) {
                chosen.set(box.getCheckModel().getCheckedItems().stream().filter(Objects::nonNull).sorted().toList());
            }
        });
    }

    private void offer(Network network) {
        if (workspace.isStepping()) {
            return;
        }
        List<Integer> shownLayers = model.layersProperty().get();
        List<Integer> shownConnections = model.connectionsProperty().get();
        layers.setConverter(names(network == null ? List.of() : network.layers().stream().map(l -> l.name()).toList()));
        connections.setConverter(names(network == null ? List.of() : network.connections().stream().map(c -> c.name()).toList()));
        fill(layers, network == null ? 0 : network.layers().size());
        fill(connections, network == null ? 0 : network.connections().size());
        // the ticks were lost with the entries
        model.layersProperty().set(List.of());
        model.connectionsProperty().set(List.of());
        model.layersProperty().set(shownLayers);
        model.connectionsProperty().set(shownConnections);
    }

    private static void fill(CheckComboBox<Integer> box, int count) {
        box.getCheckModel().clearChecks();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        box.getItems().setAll(numbers);
    }

    private static StringConverter<Integer> names(List<String> names) {
        return new StringConverter<>() {
            @Override public String toString(Integer index) {
                return index == null || index >= names.size() ? "" : names.get(index);
            }
            @Override public Integer fromString(String text) {
                return names.indexOf(text);
            }
        };
    }
}
