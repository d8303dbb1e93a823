package org.cntexplorer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.app.WindowPicture;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureFile;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** What the window would have shown first, as files, for a machine with no display. */
record FirstLook(Path file, Path folder) {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1000;
    /** Of a graph, which has more to show than a curve. */
    private static final FigureOptions WIDE = new FigureOptions(FigureOptions.TWO_COLUMNS, 7, 300);

    /** Writes the pictures of the window, light and dark, and every figure, and names each file when it is there. JavaFX does not run yet. */
    void write(PrintWriter out) throws ModelFormatException, IOException, InterruptedException {
        WindowPicture.startWithoutDisplay();
        for (ThemeChoice theme : new ThemeChoice[] {ThemeChoice.LIGHT, ThemeChoice.DARK}) {
            Path picture = folder.resolve("window-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
            new WindowPicture(file, Optional.empty(), List.of(), LayoutChoice.DEFAULT, LinkChoice.DEFAULT, WIDTH, HEIGHT, theme, Optional.empty()).write(picture);
            out.println(picture);
        }
        try (Network network = ModelFiles.open(file, OpenOptions.NONE, Progress.NONE)) {
            for (Plot plot : Plot.values()) {
                Figure figure = plot.of(network, Convention.DEFAULT, OptionalInt.empty(), LinkChoice.DEFAULT, LayoutChoice.DEFAULT, Progress.NONE);
                for (FigureFormat format : new FigureFormat[] {FigureFormat.SVG, FigureFormat.PNG}) {
                    Path picture = folder.resolve(plot.name().toLowerCase(Locale.ROOT) + "." + format.ending());
                    FigureFile.write(figure, plot == Plot.GRAPH ? WIDE : FigureOptions.DEFAULT, picture, Progress.NONE);
                    out.println(picture);
                }
            }
        }
    }
}
