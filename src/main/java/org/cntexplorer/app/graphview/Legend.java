package org.cntexplorer.app.graphview;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.StrokeLineCap;
import org.cntexplorer.app.workspace.View;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.graph.NeuronQuantity;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What the colours mean: a bar for the neurons' quantity, without numbers where each layer has its own range, two lines for the sign of a link,
 * what the ribbons between layers tell, and how many links are shown. A range of the bar is a filter.
 */
final class Legend {
    private static final int STOPS = 48;
    /** Left free beside and between what the legend says, in pixels. */
    private static final double ROOM = 50;
    private static final String RANGE = "Drag a range: neurons outside of it are dimmed, with their links";
    private static final String EACH = "Each layer its own range, to its largest value. ";
    /** The opacity of the sample of a band. */
    private static final double BAND = 0.5;

    private final HBox box;
    private final View view;
    private final ObjectProperty<Optional<NeuronFilter>> filter;
    private final Label count = new Label();
    private final Label title = new Label();
    private final Label passing = new Label();
    private final Button reset = new Button("", new FontIcon("fth-x"));
    private final Pane ticks = new Pane();
    private final Tooltip tip = new Tooltip(RANGE);
    private final RangeBar bar = new RangeBar(this::choose, this::reset);
    private final HBox signs = new HBox(14);
    private final HBox ribbons = new HBox();
    private GraphScene scene;
    private Optional<DensityBands> bands = Optional.empty();
    private Palette shownPalette;
    /** Whether each layer has a range of its own. */
    private boolean ofLayers;
    private LegendScale scale = new LegendScale(true, 1);

    /** @param box filled with the legend */
    Legend(HBox box, View view) {
        this.box = box;
        this.view = view;
        this.filter = view.filterProperty();
        count.setId("link-count");
        passing.setId("legend-passing");
        passing.getStyleClass().add("passing");
        reset.setId("legend-reset");
        reset.getStyleClass().add("legend-reset");
        reset.setAccessibleText("Take the filter away");
        reset.setTooltip(new Tooltip("Takes the filter away (Shift+L, or double click on the bar)"));
        reset.setOnAction(e -> reset());
        Tooltip.install(bar, tip);
        HBox words = new HBox(8, title, passing, reset);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinHeight(20);
        words.setPickOnBounds(false);
        ribbons.setId("legend-ribbons");
        ticks.setId("legend-ticks");
        ticks.setPrefSize(RangeBar.WIDE, 13);
        ticks.setMaxWidth(RangeBar.WIDE);
        VBox colours = new VBox(words, bar, ticks);
        colours.setPickOnBounds(false);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        signs.setAlignment(Pos.CENTER_RIGHT);
        ribbons.setAlignment(Pos.CENTER_RIGHT);
        VBox links = new VBox(1, count, ribbons, signs);
        links.setAlignment(Pos.BOTTOM_RIGHT);
        // of two graphs side by side neither may have room for it
        links.setMinWidth(0);
        // what the colours mean comes first: beside it stands only what there is room for
        colours.setMinWidth(Region.USE_PREF_SIZE);
        title.maxWidthProperty().bind(box.widthProperty().subtract(ROOM));
        for (Region said : List.of(count, ribbons, signs)) {
            said.setMinWidth(Region.USE_PREF_SIZE);
            said.setMaxWidth(Region.USE_PREF_SIZE);
            said.visibleProperty().bind(box.widthProperty().greaterThan(
                    Bindings.max(said.widthProperty(), signs.widthProperty()).add(colours.widthProperty()).add(ROOM)));
        }
        // the graph behind the legend is dragged and zoomed through it, but for the bar
        List.of(title, passing, ticks, space, links).forEach(node -> node.setMouseTransparent(true));
        box.setPickOnBounds(false);
        box.getChildren().setAll(colours, space, links);
        filter.subscribe(this::showFilter);
    }

    Label count() {
        return count;
    }

    /** The keys move the filter's lower end from now on. */
    void focus() {
        if (scene != null) {
            bar.focus();
        }
    }

    void show(GraphScene shown, Palette palette) {
        scene = shown;
        box.setVisible(shown != null);
        if (shown == null) {
            return;
        }
        boolean own = shown.limits().areOwn();
        boolean other = own != ofLayers;
        LegendScale next = new LegendScale(shown.signed(), own ? 1 : shown.limits().whole());
        title.setText(shown.quantityWords());
        boolean carried = shown.flow().isPresent();
        if (!palette.equals(shownPalette) || !next.equals(scale) || other) {
            shownPalette = palette;
            scale = next;
            ofLayers = own;
            tip.setText(own ? EACH + RANGE : RANGE);
            bar.colour(IntStream.rangeClosed(0, STOPS).mapToDouble(i -> scale.valueAt(i / (double) STOPS) / scale.limit())
                    .mapToObj(share -> fx(scale.signed() ? palette.diverging(share) : palette.sequential(share))).toList());
            showTicks();
        }
        String number = carried ? "w·a" : "w";
        signs.getChildren().setAll(sign(number + " > 0", palette.positive(), 2, 1), sign(number + " < 0", palette.negative(), 2, 1));
        showFilter();
        showBands();
    }

