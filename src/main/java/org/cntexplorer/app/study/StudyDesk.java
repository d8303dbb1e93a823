package org.cntexplorer.app.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.stage.Window;
import org.cntexplorer.app.preferences.PreferencesFile;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.CheckpointRun;
import org.cntexplorer.study.ModelFolder;

/** Opens the windows of studies: a new one, one of a folder with several models, one that was measured before. */
public final class StudyDesk {
    private final Themes themes;
    private final Window owner;
    private final TaskExecutor executor;
    private final PreferencesFile preferences;
    private final Supplier<Convention> convention;
    private final Consumer<Path> openModel;
    private final Consumer<CheckpointRun> openRun;
    private final Consumer<Throwable> onError;
    private final List<StudyWindow> windows = new ArrayList<>();
    private TaskExecutor.Handle looking = TaskExecutor.Handle.NONE;

    /**
     * @param preferences where it is remembered what the last study was made of
     * @param convention by which networks are measured
     * @param openModel opens what turns out to be one model
     * @param openRun opens the checkpoints of a run, to be played
     * @param onError told where a folder cannot be looked at
     */
    public StudyDesk(Themes themes, Window owner, TaskExecutor executor, PreferencesFile preferences, Supplier<Convention> convention,
            Consumer<Path> openModel, Consumer<CheckpointRun> openRun, Consumer<Throwable> onError) {
        this.themes = themes;
        this.owner = owner;
        this.executor = executor;
        this.preferences = preferences;
        this.convention = convention;
        this.openModel = openModel;
        this.openRun = openRun;
        this.onError = onError;
    }

    /** Whether it may be a study: a study's store, by its name, or a folder. */
    public static boolean mayBeOne(Path path) {
        return isStore(path) || Files.isDirectory(path);
    }

    private static boolean isStore(Path path) {
        return path.getFileName() != null && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(SetupViewModel.ENDING);
    }

    /**
     * Opens a store, or looks into a folder: one that is a model, or holds one alone, is opened as that. A study whose window is open comes to
     * the front.
     */
    public void open(Path path) {
        Optional<StudyWindow> open = windows().stream().filter(window -> window.shows(path)).findFirst();
        if (open.isPresent()) {
            open.get().show();
        } else if (isStore(path)) {
            show().open(path);
        } else {
            look(path);
        }
    }

    private void look(Path path) {
        looking.cancel();
        looking = executor.submit(new BackgroundTask<>("Look into " + path.getFileName(), progress -> look(path, progress), found -> {
            if (found.model().isPresent()) {
                openModel.accept(found.model().get());
            } else if (found.store().isPresent()) {
                show().open(found.store().get(), path);
            } else {
                show().begin(path, preferences.get().study().pattern());
            }
        }, onError));
    }

    /**
     * What a folder is.
     *
     * @param model that it is, or the only one in it; empty where there are several
     * @param store of a study that was made of it before
     */
    private record Found(Optional<Path> model, Optional<Path> store) {}

    private static Found look(Path folder, Progress progress) throws ModelFormatException {
        return new Found(model(folder, progress), Optional.of(folder.resolve("study" + SetupViewModel.ENDING)).filter(Files::isRegularFile));
    }

    /** The only model in a folder; where there is none at all the folder itself, whose opening says so. */
    private static Optional<Path> model(Path folder, Progress progress) throws ModelFormatException {
        if (ModelFiles.isModel(folder)) {
            return Optional.of(folder);
        }
        ModelFolder files = ModelFolder.list(folder, progress);
        return switch (files.names().size()) {
            case 0 -> Optional.of(folder);
            case 1 -> Optional.of(files.file(files.names().getFirst()));
            default -> Optional.empty();
        };
    }

    /** A study of which nothing is chosen yet but what the last one was made of. */
    public void create() {
        show().begin(preferences.get().study());
    }

    private StudyWindow show() {
        StudyWindow window = new StudyWindow(themes, owner, convention, openModel, openRun, last -> preferences.set(preferences.get().withStudy(last)));
        windows.removeIf(before -> !before.isShowing());
        windows.add(window);
        window.show();
        return window;
    }

    /** Closes all of their windows. */
    public void close() {
        looking.cancel();
        windows().forEach(window -> window.stage().close());
    }

    /** The windows that are open, in the order in which they were opened. */
    public List<StudyWindow> windows() {
        windows.removeIf(before -> !before.isShowing());
        return List.copyOf(windows);
    }
}
