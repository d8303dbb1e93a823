package org.cntexplorer.app.inspector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.widget.CopyableNumber;
import org.cntexplorer.app.widget.Fxml;
import org.cntexplorer.app.widget.HistogramView;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.metric.Histogram;
import org.cntexplorer.metric.Standing;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Neuron;

/** The right of the window: everything about the selected neuron. */
public final class InspectorPane {
    @FXML private StackPane root;
    @FXML private VBox hint;
    @FXML private ScrollPane scroll;
    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private TextField name;
    @FXML private TextArea note;
    @FXML private ToggleButton pin;
    @FXML private GridPane several;
    @FXML private Label count;
    @FXML private Label mean;
    @FXML private Label min;
    @FXML private Label max;
    @FXML private Label strength;
    @FXML private Label in;
    @FXML private Label out;
    @FXML private Label bias;
    @FXML private Label rank;
    @FXML private Label percentile;
    @FXML private Label z;
    @FXML private VBox onData;
    @FXML private VBox gateSection;
    @FXML private GridPane gateTable;
    @FXML private VBox incomingSection;
    @FXML private Label weightsNote;
    @FXML private StackPane picture;
    @FXML private StackPane histogram;
    @FXML private Label least;
    @FXML private Label binNote;
    @FXML private Label greatest;
    @FXML private ToggleGroup side;
    @FXML private ToggleButton incoming;
    @FXML private ToggleButton outgoing;
    @FXML private TableView<LinkRow> linkTable;

    private final InspectorViewModel model;
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final HistogramView bars = new HistogramView();
    private final Map<Label, CopyableNumber> numbers = new LinkedHashMap<>();
    private WeightImageView image;
    private LinkTable table;
    private GateTable gates;
    private AnnotationFields annotation;

    public InspectorPane(Workspace workspace) {
        this.model = new InspectorViewModel(workspace);
        Fxml.load(this, "inspector.fxml");
    }

    @FXML
    private void initialize() {
        for (Label label : new Label[] {strength, in, out, bias, rank, percentile, z, mean, min, max}) {
            numbers.put(label, new CopyableNumber(label));
        }
        bars.paletteProperty().bind(palette);
        histogram.getChildren().add(bars);
        bars.setOnMouseMoved(event -> tellBin(bars.binAt(event.getX())));
        bars.setOnMouseExited(event -> tellBin(-1));
        image = new WeightImageView(pixel -> shown().picture().ifPresent(weights -> model.jumpTo(new Neuron(weights.layer(), pixel))));
        picture.getChildren().add(image.root());
        table = new LinkTable(linkTable, model.pointedProperty(), link -> model.jumpTo(link.other()));
        gates = new GateTable(gateTable, model);
        annotation = new AnnotationFields(name, note, model.annotationsProperty());
        pin.setOnAction(e -> model.pin(shown().neuron(), pin.isSelected()));
        model.pinnedProperty().subscribe(() -> showPin());
        side.selectedToggleProperty().addListener((p, was, is) -> {
            if (is == null) {
                side.selectToggle(was);
            } else if (was != null && shown() != null) {
                showLinks(shown());
            }
        });
        incoming.setSelected(true);
        model.inspectionProperty().subscribe(this::show);
        palette.subscribe(colours -> {
            if (shown() != null) {
                showPicture(shown(), colours);
            }
        });
    }

    private Inspection shown() {
        return model.inspectionProperty().get();
    }

    private void show(Inspection inspection) {
        hint.setVisible(inspection == null);
        scroll.setVisible(inspection != null);
        annotation.show(inspection == null ? null : inspection.neuron());
        showPin();
        if (inspection == null) {
            return;
        }
        title.setText(InspectorWords.title(inspection));
        subtitle.setText(InspectorWords.subtitle(inspection));
        showSeveral(inspection);
        showNumbers(inspection);
        visible(gateSection, !inspection.gates().isEmpty());
        gates.show(inspection.gates());
        showIncoming(inspection);
        showSides(inspection);
        showLinks(inspection);
    }

    private void showPin() {
        pin.setSelected(shown() != null && model.pinnedProperty().get().contains(shown().neuron()));
    }

