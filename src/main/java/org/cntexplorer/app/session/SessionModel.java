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

    /** @param session the session's file */
    static SessionModel of(Path file, Path session, Optional<Fingerprint> fingerprint, OpenOptions options, ViewState view) {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = session.toAbsolutePath().normalize().getParent();
        Optional<String> below = whole.startsWith(folder)
                ? Optional.of(folder.relativize(whole).toString().replace(folder.getFileSystem().getSeparator(), "/")) : Optional.empty();
        return new SessionModel(below, whole.toString(), fingerprint, options, view);
    }

    /** The model's file: where it lies from the session file's folder, if there is one, else where it lay. @param session the session's file */
    public Path file(Path session) {
        Path there = Path.of(absolute);
        return path.map(p -> session.toAbsolutePath().normalize().resolveSibling(p).normalize()).filter(Files::exists).orElse(there);
    }
}
