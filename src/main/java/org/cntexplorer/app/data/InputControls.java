package org.cntexplorer.app.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.cntexplorer.app.widget.InWords;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.ModelInput;

/** Of a model that takes several values, which one gets the samples, and the numbers of the others; of any other model nothing. */
final class InputControls {
    private final InputViewModel model;
    private final GridPane root = new GridPane();
    private final ComboBox<ModelInput> samples = new ComboBox<>();
    private final Map<ModelInput, TextField> numbers = new LinkedHashMap<>();
    private boolean showing;

    InputControls(InputViewModel model) {
        this.model = model;
        root.getStyleClass().addAll("preparation", "inputs");
        root.managedProperty().bind(root.visibleProperty());
        samples.setId("data-input");
        samples.setMaxWidth(Double.MAX_VALUE);
        samples.setMinWidth(60);
        samples.setAccessibleText("Input that gets the samples");
        samples.setTooltip(new Tooltip("The model takes several values: one gets the samples, every other one the same number in all its places"));
        samples.setConverter(new InWords<>(ModelInput::name));
        samples.valueProperty().addListener((p, was, is) -> {
            if (!showing && is != null) {
                model.choose(is);
            }
        });
        GridPane.setHgrow(samples, Priority.ALWAYS);
        model.shownProperty().subscribe(this::show);
    }

    Node root() {
        return root;
    }

    private void show(Optional<Computation> shown) {
        showing = true;
        root.setVisible(shown.isPresent());
        List<ModelInput> inputs = shown.map(Computation::inputs).orElse(List.of());
        // where numbers alone have changed, who types one goes on in its field
        if (!samples.getItems().equals(inputs) || shown.isPresent() && !shown.get().sampled().equals(samples.getValue()) || numbers.isEmpty()) {
            root.getChildren().clear();
            numbers.clear();
            samples.getItems().setAll(inputs);
            shown.ifPresent(this::fill);
        }
        shown.ifPresent(how -> numbers.forEach((input, field) -> field.setText(text(how.feed().constants().get(input.value())))));
        showing = false;
    }

    private void fill(Computation how) {
        samples.setValue(how.sampled());
        root.addRow(0, label("Samples go to", samples), samples);
        for (ModelInput input : how.inputs()) {
            if (!input.equals(how.sampled())) {
                TextField number = number(input);
                number.setId("data-constant-" + numbers.size());
                numbers.put(input, number);
                Label name = label(input.name(), number);
                name.setTooltip(number.getTooltip());
                root.addRow(numbers.size(), name, number);
            }
        }
    }

    private static Label label(String text, Node of) {
        Label label = new Label(text);
        label.setLabelFor(of);
        return label;
    }

    private TextField number(ModelInput input) {
        TextField field = new TextField();
        field.setAccessibleText("Number for " + input.name());
        field.setTooltip(new Tooltip(input.name() + ": this number in all places of " + words(input) + (input.indices() ? ", a whole one" : "") + ". Press Enter"));
        field.setOnAction(e -> keep(input));
        field.focusedProperty().addListener((p, was, is) -> {
            if (!is) {
                keep(input);
            }
        });
        return field;
    }

    private void keep(ModelInput input) {
        // a field that is taken away is no longer asked
        if (numbers.containsKey(input)) {
            model.fill(input, numbers.get(input).getText());
            show(model.shownProperty().get());
        }
    }

    /** With every digit, so that a field that is left changes nothing. */
    private static String text(double number) {
        return (number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : Double.toString(number)).replace('-', '−');
    }

    private static String words(ModelInput input) {
        return input.extents().isEmpty() ? "each sample, a single one" : input.extents().stream().map(extent -> extent < 0 ? "any" : extent.toString())
                .collect(Collectors.joining("×")) + " for each sample";
    }
}
