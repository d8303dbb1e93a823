package org.cntexplorer.app.help;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.cntexplorer.app.command.Command;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.theme.Themes;

/** A small window that tells something: the keys and gestures, or what program this is. */
public final class HelpWindow {
    private final Stage stage = new Stage();

    private HelpWindow(String title, Region content, Themes themes, Window owner) {
        content.getStyleClass().add("help");
        content.getStylesheets().add(HelpWindow.class.getResource("help.css").toExternalForm());
        Scene scene = new Scene(content);
        themes.dress(scene);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                stage.hide();
            }
        });
        stage.initOwner(owner);
        stage.setTitle(title);
        stage.setScene(scene);
        stage.setResizable(false);
    }

    /** The key of every command that has one, what else the graph hears, and where to read on. */
    public static HelpWindow ofKeys(Commands commands, Themes themes, Window owner) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (Command command : commands.all()) {
            if (command.key() != null) {
                keys.put(command.key().getDisplayText(), command.label().replace("…", ""));
            }
        }
        Map<String, String> graphKeys = new LinkedHashMap<>();
        graphKeys.put("↑ ↓ ← →", "Walk from neuron to neuron");
        graphKeys.put("Shift+arrow", "Walk and add to the selection");
        graphKeys.put("Enter", "Open or close its channel, or go to the neuron selected last");
        Map<String, String> mouse = new LinkedHashMap<>();
        mouse.put("Wheel", "Zoom at the pointer");
        mouse.put("Drag", "Move the graph");
        mouse.put("Shift+wheel", "Move it sideways");
        mouse.put("Click", "Select a neuron");
        mouse.put("Ctrl+click", "Add it, or take it away");
        mouse.put("Shift+drag", "Select by a rectangle");
        mouse.put("Double click", "Open or close a channel, go to a neuron or layer, or show all");
        Map<String, String> plots = new LinkedHashMap<>();
        plots.put("Drag", "Select the neurons of a range of strengths");
        plots.put("Ctrl+drag", "Add them");
        VBox right = new VBox(18, section("In the graph", graphKeys), section("The mouse on the graph", mouse), section("On the strengths' plot", plots));
        HBox columns = new HBox(36, section("Keys", keys), right);
        Label more = new Label("All else, and what the numbers mean, stands in the user guide, docs/user-guide.md beside the sources.");
        more.getStyleClass().add("more");
        return new HelpWindow("Keys and gestures", new VBox(18, columns, more), themes, owner);
    }

    /** What program this is. */
    public static HelpWindow ofProgram(String version, Themes themes, Window owner) {
        Label name = new Label("CNT Explorer " + version);
        name.getStyleClass().add("title-3");
        name.setId("about-name");
        Label what = new Label("Shows a deep neural network as the complex network that it is. The metrics are those of arXiv:2110.02628 and "
                + "arXiv:2209.05488.");
        what.setWrapText(true);
        Label with = new Label("Java " + System.getProperty("java.version") + ", JavaFX " + System.getProperty("javafx.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        with.getStyleClass().add("more");
        Label licence = new Label("Apache License 2.0");
        licence.getStyleClass().add("more");
        VBox content = new VBox(10, name, what, with, licence);
        content.setPrefWidth(420);
        return new HelpWindow("About CNT Explorer", content, themes, owner);
    }

    private static VBox section(String title, Map<String, String> rows) {
        Label name = new Label(title);
        name.getStyleClass().add("section-title");
        GridPane grid = new GridPane();
        grid.setHgap(14);
        grid.setVgap(5);
        // as wide in every section as in the widest
        grid.getColumnConstraints().setAll(new ColumnConstraints(86), new ColumnConstraints());
        rows.forEach((key, text) -> {
            Label pressed = new Label(key);
            pressed.getStyleClass().add("key");
            pressed.setMinWidth(Region.USE_PREF_SIZE);
            grid.addRow(grid.getRowCount(), pressed, new Label(text));
        });
        return new VBox(8, name, grid);
    }

    public void show() {
        stage.show();
        stage.toFront();
    }

    public boolean isShowing() {
        return stage.isShowing();
    }

    /** For pictures and tests. */
    public Scene scene() {
        return stage.getScene();
    }
}
