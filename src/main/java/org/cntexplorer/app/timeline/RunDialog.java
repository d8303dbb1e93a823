package org.cntexplorer.app.timeline;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.cntexplorer.app.study.PreviewTable;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.widget.InWords;
import org.cntexplorer.study.CheckpointRun;

/** Asks which checkpoints of a folder are a run: the pattern of their names, with what it catches, the label that orders them, and which run. */
public final class RunDialog {
    private static final double WIDTH = 680;
    private static final double HEIGHT = 560;
    private static final double MESSAGE_HEIGHT = 40;

    private final Stage stage = new Stage();
    private final RunSetup setup;
    private final Consumer<CheckpointRun> opening;
    private final Label folder = new Label();
    private final TextField pattern = new TextField();
    private final ComboBox<String> along = new ComboBox<>();
    private final ComboBox<CheckpointRun> run = new ComboBox<>();

    /**
     * @param onError told of what is no mistake of the folder or the pattern
     * @param opening opens the run that was chosen
     */
    public RunDialog(TaskExecutor executor, Consumer<Throwable> onError, Consumer<CheckpointRun> opening, Themes themes, Window owner) {
        this.opening = opening;
        setup = new RunSetup(executor, onError);
        folder.setId("run-folder");
        folder.setMinWidth(0);
        pattern.setId("run-pattern");
        pattern.getStyleClass().add("pattern");
        pattern.setTooltip(new Tooltip("Text that the files' names have in common, {name} where a label stands, * for any text"));
        pattern.textProperty().bindBidirectional(setup.patternProperty());
        along.setId("run-along");
        along.setTooltip(new Tooltip("The label that grows while the network learns"));
        along.valueProperty().addListener((p, was, is) -> {
            if (is != null) {
                setup.alongProperty().set(is);
            }
        });
        setup.ordersProperty().subscribe(labels -> along.getItems().setAll(labels));
        setup.alongProperty().subscribe(along::setValue);
        run.setId("run-chosen");
        run.setTooltip(new Tooltip("Checkpoints that have all other labels in common are one run"));
        run.setMaxWidth(Double.MAX_VALUE);
        run.setConverter(new InWords<>(RunWords::run));
        setup.runsProperty().subscribe(this::offer);
        Label message = new Label();
        message.setId("run-message");
        message.getStyleClass().add("message");
        message.setWrapText(true);
        message.setMinHeight(MESSAGE_HEIGHT);
        message.setMaxHeight(Region.USE_PREF_SIZE);
        message.textProperty().bind(setup.messageProperty());
        PreviewTable preview = new PreviewTable();
        setup.trialProperty().subscribe(preview::show);
        VBox.setVgrow(preview.root(), Priority.ALWAYS);
        VBox root = new VBox(14, form(), preview.root(), message, buttons());
        root.setId("run-dialog");
        root.getStyleClass().addAll("run-dialog", "study");
        root.getStylesheets().addAll(PreviewTable.class.getResource("study.css").toExternalForm(), RunDialog.class.getResource("timeline.css").toExternalForm());
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        themes.dress(scene);
        stage.initOwner(owner);
        stage.setTitle("Open a run of checkpoints");
        stage.setScene(scene);
        stage.setOnHidden(e -> setup.end());
    }

    private GridPane form() {
        GridPane form = new GridPane(12, 10);
        ColumnConstraints wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        ColumnConstraints words = new ColumnConstraints();
        words.setMinWidth(Region.USE_PREF_SIZE);
        form.getColumnConstraints().addAll(words, wide);
        form.addRow(0, new Label("Folder"), folder);
        form.addRow(1, label("Pattern of the names", pattern), pattern);
        form.addRow(2, label("Ordered by", along), along);
        form.addRow(3, label("Run", run), run);
        return form;
    }

    private static Label label(String text, javafx.scene.Node of) {
        Label label = new Label(text);
        label.setLabelFor(of);
        return label;
    }

    private HBox buttons() {
        Button open = new Button("Open");
        open.setId("run-dialog-open");
        open.setDefaultButton(true);
        open.disableProperty().bind(Bindings.isNull(run.valueProperty()));
        open.setOnAction(e -> {
            CheckpointRun chosen = run.getValue();
            stage.hide();
            opening.accept(chosen);
        });
        Button cancel = new Button("Cancel");
        cancel.setId("run-dialog-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(e -> stage.hide());
        HBox buttons = new HBox(8, open, cancel);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }

    private void offer(List<CheckpointRun> runs) {
        run.getItems().setAll(runs);
        run.setValue(runs.isEmpty() ? null : runs.getFirst());
        run.setDisable(runs.size() < 2);
    }

    /** Opens the dialog for a folder. */
    public void ask(Path of) {
        folder.setText(of.toString());
        setup.look(of);
        stage.show();
        stage.toFront();
        pattern.requestFocus();
    }

    public boolean isShowing() {
        return stage.isShowing();
    }

    /** For pictures and tests. */
    public Scene scene() {
        return stage.getScene();
    }
}
