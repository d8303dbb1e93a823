package org.cntexplorer.app.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.cntexplorer.app.workspace.OpenModel;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.app.workspace.Workspace;

/**
 * The window's session: everything that is open in its {@link Workspace}, as one value that changes with it, and the file that it is saved in.
 * On the JavaFX thread.
 */
public final class OpenSession {
    private final Workspace workspace;
    private final Supplier<Session.Panes> panes;
    private final ReadOnlyObjectWrapper<Path> file = new ReadOnlyObjectWrapper<>(this, "file");
    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper(this, "unsaved");
    private final ReadOnlyObjectWrapper<Optional<Session>> now = new ReadOnlyObjectWrapper<>(this, "now", Optional.empty());
    private final ReadOnlyObjectWrapper<Session> closed = new ReadOnlyObjectWrapper<>(this, "closed");
    /** Models that belong to the session and could not be opened: they are saved with it all the same. */
    private List<SessionModel> absent = List.of();
    private Session saved;
    private boolean replacing;

    /** @param panes how the window is divided now */
    public OpenSession(Workspace workspace, Supplier<Session.Panes> panes) {
        this.workspace = workspace;
        this.panes = panes;
        InvalidationListener changed = o -> changed();
        workspace.models().addListener(changed);
        workspace.currentProperty().addListener((p, was, is) -> changed());
        workspace.view().stateProperty().addListener((p, was, is) -> changed());
        workspace.fileProperty().addListener((p, was, is) -> {
            if (workspace.isStepping()) {
                changed();
            }
        });
        changed();
    }

    /** The session's file; null where it has none yet. */
    public ReadOnlyObjectProperty<Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    public Path file() {
        return file.get();
    }

    /** Whether it shows anything else than its file says. False where it has no file: it is kept all the same. */
    public ReadOnlyBooleanProperty unsavedProperty() {
        return unsaved.getReadOnlyProperty();
    }

    /** What is open; empty where nothing is. */
    ReadOnlyObjectProperty<Optional<Session>> nowProperty() {
        return now.getReadOnlyProperty();
    }

    Optional<Session> now() {
        return now.get().map(session -> new Session(session.models(), session.current(), panes.get(), session.origin()));
    }

    /** What was closed last, or gave way to another, with more to it than the models' own files say and no file of its own that says it. */
    ReadOnlyObjectProperty<Session> closedProperty() {
        return closed.getReadOnlyProperty();
    }

    private void changed() {
        // one after the other while all are closed: what was open is one session
        if (replacing || workspace.current() == null && !workspace.models().isEmpty()) {
            return;
        }
        Optional<Session> before = now.get();
        if (workspace.models().isEmpty()) {
            end(before);
            return;
        }
        List<SessionModel> models = new ArrayList<>();
        for (OpenModel open : workspace.models()) {
            models.add(SessionModel.of(open.path(), open.options(), open.view()));
        }
        List<Path> there = workspace.models().stream().map(OpenModel::path).toList();
        models.addAll(absent.stream().filter(model -> !there.contains(Path.of(model.absolute()))).toList());
        Session next = new Session(models, workspace.models().indexOf(workspace.current()), panes.get(),
                Optional.ofNullable(file.get()).map(Path::toString));
        now.set(Optional.of(next));
        if (!workspace.isStepping()) {
            before.ifPresent(session -> keepClosed(session, next));
        }
        update();
    }

    /** The window is divided another way, or two models are compared that were not before. */
    public void arranged() {
        changed();
    }

    /** The models of tabs that were closed. */
    private void keepClosed(Session before, Session next) {
        List<SessionModel> gone = before.models().stream().filter(model -> next.models().stream().noneMatch(m -> m.absolute().equals(model.absolute())))
                .filter(model -> !model.view().equals(plain(model.view()))).toList();
        if (!gone.isEmpty()) {
            closed.set(new Session(gone, 0, before.panes(), Optional.empty()));
        }
    }

    private void end(Optional<Session> before) {
        before.filter(this::isWorthKeeping).ifPresent(closed::set);
        absent = List.of();
        saved = null;
        file.set(null);
        now.set(Optional.empty());
        update();
    }

    /** Whether it would be lost with the window: there is more to it than its models' files say, and its own file does not say it. */
    boolean isWorthKeeping(Session session) {
        return saved != null ? !session.shows(saved)
                : session.models().size() > 1 || session.models().stream().anyMatch(model -> !model.view().equals(plain(model.view())));
    }

    private static ViewState plain(ViewState view) {
        return view.forAnotherModel();
    }

    /**
     * Another session takes the place of this one.
     *
     * @param from its file; empty where it has none
     * @param asSaved whether it shows what that file says
     */
    void replace(SessionOpening opened, Optional<Path> from, boolean asSaved) {
        Optional<Session> before = now.get();
        before.filter(this::isWorthKeeping).ifPresent(closed::set);
        replacing = true;
        try {
            workspace.closeAll();
            workspace.show(opened.read(), opened.current());
        } finally {
            replacing = false;
        }
        absent = opened.absent().stream().map(SessionOpening.Absent::model).toList();
        saved = null;
        now.set(Optional.empty());
        file.set(from.orElse(null));
        changed();
        saved = asSaved ? now.get().orElseThrow() : null;
        update();
    }

    /** It has been saved, as it was then. */
    void saved(Path to, Session session) {
        saved = session;
        file.set(to);
        changed();
    }

    private void update() {
        unsaved.set(file.get() != null && now.get().filter(session -> saved == null || !session.shows(saved)).isPresent());
    }
}
