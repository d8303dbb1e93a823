package org.cntexplorer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureFile;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.figure.UnwritableFileException;
import org.cntexplorer.figure.study.StudyFigures;
import org.cntexplorer.progress.Progress;

/** A folder that figures are written into, as many at a time as there are cores: each is drawn by one. */
final class FigureFolder implements StudyFigures.Sink, AutoCloseable {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Path folder;
    private final FigureOptions paper;
    private final FigureFormat format;
    private final Progress progress;
    private final ExecutorService writers = Executors.newFixedThreadPool(CORES, Thread.ofPlatform().daemon().name("figure-", 0).factory());
    private final Deque<Future<?>> begun = new ArrayDeque<>();

    /** @throws UnwritableFileException with a sentence where the folder cannot be made */
    FigureFolder(Path folder, FigureOptions paper, FigureFormat format, Progress progress) throws UnwritableFileException {
        this.folder = folder;
        this.paper = paper;
        this.format = format;
        this.progress = progress;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UnwritableFileException("The folder " + folder + " cannot be made; choose another for --figures.", e);
        }
    }

    @Override
    public void take(String name, Figure figure) throws IOException {
        if (begun.size() == 2 * CORES) {
            await();
        }
        begun.add(writers.submit(() -> {
            FigureFile.write(figure, paper, folder.resolve(name + "." + format.ending()), Progress.NONE);
            return null;
        }));
        progress.check();
    }

    private void await() throws IOException {
        try {
            begun.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case Error error -> throw error;
                case Throwable bug -> throw new IllegalStateException(bug);
            }
        }
    }

    /** Waits until the last one is written. */
    void finish() throws IOException {
        while (!begun.isEmpty()) {
            await();
        }
    }

    /** Those that are not begun are not written any more. */
    @Override
    public void close() {
        writers.shutdownNow();
    }
}
