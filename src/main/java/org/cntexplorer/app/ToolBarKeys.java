package org.cntexplorer.app;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToolBar;
import javafx.scene.input.KeyEvent;

/** Makes the buttons of a tool bar one stop of the Tab key, within which the arrow keys go from button to button. */
final class ToolBarKeys {
    private final List<ButtonBase> buttons;
    private ButtonBase stop;

    ToolBarKeys(ToolBar bar) {
        buttons = bar.getItems().stream().filter(ButtonBase.class::isInstance).map(ButtonBase.class::cast).toList();
        bar.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        for (ButtonBase button : buttons) {
            button.focusedProperty().subscribe(focused -> {
                if (focused) {
                    stop(button);
                }
            });
            button.disabledProperty().subscribe(this::choose);
        }
        choose();
    }

    private void stop(ButtonBase next) {
        stop = next;
        buttons.forEach(button -> button.setFocusTraversable(button == next));
    }

    /** What cannot be pressed is no stop. */
    private void choose() {
        if (stop == null || stop.isDisabled()) {
            buttons.stream().filter(button -> !button.isDisabled()).findFirst().ifPresent(this::stop);
        }
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || event.isShiftDown() || !(event.getTarget() instanceof ButtonBase at)) {
            return;
        }
        List<ButtonBase> enabled = buttons.stream().filter(button -> !button.isDisabled()).toList();
        int now = enabled.indexOf(at);
        int next = switch (event.getCode()) {
            case LEFT -> now - 1;
            case RIGHT -> now + 1;
            case HOME -> 0;
            case END -> enabled.size() - 1;
            default -> -2;
        };
        if (now >= 0 && next > -2) {
            Node goal = enabled.get(Math.floorMod(next, enabled.size()));
            goal.requestFocus();
            event.consume();
        }
    }
}
