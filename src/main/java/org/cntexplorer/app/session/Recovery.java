package org.cntexplorer.app.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.format.ModelFormatException;

/**
 * Keeps the window's session without being asked, and brings back what a crash has left and what was closed. On the JavaFX thread.
 */
public final class Recovery {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    /** What a crash has left. */
    private record Left(AutosaveFolder.Slot slot, Session session, Instant time) {}

    private final TaskExecutor executor;
    private final OpenSession session;
    private final SessionDesk desk;
    private final NoticeBanner notices;
    private final Autosave autosave;
    private final Set<AutosaveFolder.Slot> offered = new HashSet<>();
    private final ReadOnlyBooleanWrapper reopenable = new ReadOnlyBooleanWrapper(this, "reopenable");

    public Recovery(AutosaveFolder folder, TaskExecutor executor, OpenSession session, SessionDesk desk, NoticeBanner notices, FileHashes hashes) {
        this.executor = executor;
        this.session = session;
        this.desk = desk;
        this.notices = notices;
        autosave = new Autosave(folder, hashes, failure -> notices.tell(new Notice("Nothing is kept for a crash, since " + folder.path()
                + " cannot be written; save the session (Ctrl+S) to keep it.")));
        session.nowProperty().addListener((p, was, is) -> autosave.changed(session.now()));
        session.fileProperty().addListener((p, was, is) -> autosave.changed(session.now()));
        session.closedProperty().addListener((p, was, is) -> {
            autosave.keep(is);
            reopenable.set(true);
        });
        executor.submit(new BackgroundTask<>("Look for sessions", progress -> look(), found -> {
            reopenable.set(reopenable.get() || found.closed);
            found.left.forEach(this::offer);
        }, error -> { }));
    }

    private record Found(List<Left> left, boolean closed) implements AutoCloseable {
        @Override
        public void close() {
            left.forEach(one -> one.slot.leave());
        }
    }

    private Found look() throws IOException {
        List<Left> left = new ArrayList<>();
        for (AutosaveFolder.Slot slot : autosave.left()) {
            try {
                left.add(new Left(slot, SessionFile.read(slot.file()), slot.time().toInstant()));
            } catch (ModelFormatException | IOException e) {
                // of a newer version, perhaps: that will find it again
                slot.leave();
            }
        }
        return new Found(left, !autosave.closed().isEmpty());
    }

    private void offer(Left left) {
        List<SessionModel> models = left.session.models();
        String what = models.get(left.session.current()).name() + (models.size() == 1 ? "" : models.size() == 2 ? " and another model"
                : " and " + (models.size() - 1) + " other models");
        String file = left.session.origin().map(path -> " of " + Path.of(path).getFileName()).orElse("");
        offered.add(left.slot);
        notices.tell(new Notice("CNT Explorer was not closed properly. Restore " + what + file + ", as it was on " + TIME.format(left.time) + "?", List.of(
                new Notice.Answer("session-restore", "Restore", "Opens it again, as it was", () -> restore(left)),
                new Notice.Answer("session-discard", "Discard", "Forgets it for good", () -> discard(left))), () -> leave(left)));
    }

    private void restore(Left left) {
        desk.openKept(left.slot.file(), false, () -> {
            offered.remove(left.slot);
            autosave.adopt(left.slot);
            autosave.changed(session.now());
        });
    }

    private void discard(Left left) {
        offered.remove(left.slot);
        autosave.write(left.slot::delete);
    }

    private void leave(Left left) {
        offered.remove(left.slot);
        left.slot.leave();
    }

    /** Whether something was closed that can be opened again. */
    public ReadOnlyBooleanProperty reopenableProperty() {
        return reopenable.getReadOnlyProperty();
    }

    /** Opens again what was closed last, beside what is open. */
    public void reopen() {
        executor.submit(new BackgroundTask<>("Look for sessions", progress -> autosave.closed(), closed -> {
            if (closed.isEmpty()) {
                reopenable.set(false);
                return;
            }
            Path last = closed.getFirst();
            desk.openKept(last, true, () -> {
                autosave.write(() -> Files.deleteIfExists(last));
                reopenable.set(closed.size() > 1);
            });
        }, error -> { }));
    }

    /** The window is being closed: what nobody has saved is kept among what was closed. */
    public void close() {
        session.now().filter(session::isWorthKeeping).ifPresent(autosave::keep);
        offered.forEach(AutosaveFolder.Slot::leave);
        offered.clear();
        autosave.close();
    }

}
