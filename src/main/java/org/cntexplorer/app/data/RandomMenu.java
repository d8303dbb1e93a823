package org.cntexplorer.app.data;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.cntexplorer.data.RandomSamples;
import org.kordamp.ikonli.javafx.FontIcon;

/** Buttons that offer random samples. */
public final class RandomMenu {
    private RandomMenu() {}

    /** A button with an icon. @param chosen takes what they are drawn from */
    public static MenuButton button(String id, Consumer<RandomSamples.Kind> chosen) {
        MenuButton menu = button(id, "", chosen);
        menu.setGraphic(new FontIcon("fth-shuffle"));
        menu.setAccessibleText("Random samples");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        return menu;
    }

    static MenuButton button(String id, String text, Consumer<RandomSamples.Kind> chosen) {
        MenuButton menu = new MenuButton(text);
        menu.setId(id);
        menu.getStyleClass().add(Styles.SMALL);
        menu.setTooltip(new Tooltip("Makes samples up, for a network without data"));
        for (RandomSamples.Kind kind : RandomSamples.Kind.values()) {
            MenuItem item = new MenuItem(switch (kind) {
                case UNIFORM -> "Uniform noise, 0 to 1";
                case GAUSSIAN -> "Gaussian noise, mean 0, deviation 1";
                case ONE_HOT -> "One-hot: a single 1 each";
            });
            item.setId(id + "-" + kind.name().toLowerCase(Locale.ROOT));
            item.setOnAction(e -> chosen.accept(kind));
            menu.getItems().add(item);
        }
        return menu;
    }
}
