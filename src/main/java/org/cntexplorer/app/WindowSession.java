package org.cntexplorer.app;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.cntexplorer.app.compare.CompareViewModel;
import org.cntexplorer.app.session.AutosaveFolder;
import org.cntexplorer.app.session.FileHashes;
import org.cntexplorer.app.session.NoticeBanner;
import org.cntexplorer.app.session.OpenSession;
import org.cntexplorer.app.session.Recovery;
import org.cntexplorer.app.session.Session;
import org.cntexplorer.app.session.SessionDesk;
import org.cntexplorer.app.session.SessionFiles;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.OpenModel;
import org.cntexplorer.app.workspace.Workspace;

/** The session of a window: what of it is saved, kept for a crash, told and named in the title. */
final class WindowSession {
    private final NoticeBanner notices = new NoticeBanner();
    private final OpenSession session;
    private final SessionDesk desk;
    private final Optional<Recovery> recovery;
    private final StringBinding title;

    /** @param state the folder for what nobody has saved; where there is none, nothing is kept */
    WindowSession(Stage stage, Workspace workspace, TaskExecutor executor, CompareViewModel compare, PaneLayout layout, Optional<Path> state) {
        FileHashes hashes = new FileHashes();
        session = new OpenSession(workspace, () -> panes(workspace, compare, layout));
        compare.partnerProperty().addListener((p, was, is) -> session.arranged());
        compare.modeProperty().addListener((p, was, is) -> session.arranged());
        for (PaneLayout.Side side : PaneLayout.Side.values()) {
            layout.shownProperty(side).addListener((p, was, is) -> session.arranged());
        }
        desk = new SessionDesk(workspace, executor, session, panes -> arrange(panes, workspace, compare, layout), notices, hashes,
                new SessionFiles(stage));
        recovery = state.map(folder -> new Recovery(new AutosaveFolder(folder), executor, session, desk, notices, hashes));
        title = Bindings.createStringBinding(() -> title(workspace), workspace.networkProperty(), session.fileProperty(), session.unsavedProperty());
    }

    private static Session.Panes panes(Workspace workspace, CompareViewModel compare, PaneLayout layout) {
        return new Session.Panes(layout.hidden(), layout.dividers(), Optional.ofNullable(compare.partnerProperty().get())
                .map(partner -> new Session.Compared(workspace.models().indexOf(partner), compare.modeProperty().get() == CompareViewModel.Mode.DIFFERENCE)));
    }

    private static void arrange(Session.Panes panes, Workspace workspace, CompareViewModel compare, PaneLayout layout) {
        layout.arrange(panes.hidden(), panes.dividers());
        panes.compared().filter(with -> with.model() >= 0 && with.model() < workspace.models().size()).ifPresent(with -> {
            OpenModel partner = workspace.models().get(with.model());
            if (partner != workspace.current()) {
                compare.modeProperty().set(with.difference() ? CompareViewModel.Mode.DIFFERENCE : CompareViewModel.Mode.SIDE_BY_SIDE);
                compare.compareWith(partner);
            }
        });
    }

    private String title(Workspace workspace) {
        String file = session.file() == null ? "" : session.file().getFileName() + (session.unsavedProperty().get() ? "*" : "") + " – ";
        return file + (workspace.network() == null ? "" : workspace.network().name() + " – ") + "CNT Explorer";
    }

    /** The window's title: the session's name, with a star where it has not been saved, and the model's. */
    StringBinding title() {
        return title;
    }

    /** What is told of the session, above the panes. */
    Node notices() {
        return notices.root();
    }

    SessionDesk desk() {
        return desk;
    }

    /** Whether something was closed that can be opened again. */
    BooleanExpression reopenable() {
        return recovery.map(r -> BooleanExpression.booleanExpression(r.reopenableProperty())).orElseGet(SimpleBooleanProperty::new);
    }

    void reopen() {
        recovery.ifPresent(Recovery::reopen);
    }

    void close() {
        recovery.ifPresent(Recovery::close);
    }
}
