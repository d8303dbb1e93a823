package org.cntexplorer.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.figure.Cell;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.MatrixFigure;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.figure.PanelsFigure;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.store.StoredNetwork;

/** The fourth tab of a study: how far distributions are from one another, as heat maps whose numbers are told under the pointer. */
final class DivergencePane {
    /** The cell that the keys are at. */
    private record At(int panel, int row, int column) {
        At after(KeyEvent e) {
            return switch (e.getCode()) {
                case LEFT -> e.isShiftDown() ? new At(panel - 1, row, column) : new At(panel, row, column - 1);
                case RIGHT -> e.isShiftDown() ? new At(panel + 1, row, column) : new At(panel, row, column + 1);
                case UP -> new At(panel, row - 1, column);
                case DOWN -> new At(panel, row + 1, column);
                default -> this;
            };
        }
    }

    private final StudyViewModel study;
    private final DivergenceViewModel model;
    private final ChoiceBar bar;
    private final ComboBox<Sampled> sampled;
    private final ComboBox<Integer> layers;
    private final ComboBox<String> labels;
    private final ComboBox<String> networks;
    private final StudyFigure figure;
    private final BorderPane root = new BorderPane();
    private At at = new At(0, 0, 0);

    DivergencePane(StudyViewModel study, ObservableValue<Palette> palette, ReadOnlyBooleanProperty seen) {
        this.study = study;
        model = new DivergenceViewModel(study);
        seen.subscribe(model::look);
        bar = new ChoiceBar(study.choicesProperty());
        sampled = bar.combo("study-divergence-of", "What is compared", List.of(), StudyChoices::of, StudyChoices::with, Sampled::words);
        layers = bar.combo("study-divergence-layer", "The layer in which they are compared, or all of them", List.of(), StudyChoices::layer, StudyChoices::withLayer,
                layer -> layer == StudyChoices.ALL_LAYERS ? "all layers" : study.cohort().map(cohort -> DistributionsPane.layerWords(cohort, layer)).orElse(""));
        labels = bar.combo("study-divergence-label", "The label that puts networks into groups, which the distributions choose too", List.of(), c -> c.bins().label(),
                (c, label) -> c.with(c.bins().withLabel(label)), label -> label);
        networks = bar.combo("study-divergence-network", "The network between whose layers it is, or all together", List.of(), c -> c.pairs().network(),
                (c, file) -> c.with(new StudyChoices.Pairs(c.pairs().between(), c.pairs().kind(), file)), this::name);
        networks.setPrefWidth(280);
        ComboBox<Bins.Kind> bins = bar.combo("study-divergence-bins", "How networks are put into groups, which the distributions choose too",
                List.of(Bins.Kind.values()), c -> c.bins().kind(), (c, kind) -> c.with(c.bins().with(kind)), Bins.Kind::words);
        study.choicesProperty().subscribe(choices -> {
            boolean ofLayers = choices.pairs().between() == StudyChoices.Between.LAYERS;
            layers.setVisible(!ofLayers);
            networks.setVisible(ofLayers);
            labels.setVisible(choices.pairs().between() == StudyChoices.Between.GROUPS);
            bins.setVisible(labels.isVisible());
        });
        bar.add("Of", sampled)
                .add("between", bar.combo("study-between", "What is compared with one another", List.of(StudyChoices.Between.values()), c -> c.pairs().between(),
                        (c, between) -> c.with(new StudyChoices.Pairs(between, c.pairs().kind(), c.pairs().network())), StudyChoices.Between::words))
                .add("of", networks).add("by", labels).add("in", bins).add("in", layers)
                .add("as", bar.combo("study-divergence-kind", "How a divergence is computed", DivergenceViewModel.KINDS, c -> c.pairs().kind(),
                        (c, kind) -> c.with(new StudyChoices.Pairs(c.pairs().between(), kind, c.pairs().network())), DivergenceViewModel::name));
        figure = new StudyFigure(study, "study-divergence", model.figureProperty(), palette, Figure::title);
        figure.whenEmpty(study.studyProperty().map(is -> is.cohorts().isEmpty() ? "Nothing is measured yet: press Measure in the setup"
                : "There is nothing to compare: choose a label that groups the networks"));
        figure.view().addEventHandler(MouseEvent.MOUSE_MOVED, e -> tell(e.getX(), e.getY()));
        figure.view().addEventHandler(MouseEvent.MOUSE_EXITED, e -> {
            figure.forget();
            figure.readout().setText(hint());
        });
        figure.view().setAccessibleHelp("Arrow keys go from cell to cell, with Shift from layer to layer; the number is told below");
        figure.view().addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        model.figureProperty().subscribe(is -> at = new At(0, 0, 0));
        study.studyProperty().subscribe(is -> offer());
        // another architecture has other layers and labels, and perhaps no data
        study.choicesProperty().map(StudyChoices::architecture).subscribe(is -> offer());
        study.choicesProperty().subscribe(is -> figure.readout().setText(hint()));
        figure.fill(root, bar);
    }

