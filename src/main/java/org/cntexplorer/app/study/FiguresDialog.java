package org.cntexplorer.app.study;

import atlantafx.base.theme.Styles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.figure.UnwritableFileException;
import org.cntexplorer.format.ModelFormatException;

/** Asks for a folder, and writes all figures of a study into it at once. */
final class FiguresDialog {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double WIDTH = 520;

    /** How wide a figure is on paper. */
    private enum Wide {
        ONE_COLUMN("one column, 85 mm", FigureOptions.ONE_COLUMN), TWO_COLUMNS("two columns, 180 mm", FigureOptions.TWO_COLUMNS);

        private final String words;
        private final double mm;

        Wide(String words, double mm) {
            this.words = words;
            this.mm = mm;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final StudyViewModel study;
    private final Stage stage = new Stage();
    private final TextField folder = new TextField();
    private final ComboBox<FigureFormat> format = new ComboBox<>();
    private final ComboBox<Wide> wide = new ComboBox<>();
    private final CheckBox tables = new CheckBox("The tables of the store too, as CSV and Parquet");
    private final Label message = new Label();
    private final BooleanProperty saving = new SimpleBooleanProperty(this, "saving");
    private TaskExecutor.Handle task = TaskExecutor.Handle.NONE;

    FiguresDialog(StudyViewModel study, StudyFiles chooser, Themes themes, Window owner) {
        this.study = study;
        folder.setId("figures-folder");
        folder.setPrefColumnCount(26);
        folder.setTooltip(new Tooltip("Made where it is not there; files of the same names are replaced"));
        HBox.setHgrow(folder, Priority.ALWAYS);
        format.setId("figures-format");
        format.getItems().setAll(FigureFormat.values());
        format.setValue(FigureFormat.PDF);
        wide.setId("figures-width");
        wide.getItems().setAll(Wide.values());
        wide.setValue(Wide.TWO_COLUMNS);
        GridPane form = new GridPane(12, 10);
        form.addRow(0, named("Folder", folder), new HBox(6, folder, chooser.button("figures-choose-folder", "Chooses the folder for the figures",
                () -> chooser.folder("The folder for the figures", path()), chosen -> folder.setText(chosen.toString()))));
        form.addRow(1, named("Format", format), format);
        form.addRow(2, named("Width", wide), wide);
        tables.setId("figures-tables");
        tables.setTooltip(new Tooltip("Networks, layers, neurons and densities, for pandas, DuckDB and others"));
        form.add(tables, 1, 3);
        message.setId("figures-message");
        message.getStyleClass().add("message");
        message.setWrapText(true);
        // room for two lines, so that the window keeps its size
        message.setMinHeight(44);
        message.setMaxWidth(WIDTH);
        Button save = new Button("Save all figures");
        save.setId("figures-save");
        save.getStyleClass().add(Styles.ACCENT);
        save.setDefaultButton(true);
        save.disableProperty().bind(saving);
        save.setOnAction(e -> save());
        Button cancel = new Button();
        cancel.setId("figures-cancel");
        cancel.setCancelButton(true);
        cancel.textProperty().bind(Bindings.when(saving).then("Cancel").otherwise("Close"));
        cancel.setOnAction(e -> {
            if (saving.get()) {
                task.cancel();
            } else {
                stage.hide();
            }
        });
        HBox buttons = new HBox(8, save, cancel);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        Label what = new Label("Every distribution in every layer, the divergences, what separates low from high networks, and how each run learns, "
                + "with the groups, the outliers and the split that are chosen now.");
        what.setWrapText(true);
        what.setMinHeight(Region.USE_PREF_SIZE);
        VBox root = new VBox(14, what, form, message, buttons);
        root.setId("figures-dialog");
        root.getStyleClass().add("figures-dialog");
        root.getStylesheets().add(FiguresDialog.class.getResource("study.css").toExternalForm());
        root.setPrefWidth(WIDTH + 40);
        Scene scene = new Scene(root);
        themes.dress(scene);
        stage.initOwner(owner);
        stage.setTitle("Export all figures");
        stage.setScene(scene);
        stage.setResizable(false);
    }

    private static Label named(String words, Region field) {
        Label label = new Label(words);
        label.setLabelFor(field);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** Opens it. @param proposed where the figures may go, if nobody says otherwise */
    void show(Path proposed) {
        if (folder.getText().isBlank()) {
            folder.setText(proposed.toString());
        }
        tell("", false);
        stage.show();
        stage.toFront();
        folder.requestFocus();
    }

    /** For pictures and tests. */
    Scene scene() {
        return stage.getScene();
    }

    boolean isShowing() {
        return stage.isShowing();
    }

    void close() {
        stage.hide();
    }

    private Optional<Path> path() {
        try {
            return folder.getText().isBlank() ? Optional.empty() : Optional.of(Path.of(folder.getText().strip()).toAbsolutePath());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void save() {
        Optional<Path> into = path();
        if (into.isEmpty() || study.cohort().isEmpty() || study.store().isEmpty()) {
            tell(into.isEmpty() ? "Give the folder a name." : "There is nothing to draw yet: measure the study first.", true);
            return;
        }
        FigureFiles figures = new FigureFiles(study.store().get(), study.cohort().get(), study.choices());
        FigureFormat as = format.getValue();
        FigureOptions options = new FigureOptions(wide.getValue().mm, FigureOptions.DEFAULT.fontPoints(), FigureOptions.DEFAULT.dpi());
        boolean withTables = tables.isSelected();
        saving.set(true);
        tell("Saving…", false);
        task = study.executor().submit(new BackgroundTask<>("Save all figures", progress -> figures.write(into.get(), as, options, withTables, progress),
                files -> ended("Saved " + files + " files in " + into.get() + ".", false), error -> ended(sentence(error), true),
                () -> ended("Cancelled; the figures that were finished are in the folder.", false)));
    }

    private static String sentence(Throwable error) {
        return switch (error) {
            case UnwritableFileException bad -> bad.getMessage();
            case ModelFormatException bad -> bad.getMessage();
            case IOException io -> "A figure could not be written (" + io.getMessage() + "); check the disk and the folder.";
            default -> "A figure could not be made (" + error + "); please report this.";
        };
    }

    private void ended(String sentence, boolean wrong) {
        saving.set(false);
        tell(sentence, wrong);
    }

    private void tell(String sentence, boolean wrong) {
        message.setText(sentence);
        message.pseudoClassStateChanged(WRONG, wrong);
    }
}
