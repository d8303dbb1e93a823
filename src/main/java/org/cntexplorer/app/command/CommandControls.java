package org.cntexplorer.app.command;

import atlantafx.base.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/** Commands as menu items and as buttons. The control's id is the command's, with "menu-" or "button-" before it and dashes for dots. */
public final class CommandControls {
    private CommandControls() {}

    public static MenuItem menuItem(Command command) {
        MenuItem item = command.mark().map(mark -> marked(command, mark)).orElseGet(() -> new MenuItem("", icon(command)));
        item.textProperty().bind(command.words());
        item.setId("menu-" + command.id().replace('.', '-'));
        item.setAccelerator(command.key());
        item.disableProperty().bind(command.enabled().not());
        item.setOnAction(e -> {
            command.run();
            command.mark().ifPresent(mark -> show(item, mark.on().get()));
        });
        return item;
    }

    private static MenuItem marked(Command command, Command.Mark mark) {
        MenuItem item = mark.oneOfSeveral() ? new RadioMenuItem() : new CheckMenuItem();
        mark.on().subscribe(on -> show(item, on));
        return item;
    }

    // a click turns the item's own mark over before the action runs, so the command's state is shown again after it
    private static void show(MenuItem item, boolean on) {
        switch (item) {
            case RadioMenuItem radio -> radio.setSelected(on);
            case CheckMenuItem check -> check.setSelected(on);
            default -> {}
        }
    }

    /** A button of an icon only, with a tooltip. */
    public static ButtonBase iconButton(Command command) {
        ButtonBase button;
        if (command.mark().isPresent()) {
            ToggleButton toggle = new ToggleButton("", icon(command));
            command.mark().get().on().subscribe(toggle::setSelected);
            toggle.setOnAction(e -> {
                command.run();
                toggle.setSelected(command.mark().get().on().get());
            });
            button = toggle;
        } else {
            button = new Button("", icon(command));
            button.setOnAction(e -> command.run());
        }
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        return named(button, command);
    }

    /** A button with icon and label. */
    public static Button labelledButton(Command command) {
        Button button = new Button(command.label(), icon(command));
        button.setOnAction(e -> command.run());
        named(button, command);
        button.setFocusTraversable(true);
        return button;
    }

    private static <B extends ButtonBase> B named(B button, Command command) {
        button.setId("button-" + command.id().replace('.', '-'));
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(command.tooltip());
        button.setTooltip(tooltip);
        button.accessibleTextProperty().bind(command.words());
        button.disableProperty().bind(command.enabled().not());
        button.setFocusTraversable(false);
        return button;
    }

    private static Node icon(Command command) {
        return command.icon().isEmpty() ? null : new FontIcon(command.icon());
    }
}
