package org.cntexplorer.app;

import static org.cntexplorer.app.Waiting.ask;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.MenuBar;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToolBar;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.robot.Robot;
import org.cntexplorer.app.theme.Contrast;
import org.controlsfx.control.CheckComboBox;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Tab, pressed until it comes round again.
 *
 * @param stops what had the focus, in order
 * @param unseen those at which it was not seen
 * @param unreached what could have the focus, and is no stop
 */
record TabWalk(List<Node> stops, List<String> unseen, List<String> unreached) {
    static final int MOST_STOPS = 120;
    /** The ring lies outside of the control. */
    private static final double RING = 4;

    /** From what has the focus now, in the window that has it. */
    static TabWalk around(Scene scene) {
        List<Node> stops = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        WritableImage atStart = ask(() -> scene.getRoot().snapshot(null, null));
        Node first = tab(scene);
        WritableImage atFirst = ask(() -> scene.getRoot().snapshot(null, null));
        for (Node at = first; stops.size() < MOST_STOPS; ) {
            stops.add(at);
            Node stop = at;
            // where it began the focus was seen from the start
            if (ask(() -> !changed(stop, stop == first ? atStart : atFirst))) {
                unseen.add(SeenAndNamed.what(stop));
            }
            at = tab(scene);
            if (at == first) {
                break;
            }
        }
        List<String> unreached = ask(() -> scene.getRoot().lookupAll("*").stream().filter(TabWalk::takesTab).filter(node -> !stops.contains(node) && !isBeside(node, stops))
                .map(SeenAndNamed::what).toList());
        return new TabWalk(stops, unseen, unreached);
    }

    List<String> ids() {
        return stops.stream().map(Node::getId).toList();
    }

    /** Presses Tab, without the pause that a person makes. @return what has the focus then */
    private static Node tab(Scene scene) {
        ask(() -> {
            new Robot().keyType(KeyCode.TAB);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents(1);
        return ask(scene::getFocusOwner);
    }

    /** Seen, not disabled, and no part of a control that has the focus as a whole; within bars the arrow keys go on. */
    private static boolean takesTab(Node node) {
        if (!node.isFocusTraversable() || node.isDisabled() || !node.isVisible()) {
            return false;
        }
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            if (!at.isVisible() || at instanceof ToolBar || at instanceof MenuBar || at instanceof Spinner<?> || at instanceof ComboBoxBase<?>
                    || at instanceof CheckComboBox<?>) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is one of a group of buttons of which another is a stop: there, too, the arrow keys go on. */
    private static boolean isBeside(Node node, List<Node> stops) {
        return node instanceof ToggleButton button && button.getToggleGroup() != null && button.getToggleGroup().getToggles().stream().anyMatch(stops::contains);
    }

    /** Whether enough of what is at and around a control became another colour, so other that it is seen. */
    private static boolean changed(Node node, WritableImage before) {
        // where it will be: a note that lost the focus takes less room, and what is below it goes up
        node.getScene().getRoot().applyCss();
        node.getScene().getRoot().layout();
        Bounds at = node.localToScene(node.getLayoutBounds());
        int left = (int) Math.max(0, at.getMinX() - RING);
        int top = (int) Math.max(0, at.getMinY() - RING);
        int width = (int) Math.ceil(Math.min(before.getWidth(), at.getMaxX() + RING)) - left;
        int height = (int) Math.ceil(Math.min(before.getHeight(), at.getMaxY() + RING)) - top;
        if (width <= 0 || height <= 0) {
            return false;
        }
        SnapshotParameters around = new SnapshotParameters();
        around.setViewport(new Rectangle2D(left, top, width, height));
        WritableImage now = node.getScene().getRoot().snapshot(around, null);
        int pixels = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (before.getPixelReader().getArgb(left + x, top + y) != now.getPixelReader().getArgb(x, y)) {
                    Color was = before.getPixelReader().getColor(left + x, top + y);
                    pixels += Contrast.of(was, now.getPixelReader().getColor(x, y)) >= Contrast.GRAPHICS ? 1 : 0;
                }
            }
        }
        return pixels >= (at.getWidth() + at.getHeight()) / 2;
    }
}
