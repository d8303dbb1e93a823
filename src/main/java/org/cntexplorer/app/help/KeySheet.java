package org.cntexplorer.app.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.command.Command;
import org.cntexplorer.app.command.Commands;

/** The keys of all commands, and what else the graph, the tables and the mouse know, in columns of about the same height. */
final class KeySheet {
    private static final int COLUMNS = 3;
    /** As wide in every section as the longest key, Ctrl+Shift+Tab. */
    private static final double KEY_WIDTH = 124;
    private static final double TEXT_WIDTH = 202;
    /** A text longer than this takes two rows. */
    private static final int LETTERS = 32;
    /** Families of commands that are told of together; the part of the id before the dot is the title of all others. */
    private static final Map<String, String> TITLES = Map.of("theme", "View", "pane", "View", "convention", "Numbers", "weights", "Weights count",
            "colour", "Colour neurons by");

    private KeySheet() {}

    static Region of(Commands commands) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        for (Command command : commands.all()) {
            if (command.key() != null) {
                String family = command.id().split("\\.")[0];
                String title = TITLES.getOrDefault(family, family.substring(0, 1).toUpperCase(Locale.ROOT) + family.substring(1));
                sections.computeIfAbsent(title, none -> new LinkedHashMap<>()).put(command.key().getDisplayText(), command.label().replace("…", ""));
            }
        }
        sections.put("In the graph", graphKeys());
        sections.put("In tables", tableKeys());
        sections.put("The mouse on the graph", mouse());
        sections.put("On plots", plots());
        HBox columns = new HBox(28);
        // the scroll bar's
        columns.setPadding(new Insets(0, 20, 0, 0));
        columns(sections).forEach(column -> columns.getChildren().add(new VBox(14, column.toArray(Region[]::new))));
        return columns;
    }

    /** Sections one below the other, in their order, a new column where the one before is full. */
    private static List<List<Region>> columns(Map<String, Map<String, String>> sections) {
        int rows = sections.values().stream().mapToInt(KeySheet::rows).sum();
        List<List<Region>> columns = new ArrayList<>();
        int filled = 0;
        for (var section : sections.entrySet()) {
            int middle = filled + rows(section.getValue()) / 2;
            while (columns.size() <= Math.min(COLUMNS - 1, middle * COLUMNS / rows)) {
                columns.add(new ArrayList<>());
            }
            columns.getLast().add(section(section.getKey(), section.getValue()));
            filled += rows(section.getValue());
        }
        return columns;
    }

    /** A title and the space below a section take the room of two rows. */
    private static int rows(Map<String, String> section) {
        return 2 + section.values().stream().mapToInt(text -> 1 + text.length() / LETTERS).sum();
    }

    private static Map<String, String> graphKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("↑ ↓ ← →", "Walk from neuron to neuron");
        keys.put("Shift+arrow", "Walk and add to the selection");
        keys.put("Enter", "Open or close its channel, or go to the neuron selected last");
        return keys;
    }

    private static Map<String, String> tableKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("Enter", "Go to what the row shows");
        keys.put("Ctrl+C", "Copy the table with every digit");
        keys.put("Alt+↑ ↓", "Move a layer of an inferred chain");
        return keys;
    }

    private static Map<String, String> mouse() {
        Map<String, String> mouse = new LinkedHashMap<>();
        mouse.put("Wheel", "Zoom at the pointer");
        mouse.put("Drag", "Move the graph");
        mouse.put("Shift+wheel", "Move it sideways");
        mouse.put("Click", "Select a neuron");
        mouse.put("Ctrl+click", "Add it, or take it away");
        mouse.put("Shift+drag", "Select by a rectangle");
        mouse.put("Double click", "Open or close a channel, go to a neuron or layer, or show all");
        return mouse;
    }

    private static Map<String, String> plots() {
        Map<String, String> plots = new LinkedHashMap<>();
        plots.put("Drag", "Select the neurons, or show the links, of a range");
        plots.put("Ctrl+drag", "Add them");
        plots.put("← →", "Move the range, or choose a layer");
        plots.put("Shift+← →", "Move its upper end");
        plots.put("Esc", "Take it away");
        return plots;
    }

    private static Region section(String title, Map<String, String> rows) {
        Label name = new Label(title);
        name.getStyleClass().add("section-title");
        GridPane grid = new GridPane(8, 3);
        grid.getColumnConstraints().setAll(new ColumnConstraints(KEY_WIDTH), new ColumnConstraints());
        rows.forEach((key, text) -> {
            Label pressed = new Label(key);
            pressed.getStyleClass().add("key");
            pressed.setMinWidth(Region.USE_PREF_SIZE);
            GridPane.setValignment(pressed, VPos.TOP);
            Label does = new Label(text);
            does.setWrapText(true);
            does.setMaxWidth(TEXT_WIDTH);
            grid.addRow(grid.getRowCount(), pressed, does);
        });
        return new VBox(6, name, grid);
    }
}
