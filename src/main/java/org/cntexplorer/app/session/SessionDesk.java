package org.cntexplorer.app.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.progress.Progress;

/**
 * Opens and saves the window's session. Nothing is ever lost by it: a session that gives way to another is kept, one whose models are not all
 * there keeps what it says of them, and a file that somebody else has written meanwhile is not written over unasked. On the JavaFX thread.
 */
public final class SessionDesk {
    private final Workspace workspace;
    private final TaskExecutor executor;
    private final OpenSession session;
    private final Consumer<Session.Panes> arrange;
    private final NoticeBanner notices;
    private final FileHashes hashes;
    private final List<Consumer<Path>> whenOpened = new ArrayList<>();
    private SessionFiles files;
    private TaskExecutor.Handle opening = TaskExecutor.Handle.NONE;
    /** When the session's file was written by this window, or read. */
    private Optional<FileTime> written = Optional.empty();

    /** @param arrange divides the window as a session says */
    public SessionDesk(Workspace workspace, TaskExecutor executor, OpenSession session, Consumer<Session.Panes> arrange, NoticeBanner notices,
                       FileHashes hashes, SessionFiles files) {
        this.workspace = workspace;
        this.executor = executor;
        this.session = session;
        this.arrange = arrange;
        this.notices = notices;
        this.hashes = hashes;
        this.files = files;
    }

    /** Who asks for files: the system's dialogs, unless this says otherwise. */
    public void setFiles(SessionFiles asking) {
        files = asking;
    }

    /** Tells of every session file that has been opened or saved. */
    public void whenOpened(Consumer<Path> told) {
        whenOpened.add(told);
    }

    /** A session that was read, and the file that it stands in. @param from whose session it is; empty where it has no file of its own */
    record Source(Path file, Session session, Optional<Path> from, Optional<FileTime> time) {
        static Source of(Path file) throws Exception {
            return new Source(file, SessionFile.read(file), Optional.of(file), time(file));
        }

        /** What was kept unasked. */
        static Source kept(Path file) throws Exception {
            Session kept = SessionFile.read(file);
            Optional<Path> from = kept.origin().map(Path::of);
            return new Source(file, kept, from, from.flatMap(Source::time));
        }

