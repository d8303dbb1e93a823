package org.cntexplorer.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.figure.SeparationFigure;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.statistics.SeparationTable;

/** The fifth tab of a study: a ranked table that says in words which metric of which layer separates good networks from bad, and how sure that is. */
final class SeparationPane {
    private static final double ROW = 28;

    /** A row of the table, with its sentence. */
    private record Line(int rank, SeparationTable.Row row, String sentence) {}

    private final StudyViewModel study;
    private final SeparationViewModel model;
    private final ChoiceBar bar;
    private final ComboBox<String> labels;
    private final TableView<Line> table = new TableView<>();
    private final StudyFigure figure;
    private final BorderPane root = new BorderPane();

    SeparationPane(StudyViewModel study, ObservableValue<Palette> palette, ReadOnlyBooleanProperty seen) {
        this.study = study;
        model = new SeparationViewModel(study);
        seen.subscribe(model::look);
        bar = new ChoiceBar(study.choicesProperty());
        labels = bar.combo("study-split-label", "The label whose low and high networks are compared", List.of(), c -> c.sides().label(),
                (c, label) -> c.with(new StudyChoices.Sides(label, c.sides().byShare(), c.sides().share(), c.sides().at())), label -> label);
        Spinner<Double> share = bar.number("study-split-share", "How many of 100 networks each of the two groups has", 1, 50, 5, c -> 100 * c.sides().share(),
                (c, percent) -> c.with(new StudyChoices.Sides(c.sides().label(), true, percent / 100, c.sides().at())));
        Spinner<Double> at = bar.number("study-split-at", "Networks below are the low group, all others the high one", -1e9, 1e9, 0.05, c -> c.sides().at(),
                (c, number) -> c.with(new StudyChoices.Sides(c.sides().label(), false, c.sides().share(), number)));
        study.choicesProperty().subscribe(choices -> {
            share.setVisible(choices.sides().byShare());
            at.setVisible(!choices.sides().byShare());
        });
        bar.add("Low against high", labels)
                .add("", bar.combo("study-split", "How the two groups are chosen", List.of(true, false), c -> c.sides().byShare(),
                        (c, byShare) -> c.with(new StudyChoices.Sides(c.sides().label(), byShare, c.sides().share(), c.sides().at())),
                        byShare -> byShare ? "the outermost, in %" : "below and from"))
                .add("", share).add("", at);
        Label split = new Label();
        split.setId("study-split-words");
        split.getStyleClass().add("section-note");
        split.textProperty().bind(model.foundProperty().map(found -> found.split() + ": " + Names.networks(found.low()) + " against " + found.high()));
        bar.add("", split);
        figure = new StudyFigure(study, "study-separation", model.figureProperty(), palette, Figure::title);
        figure.whenEmpty(study.studyProperty().map(is -> is.cohorts().isEmpty() ? "Nothing is measured yet: press Measure in the setup"
                : "No label is a number, so that there are no low and high networks"));
        figure.view().addEventHandler(MouseEvent.MOUSE_CLICKED, e -> choose(e.getX(), e.getY()));
        table();
        VBox words = words();
        SplitPane upper = new SplitPane(table, figure.root());
        upper.setOrientation(Orientation.HORIZONTAL);
        upper.setDividerPositions(0.6);
        root.setTop(bar.root());
        root.setCenter(upper);
        root.setBottom(words);
        model.foundProperty().subscribe(this::show);
        study.studyProperty().subscribe(is -> bar.offer(labels, study.cohort().map(Cohort::numericLabels).orElse(List.of()), c -> c.sides().label()));
    }

    Node root() {
        return root;
    }

    SeparationViewModel model() {
        return model;
    }

    private void choose(double x, double y) {
        if (figure.drawn() instanceof SeparationFigure rows) {
            figure.ask(x, y, rows::rowAt, row -> row.ifPresent(table.getSelectionModel()::select));
        }
    }

    private VBox words() {
        Label sentence = label("study-separation-sentence", "sentence");
        sentence.textProperty().bind(table.getSelectionModel().selectedItemProperty().map(Line::sentence).orElse(""));
        Label verdict = label("study-separation-verdict", "section-note");
        verdict.textProperty().bind(model.foundProperty().map(found -> String.join("\n", found.verdict())).orElse(""));
        VBox words = new VBox(6, sentence, verdict);
        words.getStyleClass().add("figure-foot");
        return words;
    }

