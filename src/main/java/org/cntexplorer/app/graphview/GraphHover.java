package org.cntexplorer.app.graphview;

import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.LinkRoutes;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;

/** What the pointer is on: named in a line beside it, and told to all panes. */
final class GraphHover {
    private final GraphCanvas graph;
    private final GraphViewModel model;
    private final Region room;
    private final GraphTip tip;

    /** @param room in which the line beside the pointer stays */
    GraphHover(GraphCanvas graph, GraphViewModel model, Region room, Pane overlay) {
        this.graph = graph;
        this.model = model;
        this.room = room;
        this.tip = new GraphTip(overlay);
    }

    /** Takes the line beside the pointer away. */
    void hide() {
        tip.hide();
    }

    /** Names what is under the pointer. */
    void moveTo(double x, double y) {
        GraphStage stage = graph.stage().orElse(null);
        Drawing drawing = model.drawingProperty().get();
        if (stage == null || drawing == null) {
            return;
        }
        Optional<Neuron> neuron = graph.neuronAt(x, y);
        int line = neuron.isPresent() ? -1 : lineAt(drawing, x, y, stage.viewpoint().scale());
        neuron.map(n -> GraphWords.neuron(drawing.scene(), n)).or(() -> lineWords(drawing, line)).or(() -> blockWordsAt(drawing, x, y))
                .ifPresentOrElse(text -> tip.show(text, x, y, room.getWidth(), room.getHeight()), tip::hide);
        tell(neuron.map(Pointed::at).or(() -> linkOf(drawing, line)));
    }

    /** The pointer is on nothing of the graph any more. */
    void leave() {
        tip.hide();
        tell(Optional.empty());
    }

    /** Tells all panes what the pointer is on. */
    private void tell(Optional<Pointed> at) {
        model.workspace().brush().pointedProperty().set(at);
    }

    private int lineAt(Drawing drawing, double x, double y, double scale) {
        Point2D at = graph.view().toLayout(x, y);
        return drawing.lines().nearest(at.getX(), at.getY(), 3 / scale);
    }

    private static Optional<String> lineWords(Drawing drawing, int line) {
        return line < 0 ? Optional.empty()
                : Optional.of(GraphWords.link(drawing.scene(), drawing.lines().links().get(drawing.lines().connection()[line]), drawing.lines().number()[line]));
    }

    /** The link that a line is a piece of; none where it stands for many. */
    private static Optional<Pointed> linkOf(Drawing drawing, int line) {
        int number = line < 0 ? -1 : drawing.lines().number()[line];
        if (number < 0) {
            return Optional.empty();
        }
        Links links = drawing.lines().links().get(drawing.lines().connection()[line]);
        Pointed.Link link = Pointed.Link.of(drawing.scene().network().connection(links.connection()), links, number);
        return Optional.of(Pointed.at(link.target(), link));
    }

    /** What is said of a block's band under the pointer. */
    private Optional<String> blockWordsAt(Drawing drawing, double x, double y) {
        Point2D at = graph.view().toLayout(x, y);
        GraphLayout layout = drawing.scene().layout();
        return drawing.scene().network().connections().stream()
                .filter(c -> c instanceof Block && layout.routes().isBand(c.index()))
                .filter(c -> at.getX() > LinkRoutes.Sides.of(layout.block(c.from()), layout.block(c.to())).left()
                        && at.getX() < LinkRoutes.Sides.of(layout.block(c.from()), layout.block(c.to())).right()
                        && at.getY() > Math.min(layout.block(c.from()).top(), layout.block(c.to()).top())
                        && at.getY() < Math.max(layout.block(c.from()).bottom(), layout.block(c.to()).bottom()))
                .findFirst().map(c -> GraphWords.block(drawing.scene(), (Block) c));
    }
}
