package org.cntexplorer.app.study;

import atlantafx.base.theme.Styles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The first tab of a study: which files, where their labels stand, where the store lies; beside it what of that is found. */
final class SetupPane {
    private final SetupViewModel model;
    private final StudyFiles chooser;
    private final TextField folder = new TextField();
    private final TextField pattern = new TextField();
    private final TextField table = new TextField();
    private final TextField store = new TextField();
    private final Button measure = new Button("Measure");
    private final SplitPane root;

    /** @param chooser asks for files and folders @param busy whether it cannot be changed, since the study is being measured @param onError told of what a person should see */
    SetupPane(SetupViewModel model, StudyFiles chooser, ObservableBooleanValue busy, Runnable onMeasure, Consumer<Throwable> onError) {
        this.model = model;
        this.chooser = chooser;
        VBox fields = new VBox(files(), labels(), place(), titled("Data: networks are run on them too (optional)",
                new StudyDataPane(model.data(), chooser, onError).root()));
        fields.getStyleClass().add("study-form");
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox form = new VBox(scroll, start(onMeasure));
        form.disableProperty().bind(busy);
        form.setMinWidth(360);
        PreviewTable preview = new PreviewTable();
        model.trialProperty().subscribe(preview::show);
        root = new SplitPane(form, preview.root());
        root.setId("study-setup");
        root.setDividerPositions(0.38);
        SplitPane.setResizableWithParent(form, false);
    }

    Node root() {
        return root;
    }

    /** Puts the focus where the next thing is to be done. */
    void focus() {
        (folder.getText().isBlank() && !model.byTableProperty().get() ? folder : pattern).requestFocus();
    }

    private Node files() {
        field(folder, "study-folder", "Folder with the models", "A folder; models in its folders count too", model.folderProperty(), model::look);
        return titled("Networks", labelled("Folder with the models", folder, chooser.button("study-choose-folder", "Chooses the folder with the models",
                () -> chooser.folder("The folder with the models", text(folder)), chosen -> {
                    model.folderProperty().set(chosen.toString());
                    model.look();
                })));
    }

    private Node labels() {
        RadioButton byName = new RadioButton("In the names of the files");
        byName.setId("study-by-name");
        RadioButton byTable = new RadioButton("In a table (CSV)");
        byTable.setId("study-by-table");
        ToggleGroup group = new ToggleGroup();
        group.getToggles().setAll(byName, byTable);
        model.byTableProperty().subscribe(on -> group.selectToggle(on ? byTable : byName));
        group.selectedToggleProperty().addListener((p, was, is) -> model.byTableProperty().set(is == byTable));
        pattern.setId("study-pattern");
        pattern.getStyleClass().add("pattern");
        pattern.setAccessibleText("Pattern of the file names");
        pattern.setTooltip(new Tooltip("{accuracy} stands where the accuracy is, {epoch} or any other name in braces for another label, * for any text"));
        pattern.textProperty().bindBidirectional(model.patternProperty());
        pattern.disableProperty().bind(model.byTableProperty());
        Label note = message("study-pattern-note", "note");
        note.setText("{accuracy}, {epoch} or another name in braces where a label stands; * for any text.");
        field(table, "study-table", "Table with the labels", "Its first line names the columns, such as file,accuracy", model.tableProperty(), model::test);
        table.disableProperty().bind(model.byTableProperty().not());
        Button choose = chooser.button("study-choose-table", "Chooses the table with the labels", () -> chooser.table(text(table)), chosen -> {
            model.tableProperty().set(chosen.toString());
            model.test();
        });
        choose.disableProperty().bind(table.disableProperty());
        return titled("Labels: accuracy, epoch and others", new VBox(6, byName, indented(pattern), indented(note)), new VBox(6, byTable, indented(new HBox(6, grow(table), choose))), messages());
    }

    private Node place() {
        store.setId("study-store");
        store.setAccessibleText("File of the study");
        store.setTooltip(new Tooltip("What is measured is kept in this file (DuckDB); networks that it has already are not measured again"));
        store.textProperty().bindBidirectional(model.storeProperty());
        return titled("Store", labelled("File that keeps what is measured", store,
                chooser.button("study-choose-store", "Chooses where the store lies", () -> chooser.store(text(store)),
                        chosen -> model.storeProperty().set(chosen.toString()))));
    }

    private Node messages() {
        Label wrong = message("study-setup-message", "message");
        wrong.textProperty().bind(model.trialProperty().map(Trial::sentence));
        Label warnings = message("study-setup-warnings", "note");
        warnings.textProperty().bind(model.trialProperty().map(trial -> String.join("\n", trial.warnings())));
        VBox both = new VBox(8, wrong, warnings);
        both.managedProperty().bind(wrong.managedProperty().or(warnings.managedProperty()));
        return both;
    }

    static Label message(String id, String style) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.managedProperty().bind(label.textProperty().isNotEmpty());
        return label;
    }

    private Node start(Runnable onMeasure) {
        measure.setId("study-measure");
        measure.getStyleClass().add(Styles.ACCENT);
        measure.setDefaultButton(true);
        measure.setTooltip(new Tooltip("Measures every network that the store does not have yet"));
        measure.disableProperty().bind(Bindings.createBooleanBinding(() -> model.trialProperty().get().population().isEmpty() || model.storeFile().isEmpty(),
                model.trialProperty(), model.storeProperty()));
        measure.setOnAction(e -> onMeasure.run());
        HBox line = new HBox(measure);
        line.setAlignment(Pos.CENTER_RIGHT);
        line.getStyleClass().add("study-start");
        return line;
    }

    /** A field that takes effect with Enter, and when it loses the focus with another text. */
    static void field(TextField field, String id, String accessible, String help, StringProperty text, Runnable changed) {
        field.setId(id);
        field.setAccessibleText(accessible);
        field.setTooltip(new Tooltip(help));
        field.textProperty().bindBidirectional(text);
        String[] taken = {null};
        field.focusedProperty().addListener((p, was, is) -> {
            if (is) {
                taken[0] = field.getText();
            } else if (!field.getText().equals(taken[0])) {
                changed.run();
            }
        });
        field.setOnAction(e -> {
            taken[0] = field.getText();
            changed.run();
        });
    }

    static Optional<Path> text(TextField field) {
        try {
            return field.getText().isBlank() ? Optional.empty() : Optional.of(Path.of(field.getText().strip()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Node labelled(String words, TextField field, Node... choose) {
        Label label = new Label(words);
        label.setLabelFor(field);
        HBox line = new HBox(6, grow(field));
        line.getChildren().addAll(choose);
        return new VBox(4, label, line);
    }

    private static TextField grow(TextField field) {
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setPrefColumnCount(10);
        return field;
    }

    private static Node indented(Node node) {
        VBox box = new VBox(node);
        box.getStyleClass().add("indented");
        return box;
    }

    private static Node titled(String title, Node... content) {
        Label head = new Label(title);
        head.getStyleClass().add("section-title");
        VBox box = new VBox(8, head);
        box.getChildren().addAll(content);
        return box;
    }
}
