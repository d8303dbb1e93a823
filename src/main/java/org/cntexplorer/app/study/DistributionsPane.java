package org.cntexplorer.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import org.cntexplorer.figure.CurvesFigure;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.OutlierFilter;
import org.cntexplorer.study.analysis.Sampled;

/** The third tab of a study: how weights, strengths, fluctuation and, on data, activation and neuron strength are distributed in groups of networks, layer by layer. */
final class DistributionsPane {
    private static final List<Double> OUTLIERS = List.of(OutlierFilter.NONE.deviations(), 5.0, 4.0, 3.0, 2.5, 2.0);

    private final StudyViewModel study;
    private final DistributionsViewModel model;
    private final ChoiceBar bar;
    private final ComboBox<Sampled> sampled;
    private final ComboBox<Integer> layers;
    private final ComboBox<String> labels;
    private final StudyFigure figure;
    private final BorderPane root = new BorderPane();

    DistributionsPane(StudyViewModel study, ObservableValue<Palette> palette, ReadOnlyBooleanProperty seen) {
        this.study = study;
        model = new DistributionsViewModel(study);
        seen.subscribe(model::look);
        bar = new ChoiceBar(study.choicesProperty());
        sampled = bar.combo("study-of", "What the distributions are of", List.of(), StudyChoices::of, StudyChoices::with, Sampled::words);
        layers = bar.combo("study-layer", "The layer that is shown, or all of them", List.of(), StudyChoices::layer, StudyChoices::withLayer,
                layer -> layer == StudyChoices.ALL_LAYERS ? "all layers" : study.cohort().map(cohort -> layerWords(cohort, layer)).orElse(""));
        labels = bar.combo("study-bins-label", "The label that puts networks into groups and colours them", List.of(), c -> c.bins().label(),
                (c, label) -> c.with(c.bins().withLabel(label)), label -> label);
        Spinner<Double> width = bar.number("study-bins-width", "Width of a bin", 0.001, 1e6, 0.05, c -> c.bins().width(), (c, w) -> c.with(c.bins().withWidth(w)));
        Spinner<Double> count = bar.number("study-bins-count", "How many groups", 1, 50, 1, c -> (double) c.bins().count(),
                (c, n) -> c.with(c.bins().withCount((int) Math.round(n))));
        study.choicesProperty().subscribe(choices -> {
            width.setVisible(choices.bins().kind() == Bins.Kind.WIDTH);
            count.setVisible(choices.bins().kind() == Bins.Kind.QUANTILE);
        });
        bar.add("Of", sampled)
                .add("in", layers)
                .add("as", bar.combo("study-form", "How distributions are drawn", List.of(CurvesFigure.Form.values()), StudyChoices::form, StudyChoices::with,
                        DistributionsPane::words))
                .add("by", labels)
                .add("in", bar.combo("study-bins", "How networks are put into groups", List.of(Bins.Kind.values()), c -> c.bins().kind(),
                        (c, kind) -> c.with(c.bins().with(kind)), Bins.Kind::words))
                .add("", width).add("", count)
                .add("Outliers", bar.combo("study-outliers", "Numbers so far from the mean of their group are left out", OUTLIERS, StudyChoices::outliers,
                        StudyChoices::withOutliers, m -> m.isInfinite() ? "kept" : "beyond " + (m == Math.rint(m) ? String.valueOf(m.intValue()) : m) + " σ left out"));
        figure = new StudyFigure(study, "study-distributions", model.figureProperty(), palette, this::speech);
        figure.whenEmpty(study.studyProperty().map(is -> is.cohorts().isEmpty() ? "Nothing is measured yet: press Measure in the setup"
                : "No network has the label that groups them"));
        figure.view().setAccessibleHelp("Left and right arrow let a group stand out and select its networks; Escape ends it");
        figure.view().addEventHandler(MouseEvent.MOUSE_MOVED, e -> curveAt(e.getX(), e.getY(),
                curve -> figure.readout().setText(curve.isPresent() ? model.words(curve.getAsInt()) : hint())));
        figure.view().addEventHandler(MouseEvent.MOUSE_EXITED, e -> {
            figure.forget();
            figure.readout().setText(hint());
        });
        figure.view().addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            figure.view().requestFocus();
            curveAt(e.getX(), e.getY(), curve -> curve.ifPresentOrElse(model::brush, model::brushNone));
        });
        figure.view().addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        study.studyProperty().subscribe(is -> offer());
        // another architecture has other layers and labels, and perhaps no data
        study.choicesProperty().map(StudyChoices::architecture).subscribe(is -> offer());
        study.choicesProperty().subscribe(choices -> figure.readout().setText(hint()));
        model.figureProperty().subscribe(is -> figure.readout().setText(hint()));
        figure.fill(root, bar);
    }

    Node root() {
        return root;
    }

    DistributionsViewModel model() {
        return model;
    }

    /** What can be chosen as a layer: all of them, or one. */
    static List<Integer> layers(StudyViewModel study) {
        List<Integer> all = new ArrayList<>(List.of(StudyChoices.ALL_LAYERS));
        study.cohort().ifPresent(cohort -> cohort.layers().forEach(layer -> all.add(layer.layer())));
        return all;
    }

    static String layerWords(Cohort cohort, int layer) {
        if (layer >= cohort.layers().size()) {
            return "";
        }
        Cohort.CohortLayer of = cohort.layers().get(layer);
        return of.words() + " (" + of.shape() + ")";
    }

    private static String words(CurvesFigure.Form form) {
        return switch (form) {
            case CURVES -> "curves";
            case RIDGELINE -> "ridgelines";
            case VIOLIN -> "violins";
        };
    }

    /** What there is of the networks that are shown. */
    static List<Sampled> sampled(StudyViewModel study) {
        return study.cohort().map(Sampled::in).orElse(List.of(Sampled.LINK_WEIGHTS));
    }

    private void offer() {
        bar.offer(sampled, sampled(study), StudyChoices::of);
        bar.offer(layers, layers(study), StudyChoices::layer);
        bar.offer(labels, study.cohort().map(Cohort::labelNames).orElse(List.of()), c -> c.bins().label());
    }

    private void curveAt(double x, double y, Consumer<OptionalInt> answer) {
        // the figure may be one of other groups, whose successor is being drawn
        Consumer<OptionalInt> known = curve -> answer.accept(curve.isPresent() && curve.getAsInt() < model.groups().size() ? curve : OptionalInt.empty());
        switch (figure.drawn()) {
            case CurvesFigure curves -> figure.ask(x, y, curves::curveAt, known);
            case PanelsFigure panels -> figure.ask(x, y, (px, py, area, style) -> panels.at(px, py, area, style).map(PanelsFigure.Hit::curve)
                    .orElse(OptionalInt.empty()), known);
            case null, default -> { }
        }
    }

    private String hint() {
        return study.choices().brushed().map(group -> "Stands out: " + study.choices().bins().label() + " " + group + "; its networks are selected in the table")
                .orElse(model == null || model.groups().isEmpty() ? "" : "A click on a curve lets it stand out and selects its networks");
    }

    private void key(KeyEvent e) {
        if (e.isShortcutDown() || e.isAltDown() || e.isShiftDown()) {
            return;
        }
        switch (e.getCode()) {
            case LEFT -> model.brushNext(-1);
            case RIGHT -> model.brushNext(1);
            case ESCAPE -> model.brushNone();
            default -> {
                return;
            }
        }
        e.consume();
    }

    private String speech(Figure of) {
        return of.title() + " of " + model.groups().size() + " groups of networks by " + study.choices().bins().label() + ". "
                + study.choices().brushed().map(group -> "Chosen: " + group).orElse("");
    }
}
