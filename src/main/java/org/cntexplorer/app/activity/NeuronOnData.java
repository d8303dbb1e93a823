package org.cntexplorer.app.activity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.app.data.SamplePreview;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.SignalFlow;
import org.cntexplorer.model.Neuron;

/** What data makes of the selected neuron: its signals in the graph, how it tells classes apart, and the samples that drive it most. */
public final class NeuronOnData {
    private static final double PICTURE = 34;
    private static final double BAR = 14;

    private final ActivityViewModel model;
    private final Workspace workspace;
    private final Label note = new Label();
    private final Label activation = value("inspector-activation");
    private final Label sum = value("inspector-sum");
    private final Label active = value("inspector-active");
    private final Label selectivity = new Label();
    private final GridPane classes = new GridPane(8, 2);
    private final Label topTitle = new Label();
    private final FlowPane top = new FlowPane(4, 4);
    private final VBox measured = new VBox(6);
    private final VBox root = new VBox();

    public NeuronOnData(ActivityViewModel model) {
        this.model = model;
        this.workspace = model.workspace();
        Label title = new Label("On data");
        title.getStyleClass().add("section-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        note.getStyleClass().add("note");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, title, space, note);
        head.getStyleClass().add("section");
        GridPane numbers = new GridPane(7, 5);
        numbers.getStyleClass().add("numbers");
        numbers.addRow(0, what("Activation a", "a of what the graph shows"), activation, what("Strength z", "The sums z of what the graph shows: in-strength of the graph whose links carry w·a, biases counted"), sum);
        numbers.addRow(1, what("Active", "Share of all samples at which it is active, a > 0; of a channel, of all its positions"), active);
        selectivity.setId("inspector-selectivity");
        selectivity.setWrapText(true);
        ColumnConstraints bars = new ColumnConstraints();
        bars.setHgrow(Priority.ALWAYS);
        classes.getColumnConstraints().setAll(new ColumnConstraints(), bars, new ColumnConstraints());
        classes.setId("inspector-classes");
        topTitle.getStyleClass().add("note");
        top.setId("inspector-top");
        measured.getChildren().setAll(selectivity, classes, topTitle, top);
        measured.getStyleClass().add("measured");
        root.getChildren().setAll(head, numbers, measured);
        root.setId("inspector-on-data");
        root.managedProperty().bind(root.visibleProperty());
        measured.managedProperty().bind(measured.visibleProperty());
        workspace.flowProperty().addListener((p, was, is) -> showFlow());
        workspace.selection().neuronsProperty().addListener((p, was, is) -> show());
        model.activityProperty().addListener((p, was, is) -> show());
        workspace.networkProperty().addListener((p, was, is) -> show());
        show();
    }

    public Node root() {
        return root;
    }

    private static Label what(String text, String help) {
        Label label = new Label(text);
        label.getStyleClass().add("what");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setTooltip(new Tooltip(help));
        return label;
    }

    private static Label value(String id) {
        Label label = new Label();
        label.setId(id);
        label.setMinWidth(60);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    private Optional<Neuron> neuron() {
        return workspace.selection().primary().filter(some -> workspace.network() != null && workspace.network().has(some));
    }

    private void showFlow() {
        Optional<SignalFlow> flow = workspace.flowProperty().get().filter(some -> workspace.network() != null && some.fits(workspace.network()));
        note.setText(flow.map(SignalFlow::what).orElse(""));
        activation.setText(text(flow.map(SignalFlow::activations)));
        sum.setText(text(flow.map(SignalFlow::sums)));
        root.setVisible(neuron().isPresent() && (flow.isPresent() || model.activityProperty().get() != null));
    }

    private String text(Optional<List<float[]>> numbers) {
        return neuron().flatMap(one -> numbers.map(all -> all.get(one.layer())).filter(of -> of.length > one.index()).map(of -> ActivityWords.brief(of[one.index()])))
                .orElse("–");
    }

    private void show() {
        showFlow();
        Activity activity = model.activityProperty().get();
        Optional<LayerActivity> layer = neuron().flatMap(one -> activity == null ? Optional.empty() : activity.layer(one.layer()));
        measured.setVisible(layer.isPresent());
        active.setText(layer.map(of -> ActivityWords.percent(of.activeShare()[of.unit(neuron().orElseThrow().index())])).orElse("–"));
        classes.getChildren().clear();
        top.getChildren().clear();
        layer.ifPresent(of -> show(activity, of, of.unit(neuron().orElseThrow().index())));
    }

    private void show(Activity activity, LayerActivity layer, int unit) {
        String whose = layer.positions() > 1 ? "channel " + unit : "neuron";
        double[][] byClass = layer.activation().meanByClass();
        boolean told = byClass.length > 0 && byClass.length <= activity.classes().size();
        classes.setVisible(told);
        classes.setManaged(told);
        selectivity.setVisible(told);
        selectivity.setManaged(told);
        if (told) {
            double[] means = Arrays.stream(byClass).mapToDouble(of -> of[unit]).toArray();
            selectivity.setText(Selectivity.of(means).map(of -> "Answers class %s most (selectivity %.2f)".formatted(activity.classes().get(of.number()), of.index()))
                    .orElse("Mean activation of the " + whose + " by class"));
            double most = Arrays.stream(means).map(Math::abs).filter(Double::isFinite).max().orElse(1);
            for (int c = 0; c < means.length; c++) {
                classes.addRow(c, name(activity.classes().get(c)), bar(means[c], most), new Label(Double.isNaN(means[c]) ? "–" : ActivityWords.brief(means[c])));
            }
        }
        long[] samples = layer.top().sample().length > unit ? layer.top().sample()[unit] : new long[0];
        topTitle.setText(samples.length == 0 ? "" : "Samples that drive the " + whose + " most");
        model.look(samples, previews -> show(samples, previews, layer.top().value()[unit]));
    }

    private static Label name(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("note");
        label.setMaxWidth(90);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node bar(double mean, double most) {
        StackPane row = new StackPane();
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(BAR);
        Region bar = new Region();
        bar.getStyleClass().add("class-bar");
        bar.setMaxHeight(BAR - 4);
        bar.maxWidthProperty().bind(row.widthProperty().multiply(Double.isFinite(mean) && most > 0 ? Math.abs(mean) / most : 0));
        row.getChildren().setAll(bar);
        return row;
    }

    private void show(long[] samples, List<SamplePreview> previews, float[] values) {
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < previews.size(); i++) {
            SamplePreview preview = previews.get(i);
            long sample = samples[i];
            Button button = new Button(preview.picture().isPresent() ? "" : String.valueOf(sample));
            preview.picture().ifPresent(picture -> button.setGraphic(view(picture)));
            button.getStyleClass().addAll("flat", "top-sample");
            String words = preview.title() + (preview.label().isEmpty() ? "" : ", class " + preview.label()) + ": " + ActivityWords.brief(values[i]);
            button.setTooltip(new Tooltip(words + "\nPress to show it in the graph"));
            button.setAccessibleText(words);
            button.setOnAction(e -> workspace.data().sampleProperty().set(sample));
            all.add(button);
        }
        top.getChildren().setAll(all);
    }

    private static ImageView view(SamplePreview.Pixels picture) {
        WritableImage image = new WritableImage(picture.width(), picture.height());
        image.getPixelWriter().setPixels(0, 0, picture.width(), picture.height(), PixelFormat.getIntArgbInstance(), picture.argb(), 0, picture.width());
        ImageView view = new ImageView(image);
        view.setFitHeight(PICTURE);
        view.setFitWidth(PICTURE);
        view.setPreserveRatio(true);
        view.setSmooth(false);
        return view;
    }
}