        static Optional<FileTime> time(Path file) {
            try {
                return Optional.of(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * How a source is opened once it has been read.
     *
     * @param asSaved whether its own file says the same
     * @param beside whether its models are opened beside those that are open
     * @param found where models are that are not where it says
     * @param rest whether it is opened without the models that are absent
     * @param done told once all that it holds is part of the window's session
     */
    private record Way(boolean asSaved, boolean beside, Map<String, Path> found, boolean rest, Runnable done) {
        Way with(Map<String, Path> more) {
            return new Way(asSaved, beside, more, rest, done);
        }

        Way withoutTheRest() {
            return new Way(asSaved, beside, found, true, done);
        }
    }

    /** Opens a session file in place of what is open. */
    public void open(Path file) {
        open(() -> Source.of(file), "Open " + file.getFileName(), new Way(true, false, Map.of(), false, () -> {}));
    }

    /**
     * Opens what was kept unasked.
     *
     * @param beside whether its models are opened beside those that are open, else in their place
     * @param done told once all of it is open
     */
    void openKept(Path file, boolean beside, Runnable done) {
        open(() -> Source.kept(file), "Restore a session", new Way(false, beside, Map.of(), false, done));
    }

    private record Read(Source source, SessionOpening models) implements AutoCloseable {
        @Override
        public void close() {
            models.close();
        }
    }

    private void open(java.util.concurrent.Callable<Source> from, String name, Way way) {
        opening.cancel();
        opening = executor.submit(new BackgroundTask<>(name, progress -> {
            Source source = from.call();
            return new Read(source, SessionOpening.of(source.from().orElse(source.file()), source.session(), way.found(), progress));
        }, read -> opened(read, name, way), workspace::fail));
    }

    private void opened(Read read, String name, Way way) {
        SessionOpening models = read.models();
        if (models.read().isEmpty() || !models.absent().isEmpty() && !way.rest()) {
            models.close();
            ask(read, name, way);
            return;
        }
        if (way.beside() && workspace.current() != null) {
            workspace.show(models.read(), models.current());
            if (models.absent().isEmpty()) {
                way.done().run();
            }
            check(models);
            return;
        }
        session.replace(models, read.source().from(), way.asSaved() && way.found().isEmpty());
        Session.Panes panes = models.session().panes();
        // where a model is absent, the numbers of the others are not the session's
        arrange.accept(models.absent().isEmpty() ? panes : new Session.Panes(panes.hidden(), panes.dividers(), Optional.empty()));
        written = read.source().time();
        way.done().run();
        if (session.file() != null) {
            whenOpened.forEach(told -> told.accept(session.file()));
        }
        check(models);
    }

    /** Some models are not there: whether they are elsewhere, or the others are enough. */
    private void ask(Read read, String name, Way way) {
        SessionOpening models = read.models();
        SessionModel first = models.absent().getFirst().model();
        List<Notice.Answer> answers = new ArrayList<>();
        answers.add(new Notice.Answer("session-find", "Find it…", "Chooses the file that " + first.name() + " is now",
                () -> files.ofModel(Path.of(first.absolute())).ifPresent(there -> open(read::source, name,
                        way.with(SessionOpening.found(way.found(), models.absent(), there))))));
        if (!models.read().isEmpty()) {
            answers.add(new Notice.Answer("session-rest", models.read().size() == 1 ? "Open the other" : "Open the others",
                    "Opens what is there; what the session says of the rest stays in it",
                    () -> open(read::source, name, way.withoutTheRest())));
        }
        notices.tell(new Notice(models.sentence(), answers, () -> {}));
    }

    /** Reads the models' files in the background once they are shown, and tells which are not those that the session was saved with. */
    private void check(SessionOpening models) {
        Map<Path, Fingerprint> expected = new HashMap<>();
        for (int i = 0; i < models.read().size(); i++) {
            Path path = models.read().get(i).path();
            models.kept().get(i).fingerprint().ifPresent(known -> expected.put(path, known));
        }
        if (expected.isEmpty()) {
            return;
        }
        executor.submit(new BackgroundTask<>("Check the models of " + models.file().getFileName(), progress -> {
            List<String> changed = new ArrayList<>();
            for (Map.Entry<Path, Fingerprint> each : expected.entrySet()) {
                if (!hashes.of(each.getKey(), progress).equals(each.getValue())) {
                    changed.add(each.getKey().getFileName().toString());
                }
            }
            return changed;
        }, changed -> {
            if (!changed.isEmpty()) {
                notices.tell(new Notice(String.join(", ", changed) + (changed.size() == 1 ? " is not the file" : " are not the files")
                        + " that the session was saved with: the content is another, and what the session says of neurons may be of others."));
            }
        }, workspace::fail));
    }

    /** Saves the session in its file; asks for one where it has none. */
    public void save() {
        if (session.file() == null) {
            saveAs();
        } else {
            save(session.file(), false);
        }
    }

    /** Saves the session in a file that is asked for. */
    public void saveAs() {
        session.now().ifPresent(now -> {
            Path model = Path.of(now.models().get(now.current()).absolute());
            Path proposed = session.file() != null ? session.file() : model.resolveSibling(stem(model.getFileName().toString()) + SessionFile.EXTENSION);
            files.toSave(proposed).ifPresent(to -> save(to.toAbsolutePath().normalize(), true));
        });
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private void save(Path to, boolean anyway) {
        Session now = session.now().orElseThrow();
        Optional<FileTime> before = anyway ? Optional.empty() : written;
        executor.submit(new BackgroundTask<>("Save " + to.getFileName(), progress -> {
            if (before.isPresent() && Files.exists(to) && !Source.time(to).equals(before)) {
                return false;
            }
            SessionFile.write(withFingerprints(now, progress).with(model -> model.keptIn(to)).withOrigin(Optional.empty()), to);
            return true;
        }, done -> {
            if (done) {
                written = Source.time(to);
                session.saved(to, now);
                whenOpened.forEach(told -> told.accept(to));
            } else {
                notices.tell(new Notice(to.getFileName() + " has been saved by another window since it was opened here.",
                        new Notice.Answer("session-overwrite", "Save over it", "What the other window saved is lost", () -> save(to, true)),
                        new Notice.Answer("session-save-as", "Save as…", "Leaves the other's, and saves this in another file", this::saveAs)));
            }
        }, workspace::fail));
    }

    private Session withFingerprints(Session now, Progress progress) throws IOException {
        Map<String, Optional<Fingerprint>> found = new HashMap<>();
        for (SessionModel model : now.models()) {
            Path path = Path.of(model.absolute());
            // one that is gone since it was opened is known by what it was known by before
            found.put(model.absolute(), Files.exists(path) ? Optional.of(hashes.of(path, progress)) : Optional.empty());
        }
        return now.with(model -> model.known(found.get(model.absolute())));
    }
}
