package org.cntexplorer.app.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;

/**
 * Writes a window's session to its place in the {@link AutosaveFolder}, a moment after it has changed, and off the JavaFX thread, on which all
 * of this is called. What is lost in a crash is the last moment.
 */
final class Autosave {
    /** Between a change and its writing, and so between two writings. */
    private static final Duration PAUSE = Duration.seconds(1.5);
    /** So long the program waits at its end for a slow disk. */
    private static final int END_SECONDS = 5;

    private final AutosaveFolder folder;
    private final FileHashes hashes;
    private final Consumer<IOException> onFailure;
    // one after the other, so that none writes over a later one
    private final ExecutorService writer = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("autosave").factory());
    private final PauseTransition pause = new PauseTransition(PAUSE);
    private Optional<Session> latest = Optional.empty();
    /** The writer's alone. */
    private AutosaveFolder.Slot slot;
    private boolean failed;
    private boolean ended;

    /** @param onFailure told once, on the JavaFX thread, where nothing can be written */
    Autosave(AutosaveFolder folder, FileHashes hashes, Consumer<IOException> onFailure) {
        this.folder = folder;
        this.hashes = hashes;
        this.onFailure = onFailure;
        pause.setOnFinished(e -> {
            Optional<Session> session = latest;
            write(() -> put(session));
        });
    }

    /** Something on the disk to be changed, by the writer. */
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /** The session is this now; nothing where none is open. */
    void changed(Optional<Session> session) {
        latest = session;
        if (!ended && pause.getStatus() != javafx.animation.Animation.Status.RUNNING) {
            pause.playFromStart();
        }
    }

    private void put(Optional<Session> session) throws IOException {
        if (session.isPresent()) {
            if (slot == null) {
                slot = folder.begin();
            }
            WholeFile.write(slot.file(), bytes(session.get()));
        } else if (slot != null) {
            slot.clear();
        }
    }

    private byte[] bytes(Session session) {
        return SessionFile.bytes(session.with(model -> model.known(hashes.known(Path.of(model.absolute())))));
    }

    /** Keeps a session that has been closed. */
    void keep(Session session) {
        write(() -> folder.keep(bytes(session)));
    }

    /** Takes the place of a session that a crash has left, which becomes the window's. */
    void adopt(AutosaveFolder.Slot found) {
        write(() -> {
            if (slot != null) {
                slot.delete();
            }
            slot = found;
        });
    }

    /** Changes something else in the folder, after what is being written. */
    void write(Change change) {
        if (ended) {
            return;
        }
        writer.execute(() -> {
            try {
                change.make();
            } catch (IOException | RuntimeException e) {
                System.getLogger(Autosave.class.getName()).log(System.Logger.Level.INFO, "the session is not kept", e);
                if (!failed) {
                    failed = true;
                    IOException told = e instanceof IOException io ? io : new IOException(e);
                    Platform.runLater(() -> onFailure.accept(told));
                }
            }
        });
    }

    /** What crashes have left. Not on the JavaFX thread. */
    List<AutosaveFolder.Slot> left() throws IOException {
        return folder.left();
    }

    /** What was closed, the newest first. Not on the JavaFX thread. */
    List<Path> closed() throws IOException {
        return folder.closed();
    }

    /** The window has been closed properly: nothing of it is to be recovered. Returns when everything is on the disk. */
    void close() {
        pause.stop();
        write(() -> {
            if (slot != null) {
                slot.delete();
            }
        });
        // the models that are closed with the window are no change of its session
        ended = true;
        try {
            writer.submit(() -> {}).get(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // the disk is too slow: its place stays locked until the program ends, and is found at the next start
        }
        writer.shutdown();
    }
}
