package org.cntexplorer.app.command;

import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ReadOnlyBooleanWrapper;
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
 * @param mark for a choice or a switch: how it shows that it is on
 * @param needs what is missing while it cannot run: "an open model"; "" where it always can
 * @param action what it does, on the JavaFX thread
 */
public record Command(String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, Optional<Mark> mark,
                      String needs, Runnable action) {
    /**
     * The state of a command that is a switch (on or off by itself) or a choice (one of several).
     *
     * @param oneOfSeveral whether choosing it ends another choice
     */
    public record Mark(BooleanExpression on, boolean oneOfSeveral) {}

    /** A command that has not yet said what it needs: {@link #needing}. */
    public Command(String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, Optional<Mark> mark,
                   Runnable action) {
        this(id, label, help, icon, key, enabled, mark, "", action);
    }

    /** A command without a state. */
    public Command(String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, Runnable action) {
        this(id, label, help, icon, key, enabled, Optional.empty(), action);
    }

    /** A command that can always run. */
    public Command(String id, String label, String help, String icon, KeyCombination key, Runnable action) {
        this(id, label, help, icon, key, always(), action);
    }

    /** The same, saying what is missing while it cannot run: "an open model". */
    public Command needing(String what) {
        return new Command(id, label, help, icon, key, enabled, mark, what, action);
    }

    /** Always true. */
    public static BooleanExpression always() {
        return new ReadOnlyBooleanWrapper(true);
    }

    /** Runs it where it is enabled. */
    public void run() {
        if (enabled.get()) {
            action.run();
        }
    }

    /** The help, with the key in brackets. */
    public String tooltip() {
        return key == null ? help : help + " (" + key.getDisplayText() + ")";
    }
}