    /** Tells which bands are drawn: while those of another signal are looked for, still the ones before. */
    void show(Optional<DensityBands> drawn) {
        bands = drawn;
        showBands();
    }

    private void showBands() {
        ribbons.getChildren().clear();
        if (scene != null && bands.isPresent() && DensityBands.tellOf(scene)) {
            ribbons.getChildren().add(sign(DensityBands.words(bands.get().flow()), shownPalette.leaning(0), 9, BAND));
        }
    }

    private void showTicks() {
        double[] shares = scale.signed() ? new double[] {-1, -0.25, 0, 0.25, 1} : new double[] {0, 0.25, 1};
        List<Label> labels = Arrays.stream(shares).mapToObj(share -> tick(share == 0 ? "0" : end(share))).toList();
        ticks.getChildren().setAll(labels);
        double free = Double.NEGATIVE_INFINITY;
        boolean fit = true;
        for (int i = 0; i < shares.length; i++) {
            labels.get(i).applyCss();
            double wide = Math.ceil(labels.get(i).prefWidth(-1));
            double at = scale.positionOf(shares[i] * scale.limit()) * RangeBar.WIDE;
            // the outer ones stay within the bar
            double left = Math.round(Math.clamp(at - wide / 2, 0, Math.max(0, RangeBar.WIDE - wide)));
            labels.get(i).relocate(left, 0);
            fit &= left >= free;
            free = left + wide + 4;
        }
        // those in between give way together, so that both sides say the same
        for (int i = 0; i < shares.length; i++) {
            labels.get(i).setVisible(fit || Math.abs(shares[i]) != 0.25);
        }
    }

    /** A number, or where each layer has its own, which part it is of the layer's largest. */
    private String end(double share) {
        if (!ofLayers) {
            return GraphWords.number(share * scale.limit());
        }
        return share == 1 ? "max of each layer" : (share < 0 ? "−" : "") + (Math.abs(share) == 1 ? "max" : "¼ max");
    }

    private Optional<NeuronFilter> own() {
        return filter.get().filter(f -> scene != null && f.quantity() == scene.quantity() && f.ofLayers() == scene.limits().areOwn());
    }

    private void showFilter() {
        bar.show(own().map(f -> scale.positionOf(f.low())).orElse(0.0), own().map(f -> scale.positionOf(f.high())).orElse(1.0));
        double low = own().map(NeuronFilter::low).orElse(scale.valueAt(0));
        double high = own().map(NeuronFilter::high).orElse(scale.valueAt(1));
        String unit = ofLayers ? " of each layer's largest" : "";
        bar.say(GraphWords.number(low) + unit, GraphWords.number(high) + unit);
        boolean some = scene != null && filter.get().isPresent();
        reset.setVisible(some);
        passing.setVisible(some);
        passing.setManaged(some);
        reset.setManaged(some);
        // the neurons are counted in the background; until then the ones before are told of
        if (some && filter.get().equals(scene.filter())) {
            passing.setText(words(scene, filter.get().get()));
        }
    }

    /** "−1.2 to 3.4 · 312 of 890 neurons", with the quantity where it is another than the bar's. */
    private static String words(GraphScene scene, NeuronFilter filter) {
        long inside = scene.inside().stream().mapToLong(layer -> layer.cardinality()).sum();
        String of = filter.quantity() == scene.quantity() ? "" : filter.quantity().label() + " ";
        return of + GraphWords.number(filter.low()) + " to " + GraphWords.number(filter.high()) + (filter.ofLayers() ? " max" : "")
                + String.format(Locale.ROOT, " · %,d of %,d neurons", inside, scene.network().neurons());
    }

    private void choose(double from, double to, boolean goesOn) {
        if (scene != null) {
            // the ends of the bar are those of the values, rounding aside
            double low = from <= 0 ? scale.signed() ? -scale.limit() : 0 : scale.valueAt(from);
            double high = to >= 1 ? scale.limit() : scale.valueAt(to);
            NeuronQuantity quantity = scene.quantity();
            Optional<NeuronFilter> next = from <= 0 && to >= 1 ? Optional.empty() : Optional.of(new NeuronFilter(quantity, low, high, scene.limits().areOwn()));
            if (goesOn) {
                view.drag(next);
            } else {
                filter.set(next);
            }
        }
    }

    private void reset() {
        filter.set(Optional.empty());
    }

    private static Label tick(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("tick");
        return label;
    }

    private static Node sign(String text, Color colour, double wide, double opacity) {
        Line line = new Line(0, 0, 20, 0);
        line.setStrokeLineCap(StrokeLineCap.BUTT);
        line.setStroke(fx(colour));
        line.setStrokeWidth(wide);
        line.setOpacity(opacity);
        HBox sign = new HBox(6, line, tick(text));
        sign.setAlignment(Pos.CENTER_LEFT);
        return sign;
    }

    static javafx.scene.paint.Color fx(Color colour) {
        return javafx.scene.paint.Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue());
    }
}