    private static Label label(String id, String style) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.managedProperty().bind(label.textProperty().isNotEmpty());
        return label;
    }

    private void table() {
        table.setId("study-separation-table");
        table.setAccessibleText("What separates low from high networks, the best first");
        table.setFixedCellSize(ROW);
        table.setPlaceholder(new Label());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        List<TableColumn<Line, ?>> columns = new ArrayList<>();
        columns.add(number("#", "Rank", 40, line -> line.rank(), value -> String.valueOf((int) value)));
        columns.add(text("In words", "Which metric of which layer separates, how well, and how sure that is", 460, Line::sentence));
        columns.add(number("AUC", "The part of all pairs of a low and a high network in which the high one has the greater number", 64,
                line -> line.row().separation().auc(), SeparationPane::twoDigits));
        TableColumn<Line, String> interval = text("95 %", "The interval of the AUC, from 2,000 resamples", 96, line -> line.row().separation().isKnown()
                ? twoDigits(line.row().separation().aucLow()) + "–" + twoDigits(line.row().separation().aucHigh()) : "");
        interval.setMinWidth(96);
        interval.setMaxWidth(130);
        columns.add(interval);
        columns.add(number("δ", "Cliff's delta", 60, line -> line.row().separation().cliffsDelta(), SeparationPane::twoDigits));
        columns.add(number("KS", "Kolmogorov–Smirnov: the largest difference between the two cumulative distributions", 56,
                line -> line.row().separation().ks(), SeparationPane::twoDigits));
        columns.add(number("p", "p of KS, corrected by Holm for all rows", 84, line -> line.row().corrected(), SeparationPane::probability));
        columns.add(number("ρ", "Spearman's rank correlation with the label, over all networks", 60, line -> line.row().correlation().rho(),
                SeparationPane::twoDigits));
        table.getColumns().setAll(columns);
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) ->
                model.rowProperty().set(is == null ? OptionalInt.empty() : OptionalInt.of(is.rank() - 1)));
    }

    private static TableColumn<Line, String> text(String title, String help, double width, Function<Line, String> value) {
        TableColumn<Line, String> column = column(title, help, width);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(c -> new TableCell<>() {
            private final Tooltip whole = new Tooltip();

            @Override
            protected void updateItem(String text, boolean empty) {
                super.updateItem(text, empty);
                setText(empty ? null : text);
                whole.setText(text);
                whole.setWrapText(true);
                whole.setMaxWidth(480);
                setTooltip(empty || text == null || text.isEmpty() ? null : whole);
            }
        });
        return column;
    }

    private static TableColumn<Line, Number> number(String title, String help, double width, ToDoubleFunction<Line> value, java.util.function.DoubleFunction<String> words) {
        TableColumn<Line, Number> column = column(title, help, width);
        // the words give way, and take what is left
        column.setMinWidth(width);
        column.setMaxWidth(1.4 * width);
        column.getStyleClass().add("number");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.applyAsDouble(row.getValue())));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(Number number, boolean empty) {
                super.updateItem(number, empty);
                setText(empty || number == null ? null : Double.isNaN(number.doubleValue()) ? "–" : words.apply(number.doubleValue()));
            }
        });
        return column;
    }

    private static <V> TableColumn<Line, V> column(String title, String help, double width) {
        TableColumn<Line, V> column = new TableColumn<>();
        Label head = new Label(title);
        head.setTooltip(new Tooltip(help));
        column.setGraphic(head);
        column.setPrefWidth(width);
        column.setReorderable(false);
        return column;
    }

    private static String twoDigits(double number) {
        return new NumberText(2).of(number);
    }

    private static String probability(double p) {
        return p < 0.001 ? String.format(Locale.ROOT, "%.0e", p).replace("e-0", "e−").replace("e-", "e−") : new NumberText(3).of(p);
    }

    private void show(SeparationViewModel.Found found) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; found != null && i < found.table().rows().size(); i++) {
            lines.add(new Line(i + 1, found.table().rows().get(i), found.sentences().get(i)));
        }
        table.getItems().setAll(lines);
        if (!lines.isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }
}
