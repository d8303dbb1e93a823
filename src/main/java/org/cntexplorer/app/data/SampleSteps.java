package org.cntexplorer.app.data;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.data.SampleLabels;
import org.cntexplorer.data.Samples;

/** Steps from sample to sample, to one by its number, or through those of one class. */
final class SampleSteps {
    private static final String ANY = "all classes";

    private final DataViewModel model;
    private final TextField number = new TextField();
    private final Label count = new Label();
    private final ComboBox<String> ofClass = new ComboBox<>();
    private final VBox root = new VBox(6);
    private boolean showing;

    SampleSteps(DataViewModel model) {
        this.model = model;
        Button previous = DataPane.button("data-previous", "", "fth-chevron-left", "The sample before (Shift+J)");
        previous.setAccessibleText("Previous sample");
        previous.setOnAction(e -> model.step(-1));
        Button next = DataPane.button("data-next", "", "fth-chevron-right", "The next sample (J)");
        next.setAccessibleText("Next sample");
        next.setOnAction(e -> model.step(1));
        number.setId("data-sample");
        number.setAccessibleText("Number of the sample");
        number.setTooltip(new Tooltip("Type the number of a sample, the first being 0, and press Enter"));
        number.setPrefColumnCount(6);
        number.setMinWidth(48);
        number.setOnAction(e -> go());
        number.focusedProperty().addListener((p, was, is) -> {
            if (!is) {
                show(model.data().sampleProperty().get());
            }
        });
        count.getStyleClass().add("note");
        count.setMinWidth(0);
        HBox line = new HBox(6, previous, number, next, count);
        line.setAlignment(Pos.CENTER_LEFT);
        ofClass.setId("data-class");
        ofClass.setTooltip(new Tooltip("Goes to the next sample of a class; only its samples are stepped through then"));
        ofClass.setAccessibleText("Class that is stepped through");
        ofClass.setMaxWidth(Double.MAX_VALUE);
        ofClass.valueProperty().addListener((p, was, is) -> {
            if (!showing) {
                model.ofClassProperty().set(ofClass.getSelectionModel().getSelectedIndex() - 1);
            }
        });
        Label through = new Label("of");
        through.setLabelFor(ofClass);
        through.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(ofClass, Priority.ALWAYS);
        HBox classes = new HBox(8, through, ofClass);
        classes.setAlignment(Pos.CENTER_LEFT);
        classes.managedProperty().bind(classes.visibleProperty());
        classes.visibleProperty().bind(ofClass.visibleProperty());
        root.getChildren().setAll(line, classes);
        model.data().sampleProperty().subscribe(sample -> show(sample.longValue()));
        model.ofClassProperty().subscribe(chosen -> ofClass.getSelectionModel().select(chosen.intValue() + 1));
    }

    Node root() {
        return root;
    }

    private void show(long sample) {
        number.setText(Long.toString(sample));
    }

    private void go() {
        try {
            model.goTo(Long.parseLong(number.getText().strip().replace(",", "")));
        } catch (NumberFormatException e) {
            // what is no number becomes the last one again
            number.setText("");
        }
        show(model.data().sampleProperty().get());
        number.selectAll();
    }

    void show(Samples samples) {
        showing = true;
        count.setText("of " + NumberText.count(samples.count()));
        ObservableList<String> names = FXCollections.observableArrayList(ANY);
        samples.labels().map(SampleLabels::names).ifPresent(names::addAll);
        ofClass.setItems(names);
        ofClass.getSelectionModel().select(model.ofClassProperty().get() + 1);
        ofClass.setVisible(names.size() > 1);
        showing = false;
    }
}
