package org.cntexplorer.app.plots;

import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.figure.PlotArea;
import org.cntexplorer.graph.ValueRange;

/** A range dragged along a chart's horizontal axis. */
final class RangeDrag {
    /** A hand that clicks moves a little. */
    private static final double LEAST = 3;

    private final FigureView view;
    private final Region band = new Region();
    private final BiConsumer<ValueRange, Boolean> onRange;
    private final Runnable onClick;
    private PlotArea plot;
    private double start;

    /**
     * @param onRange receives the range, and whether it is to be added to what is selected
     * @param onClick a click without a drag
     */
    RangeDrag(FigureView view, BiConsumer<ValueRange, Boolean> onRange, Runnable onClick) {
        this.view = view;
        this.onRange = onRange;
        this.onClick = onClick;
        band.getStyleClass().add("range-band");
        band.setManaged(false);
        band.setMouseTransparent(true);
        band.setVisible(false);
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    }

    /** The chart with the band over it. */
    Node over() {
        Pane layer = new Pane(band);
        layer.setMouseTransparent(true);
        layer.setPickOnBounds(false);
        return layer;
    }

    private void press(MouseEvent event) {
        FigureView.Drawn drawn = view.drawnProperty().get();
        plot = null;
        if (event.getButton() == MouseButton.PRIMARY && drawn != null && drawn.plot().isPresent()) {
            plot = drawn.plot().get();
            start = event.getX();
        }
    }

    /** Shows the band over a range that is chosen otherwise. */
    void show(PlotArea over, ValueRange range) {
        band.setVisible(true);
        band.resizeRelocate(over.xOf(range.low()), over.area().getMinY(), over.xOf(range.high()) - over.xOf(range.low()), over.area().getHeight());
    }

    void hide() {
        band.setVisible(false);
    }

    private double within(double x) {
        return Math.clamp(x, plot.area().getMinX(), plot.area().getMaxX());
    }

    private void drag(MouseEvent event) {
        if (plot != null) {
            double from = within(Math.min(start, event.getX()));
            double to = within(Math.max(start, event.getX()));
            band.setVisible(true);
            band.resizeRelocate(from, plot.area().getMinY(), to - from, plot.area().getHeight());
        }
    }

    private void release(MouseEvent event) {
        band.setVisible(false);
        if (plot == null) {
            return;
        }
        if (Math.abs(event.getX() - start) < LEAST) {
            onClick.run();
        } else {
            onRange.accept(new ValueRange(plot.valueAt(within(start)), plot.valueAt(within(event.getX()))),
                    event.isShortcutDown() || event.isShiftDown());
        }
        plot = null;
    }
}
