package org.cntexplorer.app.command;

import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.input.KeyCombination;

/**
 * Something that a person can tell the program to do. One object feeds the menu, the tool bar, the key, the tooltip and the help.
 *
 * @param id stable name: "file.open"
 * @param label as in a menu: "Open…"
 * @param help one sentence, for the tooltip and the key list
 * @param icon Ikonli literal ("fth-folder"), or ""
 * @param key the shortcut, or null
 * @param enabled whether it can run now
 * @param action what it does, on the JavaFX thread
 */
public record Command(String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, Runnable action) {
    /** A command that can always run. */
    public Command(String id, String label, String help, String icon, KeyCombination key, Runnable action) {
        this(id, label, help, icon, key, new SimpleBooleanProperty(true), action);
    }

    /** Runs it where it is enabled. */
    public void run() {
        if (enabled.get()) {
            action.run();
        }
    }
}