    Node root() {
        return root;
    }

    DivergenceViewModel model() {
        return model;
    }

    private String name(String file) {
        return file.isEmpty() ? "all networks together" : study.cohort().flatMap(cohort -> cohort.networks().stream().filter(n -> n.file().equals(file))
                .map(StoredNetwork::name).findFirst()).orElse(file);
    }

    private void offer() {
        bar.offer(sampled, DistributionsPane.sampled(study), StudyChoices::of);
        List<String> files = new ArrayList<>(List.of(""));
        study.cohort().ifPresent(cohort -> {
            cohort.networks().forEach(network -> files.add(network.file()));
        });
        bar.offer(layers, DistributionsPane.layers(study), StudyChoices::layer);
        bar.offer(networks, files, c -> c.pairs().network());
        bar.offer(labels, study.cohort().map(Cohort::labelNames).orElse(List.of()), c -> c.bins().label());
    }

    /** Tells the number at a place of the figure, with what it is between. */
    private void tell(double x, double y) {
        Consumer<Optional<String>> answer = told -> figure.readout().setText(told.orElse(hint()));
        switch (figure.drawn()) {
            case MatrixFigure matrix -> figure.ask(x, y, (px, py, area, style) -> matrix.cellAt(px, py, area, style).map(cell -> words(matrix, cell)), answer);
            case PanelsFigure panels -> figure.ask(x, y, (px, py, area, style) -> panels.at(px, py, area, style).flatMap(hit -> hit.cell().map(cell ->
                    panels.panels().get(hit.panel()).name() + ": " + words((MatrixFigure) panels.panels().get(hit.panel()).figure(), cell))), answer);
            case null, default -> { }
        }
    }

    private void key(KeyEvent e) {
        List<PanelsFigure.Panel> panels = switch (model.figureProperty().get()) {
            case MatrixFigure matrix -> List.of(new PanelsFigure.Panel("", matrix));
            case PanelsFigure several -> several.panels();
            case null, default -> List.of();
        };
        if (panels.isEmpty() || e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        int n = ((MatrixFigure) panels.getFirst().figure()).names().size();
        At next = at.after(e);
        if (next.equals(at) || n == 0) {
            return;
        }
        at = new At(Math.clamp(next.panel(), 0, panels.size() - 1), Math.clamp(next.row(), 0, n - 1), Math.clamp(next.column(), 0, n - 1));
        MatrixFigure matrix = (MatrixFigure) panels.get(at.panel()).figure();
        String where = panels.get(at.panel()).name();
        figure.readout().setText((where.isEmpty() ? "" : where + ": ") + words(matrix, new Cell(at.row(), at.column(), matrix.matrix()[at.row()][at.column()])));
        e.consume();
    }

    private static String words(MatrixFigure matrix, Cell cell) {
        String what = matrix.names().get(cell.row()) + " and " + matrix.names().get(cell.column()) + ": ";
        return what + (Double.isNaN(cell.value()) ? "no number, since one has fewer than two different numbers" : NumberText.alone(cell.value()));
    }

    private String hint() {
        return switch (study.choices().pairs().between()) {
            case GROUPS -> "The pointer tells the number of a cell";
            case NETWORKS -> study.cohort().map(cohort -> DivergenceViewModel.networks(cohort, study.selectedProperty().get()).size()).map(n ->
                    n + " networks, those selected in the table or else the first " + DivergenceViewModel.MOST_NETWORKS).orElse("");
            case LAYERS -> "The pointer tells the number of a cell; 0 is no difference";
        };
    }
}
