package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.graph.DensityBands;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.model.Links;
import org.cntexplorer.progress.Progress;

/**
 * The layered graph, as the window shows it: titles above, a legend with the scales of neurons and links below.
 *
 * @param scene which neurons and links, and where
 * @param emphasised the strongest links of the selected neurons, some of which may not be among those that are shown
 * @param bands the weight between the layers, or the signal, where it is known already; otherwise it is found when the figure is drawn
 */
public record GraphFigure(GraphScene scene, List<Links> emphasised, Optional<DensityBands> bands) implements Figure {
    /** Room around the layout for plates and rings, in its own unit. */
    private static final double AROUND = 2.2;
    /** More layers than these have no room for full titles. */
    private static final int CROWD = 9;
    private static final FigureStyle USUAL = FigureStyle.PAPER;
    private static final double USUAL_WIDTH = 85 / 25.4 * 72;

    public GraphFigure {
        emphasised = List.copyOf(emphasised);
        bands = bands.filter(some -> some.isOf(scene));
    }

    public static GraphFigure of(GraphScene scene) {
        return new GraphFigure(scene, List.of(), Optional.empty());
    }

    @Override
    public String title() {
        return "Graph of " + scene.network().name();
    }

    /** Of a figure that is one column wide. */
    @Override
    public double aspect() {
        return height(USUAL_WIDTH, USUAL) / USUAL_WIDTH;
    }

    @Override
    public double height(double width, FigureStyle style) {
        double margin = margin(style);
        GraphTitles titles = new GraphTitles(scene, style);
        double[] sides = sides(titles, width, margin);
        double graph = (width - sides[0] - sides[1]) * (scene.layout().height() + 2 * AROUND) / wide();
        double rest = titles.height((width - sides[0] - sides[1]) / wide()) + new GraphLegend(scene, style, width - 2 * margin).height() + 4 * margin;
        return Math.min(graph, 1.1 * width) + rest;
    }

    private DensityBands bands(Progress progress) {
        if (scene.links().connections().isEmpty()) {
            return DensityBands.none(scene.layout());
        }
        return bands.orElseGet(() -> DensityBands.of(scene, progress));
    }

    private double wide() {
        return scene.layout().width() + 2 * AROUND;
    }

    /** Room left and right of the graph: the margin, or more where an outer title is wider than its layer. */
    private double[] sides(GraphTitles titles, double width, double margin) {
        GraphLayout layout = scene.layout();
        double[] sides = {margin, margin};
        double slant = titles.slant((width - 2 * margin) / wide());
        if (slant > 0) {
            double last = layout.block(layout.rows().getFirst().layers().getLast()).centreX();
            sides[1] = Math.clamp(slant + margin - (layout.width() - last + AROUND) * (width - 2 * margin) / wide(), margin, Math.max(margin, width / 8));
        }
        if (layout.rows().size() != 1 || layout.blocks().size() > CROWD) {
            return sides;
        }
        // more room makes the graph smaller, which asks for a little more again
        for (int round = 0; round < 3; round++) {
            double scale = (width - sides[0] - sides[1]) / wide();
            double first = (layout.blocks().getFirst().centreX() + AROUND) * scale;
            double last = (layout.width() - layout.blocks().getLast().centreX() + AROUND) * scale;
            sides[0] = Math.clamp(titles.reach(true) + margin - first, margin, Math.max(margin, width / 8));
            sides[1] = Math.clamp(titles.reach(false) + margin - last, margin, Math.max(margin, width / 8));
        }
        return sides;
    }

    private static double margin(FigureStyle style) {
        return style.fontPoints() * 0.6;
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
            double margin = margin(style);
            GraphTitles titles = new GraphTitles(scene, style);
            GraphLegend legend = new GraphLegend(scene, style, area.getWidth() - 2 * margin);
            double[] sides = sides(titles, area.getWidth(), margin);
            double above = titles.height((area.getWidth() - sides[0] - sides[1]) / wide());
            Rectangle2D middle = new Rectangle2D.Double(area.getX() + sides[0], area.getY() + above + 2 * margin,
                    Math.max(1, area.getWidth() - sides[0] - sides[1]), Math.max(1, area.getHeight() - above - legend.height() - 4 * margin));
            GraphPlace place = GraphPlace.fit(scene.layout(), middle, AROUND);
            GraphInk ink = new GraphInk(scene, emphasised, style, place);
            ink.draw(own, bands(progress.part(0, 0.4)), progress.part(0.4, 1));
            titles.draw(own, place, area.getMinX() + margin, area.getMaxX() - margin);
            legend.draw(own, area.getX() + margin, area.getMaxY() - margin - legend.height(), ink);
        } finally {
            own.dispose();
        }
    }
}
