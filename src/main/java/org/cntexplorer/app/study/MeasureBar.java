package org.cntexplorer.app.study;

import atlantafx.base.theme.Styles;
import javafx.collections.ListChangeListener;
import javafx.concurrent.Task;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.cntexplorer.app.task.PooledTaskExecutor;
import org.kordamp.ikonli.javafx.FontIcon;

/** How far the measuring of a study is, with a button that ends it; afterwards what became of it. Hidden where there is nothing to say. */
final class MeasureBar {
    private final PooledTaskExecutor executor;
    private final ProgressBar bar = new ProgressBar();
    private final Label words = new Label();
    private final HBox root;

    MeasureBar(StudyViewModel study, PooledTaskExecutor executor) {
        this.executor = executor;
        bar.setId("study-progress");
        bar.setPrefWidth(220);
        bar.setMinWidth(80);
        bar.setAccessibleText("How much of the study is measured");
        words.setId("study-progress-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        Button cancel = new Button("Cancel");
        cancel.setId("study-cancel");
        cancel.getStyleClass().add(Styles.SMALL);
        cancel.setTooltip(new Tooltip("Ends the measuring; what is measured is kept, and Measure goes on from there"));
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(e -> study.cancel());
        Button dismiss = new Button("", new FontIcon("fth-x"));
        dismiss.setId("study-dismiss");
        dismiss.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, Styles.BUTTON_ICON);
        dismiss.setTooltip(new Tooltip("Dismiss (Esc)"));
        dismiss.setAccessibleText("Dismiss");
        dismiss.setOnAction(e -> study.dismissOutcome());
        FontIcon done = new FontIcon("fth-check-circle");
        root = new HBox(12, done, bar, words, cancel, dismiss);
        root.setId("study-measuring");
        root.getStyleClass().add("notice-banner");
        root.setAlignment(Pos.CENTER_LEFT);
        root.managedProperty().bind(root.visibleProperty());
        root.visibleProperty().bind(study.measuringProperty().or(study.outcomeProperty().isNotEmpty()));
        for (Node only : new Node[] {bar, cancel}) {
            only.visibleProperty().bind(study.measuringProperty());
            only.managedProperty().bind(only.visibleProperty());
        }
        for (Node only : new Node[] {done, dismiss}) {
            only.visibleProperty().bind(study.measuringProperty().not());
            only.managedProperty().bind(only.visibleProperty());
        }
        executor.tasks().addListener((ListChangeListener<Task<?>>) change -> follow());
        study.outcomeProperty().subscribe(outcome -> {
            if (!words.textProperty().isBound()) {
                words.setText(outcome);
            }
        });
        study.measuringProperty().subscribe(measuring -> {
            if (!measuring) {
                words.textProperty().unbind();
                words.setText(study.outcomeProperty().get());
            }
        });
    }

    Node root() {
        return root;
    }

    private void follow() {
        executor.tasks().stream().filter(task -> task.getTitle().equals(StudyViewModel.MEASURE)).findFirst().ifPresent(task -> {
            bar.progressProperty().bind(task.progressProperty());
            words.textProperty().bind(task.messageProperty().map(message -> message.isEmpty() ? "Measuring…" : message));
        });
    }
}
