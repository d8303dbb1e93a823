package org.cntexplorer.app.session;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.format.OpenOptions;

/**
 * A model of a session.
 *
 * @param path of its file, from the folder of the session file and with slashes, where it lies there or below; so both may be moved together
 * @param absolute its file's whole path
 * @param fingerprint by which the file is known again; empty where it has not been made yet
 * @param options how the file is read
 * @param view how the model is looked at
 */
public record SessionModel(Optional<String> path, String absolute, Optional<Fingerprint> fingerprint, OpenOptions options, ViewState view) {
    public SessionModel {
        try {
            if (!Path.of(absolute).isAbsolute()) {
                throw new IllegalArgumentException(absolute + " is no whole path");
            }
            if (path.isPresent() && (Path.of(path.get()).isAbsolute() || Path.of(path.get()).normalize().startsWith(".."))) {
                throw new IllegalArgumentException(path.get() + " does not lie below the session file");
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Of an open model, before it is known where the session is kept. */
    static SessionModel of(Path file, OpenOptions options, ViewState view) {
        return new SessionModel(Optional.empty(), file.toAbsolutePath().normalize().toString(), Optional.empty(), options, view);
    }

    /** The same in a session file. */
    SessionModel keptIn(Path session) {
        Path folder = session.toAbsolutePath().normalize().getParent();
        Path whole = Path.of(absolute);
        Optional<String> below = whole.startsWith(folder)
                ? Optional.of(folder.relativize(whole).toString().replace(folder.getFileSystem().getSeparator(), "/")) : Optional.empty();
        return new SessionModel(below, absolute, fingerprint, options, view);
    }

    /** The same, its file known by this. */
    SessionModel known(Optional<Fingerprint> by) {
        return new SessionModel(path, absolute, by.or(() -> fingerprint), options, view);
    }

    /** The model's file: where it lies from the session file's folder, if there is one, else where it lay. @param session the session's file */
    public Path file(Path session) {
        Path there = Path.of(absolute);
        return path.map(p -> session.toAbsolutePath().normalize().resolveSibling(p).normalize()).filter(Files::exists).orElse(there);
    }

    /** Its file's name. */
    String name() {
        return String.valueOf(Path.of(absolute).getFileName());
    }
}
