package org.cntexplorer.app.plots;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.cntexplorer.app.widget.FigureView;
import org.cntexplorer.figure.PlotArea;
import org.cntexplorer.graph.ValueRange;

/**
 * A range along a chart's horizontal axis by keys, while the chart has the focus: arrows move it, with Shift its upper end, Page Up and Page Down by
 * tenths, Home and End to the axis' ends, Escape or Delete take it away. What is held down is one range, as a drag is: it counts when the key is let go.
 */
final class RangeKeys {
    private static final double STEP = 0.02;
    private static final double LEAP = 0.1;

    private final FigureView view;
    private final RangeDrag band;
    private final Supplier<Optional<ValueRange>> now;
    private final Consumer<ValueRange> onRange;
    private final Runnable onClear;
    private ValueRange moving;

    /**
     * @param band shows a range that is being moved
     * @param now the range that is there
     * @param onRange receives the next
     */
    RangeKeys(FigureView view, RangeDrag band, Supplier<Optional<ValueRange>> now, Consumer<ValueRange> onRange, Runnable onClear) {
        this.view = view;
        this.band = band;
        this.now = now;
        this.onRange = onRange;
        this.onClear = onClear;
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        view.addEventHandler(KeyEvent.KEY_RELEASED, e -> finish());
        view.focusedProperty().addListener((p, was, is) -> finish());
    }

    private void pressed(KeyEvent e) {
        Optional<PlotArea> plot = Optional.ofNullable(view.drawnProperty().get()).flatMap(FigureView.Drawn::plot);
        if (plot.isEmpty() || e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        Optional<ValueRange> before = Optional.ofNullable(moving).or(now);
        if (e.getCode() == KeyCode.ESCAPE || e.getCode() == KeyCode.DELETE || e.getCode() == KeyCode.BACK_SPACE) {
            if (before.isPresent()) {
                moving = null;
                band.hide();
                onClear.run();
                e.consume();
            }
            return;
        }
        double low = plot.get().low();
        double axis = plot.get().high() - low;
        double by = switch (e.getCode()) {
            case LEFT -> -STEP;
            case RIGHT -> STEP;
            case PAGE_DOWN -> -LEAP;
            case PAGE_UP -> LEAP;
            case HOME -> -1;
            case END -> 1;
            default -> 0;
        };
        if (by != 0) {
            moving = next(before.map(range -> new ValueRange((range.low() - low) / axis, (range.high() - low) / axis)), by, e.isShiftDown(), low, axis);
            band.show(plot.get(), moving);
            e.consume();
        }
    }

    /** @param before in parts of the axis; where there is none, the first lies at the end that the key comes from */
    private static ValueRange next(Optional<ValueRange> before, double by, boolean extend, double low, double axis) {
        double from;
        double to;
        if (before.isEmpty()) {
            boolean left = by == STEP || by == LEAP || by == -1;
            from = left ? 0 : 1 - LEAP;
            to = from + LEAP;
        } else if (extend) {
            from = Math.clamp(before.get().low(), 0, 1 - STEP);
            to = Math.clamp(before.get().high() + by, from + STEP, 1);
        } else {
            double wide = Math.clamp(before.get().high() - before.get().low(), 0, 1);
            from = Math.clamp(before.get().low() + by, 0, 1 - wide);
            to = from + wide;
        }
        return new ValueRange(low + from * axis, low + to * axis);
    }

    private void finish() {
        if (moving != null) {
            ValueRange last = moving;
            moving = null;
            band.hide();
            onRange.accept(last);
        }
    }
}
