package org.cntexplorer.app.command;

import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
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
 * @param what is changed by it now, in a word after its label: "zoom", where it would undo one; "" where the label says it all
 * @param action what it does, on the JavaFX thread
 */
public record Command(String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, Optional<Mark> mark,
                      String needs, ObservableValue<String> what, Runnable action) {
    /**
     * The state of a command that is a switch (on or off by itself) or a choice (one of several).
     *
     * @param oneOfSeveral whether choosing it ends another choice
     */
    public record Mark(BooleanExpression on, boolean oneOfSeveral) {}

    /** A command without a state that has not yet said what it needs: {@link #marked}, {@link #needing}. */
    public Command(String id, String label, String help, String icon, KeyCombination key, BooleanExpression enabled, Runnable action) {
        this(id, label, help, icon, key, enabled, Optional.empty(), "", new ReadOnlyStringWrapper(""), action);
    }

    /** A command that can always run. */
    public Command(String id, String label, String help, String icon, KeyCombination key, Runnable action) {
        this(id, label, help, icon, key, always(), action);
    }

    /** The same as a switch, or as a choice that is one of several. @param on whether it is on, or chosen */
    public Command marked(BooleanExpression on, boolean oneOfSeveral) {
        return new Command(id, label, help, icon, key, enabled, Optional.of(new Mark(on, oneOfSeveral)), needs, what, action);
    }

    /** The same, saying what is missing while it cannot run: "an open model". */
    public Command needing(String missing) {
        return new Command(id, label, help, icon, key, enabled, mark, missing, what, action);
    }

    /** The same, saying what is changed by it now: "zoom", so that it is called "Undo zoom". */
    public Command saying(ObservableValue<String> changed) {
        return new Command(id, label, help, icon, key, enabled, mark, needs, changed, action);
    }

    /** Whether something holds of a property's value. */
    public static <T> BooleanExpression when(ObservableValue<T> property, Predicate<? super T> holds) {
        return BooleanExpression.booleanExpression(property.map(holds::test));
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

    /** The label, and what is changed now: "Undo zoom". */
    public ObservableValue<String> words() {
        return what.map(word -> word.isEmpty() ? label : label + " " + word);
    }

    /** The help, or the words where they say what is changed now; with the key in brackets. */
    public ObservableValue<String> tooltip() {
        return what.map(word -> (word.isEmpty() ? help : label + " " + word) + (key == null ? "" : " (" + key.getDisplayText() + ")"));
    }
}
