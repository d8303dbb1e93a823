package org.cntexplorer.app;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToolBar;
import org.cntexplorer.app.workspace.ViewHistory;

/** Says in the menu and on the buttons what Undo and Redo would do: "Undo zoom". */
final class HistoryWords {
    private HistoryWords() {}

    static void show(ViewHistory history, MenuBar menus, ToolBar bar) {
        show(history.toUndoProperty(), "Undo", "edit-undo", menus, bar);
        show(history.toRedoProperty(), "Redo", "edit-redo", menus, bar);
    }

    private static void show(ObservableValue<String> step, String word, String id, MenuBar menus, ToolBar bar) {
        ObservableValue<String> words = step.map(name -> name.isEmpty() ? word : word + " " + name).orElse(word);
        for (MenuItem item : menus.getMenus().stream().flatMap(menu -> menu.getItems().stream()).toList()) {
            if (("menu-" + id).equals(item.getId())) {
                item.textProperty().bind(words);
            }
        }
        for (Node node : bar.getItems()) {
            if (node instanceof Button button && ("button-" + id).equals(button.getId())) {
                String help = button.getTooltip().getText();
                button.accessibleTextProperty().bind(words);
                button.getTooltip().textProperty().bind(Bindings.createStringBinding(
                        () -> step.getValue().isEmpty() ? help : words.getValue() + help.replaceFirst("^.*(?= \\()", ""), words));
            }
        }
    }
}
