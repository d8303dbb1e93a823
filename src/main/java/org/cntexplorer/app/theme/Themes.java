package org.cntexplorer.app.theme;

import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import org.cntexplorer.figure.Palette;

/** Applies the chosen theme to the application and keeps it in step with the choice and with the system. */
public final class Themes {
    private static final String APP_CSS = Themes.class.getResource("app.css").toExternalForm();

    private final ObjectProperty<ThemeChoice> choice = new SimpleObjectProperty<>(this, "choice", ThemeChoice.SYSTEM);
    // held, since a property listens to the system's weakly
    private final ReadOnlyObjectProperty<ColorScheme> system = Platform.getPreferences().colorSchemeProperty();
    private final ObjectBinding<Theme> theme = Bindings.createObjectBinding(this::choose, choice, system);
    private final ObservableValue<Palette> palette = theme.map(Theme::palette);

    public Themes() {
        theme.subscribe(shown -> Application.setUserAgentStylesheet(shown.userAgentStylesheet()));
    }

    private Theme choose() {
        return switch (choice.get()) {
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
            case SYSTEM -> system.get() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
        };
    }

    public ObjectProperty<ThemeChoice> choiceProperty() {
        return choice;
    }

    /** From light to dark, or back, whatever the system says. */
    public void toggle() {
        choice.set(theme.get() == Theme.DARK ? ThemeChoice.LIGHT : ThemeChoice.DARK);
    }

    /** The theme that is shown. */
    public ObservableValue<Theme> themeProperty() {
        return theme;
    }

    /** The colours of what is drawn, of the theme that is shown. */
    public ObservableValue<Palette> paletteProperty() {
        return palette;
    }

    /** Gives a scene, now and later, the style sheets of the theme that is shown. */
    public void dress(Scene scene) {
        theme.subscribe(shown -> scene.getStylesheets().setAll(shown.stylesheet(), APP_CSS));
    }
}
