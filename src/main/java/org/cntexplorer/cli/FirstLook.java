package org.cntexplorer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.cntexplorer.app.WindowPicture;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.format.ModelFormatException;

/** What the window would have shown first, as files, for a machine with no display. */
record FirstLook(Path file, Path folder) {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1000;

    /** Writes the pictures of the window, light and dark, and names each file when it is there. JavaFX does not run yet. */
    void write(PrintWriter out) throws ModelFormatException, IOException, InterruptedException {
        WindowPicture.startWithoutDisplay();
        for (ThemeChoice theme : new ThemeChoice[] {ThemeChoice.LIGHT, ThemeChoice.DARK}) {
            Path picture = folder.resolve("window-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
            new WindowPicture(file, Optional.empty(), WIDTH, HEIGHT, theme).write(picture);
            out.println(picture);
        }
    }
}
