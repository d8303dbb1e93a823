package org.cntexplorer.app.study;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.cntexplorer.app.widget.InWords;

/** The row of controls above a figure: each shows a part of the choices and changes it. */
final class ChoiceBar {
    private final ObjectProperty<StudyChoices> choices;
    private final FlowPane root = new FlowPane(12, 6);

    ChoiceBar(ObjectProperty<StudyChoices> choices) {
        this.choices = choices;
        root.getStyleClass().addAll("section", "choice-bar");
        root.setAlignment(Pos.CENTER_LEFT);
    }

    FlowPane root() {
        return root;
    }

    /** Puts a control behind the others, with its name in front of it. */
    ChoiceBar add(String name, Node control) {
        Label label = new Label(name);
        label.setLabelFor(control);
        label.setMinWidth(Region.USE_PREF_SIZE);
        HBox pair = name.isEmpty() ? new HBox(control) : new HBox(6, label, control);
        pair.setAlignment(Pos.CENTER_LEFT);
        pair.managedProperty().bind(pair.visibleProperty());
        pair.visibleProperty().bind(control.visibleProperty());
        root.getChildren().add(pair);
        return this;
    }

    /** A box of several values of one part. @param words what each is called */
    <T> ComboBox<T> combo(String id, String help, List<T> values, Function<StudyChoices, T> part, BiFunction<StudyChoices, T, StudyChoices> with,
            Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.setTooltip(new Tooltip(help));
        box.setAccessibleText(help);
        box.setConverter(new InWords<>(words));
        box.getItems().setAll(values);
        choices.subscribe(is -> show(box, part.apply(is)));
        box.valueProperty().addListener((p, was, is) -> {
            if (is != null && !is.equals(part.apply(choices.get()))) {
                choices.set(with.apply(choices.get(), is));
            }
        });
        return box;
    }

    /** Gives a box other values; what is chosen stays chosen. */
    <T> void offer(ComboBox<T> box, List<T> values, Function<StudyChoices, T> part) {
        if (!box.getItems().equals(values)) {
            // an empty box changes no choice
            box.setValue(null);
            box.getItems().setAll(values);
        }
        show(box, part.apply(choices.get()));
    }

    private static <T> void show(ComboBox<T> box, T value) {
        if (!Objects.equals(box.getValue(), value)) {
            box.setValue(box.getItems().contains(value) ? value : null);
        }
    }

    /** A field for a number that can also be typed; what is no number becomes the last one again. */
    Spinner<Double> number(String id, String help, double least, double most, double step, Function<StudyChoices, Double> part,
            BiFunction<StudyChoices, Double, StudyChoices> with) {
        SpinnerValueFactory.DoubleSpinnerValueFactory values = new SpinnerValueFactory.DoubleSpinnerValueFactory(least, most,
                Math.clamp(part.apply(choices.get()), least, most), step);
        values.setConverter(new StringConverter<>() {
            @Override public String toString(Double value) {
                return value == null ? "" : value == Math.rint(value) ? String.valueOf(value.longValue())
                        : String.valueOf(Math.round(value * 1e6) / 1e6);
            }
            @Override public Double fromString(String text) {
                try {
                    double typed = Double.parseDouble(text.strip().replace(',', '.'));
                    return Double.isFinite(typed) ? Math.clamp(typed, least, most) : values.getValue();
                } catch (NumberFormatException e) {
                    return values.getValue();
                }
            }
        });
        Spinner<Double> spinner = new Spinner<>(values);
        spinner.setId(id);
        spinner.setEditable(true);
        spinner.setPrefWidth(92);
        spinner.setTooltip(new Tooltip(help));
        spinner.setAccessibleText(help);
        spinner.focusedProperty().addListener((p, was, is) -> {
            if (!is) {
                spinner.commitValue();
            }
        });
        choices.subscribe(is -> {
            if (Double.isFinite(part.apply(is))) {
                values.setValue(part.apply(is));
            }
        });
        values.valueProperty().addListener((p, was, is) -> {
            if (is != null && !is.equals(part.apply(choices.get()))) {
                choices.set(with.apply(choices.get(), is));
            }
        });
        return spinner;
    }
}
