package org.cntexplorer.app;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import org.cntexplorer.app.preferences.Preferences;

/**
 * The panes' places: the layers at the left of the graph, the plots below both, the inspector at the right over the whole height, the data at
 * the left over the whole height, from when some is opened. Those at the sides may be hidden; they keep their size when the window's changes,
 * the graph takes what is left.
 */
final class PaneLayout {
    /** A pane beside the graph. */
    enum Side {
        LAYERS("Layers", 0.27), PLOTS("Plots", 0.66), INSPECTOR("Inspector", 0.76), DATA("Data", 0.2);

        private final String label;
        private final double divider;

        Side(String label, double divider) {
            this.label = label;
            this.divider = divider;
        }

        String label() {
            return label;
        }

        /** Its name in the preferences. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Side, Node> panes = new EnumMap<>(Side.class);
    private final Map<Side, SplitPane> splits = new EnumMap<>(Side.class);
    private final Map<Side, BooleanProperty> shown = new EnumMap<>(Side.class);
    private final Map<Side, Double> dividers = new EnumMap<>(Side.class);
    private final SplitPane root;

    PaneLayout(Node layers, Node graph, Node plots, Node inspector, Node data, Preferences preferences) {
        panes.put(Side.LAYERS, layers);
        panes.put(Side.PLOTS, plots);
        panes.put(Side.INSPECTOR, inspector);
        panes.put(Side.DATA, data);
        SplitPane upper = split("upper", Orientation.HORIZONTAL, graph);
        SplitPane left = split("left", Orientation.VERTICAL, upper);
        SplitPane outer = split("outer", Orientation.HORIZONTAL, left);
        root = split("whole", Orientation.HORIZONTAL, outer);
        splits.put(Side.LAYERS, upper);
        splits.put(Side.PLOTS, left);
        splits.put(Side.INSPECTOR, outer);
        splits.put(Side.DATA, root);
        for (Side side : Side.values()) {
            SplitPane.setResizableWithParent(panes.get(side), false);
            dividers.put(side, preferences.divider(side.id()).orElse(side.divider));
            BooleanProperty property = new SimpleBooleanProperty(this, side.id(), side != Side.DATA && !preferences.hidden().contains(side.id()));
            shown.put(side, property);
            property.subscribe(visible -> show(side, visible));
        }
    }

    private static SplitPane split(String id, Orientation orientation, Node first) {
        SplitPane split = new SplitPane(first);
        split.setId("split-" + id);
        split.setOrientation(orientation);
        return split;
    }

    private void show(Side side, boolean visible) {
        SplitPane split = splits.get(side);
        Node pane = panes.get(side);
        if (visible && !split.getItems().contains(pane)) {
            if (side == Side.LAYERS || side == Side.DATA) {
                split.getItems().addFirst(pane);
            } else {
                split.getItems().add(pane);
            }
            split.setDividerPositions(dividers.get(side));
        } else if (!visible && split.getItems().contains(pane)) {
            remember(side);
            split.getItems().remove(pane);
        }
    }

    private void remember(Side side) {
        double[] positions = splits.get(side).getDividerPositions();
        if (positions.length == 1) {
            dividers.put(side, positions[0]);
        }
    }

    Node root() {
        return root;
    }

    /** Whether a pane is shown. */
    BooleanProperty shownProperty(Side side) {
        return shown.get(side);
    }

    /** Divides the window another way. @param places of the dividers by name; those that are not named stay */
    void arrange(List<String> hidden, Map<String, Double> places) {
        for (Side side : Side.values()) {
            double place = places.getOrDefault(side.id(), -1.0);
            if (place > 0 && place < 1) {
                dividers.put(side, place);
                if (splits.get(side).getItems().contains(panes.get(side))) {
                    splits.get(side).setDividerPositions(place);
                }
            }
            if (side != Side.DATA) {
                shown.get(side).set(!hidden.contains(side.id()));
            }
        }
    }

    /** The dividers' places, for the preferences. */
    Map<String, Double> dividers() {
        Map<String, Double> byName = new HashMap<>();
        for (Side side : Side.values()) {
            remember(side);
            byName.put(side.id(), dividers.get(side));
        }
        return byName;
    }

    /** The hidden panes, for the preferences. */
    List<String> hidden() {
        List<String> names = new ArrayList<>();
        for (Side side : Side.values()) {
            // no data is open when the program begins
            if (side != Side.DATA && !shown.get(side).get()) {
                names.add(side.id());
            }
        }
        return names;
    }
}
