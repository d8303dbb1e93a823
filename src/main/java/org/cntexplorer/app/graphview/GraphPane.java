package org.cntexplorer.app.graphview;

import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.fxml.FXML;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.cntexplorer.app.widget.Fxml;
import org.cntexplorer.app.widget.InWords;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.GraphFigure;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.model.Neuron;

/** The centre of the window: the network as a layered graph, with its tool strip. */
public final class GraphPane {
    /** A slider that still moves does not choose links. */
    private static final Duration SETTLED = Duration.millis(140);
    /** Work that is done sooner is not announced. */
    private static final Duration NOTICEABLE = Duration.millis(350);

    @FXML private BorderPane root;
    @FXML private FlowPane strip;
    @FXML private ComboBox<NeuronQuantity> quantity;
    @FXML private ToggleButton ownRanges;
    @FXML private MenuButton linkRule;
    @FXML private Button focus;
    @FXML private Slider linkSlider;
    @FXML private Label linkText;
    @FXML private MenuButton layout;
    @FXML private ToggleButton rubberBand;
    @FXML private StackPane canvas;
    @FXML private StackPane stageHolder;
    @FXML private Pane overlay;
    @FXML private VBox hint;
    @FXML private HBox legend;
    @FXML private ProgressIndicator working;

    private final GraphViewModel model;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private GraphCanvas graph;
    private Legend legendView;

    public GraphPane(Workspace workspace) {
        this(new GraphViewModel(workspace));
    }

    public GraphPane(GraphViewModel model) {
        this.model = model;
        Fxml.load(this, "graphview.fxml");
    }

    @FXML
    private void initialize() {
        graph = new GraphCanvas(model, canvas, stageHolder, overlay);
        legendView = new Legend(legend, model.workspace().view());
        legendView.count().textProperty().bind(model.countTextProperty());
        canvas.accessibleTextProperty().bind(GraphSpeech.of(model));
        bindStrip();
        new LayoutMenu(model.workspace(), layout);
        model.paletteProperty().subscribe(this::recolour);
        model.drawingProperty().subscribe(d -> legendView.show(d == null ? null : d.scene(), model.paletteProperty().get()));
        graph.detail().detailProperty().subscribe(detail -> legendView.show(detail.bands()));
        model.workspace().networkProperty().subscribe(n -> hint.setVisible(n == null));
        graph.rubberBandProperty().bindBidirectional(rubberBand.selectedProperty());
        BooleanBinding drawing = model.busyProperty().or(graph.busyProperty());
        busy.bind(drawing.or(graph.view().movingProperty()));
        announceLongWork(drawing);
    }

    private void bindStrip() {
        quantity.getItems().setAll(NeuronQuantity.values());
        quantity.setConverter(new InWords<>(NeuronQuantity::label));
        quantity.valueProperty().bindBidirectional(model.quantityProperty());
        model.workspace().view().ownRanges().subscribe(ownRanges::setSelected);
        ownRanges.setOnAction(e -> model.workspace().view().turnRanges());
        ownRanges.disableProperty().bind(model.workspace().networkProperty().isNull());
        new LinkMenu(model.workspace(), model.links(), linkRule, focus);
        linkSlider.valueProperty().bindBidirectional(model.links().positionProperty());
        linkText.textProperty().bind(model.links().textProperty());
        PauseTransition settled = new PauseTransition(SETTLED);
        settled.setOnFinished(e -> model.links().apply());
        linkSlider.valueProperty().addListener((p, was, is) -> settled.playFromStart());
        quantity.disableProperty().bind(model.workspace().networkProperty().isNull());
        linkSlider.disableProperty().bind(model.workspace().networkProperty().isNull());
    }

    private void announceLongWork(BooleanBinding work) {
        PauseTransition noticeable = new PauseTransition(NOTICEABLE);
        noticeable.setOnFinished(e -> working.setVisible(work.get()));
        work.subscribe(now -> {
            if (now) {
                noticeable.playFromStart();
            } else {
                noticeable.stop();
                working.setVisible(false);
            }
        });
    }

    private void recolour(Palette palette) {
        root.setStyle("-graph-background: %s; -graph-text: %s; -graph-muted: %s; -graph-accent: %s; -graph-band: %s22; -graph-veil: %sDD; -graph-edge: %s;".formatted(
                css(palette.background()), css(palette.text()), css(palette.axis()), css(palette.accent()), css(palette.accent()),
                css(palette.background()), css(Palette.mix(palette.background(), palette.axis(), 0.4))));
        model.scene().ifPresent(scene -> legendView.show(scene, palette));
    }

    private static String css(java.awt.Color colour) {
        return "#%02X%02X%02X".formatted(colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    /** What is put into the window. */
    public BorderPane root() {
        return root;
    }

    /** The controls above the graph, at the top of the root unless they are put elsewhere. */
    public Node strip() {
        return strip;
    }

    /** From now on this one looks at its graph from where another looks at its own, and the other from where this one does. */
    public void lookWith(GraphPane other) {
        graph.view().onLook(() -> other.graph.view().lookAs(graph.view()));
        other.graph.view().onLook(() -> graph.view().lookAs(other.graph.view()));
        graph.view().lookAs(other.graph.view());
    }

    /** Where the other looks is no matter any more. */
    public void lookWithout(GraphPane other) {
        graph.view().onLook(() -> { });
        other.graph.view().onLook(() -> { });
    }

    public GraphViewModel model() {
        return model;
    }

    /** The colours of everything; the theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return model.paletteProperty();
    }

    /** What is shown now, for export; null where no network is open or it is not yet measured. */
    public GraphScene scene() {
        return model.scene().orElse(null);
    }

    /** The graph as it is shown now, for paper; null where there is none. */
    public Figure figure() {
        Drawing drawing = model.drawingProperty().get();
        return drawing == null ? null : new GraphFigure(drawing.scene(), drawing.emphasis().strongest(), graph.detail().detailProperty().get().bands());
    }

    /** True until everything that is open is drawn where the view is sent: a picture taken when it is false is complete. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    GraphCanvas canvas() {
        return graph;
    }

    /** Shows the whole graph. */
    public void fit() {
        graph.view().fit();
    }

    public void zoomIn() {
        graph.view().zoom(ViewMotion.ZOOM_STEP);
    }

    public void zoomOut() {
        graph.view().zoom(1 / ViewMotion.ZOOM_STEP);
    }

    /** Lets the keys choose the range of neurons that stand out. */
    public void filter() {
        legendView.focus();
    }

    /** Where a neuron is drawn, in pixels of {@code #graph-view}; empty while there is no graph. */
    public Optional<Point2D> localPosition(Neuron neuron) {
        return graph.position(neuron);
    }

    /** Where a neuron is drawn on the screen; empty while there is no graph or no window. */
    public Optional<Point2D> screenPosition(Neuron neuron) {
        return localPosition(neuron).map(canvas::localToScreen);
    }
}
