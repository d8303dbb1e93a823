package org.cntexplorer.app;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.command.CommandControls;
import org.cntexplorer.app.command.Commands;
import org.kordamp.ikonli.javafx.FontIcon;

/** What stands in the window while no model is open: what the program is for, and the ways to a model. */
final class Welcome {
    private final VBox root;

    Welcome(Commands commands) {
        FontIcon icon = new FontIcon("fth-share-2");
        icon.getStyleClass().add("welcome-icon");
        Label title = new Label("See a neural network as the graph that it is");
        title.getStyleClass().add(Styles.TITLE_3);
        Label how = new Label("Drop a model file here, or open one.");
        how.getStyleClass().add(Styles.TEXT_MUTED);
        Button open = CommandControls.labelledButton(commands.get("file.open"));
        open.getStyleClass().add(Styles.ACCENT);
        open.setId("welcome-open");
        Button sample = CommandControls.labelledButton(commands.get("file.sample"));
        sample.setId("welcome-sample");
        HBox buttons = new HBox(12, open, sample);
        buttons.setAlignment(Pos.CENTER);
        root = new VBox(16, icon, title, how, buttons);
        root.setId("welcome");
        root.setAlignment(Pos.CENTER);
        root.getStyleClass().add("welcome");
    }

    Node root() {
        return root;
    }
}
