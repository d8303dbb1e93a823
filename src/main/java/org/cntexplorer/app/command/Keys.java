package org.cntexplorer.app.command;

import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of a scene beyond what its menu does by itself. */
public final class Keys {
    /** Keys that make no text. */
    private static final Set<KeyCode> NOT_TEXT = Set.of(KeyCode.ESCAPE, KeyCode.ENTER, KeyCode.TAB);

    private Keys() {}

    /**
     * Keeps the keys without Ctrl, such as F to fit, from running commands while a person types: menus would take them from the text.
     * The text itself comes as another event.
     */
    public static void protectTyping(Scene scene, Commands commands) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (isTyping(scene) && !event.isShortcutDown() && !event.isAltDown()
                    && !NOT_TEXT.contains(event.getCode()) && !event.getCode().isFunctionKey()
                    && commands.all().stream().anyMatch(c -> c.key() != null && c.key().match(event))) {
                event.consume();
            }
        });
    }

    /** An editable box and a spinner keep the focus themselves, and hand the keys to the text in them. */
    private static boolean isTyping(Scene scene) {
        return switch (scene.getFocusOwner()) {
            case TextInputControl text -> true;
            case ComboBoxBase<?> box -> box.isEditable();
            case Spinner<?> spinner -> spinner.isEditable();
            case null, default -> false;
        };
    }

    /** Another key for a command: + is found on different keys of different keyboards. */
    public static void also(Scene scene, Command command, KeyCode code, KeyCombination.Modifier... modifiers) {
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (!isTyping(scene) && new KeyCodeCombination(code, modifiers).match(event)) {
                command.run();
                event.consume();
            }
        });
    }
}
