package org.cntexplorer.app.inspector;

import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Palette;

/** Below the graph: the pinned neurons side by side. It is there while there are any. */
public final class PinnedPane {
    private static final double TALL = 162;

    private final PinnedViewModel model;
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final HBox cards = new HBox(8);
    private final ScrollPane scroll = new ScrollPane(cards);

    public PinnedPane(Workspace workspace) {
        model = new PinnedViewModel(workspace);
        scroll.setId("pinned-pane");
        scroll.getStyleClass().addAll("pinned-pane", "edge-to-edge");
        scroll.getStylesheets().add(PinnedPane.class.getResource("inspector.css").toExternalForm());
        scroll.setAccessibleText("Pinned neurons, side by side");
        scroll.setFitToHeight(true);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(TALL);
        scroll.setPrefHeight(TALL);
        cards.getStyleClass().add("cards");
        model.inspectionsProperty().subscribe(this::show);
        palette.subscribe(this::show);
        workspace.view().annotationsProperty().subscribe(this::show);
    }

    private void show() {
        List<Inspection> all = model.inspectionsProperty().get();
        int focused = IntStream.range(0, cards.getChildren().size()).filter(i -> ((PinnedCard) cards.getChildren().get(i)).hasFocus()).findFirst().orElse(-1);
        scroll.setVisible(!all.isEmpty());
        scroll.setManaged(!all.isEmpty());
        PinnedCard.Scale scale = PinnedCard.Scale.of(all);
        cards.getChildren().setAll(all.stream().map(one -> new PinnedCard(one, scale, model.annotations().of(one.neuron()), model, palette.get())).toList());
        if (focused >= 0 && !all.isEmpty()) {
            // the card is another; keys go on where they were
            ((PinnedCard) cards.getChildren().get(Math.min(focused, all.size() - 1))).focus();
        }
    }

    /** What is put below the graph. */
    public Node root() {
        return scroll;
    }

    /** The colours of what is drawn; the theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }
}
