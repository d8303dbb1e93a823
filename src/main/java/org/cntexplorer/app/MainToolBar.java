package org.cntexplorer.app;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Separator;
import javafx.scene.control.ToolBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.cntexplorer.app.command.CommandControls;
import org.cntexplorer.app.command.Commands;

/** The tool bar, made of the commands that are used most, with the search at its end. */
final class MainToolBar {
    private final Commands commands;
    private final ToolBar root;

    MainToolBar(Commands commands, Node search) {
        this.commands = commands;
        HBox gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        root = new ToolBar(button("file.open"), button("file.sample"), button("file.export"), new Separator(Orientation.VERTICAL),
                button("edit.undo"), button("edit.redo"), new Separator(Orientation.VERTICAL),
                button("graph.fit"), button("graph.zoom-in"), button("graph.zoom-out"), button("graph.clear"), new Separator(Orientation.VERTICAL),
                button("pane.layers"), button("pane.plots"), button("pane.inspector"), button("compare.models"), gap,
                search, button("theme.toggle"), button("help.guide"));
        root.setId("tool-bar");
        new ToolBarKeys(root);
    }

    ToolBar root() {
        return root;
    }

    private Node button(String id) {
        return CommandControls.iconButton(commands.get(id));
    }
}
