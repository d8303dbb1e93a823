package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.progress.Progress;

/**
 * Small figures of one kind beside and below one another, say one a layer: with the names of their axes and the bar of colours once for all
 * (paper B).
 *
 * @param title of the figure, for a window or a file
 * @param panels from left to right, row by row
 */
public record PanelsFigure(String title, List<Panel> panels) implements Figure {
    /**
     * @param name above the panel: "layer 2"
     * @param figure a {@link CurvesFigure}, {@link MatrixFigure} or {@link TimeHeatFigure}, the same kind in all panels
     */
    public record Panel(String name, Figure figure) {
        public Panel {
            Objects.requireNonNull(name);
            if (!(figure instanceof Panelled)) {
                throw new IllegalArgumentException(figure.getClass().getSimpleName() + " cannot be a panel");
            }
        }
    }

    /**
     * What is at a place of the figure.
     *
     * @param panel index of the panel
     * @param curve index of the curve there, if the panels have curves
     * @param cell the cell there, if the panels have cells
     */
    public record Hit(int panel, OptionalInt curve, Optional<Cell> cell) {}

    public PanelsFigure {
        Objects.requireNonNull(title);
        panels = List.copyOf(panels);
        if (panels.stream().map(panel -> panel.figure().getClass()).distinct().count() > 1) {
            throw new IllegalArgumentException("panels of several kinds");
        }
    }

    /** The same with another curve that stands out in every panel, which costs nothing; figures without curves stay as they are. */
    public PanelsFigure with(OptionalInt curve) {
        return new PanelsFigure(title, panels.stream().map(panel -> panel.figure() instanceof CurvesFigure curves
                ? new Panel(panel.name(), curves.with(curve.orElse(-1) < curves.curves().size() ? curve : OptionalInt.empty())) : panel).toList());
    }

    @Override
    public double aspect() {
        return 0.75;
    }

    @Override
    public double height(double width, FigureStyle style) {
        return new PanelGrid(this, style).height(width);
    }

    @Override
    public void draw(Graphics2D g, Rectangle2D area, FigureStyle style) {
        draw(g, area, style, Progress.NONE);
    }

    @Override
    public void draw(Graphics2D g, Rectangle2D area, FigureStyle style, Progress progress) {
        Graphics2D own = (Graphics2D) g.create();
        try {
            own.addRenderingHints(FigureStyle.hints());
            own.setPaint(style.palette().background());
            own.fill(area);
            new PanelGrid(this, style).draw(own, area, progress);
        } finally {
            own.dispose();
        }
    }

    /**
     * What is at a place of the figure; empty between the panels.
     *
     * @param area that the figure is drawn into
     */
    public Optional<Hit> at(double x, double y, Rectangle2D area, FigureStyle style) {
        return new PanelGrid(this, style).at(x, y, area);
    }
}
