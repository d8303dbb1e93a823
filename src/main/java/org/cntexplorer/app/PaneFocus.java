package org.cntexplorer.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;

/** Moves the focus from pane to pane, to where it was last in each, so that nobody has to press Tab through all of a pane. */
final class PaneFocus {
    /** A share of the area of the largest thing in a pane. */
    private static final double LARGE = 0.25;

    private final Scene scene;
    private final List<Node> panes;
    private final Map<Node, Node> last = new HashMap<>();

    /** @param panes in their order; those that are hidden are passed over */
    PaneFocus(Scene scene, List<Node> panes) {
        this.scene = scene;
        this.panes = panes;
        scene.focusOwnerProperty().subscribe(owner -> paneOf(owner).ifPresent(pane -> last.put(pane, owner)));
    }

    private Optional<Node> paneOf(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (panes.contains(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** @param step 1 to the next pane, −1 to the one before; from elsewhere to the first or the last */
    void move(int step) {
        int now = paneOf(scene.getFocusOwner()).map(panes::indexOf).orElse(step > 0 ? -1 : panes.size());
        for (int i = 1; i <= panes.size(); i++) {
            Node pane = panes.get(Math.floorMod(now + step * i, panes.size()));
            Optional<Node> goal = Optional.ofNullable(last.get(pane)).filter(PaneFocus::takesFocus).or(() -> first(pane));
            if (goal.isPresent()) {
                goal.get().requestFocus();
                return;
            }
        }
    }

    /** Where keys are meant for when a model was opened or closed, wherever the focus was. */
    void begin(Node pane) {
        first(pane).ifPresent(Node::requestFocus);
    }

    /** The graph, a table: the first that is large, before the small controls at the edge of the pane. */
    private static Optional<Node> first(Node pane) {
        List<Node> all = pane.lookupAll("*").stream().filter(PaneFocus::takesFocus).toList();
        double large = all.stream().mapToDouble(PaneFocus::area).max().orElse(0) * LARGE;
        return all.stream().filter(node -> area(node) >= large).findFirst();
    }

    private static double area(Node node) {
        return node.getLayoutBounds().getWidth() * node.getLayoutBounds().getHeight();
    }

    private static boolean takesFocus(Node node) {
        if (!node.isFocusTraversable() || node.isDisabled() || node.getScene() == null) {
            return false;
        }
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return node.isVisible();
    }
}
