package org.cntexplorer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cntexplorer.progress.Progress;

/**
 * What a long command does now, as a line on standard error that is written over, where that is a terminal; and the end of it when it is
 * stopped (Ctrl+C): the program ends once the command has put away what it has.
 */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LONGEST = 100;
    private static final long PATIENCE_S = 10;
    /** A file that names what standard error is, under Linux. */
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter err;
    private final boolean shown;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread whenStopped = new Thread(this::stop, "stop");
    private volatile boolean cancelled;
    private int width;
    private long last = System.nanoTime() - EVERY;

    /** @param shown whether anybody sees it */
    ProgressLine(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
        Runtime.getRuntime().addShutdownHook(whenStopped);
    }

    static boolean isTerminal() {
        try {
            return System.console() != null || Files.exists(STANDARD_ERROR) && Files.readSymbolicLink(STANDARD_ERROR).toString().matches("/dev/(pts/|tty).*");
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    @Override
    public void report(double fraction, String what) {
        long now = System.nanoTime();
        if (shown && now - last >= EVERY) {
            last = now;
            String percent = fraction < 0 ? "" : String.format(Locale.ROOT, "%3.0f %%  ", 100 * Math.min(1, fraction));
            write(percent + (what.length() > LONGEST ? what.substring(0, LONGEST - 1) + "…" : what));
        }
    }

    private void write(String text) {
        err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        err.flush();
        width = text.length();
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    private void stop() {
        cancelled = true;
        try {
            ended.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the line away. */
    void clear() {
        if (width > 0) {
            write("");
            err.print("\r");
            err.flush();
        }
    }

    /** When all is put away, and whoever stopped the command need not wait any more. */
    @Override
    public void close() {
        clear();
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(whenStopped);
        } catch (IllegalStateException e) {
            // the program ends just now, and waited for this
        }
    }
}
