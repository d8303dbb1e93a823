package org.cntexplorer.app.study;

import java.awt.geom.Rectangle2D;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureStyle;
import org.cntexplorer.figure.MatrixFigure;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.figure.PanelsFigure;

/** A figure of a study on the screen, with what is said where there is none, and what the pointer is on below it. */
final class StudyFigure {
    private static final double FONT = 12;
    /** Names below squares, and the bar of colours. */
    private static final double AROUND = 90;

    /** What is at a place of a figure. */
    interface Lookup<T> {
        T at(double x, double y, Rectangle2D area, FigureStyle style);
    }

    private final FigureView view;
    private final Label readout = new Label();
    private final Label none = new Label();
    private final StackPane root;
    private final StudyViewModel study;
    private TaskExecutor.Handle looking = TaskExecutor.Handle.NONE;
    private Runnable next;
    private boolean busy;

    /** @param words what the figure shows, for those who do not see it */
    StudyFigure(StudyViewModel study, String id, ObservableValue<? extends Figure> figure, ObservableValue<Palette> palette, Function<Figure, String> words) {
        this.study = study;
        view = new FigureView(study.executor(), study::fail);
        view.setId(id);
        view.setFocusTraversable(true);
        view.fontPointsProperty().set(FONT);
        view.figureProperty().bind(figure.map(is -> (Figure) is));
        view.paletteProperty().bind(palette);
        view.accessibleTextProperty().bind(Bindings.createStringBinding(
                () -> view.figureProperty().get() == null ? none.getText() : words.apply(view.figureProperty().get()), view.figureProperty(), none.textProperty()));
        view.visibleProperty().bind(view.figureProperty().isNotNull());
        none.getStyleClass().add("empty");
        none.setWrapText(true);
        none.visibleProperty().bind(view.figureProperty().isNull());
        root = new StackPane(none, view);
        root.setMinSize(0, 0);
        root.getStyleClass().add("figure-ground");
        // what has square cells is as high as they are
        view.maxHeightProperty().bind(Bindings.createDoubleBinding(this::height, view.figureProperty(), root.widthProperty(), root.heightProperty()));
        StackPane.setAlignment(view, Pos.TOP_CENTER);
        readout.setId(id + "-readout");
        readout.getStyleClass().add("section-note");
        readout.setMinWidth(0);
    }

    private double height() {
        double width = root.getWidth();
        return width <= 0 ? Double.MAX_VALUE : switch (view.figureProperty().get()) {
            case MatrixFigure matrix -> matrix.height(width, new FigureStyle((float) FONT, view.paletteProperty().get()));
            case PanelsFigure panels when panels.panels().stream().anyMatch(panel -> panel.figure() instanceof MatrixFigure) ->
                    squares(panels.panels().size(), width, root.getHeight());
            case null, default -> Double.MAX_VALUE;
        };
    }

    /** The height of so many squares, as large as can be, with what stands around them. */
    private static double squares(int count, double width, double height) {
        double largest = 0;
        int rows = 1;
        for (int columns = 1; columns <= count; columns++) {
            int below = Math.ceilDiv(count, columns);
            double side = Math.min(width / columns, (height - AROUND) / below);
            if (side > largest) {
                largest = side;
                rows = below;
            }
        }
        return rows * largest + AROUND;
    }

    Node root() {
        return root;
    }

    /** Fills a pane: what is chosen above, the figure, and what the pointer is on below. */
    void fill(BorderPane pane, ChoiceBar choices) {
        pane.setTop(choices.root());
        pane.setCenter(root);
        HBox foot = new HBox(readout);
        foot.getStyleClass().add("figure-foot");
        pane.setBottom(foot);
    }

    FigureView view() {
        return view;
    }

    /** What the pointer is on; to be put where there is room. */
    Label readout() {
        return readout;
    }

    /** What is said where there is no figure. */
    void whenEmpty(ObservableValue<String> words) {
        none.textProperty().bind(words);
    }

    /**
     * Asks the figure that is drawn what is at a place of the view, in the background: many curves take long to look through. Of several
     * questions only the last is answered.
     */
    <T> void ask(double x, double y, Lookup<T> lookup, Consumer<T> answer) {
        FigureView.Drawn drawn = view.drawnProperty().get();
        if (drawn == null) {
            return;
        }
        Rectangle2D area = new Rectangle2D.Double(0, 0, drawn.width(), drawn.height());
        FigureStyle style = new FigureStyle((float) view.fontPointsProperty().get(), view.paletteProperty().get());
        next = () -> looking = study.pointing().submit(new BackgroundTask<>("Look at " + drawn.figure().title(), progress -> lookup.at(x, y, area, style), found -> {
            answer.accept(found);
            goOn();
        }, error -> {
            study.fail(error);
            goOn();
        }, this::goOn));
        if (!busy) {
            goOn();
        }
    }

    /** The question that was asked last, while the one before was being answered. */
    private void goOn() {
        Runnable question = next;
        next = null;
        busy = question != null;
        if (busy) {
            question.run();
        }
    }

    /** What is being looked for is not answered any more: the pointer has gone. */
    void forget() {
        next = null;
        looking.cancel();
    }

    /** The figure that is drawn; null where none is. */
    Figure drawn() {
        return view.drawnProperty().get() == null ? null : view.drawnProperty().get().figure();
    }
}
