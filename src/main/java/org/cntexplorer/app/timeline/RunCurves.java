package org.cntexplorer.app.timeline;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureStyle;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.figure.TimeFigure;
import org.cntexplorer.figure.study.StudyPanels;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.study.CheckpointRun;

/**
 * How the run learned: the fluctuation of the layers and the strengths of the selected neurons over its checkpoints, with the accuracy, and a
 * mark at the one that is shown. A click goes to a checkpoint.
 */
public final class RunCurves {
    private static final double HEIGHT = 184;
    private static final double LEAST = 60;
    /** What the graph and its controls need, of two fifths of the window. */
    private static final double OTHERS = 190;
    private static final double HALF = 260;
    /** More curves than these are not told apart. */
    private static final int MOST_LAYERS = 16;
    private static final int MOST_NEURONS = 8;

    private final RunViewModel model;
    private final Workspace workspace;
    private final BooleanProperty wanted = new SimpleBooleanProperty(this, "wanted");
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.LIGHT);
    private final HBox root;

    public RunCurves(RunViewModel model) {
        this.model = model;
        this.workspace = model.workspace();
        FigureView layers = view("run-fluctuation", this::fluctuation);
        FigureView neurons = view("run-strength", this::strength, workspace.selection().neuronsProperty());
        neurons.visibleProperty().bind(neurons.figureProperty().isNotNull());
        neurons.managedProperty().bind(neurons.visibleProperty());
        root = new HBox(layers, neurons);
        root.setId("run-curves");
        root.getStyleClass().add("run-curves");
        root.getStylesheets().add(TimelineBar.class.getResource("timeline.css").toExternalForm());
        root.setMinWidth(0);
        root.setMinHeight(0);
        // in a small window the graph needs the room
        root.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                root.prefHeightProperty().bind(Bindings.min(HEIGHT, Bindings.max(LEAST, scene.heightProperty().multiply(0.4).subtract(OTHERS))));
            }
        });
        root.visibleProperty().bind(model.activeProperty().and(wanted));
        root.managedProperty().bind(root.visibleProperty());
    }

    private FigureView view(String id, java.util.function.Supplier<Optional<TimeFigure>> figure, Observable... on) {
        FigureView view = new FigureView(workspace.executor(), workspace::fail);
        view.setId(id);
        view.paletteProperty().bind(palette);
        view.setPrefWidth(HALF);
        HBox.setHgrow(view, Priority.ALWAYS);
        List<Observable> all = new ArrayList<>(List.of(model.shownProperty(), model.measuring().knownProperty(), model.activeProperty(), wanted));
        all.addAll(Arrays.asList(on));
        view.figureProperty().bind(Bindings.createObjectBinding(() -> wanted.get() && model.activeProperty().get() ? figure.get().orElse(null) : null,
                all.toArray(Observable[]::new)));
        view.accessibleTextProperty().bind(Bindings.createStringBinding(() -> view.figureProperty().get() == null ? "No curves" : view.figureProperty().get().title(),
                view.figureProperty()));
        view.setOnMouseClicked(event -> go(view, event));
        return view;
    }

    private void go(FigureView view, MouseEvent event) {
        FigureView.Drawn drawn = view.drawnProperty().get();
        if (drawn != null && drawn.figure() instanceof TimeFigure figure) {
            figure.checkpointAt(event.getX(), new Rectangle2D.Double(0, 0, drawn.width(), drawn.height()),
                    new FigureStyle((float) view.fontPointsProperty().get(), palette.get())).ifPresent(model::go);
        }
    }

    /** Of the layers; empty while nothing is known of the run. */
    public Optional<TimeFigure> fluctuation() {
        RunNumbers numbers = model.measuring().numbers();
        if (model.runProperty().get() == null || workspace.network() == null || numbers.count() == 0) {
            return Optional.empty();
        }
        List<Layer> layers = workspace.network().layers();
        List<TimeFigure.Line> lines = IntStream.range(0, Math.min(Math.min(layers.size(), numbers.layers()), MOST_LAYERS))
                .mapToObj(l -> new TimeFigure.Line(layers.get(l).name(), numbers.fluctuation(l))).toList();
        return Optional.of(figure("Layer fluctuation over the run", "Layer fluctuation *Y*", lines, accuracy(model.runProperty().get())));
    }

    /** Of the selected neurons; empty where none is selected, or their strengths are not kept. */
    public Optional<TimeFigure> strength() {
        RunNumbers numbers = model.measuring().numbers();
        List<Neuron> selected = workspace.selection().neurons();
        if (model.runProperty().get() == null || workspace.network() == null || numbers.count() == 0 || selected.isEmpty() || !numbers.keepsStrengths()) {
            return Optional.empty();
        }
        List<TimeFigure.Line> lines = selected.subList(Math.max(0, selected.size() - MOST_NEURONS), selected.size()).stream()
                .map(neuron -> new TimeFigure.Line(neuron.toString(), numbers.strength(neuron))).toList();
        // the accuracy stands beside it already
        return Optional.of(figure("Strength of the selected neurons over the run", "Node strength *s*", lines, Optional.empty()));
    }

    private TimeFigure figure(String title, String axis, List<TimeFigure.Line> lines, Optional<TimeFigure.Line> beside) {
        CheckpointRun run = model.runProperty().get();
        double[] times = run.checkpoints().stream().mapToDouble(CheckpointRun.Checkpoint::at).toArray();
        int shown = model.shownProperty().get();
        String along = StudyPanels.title(run.along());
        return new TimeFigure(title, along, axis, times, lines, beside, shown < 0 ? OptionalDouble.empty() : OptionalDouble.of(times[shown]),
                OptionalInt.empty());
    }

    private static Optional<TimeFigure.Line> accuracy(CheckpointRun run) {
        double[] all = run.checkpoints().stream().mapToDouble(c -> c.member().labels().accuracy().orElse(Double.NaN)).toArray();
        return Arrays.stream(all).allMatch(Double::isNaN) ? Optional.empty() : Optional.of(new TimeFigure.Line("Accuracy", all));
    }

    /** What can be saved for a paper: those of the two that there are. */
    public List<Figure> figures() {
        return java.util.stream.Stream.of(fluctuation(), strength()).flatMap(Optional::stream).map(Figure.class::cast).toList();
    }

    /** Whether they are shown while a run is. */
    public BooleanProperty wantedProperty() {
        return wanted;
    }

    /** To stand between the graph and the timeline. */
    public Node root() {
        return root;
    }

    /** The colours of everything; the theme sets them. */
    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }
}
