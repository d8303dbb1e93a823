package org.cntexplorer.app.inspector;

import java.util.Optional;
import java.util.stream.DoubleStream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.widget.HistogramView;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Annotation;
import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.figure.Palette;
import org.kordamp.ikonli.javafx.FontIcon;

/** One of the neurons that are compared: its numbers as bars on a scale that all share, and its incoming weights. */
final class PinnedCard extends VBox {
    private static final double SIDE = 84;
    private static final double BAR = 64;

    /**
     * What all cards share, so that they can be compared.
     *
     * @param strength the largest |number| that a bar shows
     * @param weight the largest |weight| that a picture shows
     * @param text how numbers are written
     */
    record Scale(double strength, double weight, NumberText text) {
        static Scale of(java.util.List<Inspection> all) {
            double[] numbers = all.stream().flatMapToDouble(PinnedCard::numbers).filter(Double::isFinite).toArray();
            double strength = DoubleStream.of(numbers).map(Math::abs).max().orElse(0);
            double weight = all.stream().flatMap(i -> image(i).stream()).mapToDouble(WeightImage::limit).max().orElse(0);
            return new Scale(strength > 0 ? strength : 1, weight, NumberText.ofGroup(numbers));
        }
    }

    private final Hyperlink name = new Hyperlink();
    private final Button unpin = new Button("", new FontIcon("fth-x"));

    PinnedCard(Inspection of, Scale scale, Annotation said, PinnedViewModel model, Palette palette) {
        getStyleClass().add("pinned-card");
        setId("pinned-" + of.neuron().layer() + "-" + of.neuron().index());
        String title = said.name().isEmpty() ? InspectorWords.title(of) : said.name();
        name.setText(title);
        name.getStyleClass().setAll("main", "pinned-name", "hyperlink");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        name.setTooltip(new Tooltip(InspectorWords.title(of) + (said.note().isEmpty() ? "" : "\n" + said.note()) + "\nGoes there"));
        name.setOnAction(e -> model.jumpTo(of.neuron()));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        unpin.getStyleClass().addAll("flat", "small", "button-icon", "unpin");
        unpin.setAccessibleText("Unpin " + title);
        unpin.setTooltip(new Tooltip("Takes this neuron out of the comparison"));
        unpin.setOnAction(e -> model.unpin(of.neuron()));
        HBox head = new HBox(4, name, gap, unpin);
        head.setAlignment(Pos.CENTER_LEFT);
        Label where = new Label(said.name().isEmpty() ? of.neuron() + " · " + of.layer().kind() : InspectorWords.title(of));
        where.getStyleClass().add("note");
        HBox body = new HBox(10, table(of, scale), weights(of, scale, palette));
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, where, body);
        hoverProperty().addListener((p, was, is) ->
                model.workspace().brush().pointedProperty().set(is ? Optional.of(Pointed.at(of.neuron())) : Optional.empty()));
    }

    /** Whether keys go to it. */
    boolean hasFocus() {
        return name.isFocused() || unpin.isFocused();
    }

    /** Lets keys go to it. */
    void focus() {
        unpin.requestFocus();
    }

    private static DoubleStream numbers(Inspection of) {
        return DoubleStream.of(of.total(), of.in(), of.out(), of.bias().orElse(0));
    }

    private static Optional<WeightImage> image(Inspection of) {
        return of.picture().or(() -> of.kernel().map(Kernel::taps));
    }

    private static GridPane table(Inspection of, Scale scale) {
        GridPane table = new GridPane(6, 1);
        row(table, 0, "Strength", of.total(), scale);
        row(table, 1, "In", of.in(), scale);
        row(table, 2, "Out", of.out(), scale);
        of.bias().ifPresent(bias -> row(table, 3, "Bias", bias, scale));
        Label rank = new Label(of.standing().rank() == 0 ? "" : "rank " + NumberText.count(of.standing().rank()) + " of " + NumberText.count(of.standing().of()));
        rank.getStyleClass().add("note");
        table.add(rank, 0, 4, 3, 1);
        return table;
    }

    private static void row(GridPane table, int at, String what, double value, Scale scale) {
        Label label = new Label(what);
        label.getStyleClass().add("what");
        label.setMinWidth(Region.USE_PREF_SIZE);
        Label number = new Label(scale.text().of(value));
        number.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(number, javafx.geometry.HPos.RIGHT);
        LinkBar bar = new LinkBar();
        bar.setMinSize(BAR, 14);
        bar.setMaxSize(BAR, 14);
        bar.show(Double.isFinite(value) ? value / scale.strength() : 0);
        table.addRow(at, label, number, bar);
    }

    /** As an image where they come from one, on one scale of colours for all; else their histogram. */
    private static Region weights(Inspection of, Scale scale, Palette palette) {
        if (image(of).isEmpty()) {
            HistogramView bars = new HistogramView();
            bars.paletteProperty().set(palette);
            bars.histogramProperty().set(of.incoming().histogram());
            bars.setMinSize(SIDE, SIDE / 2);
            bars.setPrefSize(SIDE, SIDE / 2);
            bars.setMaxHeight(SIDE * 0.75);
            bars.setVisible(of.incoming().counted() > 0);
            bars.setAccessibleText("Histogram of the incoming weights");
            return bars;
        }
        WeightImage own = image(of).get();
        Tiled tiled = Tiled.of(new WeightImage(own.layer(), own.shape(), own.weights(), scale.weight()), palette);
        double zoom = tiled.zoom(SIDE);
        ImageView view = new ImageView(tiled.enlarged((int) Math.max(1, zoom)));
        view.setFitWidth(tiled.width() * zoom);
        view.setFitHeight(tiled.height() * zoom);
        view.setSmooth(zoom < 1);
        view.setAccessibleText("Incoming weights as an image");
        VBox frame = new VBox(view);
        frame.setMinSize(tiled.width() * zoom, tiled.height() * zoom);
        return frame;
    }
}
