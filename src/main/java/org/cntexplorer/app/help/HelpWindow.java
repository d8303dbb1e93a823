package org.cntexplorer.app.help;

import atlantafx.base.theme.Styles;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.theme.Themes;

/** A small window that tells something: the keys and gestures, or what program this is. */
public final class HelpWindow {
    /** Of the list of keys: so that it finds room on a small screen. */
    private static final double HIGHEST = 720;

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
        ScrollPane sheet = new ScrollPane(KeySheet.of(commands));
        sheet.setId("help-keys");
        sheet.setAccessibleText("Keys and gestures");
        sheet.getStyleClass().add(Styles.FLAT);
        sheet.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        sheet.setFitToWidth(true);
        sheet.setMaxHeight(HIGHEST);
        Label more = new Label("All else, and what the numbers mean, stands in the user guide, docs/user-guide.md beside the sources.");
        more.getStyleClass().add("more");
        return new HelpWindow("Keys and gestures", new VBox(14, sheet, more), themes, owner);
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
