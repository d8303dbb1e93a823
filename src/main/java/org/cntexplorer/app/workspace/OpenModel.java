package org.cntexplorer.app.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.Network;

/**
 * A model that is open, whether or not the panes show it: its network over its mapped file, what has been computed of it, and how it is
 * looked at. Changed by its {@link Workspace} alone, on the JavaFX thread.
 */
public final class OpenModel {
    private Path path;
    private final List<TaskExecutor.Handle> work = new ArrayList<>();
    private final List<TaskExecutor.Handle> lastingWork = new ArrayList<>();
    private OpenOptions options;
    private Network network;
    private Numbers numbers;
    private ViewState view;
    private Optional<FileTime> modified;
    /** What was chosen to run it with. */
    private Optional<Feed> feed = Optional.empty();

    OpenModel(Path path, Network network, OpenOptions options, ViewState view) {
        this.path = path;
        read(network, options, view);
    }

    /** It was read otherwise: another network of the same file. */
    void read(Network another, OpenOptions with, ViewState lookedAt) {
        network = another;
        options = with;
        view = lookedAt;
        numbers = null;
        modified = modified(path);
    }

    /** Another file of the same architecture, which has been measured, takes the place of this one; it is looked at as this one was. */
    void exchange(Path to, Network another, Numbers known) {
        pause();
        path = to;
        network = another;
        numbers = known;
        modified = modified(path);
    }

    private static Optional<FileTime> modified(Path path) {
        try {
            return Optional.of(Files.getLastModifiedTime(path));
        } catch (IOException e) {
            // gone, or never there: what is mapped is all there is
            return Optional.empty();
        }
    }

    public Path path() {
        return path;
    }

    /** How the file was read. */
    public OpenOptions options() {
        return options;
    }

    public Network network() {
        return network;
    }

    /** How it is run, and with what: as was chosen, else as is proposed; empty where its file does not say it. */
    public Optional<Computation> computation() {
        return network.computation().map(how -> feed.filter(chosen -> chosen.fits(how.inputs())).map(how::with).orElse(how));
    }

    void feed(Feed chosen) {
        feed = Optional.of(chosen);
    }

    /** What has been computed of it, under the convention that it was last looked at with; empty until it is. */
    public Optional<Numbers> numbers() {
        return Optional.ofNullable(numbers);
    }

    /** How it is looked at, or was when another was chosen. */
    public ViewState view() {
        return view;
    }

    /** Whether the file was written since it was read. */
    boolean hasChanged() {
        return !modified(path).equals(modified);
    }

    void look(ViewState next) {
        view = next;
    }

    void measured(Numbers next) {
        numbers = next;
    }

    /** Remembers work on it. @param lasts whether it goes on while another model is looked at */
    TaskExecutor.Handle begin(TaskExecutor.Handle task, boolean lasts) {
        List<TaskExecutor.Handle> all = lasts ? lastingWork : work;
        all.removeIf(TaskExecutor.Handle::done);
        all.add(task);
        return task;
    }

    /** Whether something that the panes show of it is still being computed. */
    boolean isWorking() {
        return !work.stream().allMatch(TaskExecutor.Handle::done);
    }

    /** Another model is looked at. */
    void pause() {
        work.forEach(TaskExecutor.Handle::cancel);
        work.clear();
    }

    /** Its memory is about to go away. */
    void end() {
        pause();
        lastingWork.forEach(TaskExecutor.Handle::cancel);
        lastingWork.clear();
    }

    @Override
    public String toString() {
        return network.name();
    }
}
