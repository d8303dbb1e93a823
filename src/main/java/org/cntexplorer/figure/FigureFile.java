package org.cntexplorer.figure;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.cntexplorer.progress.Progress;

/** A figure on paper: SVG, PDF or PNG, as the file's name ends. */
public final class FigureFile {
    private FigureFile() {}

    /**
     * Writes a figure; an older file of that name is replaced only once the new one is whole.
     *
     * @throws UnwritableFileException with a sentence, for an unknown ending and for a place that cannot be written to
     * @throws IOException where the disk fails
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled; no file is left then
     */
    public static void write(Figure figure, FigureOptions options, Path file, Progress progress) throws IOException {
        FigureFormat format = FigureFormat.of(file).orElseThrow(() -> new UnwritableFileException(
                "A figure's file ends in " + FigureFormat.endings() + ", " + file.getFileName() + " does not."));
        OutputFile.write(file, out -> format.write(figure, options, new Watched(out, progress), progress));
    }

    /** Long files are written in blocks, and each is a chance to stop. */
    private static final class Watched extends FilterOutputStream {
        private final Progress progress;

        Watched(OutputStream out, Progress progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            progress.check();
            out.write(bytes, from, count);
        }
    }
}
