package org.cntexplorer.app.reading;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Shape;

/**
 * Asks how a file is to be read: the size of its input where the file does not say it, whether normalisations are folded, over how many
 * steps recurrent layers are unfolded.
 */
public final class ReadingDialog {
    private static final int MOST_STEPS = 1000;
    private static final double MESSAGE_HEIGHT = 40;

    private final Stage stage = new Stage();
    private final Label reason = new Label();
    private final TextField shape = new TextField();
    private final CheckBox folding = new CheckBox("Fold batch normalisations into the weights before them");
    private final CheckBox unfold = new CheckBox("Unfold recurrent layers over");
    private final Spinner<Integer> steps = new Spinner<>(1, MOST_STEPS, 7);
    private final Label message = new Label();
    private final Button open = new Button("Open");
    private final BiConsumer<Path, OpenOptions> opening;
    private Path file;
    private OpenOptions before = OpenOptions.NONE;

    /** @param opening opens a file with what was answered */
    public ReadingDialog(BiConsumer<Path, OpenOptions> opening, Themes themes, Window owner) {
        this.opening = opening;
        shape.setId("reading-shape");
        shape.setPromptText("as the file says");
        shape.setPrefColumnCount(14);
        shape.setTooltip(new Tooltip("Channels, rows, columns: 3,224,224; channels and positions: 12,100; or one number"));
        shape.textProperty().addListener((p, was, is) -> check());
        folding.setId("reading-folding");
        folding.setTooltip(new Tooltip("Otherwise each is a layer of its own, joined one to one"));
        unfold.setId("reading-unfold");
        unfold.setTooltip(new Tooltip("Each step then is a layer of its own; the steps share their weights"));
        steps.setId("reading-steps");
        steps.setEditable(true);
        steps.setAccessibleText("Steps over which recurrent layers are unfolded");
        steps.setPrefWidth(90);
        steps.disableProperty().bind(unfold.selectedProperty().not());
        message.setId("reading-message");
        message.getStyleClass().add("message");
        message.setWrapText(true);
        // room for two lines, so that the window keeps its size as one types
        message.setMinHeight(MESSAGE_HEIGHT);
        reason.setId("reading-reason");
        reason.setWrapText(true);
        reason.setMinHeight(Region.USE_PREF_SIZE);
        reason.managedProperty().bind(reason.textProperty().isNotEmpty());

        GridPane form = new GridPane(12, 10);
        Label shapeLabel = new Label("Shape of the input");
        shapeLabel.setLabelFor(shape);
        form.addRow(0, shapeLabel, shape);
        form.add(folding, 0, 1, 2, 1);
        HBox over = new HBox(8, unfold, steps, new Label("steps"));
        over.setAlignment(Pos.CENTER_LEFT);
        form.add(over, 0, 2, 2, 1);
        open.setId("reading-open");
        open.setDefaultButton(true);
        open.setOnAction(e -> answer());
        Button cancel = new Button("Cancel");
        cancel.setId("reading-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(e -> stage.hide());
        HBox buttons = new HBox(8, open, cancel);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox root = new VBox(14, reason, form, message, buttons);
        root.setId("reading-dialog");
        root.getStyleClass().add("reading");
        root.getStylesheets().add(ReadingDialog.class.getResource("reading.css").toExternalForm());
        root.setPrefWidth(460);
        Scene scene = new Scene(root);
        themes.dress(scene);
        stage.initOwner(owner);
        stage.setTitle("How to read the file");
        stage.setScene(scene);
        stage.setResizable(false);
    }

    /**
     * Opens the dialog.
     *
     * @param why what the person must know first; empty where they asked for the dialog themselves
     * @param options those that the file was opened with
     */
    public void ask(Path path, OpenOptions options, String why) {
        file = path;
        before = options;
        reason.setText(why);
        shape.setText(options.inputShape().map(s -> s.toString().replace('×', ',')).orElse(""));
        folding.setSelected(options.folding());
        unfold.setSelected(options.steps() > 0);
        if (options.steps() > 0) {
            steps.getValueFactory().setValue(options.steps());
        }
        check();
        stage.sizeToScene();
        stage.show();
        stage.toFront();
        shape.requestFocus();
    }

    private Optional<Shape> shape() {
        return shape.getText().isBlank() ? Optional.empty() : Optional.of(Shape.parse(shape.getText()));
    }

    private void check() {
        String wrong = "";
        try {
            shape();
        } catch (IllegalArgumentException e) {
            wrong = e.getMessage() + ".";
        }
        message.setText(wrong);
        open.setDisable(!wrong.isEmpty());
    }

    private void answer() {
        stage.hide();
        opening.accept(file, before.with(shape(), folding.isSelected(), unfold.isSelected() ? steps.getValue() : 0));
    }

    public boolean isShowing() {
        return stage.isShowing();
    }

    /** For pictures and tests. */
    public Scene scene() {
        return stage.getScene();
    }
}
