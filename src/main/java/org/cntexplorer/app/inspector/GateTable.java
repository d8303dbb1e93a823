package org.cntexplorer.app.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.cntexplorer.app.widget.NumberText;

/** The gates of a recurrent unit: what reaches each, and a button that shows its links alone. */
final class GateTable {
    private static final String[] TITLES = {"from input", "from itself", "bias"};

    private final GridPane grid;
    private final InspectorViewModel model;
    private final List<ToggleButton> buttons = new ArrayList<>();

    GateTable(GridPane grid, InspectorViewModel model) {
        this.grid = grid;
        this.model = model;
        model.onGate(this::press);
    }

    void show(List<GateStrength> gates) {
        grid.getChildren().clear();
        buttons.clear();
        for (int column = 0; column < TITLES.length; column++) {
            put(label(TITLES[column], "note"), column + 1, 0);
        }
        NumberText text = NumberText.ofColumn(gates.stream().flatMapToDouble(g -> DoubleStream.of(g.fromInput(), g.fromItself(), g.bias())));
        for (int g = 0; g < gates.size(); g++) {
            GateStrength gate = gates.get(g);
            int number = g;
            ToggleButton button = new ToggleButton(gate.gate());
            button.setId("gate-" + gate.gate().toLowerCase(Locale.ROOT));
            button.getStyleClass().add("small");
            button.setTooltip(new Tooltip("Shows only this gate's links among those that enter the layer"));
            button.setMaxWidth(Double.MAX_VALUE);
            button.setOnAction(e -> model.show(number, button.isSelected()));
            GridPane.setHgrow(button, Priority.ALWAYS);
            buttons.add(button);
            grid.add(button, 0, g + 1);
            double[] numbers = {gate.fromInput(), gate.fromItself(), gate.bias()};
            for (int column = 0; column < numbers.length; column++) {
                Label label = label(text.of(numbers[column]), "gate-number");
                label.setTooltip(new Tooltip(NumberText.exact(numbers[column])));
                put(label, column + 1, g + 1);
            }
        }
        press();
    }

    private void put(Label label, int column, int row) {
        GridPane.setHalignment(label, HPos.RIGHT);
        grid.add(label, column, row);
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }

    private void press() {
        for (int g = 0; g < buttons.size(); g++) {
            buttons.get(g).setSelected(model.shownGate() == g);
        }
    }
}
