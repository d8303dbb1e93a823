package org.cntexplorer.app.plots;

import java.util.OptionalDouble;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.figure.PlotArea;

/** An upright line over a chart, at a value of its horizontal axis: what is pointed at, or spoken of, in another pane. */
final class PlotCursor extends Pane {
    private final FigureView view;
    private final Region line = new Region();
    private OptionalDouble value = OptionalDouble.empty();

    /** @param style of the line */
    PlotCursor(FigureView view, String id, String style) {
        this.view = view;
        setMouseTransparent(true);
        setPickOnBounds(false);
        setMinSize(0, 0);
        line.setId(id);
        line.getStyleClass().add(style);
        line.setManaged(false);
        getChildren().add(line);
        view.drawnProperty().subscribe(this::place);
    }

    /** @param at where the line is; where it is empty, NaN or beyond the axis there is none */
    void show(OptionalDouble at) {
        value = at;
        place();
    }

    private void place() {
        FigureView.Drawn drawn = view.drawnProperty().get();
        boolean seen = drawn != null && drawn.plot().isPresent() && value.isPresent()
                && value.getAsDouble() >= drawn.plot().get().low() && value.getAsDouble() <= drawn.plot().get().high();
        line.setVisible(seen);
        if (seen) {
            PlotArea plot = drawn.plot().get();
            line.resizeRelocate(Math.round(plot.xOf(value.getAsDouble())) - 1, plot.area().getMinY(), 2, plot.area().getHeight());
        }
    }
}
