package org.cntexplorer.app.study;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.figure.Cell;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.figure.TimeFigure;
import org.cntexplorer.figure.TimeHeatFigure;
import org.cntexplorer.study.CheckpointRun;
import org.cntexplorer.study.Label;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.LearningRun;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.analysis.StudyMetric;
import org.kordamp.ikonli.javafx.FontIcon;

/** The last tab of a study: the checkpoints of a run, how layers and chosen neurons change over them, and the accuracy beside. */
final class LearningPane {
    private final StudyViewModel study;
    private final LearningViewModel model;
    private final ChoiceBar bar;
    private final ComboBox<String> along;
    private final ComboBox<String> runs;
    private final ComboBox<Integer> layers;
    private final ComboBox<StudyMetric> metric;
    private final ComboBox<Sampled> sampled;
    private final StudyFigure lines;
    private final StudyFigure heat;
    private final BorderPane root = new BorderPane();
    /** That the keys are at. */
    private int checkpoint = -1;

    /** @param onPlay opens a run in the main window */
    LearningPane(StudyViewModel study, ObservableValue<Palette> palette, ReadOnlyBooleanProperty seen, Consumer<CheckpointRun> onPlay) {
        this.study = study;
        model = new LearningViewModel(study);
        seen.subscribe(model::look);
        bar = new ChoiceBar(study.choicesProperty());
        along = bar.combo("study-along", "The label that orders the checkpoints of a run", List.of(), c -> c.lesson().along(),
                (c, label) -> c.with(new StudyChoices.Lesson(label, "", c.lesson().metric(), c.lesson().neurons())), label -> label);
        runs = bar.combo("study-run", "The run that is shown", List.of(), c -> model.foundProperty().get() == null ? c.lesson().run()
                : model.foundProperty().get().run().name(),
                (c, run) -> c.with(new StudyChoices.Lesson(c.lesson().along(), run, c.lesson().metric(), c.lesson().neurons())),
                run -> run.isEmpty() ? "the only one" : run);
        metric = bar.combo("study-trajectories", "What of the layers is followed", List.of(), c -> c.lesson().metric(),
                (c, of) -> c.with(new StudyChoices.Lesson(c.lesson().along(), c.lesson().run(), of, c.lesson().neurons())), StudyMetric::words);
        layers = bar.combo("study-learning-layer", "The layer whose distribution is followed, or all of them", List.of(), StudyChoices::layer, StudyChoices::withLayer,
                layer -> layer == StudyChoices.ALL_LAYERS ? "all layers" : study.cohort().map(cohort -> DistributionsPane.layerWords(cohort, layer)).orElse(""));
        sampled = bar.combo("study-learning-of", "Whose distribution is followed", List.of(), LearningPane::followed, StudyChoices::with, Sampled::words);
        bar.add("Run", runs).add("along", along).add("Layers:", metric).add("or neurons:", neurons())
                .add("Distribution of", sampled).add("in", layers);
        Button play = new Button("Play in the graph", new FontIcon("fth-play"));
        play.setId("study-play");
        play.setTooltip(new Tooltip("Opens the checkpoints of this run in the main window, one after the other"));
        play.disableProperty().bind(model.foundProperty().isNull());
        play.setOnAction(e -> onPlay.accept(model.foundProperty().get().files()));
        bar.add("", play);
        lines = new StudyFigure(study, "study-learning", model.foundProperty().map(LearningViewModel.Found::layers), palette, Figure::title);
        heat = new StudyFigure(study, "study-learning-heat", model.foundProperty().map(LearningViewModel.Found::heat), palette, Figure::title);
        lines.view().setAccessibleHelp("Left and right arrow go from checkpoint to checkpoint; the numbers are told below");
        lines.view().addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        ObservableValue<String> none = study.studyProperty().map(is -> is.cohorts().isEmpty() ? "Nothing is measured yet: press Measure in the setup"
                : "No label orders these networks as checkpoints: catch one as in epoch-{epoch}");
        lines.whenEmpty(none);
        heat.whenEmpty(new javafx.beans.property.ReadOnlyStringWrapper(""));
        lines.view().addEventHandler(MouseEvent.MOUSE_MOVED, e -> tellLines(e.getX(), e.getY()));
        lines.view().addEventHandler(MouseEvent.MOUSE_EXITED, e -> leave(lines));
        heat.view().addEventHandler(MouseEvent.MOUSE_MOVED, e -> tellHeat(e.getX(), e.getY()));
        heat.view().addEventHandler(MouseEvent.MOUSE_EXITED, e -> leave(heat));
        SplitPane both = new SplitPane(lines.root(), heat.root());
        both.setDividerPositions(0.46);
        root.setTop(bar.root());
        root.setCenter(both);
        HBox foot = new HBox(lines.readout());
        foot.getStyleClass().add("figure-foot");
        root.setBottom(foot);
        model.foundProperty().subscribe(found -> {
            offer();
            lines.readout().setText(hint());
        });
        study.studyProperty().subscribe(is -> offer());
        // another architecture has other layers and labels, and perhaps no data
        study.choicesProperty().map(StudyChoices::architecture).subscribe(is -> offer());
    }

