package org.cntexplorer.app.activity;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import org.cntexplorer.model.Computation.Functions;

/** The functions that are assumed of files that hold weights alone, to be chosen. */
public final class FunctionControls {
    private static final List<String> HIDDEN = List.of("relu", "tanh", "sigmoid", "linear", "elu", "gelu", "silu", "softplus");
    private static final List<String> LAST = List.of("linear", "softmax", "sigmoid", "tanh", "relu");

    private final ComboBox<String> hidden = functions("activity-hidden", HIDDEN, "The function after each layer but the last, which the file does not say");
    private final ComboBox<String> last = functions("activity-last", LAST, "The function after the last layer, which the file does not say");
    private final GridPane root = ActivityPane.form();

    /** @param functions that are shown and changed */
    public FunctionControls(ObjectProperty<Functions> functions) {
        row(0, "Hidden", hidden);
        row(1, "Last", last);
        hidden.setValue(functions.get().hidden());
        last.setValue(functions.get().last());
        hidden.valueProperty().subscribe(function -> functions.set(new Functions(function, last.getValue())));
        last.valueProperty().subscribe(function -> functions.set(new Functions(hidden.getValue(), function)));
    }

    private void row(int row, String words, ComboBox<String> control) {
        Label label = new Label(words);
        label.setLabelFor(control);
        root.addRow(row, label, control);
    }

    public Node root() {
        return root;
    }

    private static ComboBox<String> functions(String id, List<String> functions, String help) {
        ComboBox<String> combo = ActivityPane.combo(id, help);
        combo.getItems().setAll(functions);
        return combo;
    }
}
