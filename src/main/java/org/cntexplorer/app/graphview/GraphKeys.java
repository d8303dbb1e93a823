package org.cntexplorer.app.graphview;

import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.cntexplorer.app.workspace.Selection;
import org.cntexplorer.model.Neuron;

/** The keyboard, while the graph has the focus. */
final class GraphKeys {
    private final GraphCanvas graph;
    private final Selection selection;

    GraphKeys(GraphCanvas graph, Selection selection, Region view) {
        this.graph = graph;
        this.selection = selection;
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private void pressed(KeyEvent e) {
        if (e.isControlDown() || e.isAltDown() || e.isMetaDown()) {
            return;
        }
        boolean known = true;
        switch (e.getCode()) {
            case UP -> walk(NeuronWalk.UP, e.isShiftDown());
            case DOWN -> walk(NeuronWalk.DOWN, e.isShiftDown());
            case LEFT -> walk(NeuronWalk.LEFT, e.isShiftDown());
            case RIGHT -> walk(NeuronWalk.RIGHT, e.isShiftDown());
            case F -> graph.view().fit();
            case PLUS, ADD, EQUALS -> graph.view().zoom(ViewMotion.ZOOM_STEP);
            case MINUS, SUBTRACT -> graph.view().zoom(1 / ViewMotion.ZOOM_STEP);
            case ENTER -> selection.primary().ifPresent(graph::enter);
            default -> known = false;
        }
        if (known) {
            e.consume();
        }
    }

    private void walk(NeuronWalk step, boolean add) {
        if (graph.layout() == null) {
            return;
        }
        Optional<Neuron> next = selection.primary().map(n -> step.from(n, graph.layout())).orElse(Optional.of(new Neuron(0, 0)));
        next.ifPresent(neuron -> {
            if (add) {
                selection.add(List.of(neuron));
            } else {
                selection.set(neuron);
            }
            graph.bringIntoView(neuron);
        });
    }
}