    /** Lets the neuron's name be typed. */
    public void name() {
        // the letter of the key that asked for it is on its way to whoever has the focus
        Platform.runLater(() -> {
            name.requestFocus();
            name.selectAll();
        });
    }

    private void showSeveral(Inspection inspection) {
        visible(several, inspection.selected() > 1);
        Moments all = inspection.all();
        count.setText(NumberText.count(inspection.selected()) + " neurons selected, the last one below");
        NumberText like = NumberText.ofGroup(all.mean(), all.min(), all.max());
        numbers.get(mean).show(all.mean(), like);
        numbers.get(min).show(all.min(), like);
        numbers.get(max).show(all.max(), like);
    }

    private void showNumbers(Inspection inspection) {
        NumberText like = NumberText.ofGroup(inspection.total(), inspection.in(), inspection.out(), inspection.bias().orElse(0));
        numbers.get(strength).show(inspection.total(), like);
        numbers.get(in).show(inspection.in(), like);
        numbers.get(out).show(inspection.out(), like);
        inspection.bias().ifPresentOrElse(some -> numbers.get(bias).show(some, like), numbers.get(bias)::showNone);
        Standing standing = inspection.standing();
        if (standing.rank() == 0) {
            numbers.get(rank).showNone();
            numbers.get(percentile).showNone();
        } else {
            numbers.get(rank).show(NumberText.count(standing.rank()) + " of " + NumberText.count(standing.of()),
                    Integer.toString(standing.rank()));
            numbers.get(percentile).show(new NumberText(1).of(standing.percentile()), NumberText.exact(standing.percentile()));
        }
        if (Double.isNaN(standing.z())) {
            numbers.get(z).showNone();
        } else {
            numbers.get(z).show(new NumberText(3).of(standing.z()), NumberText.exact(standing.z()));
        }
    }

    private void showIncoming(Inspection inspection) {
        visible(incomingSection, inspection.incoming().counted() > 0);
        Moments weights = inspection.incoming().moments();
        weightsNote.setText(InspectorWords.weights(weights));
        bars.histogramProperty().set(inspection.incoming().histogram());
        NumberText ends = NumberText.ofColumn(DoubleStream.of(weights.min(), weights.max()));
        least.setText(weights.n() == 0 ? "" : ends.of(weights.min()));
        greatest.setText(weights.n() == 0 ? "" : ends.of(weights.max()));
        tellBin(-1);
        visible(picture, inspection.picture().isPresent() || inspection.kernel().isPresent());
        showPicture(inspection, palette.get());
        inspection.kernel().ifPresent(kernel -> weightsNote.setText(kernel.words()));
    }

    private void showPicture(Inspection inspection, Palette colours) {
        inspection.picture().ifPresent(some -> image.show(some, colours));
        inspection.kernel().ifPresent(some -> image.show(some, colours));
    }

    private void tellBin(int bin) {
        Histogram counts = bars.histogramProperty().get();
        binNote.setText(bin < 0 || counts == null ? "" : InspectorWords.bin(counts, bin));
    }

    /** The side that was looked at stays, unless it has no links. */
    private void showSides(Inspection inspection) {
        incoming.setText("In " + NumberText.count(inspection.incoming().links()));
        outgoing.setText("Out " + NumberText.count(inspection.outgoing().links()));
        incoming.setDisable(inspection.incoming().links() == 0);
        outgoing.setDisable(inspection.outgoing().links() == 0);
        if (incoming.isSelected() && incoming.isDisable() && !outgoing.isDisable()) {
            side.selectToggle(outgoing);
        } else if (outgoing.isSelected() && outgoing.isDisable() && !incoming.isDisable()) {
            side.selectToggle(incoming);
        }
    }

    private void showLinks(Inspection inspection) {
        table.show((incoming.isSelected() ? inspection.incoming() : inspection.outgoing()).strongest());
    }

    @FXML
    private void copyAll() {
        CopyableNumber.copy(InspectorWords.table(shown()).entrySet().stream().map(entry -> entry.getKey() + "\t" + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n")));
    }

    private static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    /** Puts what data makes of the selected neuron below its numbers. */
    public void showOnData(Node pane) {
        onData.getChildren().setAll(pane);
    }

    /** What is put into the window. */
    public Node root() {
        return root;
    }

    /** The colours of what is drawn; the theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }
}
