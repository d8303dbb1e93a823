package org.cntexplorer.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cntexplorer.app.task.InlineTaskExecutor;
import org.cntexplorer.app.workspace.ViewHistory;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every part of a view with any value in it: looked at, taken back, made again, opened from a session. */
class EveryViewTest {
    private static final Path SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath();
    private static final RecordComponent[] PARTS = ViewState.class.getRecordComponents();

    private final Workspace workspace = new Workspace(new InlineTaskExecutor());
    private final ViewHistory history = new ViewHistory(workspace);

    @BeforeEach
    void open() {
        workspace.setOnError(error -> {
            throw new AssertionError(error);
        });
        workspace.open(SAMPLE, OpenOptions.NONE);
    }

    @AfterEach
    void close() {
        workspace.closeAll();
    }

    static Stream<String> parts() {
        return Arrays.stream(PARTS).map(RecordComponent::getName);
    }

    /** The view with any other value that the network has in one of its parts. */
    private ViewState changed(ViewState view, String part, AnyValue any) {
        return Stream.generate(() -> (ViewState) ValueJson.make(ViewState.class, PARTS, Arrays.stream(PARTS)
                        .map(each -> each.getName().equals(part) ? any.of(each.getGenericType()) : ValueJson.value(each, view)).toArray()))
                .limit(1_000).map(other -> FittedView.of(other, workspace.network())).filter(other -> !other.equals(view)).findFirst().orElse(view);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aChangeOfAnyPartIsTakenBackAndMadeAgain(String part) {
        ViewState before = workspace.view().state();
        ViewState after = changed(before, part, new AnyValue(new Random(11)));
        if (after.equals(before)) {
            // the sample has no channels and no gates
            assertThat(part).isIn("open", "gate");
            return;
        }
        workspace.view().set(after);
        assertThat(workspace.view().state()).isEqualTo(after);
        assertThat(history.toUndoProperty().get()).isNotEmpty();
        history.undo();
        assertThat(workspace.view().state()).isEqualTo(before);
        assertThat(history.toUndoProperty().get()).isEmpty();
        assertThat(history.toRedoProperty().get()).isNotEmpty();
        history.redo();
        assertThat(workspace.view().state()).isEqualTo(after);
    }

    /** Numbers that no person would choose are neither errors nor another view than the session says. */
    @Test
    void anyViewOfASessionIsLookedAt() {
        AnyValue any = new AnyValue(new Random(12));
        for (int i = 0; i < 60; i++) {
            ViewState wanted = (ViewState) any.of(ViewState.class);
            Session session = new Session(List.of(SessionModel.of(SAMPLE, OpenOptions.NONE, wanted)), 0, new Session.Panes(List.of(), Map.of(), Optional.empty()), Optional.empty());
            SessionOpening opened = SessionOpening.of(Path.of("a.cntx"), session, Map.of(), Progress.NONE);
            workspace.show(opened.read(), opened.current());
            assertThat(workspace.models()).hasSize(1);
            assertThat(workspace.view().state()).isEqualTo(FittedView.of(wanted, workspace.network()));
            assertThat(workspace.numbers()).isNotNull();
        }
    }
}
