package org.cntexplorer.app.compare;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.cntexplorer.app.widget.InWords;
import org.cntexplorer.app.workspace.OpenModel;
import org.kordamp.ikonli.javafx.FontIcon;

/** The strip above two models that are compared: with which one, how, and the end of it. */
final class CompareStrip {
    private final CompareViewModel model;
    private final ComboBox<OpenModel> with = new ComboBox<>();
    private final FlowPane root = new FlowPane(16, 4);
    private boolean filling;

    CompareStrip(CompareViewModel model, BooleanProperty tablesShown) {
        this.model = model;
        with.setId("compare-with");
        with.setAccessibleText("Model to compare with");
        with.setTooltip(new Tooltip("The model that stands beside this one"));
        with.setMaxWidth(220);
        with.setConverter(new InWords<>(other -> other.path().getFileName().toString()));
        with.valueProperty().addListener((p, was, is) -> {
            if (is != null && !filling) {
                model.compareWith(is);
            }
        });
        ToggleButton sideBySide = new ToggleButton("Side by side");
        ToggleButton difference = new ToggleButton("Difference");
        ToggleGroup modes = new ToggleGroup();
        modes.getToggles().addAll(List.of(sideBySide, difference));
        named(sideBySide, "compare-side-by-side", "Both graphs, seen from the same place");
        named(difference, "compare-difference", "One graph of what the second has more than the first: Δs of the neurons, Δw of the links");
        sideBySide.getStyleClass().add(Styles.LEFT_PILL);
        difference.getStyleClass().add(Styles.RIGHT_PILL);
        model.modeProperty().subscribe(mode -> modes.selectToggle(mode == CompareViewModel.Mode.DIFFERENCE ? difference : sideBySide));
        modes.selectedToggleProperty().addListener((p, was, is) -> {
            if (is == null) {
                modes.selectToggle(was);
            } else {
                model.modeProperty().set(is == difference ? CompareViewModel.Mode.DIFFERENCE : CompareViewModel.Mode.SIDE_BY_SIDE);
            }
        });
        Button swap = new Button("", new FontIcon("fth-repeat"));
        named(swap, "compare-swap", "Lets the two change places");
        swap.setAccessibleText("Swap the models");
        swap.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        swap.setOnAction(e -> model.swap());
        ToggleButton table = new ToggleButton("Table");
        named(table, "compare-table", "Where the two differ, by layer and by neuron, instead of the plots");
        table.selectedProperty().bindBidirectional(tablesShown);
        Button end = new Button("", new FontIcon("fth-x"));
        named(end, "compare-end", "Ends the comparison; both models stay open");
        end.setAccessibleText("End the comparison");
        end.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        end.setOnAction(e -> model.stop());
        HBox choice = new HBox(sideBySide, difference);
        choice.setAlignment(Pos.CENTER);
        Label compared = new Label("Compared with");
        compared.setLabelFor(with);
        compared.setMinWidth(Region.USE_PREF_SIZE);
        HBox first = new HBox(8, compared, with, swap);
        first.setAlignment(Pos.CENTER_LEFT);
        HBox second = new HBox(8, choice, table, end);
        second.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().addAll(first, second);
        root.setId("compare-strip");
        root.getStyleClass().add("compare-strip");
        root.setAlignment(Pos.CENTER_LEFT);
        root.setMinWidth(0);
    }

    private static void named(ButtonBase button, String id, String help) {
        button.setId(id);
        button.setTooltip(new Tooltip(help));
        button.setMinWidth(Region.USE_PREF_SIZE);
    }

    /** Offers the models that there are to compare with, and shows the one that is. */
    void offer() {
        filling = true;
        with.getItems().setAll(model.others());
        with.setValue(model.partnerProperty().get());
        filling = false;
    }

    Node root() {
        return root;
    }
}
