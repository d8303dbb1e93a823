package org.cntexplorer.app.compare;

import java.util.List;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.cntexplorer.app.graphview.GraphPane;
import org.cntexplorer.app.workspace.OpenModel;
import org.cntexplorer.figure.Palette;

/**
 * The centre of the window: the graph alone, or two graphs beside one another that are seen from the same place, or the graph of their difference.
 * Below them, instead of the plots, tables say where they differ.
 */
public final class ComparePane {
    private final CompareViewModel model;
    private final GraphPane graph;
    private final BorderPane root = new BorderPane();
    private final StackPane lower;
    private final DifferencePane tables;
    private final BooleanProperty tablesShown = new SimpleBooleanProperty(this, "tablesShown", true);
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final Label ofMain = title("compare-title-a");
    private final Label ofTwin = title("compare-title-b");
    private final CompareStrip strip;
    /** Made when two are first compared. */
    private GraphPane twin;

    /**
     * @param graph of the model that is looked at
     * @param plots that the tables take the place of
     */
    public ComparePane(CompareViewModel model, GraphPane graph, Node plots) {
        this.model = model;
        this.graph = graph;
        root.setId("compare");
        root.getStylesheets().add(ComparePane.class.getResource("compare.css").toExternalForm());
        strip = new CompareStrip(model, tablesShown);
        tables = new DifferencePane(model);
        lower = new StackPane(plots, tables.root());
        lower.setMinWidth(0);
        BooleanExpression comparing = model.partnerProperty().isNotNull();
        tables.root().visibleProperty().bind(comparing.and(tablesShown));
        plots.visibleProperty().bind(tables.root().visibleProperty().not());
        model.partnerProperty().addListener((p, was, is) -> show());
        model.modeProperty().addListener((p, was, is) -> show());
        model.differencesProperty().addListener((p, was, is) -> nameTitles());
        show();
    }

    private static Label title(String id) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add("compare-title");
        label.setMaxWidth(Double.MAX_VALUE);
        // runs of one experiment begin alike
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(label.textProperty());
        label.setTooltip(whole);
        return label;
    }

    private void show() {
        if (model.partnerProperty().get() == null) {
            alone();
        } else {
            together();
        }
    }

    private void alone() {
        if (twin != null) {
            graph.lookWithout(twin);
            graph.model().leastLimitProperty().unbind();
            graph.model().leastLimitProperty().set(List.of());
        }
        graph.root().setTop(graph.strip());
        graph.root().setVisible(true);
        root.setTop(null);
        root.setCenter(graph.root());
    }

    private void together() {
        GraphPane other = twin();
        boolean both = model.modeProperty().get() == CompareViewModel.Mode.SIDE_BY_SIDE;
        strip.offer();
        nameTitles();
        graph.root().setTop(null);
        other.root().setTop(null);
        root.setTop(new VBox(strip.root(), both ? graph.strip() : other.strip()));
        VBox left = half(ofMain, graph.root());
        VBox right = half(ofTwin, other.root());
        if (both) {
            GridPane halves = new GridPane();
            ColumnConstraints column = new ColumnConstraints(0, Region.USE_COMPUTED_SIZE, Double.MAX_VALUE, Priority.ALWAYS, null, true);
            column.setPercentWidth(50);
            RowConstraints row = new RowConstraints();
            row.setVgrow(Priority.ALWAYS);
            halves.getColumnConstraints().addAll(column, column);
            halves.getRowConstraints().add(row);
            halves.addRow(0, left, right);
            // a line between them that takes no more from the one than from the other
            halves.setHgap(1);
            halves.getStyleClass().add("compare-halves");
            root.setCenter(halves);
        } else {
            // as large as the other, so that both look from the same place; it is there again when the difference goes
            root.setCenter(new StackPane(left, right));
        }
        left.setVisible(both);
        if (both) {
            graph.model().leastLimitProperty().bind(other.model().limitProperty());
            other.model().leastLimitProperty().bind(graph.model().limitProperty());
        } else {
            graph.model().leastLimitProperty().unbind();
            other.model().leastLimitProperty().unbind();
            other.model().leastLimitProperty().set(List.of());
        }
        graph.lookWith(other);
    }

    private static VBox half(Label title, BorderPane graph) {
        graph.setMinWidth(0);
        VBox.setVgrow(graph, Priority.ALWAYS);
        VBox half = new VBox(title, graph);
        half.setMinWidth(0);
        // titles of layers reach as far as they like
        Rectangle room = new Rectangle();
        room.widthProperty().bind(half.widthProperty());
        room.heightProperty().bind(half.heightProperty());
        half.setClip(room);
        return half;
    }

    private GraphPane twin() {
        if (twin == null) {
            twin = new GraphPane(model.twin());
            twin.model().placeAs(graph.model());
            twin.paletteProperty().bind(palette);
            // what is looked up by its name is that of the model that is looked at
            twin.root().lookupAll("*").forEach(ComparePane::rename);
            rename(twin.strip());
            ((javafx.scene.Parent) twin.strip()).lookupAll("*").forEach(ComparePane::rename);
        }
        return twin;
    }

    private static void rename(Node node) {
        if (node.getId() != null && !node.getId().startsWith("twin-")) {
            node.setId("twin-" + node.getId());
        }
    }

    private void nameTitles() {
        OpenModel other = model.partnerProperty().get();
        if (other != null && model.main().network() != null) {
            String a = model.main().network().name();
            String b = other.network().name();
            ofMain.setText(a);
            ofTwin.setText(model.modeProperty().get() == CompareViewModel.Mode.SIDE_BY_SIDE ? b
                    : b + " − " + a + (model.differencesProperty().get() == null ? "  (being computed…)" : ""));
        }
    }

    /** To stand in the centre of the window. */
    public Node root() {
        return root;
    }

    /** To stand below it: the plots or the tables. */
    public Node lower() {
        return lower;
    }

    public DifferencePane tables() {
        return tables;
    }

    public CompareViewModel model() {
        return model;
    }

    /** Whether the tables stand in the place of the plots while two are compared. */
    public BooleanProperty tablesShownProperty() {
        return tablesShown;
    }

    /** The colours of everything; the theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    /** Whether nothing is being drawn. */
    public boolean isIdle() {
        return twin == null || !twin.busyProperty().get();
    }

    /** Beside the main graph, where two have been compared. */
    public GraphPane twinGraph() {
        return twin();
    }
}
