package org.cntexplorer.app;

import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.cntexplorer.app.preferences.Preferences;

/** Where the window stands, remembered in a way that it never comes back where nobody sees it. */
final class WindowBounds {
    static final double WIDTH = 1600;
    static final double HEIGHT = 1000;
    private static final double LEAST_WIDTH = 800;
    private static final double LEAST_HEIGHT = 500;
    /** So much of the title bar must be on a screen, to be grabbed. */
    private static final double GRIP = 100;

    private WindowBounds() {}

    /** Puts the stage where it was, or in the middle of the first screen where it was nowhere or where that screen is gone. */
    static void apply(Stage stage, Preferences.Bounds remembered) {
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        if (remembered != null && reachable(remembered)) {
            stage.setX(remembered.x());
            stage.setY(remembered.y());
            stage.setWidth(Math.max(LEAST_WIDTH, remembered.width()));
            stage.setHeight(Math.max(LEAST_HEIGHT, remembered.height()));
        } else {
            stage.setWidth(Math.min(WIDTH, screen.getWidth()));
            stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
            stage.centerOnScreen();
        }
        stage.setMaximized(remembered != null && remembered.maximised());
    }

    private static boolean reachable(Preferences.Bounds bounds) {
        return Screen.getScreensForRectangle(bounds.x(), bounds.y(), GRIP, GRIP).stream().map(Screen::getVisualBounds)
                .anyMatch(s -> bounds.x() >= s.getMinX() - bounds.width() + GRIP && bounds.x() <= s.getMaxX() - GRIP
                        && bounds.y() >= s.getMinY() - 1 && bounds.y() <= s.getMaxY() - GRIP);
    }

    /** Where the stage stands; maximised or minimised, where it stood before. */
    static Preferences.Bounds of(Stage stage, Preferences.Bounds before) {
        if (stage.isMaximized() || stage.isIconified() || Double.isNaN(stage.getX())) {
            return before == null ? null : new Preferences.Bounds(before.x(), before.y(), before.width(), before.height(), stage.isMaximized());
        }
        return new Preferences.Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
    }
}
