package org.cntexplorer.app.task;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.concurrent.Task;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.controlsfx.control.TaskProgressView;

/** The running tasks in one line: what runs, how far it is, how many wait. Opens the list of tasks, where each can be cancelled. */
public final class TaskButton {
    private final PooledTaskExecutor executor;
    private final TaskProgressView<Task<?>> list = new TaskProgressView<>();
    private final Label name = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button open = new Button("Tasks");
    private final HBox root = new HBox(10, name, bar, open);
    private final Popover popover;

    public TaskButton(PooledTaskExecutor executor) {
        this.executor = executor;
        name.setId("task-name");
        bar.setId("task-progress");
        bar.getStyleClass().add(Styles.SMALL);
        bar.setPrefWidth(120);
        open.setId("task-open");
        open.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        open.setTooltip(new Tooltip("Shows what the program is working on, and cancels it"));
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.textProperty().bind(Bindings.createStringBinding(this::count, executor.unfinishedProperty()));
        open.setOnAction(e -> toggle());
        name.visibleProperty().bind(executor.unfinishedProperty().greaterThan(0));
        bar.visibleProperty().bind(name.visibleProperty());
        root.setAlignment(Pos.CENTER_RIGHT);

        list.setId("task-list");
        list.setAccessibleText("Tasks that run or wait");
        // the list of it is the stop, and is there when the list is first shown
        list.setFocusTraversable(false);
        list.skinProperty().subscribe(() -> list.lookupAll(".list-view").forEach(tasks -> tasks.setAccessibleText("Tasks that run or wait")));
        list.setPrefSize(380, 260);
        popover = new Popover(list);
        popover.setTitle("Tasks");
        popover.setHeaderAlwaysVisible(true);
        popover.setDetachable(false);
        popover.setArrowLocation(Popover.ArrowLocation.BOTTOM_RIGHT);
        executor.tasks().addListener((ListChangeListener<Task<?>>) change -> sync());
        sync();
    }

    private String count() {
        int running = executor.unfinishedProperty().get();
        return running == 0 ? "Tasks" : running == 1 ? "1 task" : running + " tasks";
    }

    private void sync() {
        list.getTasks().removeIf(task -> !executor.tasks().contains(task));
        for (Task<?> task : executor.tasks()) {
            if (!list.getTasks().contains(task)) {
                list.getTasks().add(task);
            }
        }
        name.textProperty().unbind();
        bar.progressProperty().unbind();
        if (!executor.tasks().isEmpty()) {
            Task<?> first = executor.tasks().getFirst();
            name.textProperty().bind(first.titleProperty());
            bar.progressProperty().bind(first.progressProperty());
        }
    }

    public Node root() {
        return root;
    }

    /** Shows the list of tasks, or hides it. */
    public void toggle() {
        if (popover.isShowing()) {
            popover.hide();
        } else {
            popover.show(open);
        }
    }
}