    Node root() {
        return root;
    }

    LearningViewModel model() {
        return model;
    }

    private TextField neurons() {
        TextField field = new TextField();
        field.setId("study-neurons");
        field.setPromptText("2:5, 3:0");
        field.setPrefColumnCount(9);
        field.setAccessibleText("Neurons whose strength is followed instead of the layers");
        field.setTooltip(new Tooltip("Layer and number of neurons whose strength is followed instead of the layers: 2:5, 3:0; Enter takes them"));
        Runnable take = () -> {
            StudyChoices.Lesson lesson = study.choices().lesson();
            if (!field.getText().strip().equals(lesson.neurons())) {
                study.choose(study.choices().with(new StudyChoices.Lesson(lesson.along(), lesson.run(), lesson.metric(), field.getText().strip())));
            }
        };
        field.setOnAction(e -> take.run());
        field.focusedProperty().addListener((p, was, is) -> {
            if (!is) {
                take.run();
            }
        });
        study.choicesProperty().subscribe(choices -> field.setText(choices.lesson().neurons()));
        return field;
    }

    /** Of one number for each network there is no distribution to follow. */
    private static Sampled followed(StudyChoices choices) {
        return choices.of() == Sampled.FLUCTUATION ? Sampled.STRENGTH : choices.of();
    }

    private void offer() {
        bar.offer(metric, study.cohort().map(StudyMetric::in).orElse(List.of(StudyMetric.FLUCTUATION)), c -> c.lesson().metric());
        bar.offer(sampled, DistributionsPane.sampled(study).stream().filter(of -> of != Sampled.FLUCTUATION).toList(), LearningPane::followed);
        bar.offer(along, study.cohort().map(Cohort::numericLabels).orElse(List.of()), c -> c.lesson().along());
        bar.offer(layers, DistributionsPane.layers(study), StudyChoices::layer);
        LearningViewModel.Found found = model.foundProperty().get();
        bar.offer(runs, found == null ? List.of() : found.runs().stream().map(LearningRun::name).toList(), c -> found == null ? "" : found.run().name());
    }

    private void key(KeyEvent e) {
        int step = e.getCode() == KeyCode.LEFT ? -1 : e.getCode() == KeyCode.RIGHT ? 1 : 0;
        if (step != 0 && !e.isShortcutDown() && !e.isAltDown() && lines.view().figureProperty().get() instanceof TimeFigure shown && shown.times().length > 0) {
            checkpoint = Math.clamp(checkpoint + step, 0, shown.times().length - 1);
            lines.readout().setText(words(shown, OptionalInt.of(checkpoint), OptionalInt.empty()) + shown.lines().stream()
                    .map(line -> "; " + line.name() + ": " + NumberText.alone(line.y()[checkpoint])).collect(Collectors.joining()));
            e.consume();
        }
    }

    private String hint() {
        LearningViewModel.Found found = model.foundProperty().get();
        return found == null ? "" : found.leftOut();
    }

    private void leave(StudyFigure figure) {
        figure.forget();
        lines.readout().setText(hint());
    }

    private void tellLines(double x, double y) {
        if (lines.drawn() instanceof TimeFigure shown) {
            lines.ask(x, y, (px, py, area, style) -> words(shown, shown.checkpointAt(px, area, style), shown.lineAt(px, py, area, style)), lines.readout()::setText);
        }
    }

    private static String words(TimeFigure figure, OptionalInt checkpoint, OptionalInt line) {
        if (checkpoint.isEmpty()) {
            return "";
        }
        int at = checkpoint.getAsInt();
        String accuracy = figure.beside().map(beside -> ", " + beside.name().toLowerCase(Locale.ROOT) + " " + NumberText.alone(beside.y()[at])).orElse("");
        return figure.time() + " " + new Label.Number(figure.times()[at]).text() + accuracy + (line.isEmpty() ? "" : "; " + figure.lines().get(line.getAsInt()).name()
                + ": " + NumberText.alone(figure.lines().get(line.getAsInt()).y()[at]));
    }

    private void tellHeat(double x, double y) {
        switch (heat.drawn()) {
            case TimeHeatFigure one -> heat.ask(x, y, (px, py, area, style) -> one.cellAt(px, py, area, style).map(cell -> words(one, cell)).orElse(""),
                    lines.readout()::setText);
            case PanelsFigure panels -> heat.ask(x, y, (px, py, area, style) -> panels.at(px, py, area, style).flatMap(hit -> hit.cell().map(cell ->
                    panels.panels().get(hit.panel()).name() + ": " + words((TimeHeatFigure) panels.panels().get(hit.panel()).figure(), cell))).orElse(""),
                    lines.readout()::setText);
            case null, default -> { }
        }
    }

    private static String words(TimeHeatFigure figure, Cell cell) {
        double bin = (figure.high() - figure.low()) / figure.cells()[cell.column()].length;
        double middle = figure.low() + (cell.row() + 0.5) * bin;
        return figure.time() + " " + new Label.Number(figure.times()[cell.column()]).text() + " at " + NumberText.alone(middle) + ": "
                + (Double.isNaN(cell.value()) ? "nothing is known" : NumberText.alone(cell.value()));
    }
}
