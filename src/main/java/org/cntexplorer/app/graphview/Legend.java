package org.cntexplorer.app.graphview;

import java.awt.Color;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.AnchorPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.geometry.Pos;
import java.util.stream.IntStream;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.NeuronQuantity;

/** What the colours mean: a bar for the neurons' quantity, two lines for the sign of a link, and how many links are shown. */
final class Legend {
    private static final double BAR = 168;
    private static final int STOPS = 24;

    private final HBox box;
    private final Label count = new Label();
    private Palette shownPalette;
    private NeuronQuantity shownQuantity;
    private double shownLimit;

    /** @param box filled with the legend */
    Legend(HBox box) {
        this.box = box;
        count.setId("link-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
    }

    Label count() {
        return count;
    }

    void show(GraphScene scene, Palette palette) {
        box.setVisible(scene != null);
        if (scene == null || palette.equals(shownPalette) && scene.quantity() == shownQuantity && scene.valueLimit() == shownLimit) {
            return;
        }
        shownPalette = palette;
        shownQuantity = scene.quantity();
        shownLimit = scene.valueLimit();
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        VBox links = new VBox(3, count, new HBox(14, sign("w > 0", palette.positive()), sign("w < 0", palette.negative())));
        box.getChildren().setAll(colours(scene, palette), space, links);
        links.setAlignment(Pos.CENTER_RIGHT);
        ((HBox) links.getChildren().get(1)).setAlignment(Pos.CENTER_RIGHT);
    }

    private static Node colours(GraphScene scene, Palette palette) {
        boolean signed = scene.quantity().signed();
        Rectangle bar = new Rectangle(BAR, 9, new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, IntStream.rangeClosed(0, STOPS)
                .mapToObj(i -> i / (double) STOPS)
                .map(t -> new Stop(t, fx(signed ? palette.diverging(2 * t - 1) : palette.sequential(t)))).toList()));
        bar.setArcWidth(3);
        bar.setArcHeight(3);
        bar.setStroke(fx(palette.axis()).deriveColor(0, 1, 1, 0.5));
        bar.setStrokeWidth(0.75);
        String limit = GraphWords.number(scene.valueLimit());
        AnchorPane ticks = new AnchorPane();
        ticks.setPrefWidth(BAR);
        Label low = tick(signed ? "−" + limit : "0");
        Label high = tick(limit);
        AnchorPane.setLeftAnchor(low, 0.0);
        AnchorPane.setRightAnchor(high, 0.0);
        ticks.getChildren().addAll(low, high);
        if (signed) {
            Label zero = tick("0");
            zero.setPrefWidth(BAR);
            zero.setAlignment(Pos.CENTER);
            AnchorPane.setLeftAnchor(zero, 0.0);
            ticks.getChildren().addFirst(zero);
        }
        return new VBox(3, new Label(scene.quantity().label()), bar, ticks);
    }

    private static Label tick(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("tick");
        return label;
    }

    private static Node sign(String text, Color colour) {
        Line line = new Line(0, 0, 20, 0);
        line.setStroke(fx(colour));
        line.setStrokeWidth(2);
        HBox sign = new HBox(6, line, tick(text));
        sign.setAlignment(Pos.CENTER_LEFT);
        return sign;
    }

    static javafx.scene.paint.Color fx(Color colour) {
        return javafx.scene.paint.Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue());
    }
}
