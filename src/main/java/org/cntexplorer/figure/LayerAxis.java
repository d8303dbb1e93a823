package org.cntexplorer.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** The axis of layers: a tick a layer, with its name where all names have room, or else with its number. */
final class LayerAxis extends FigureAxis {
    private static final long serialVersionUID = 1;

    private final transient List<String> names;
    private final float size;

    LayerAxis(List<String> names, ChartLook look) {
        super("Layer *l*", look, false);
        this.names = List.copyOf(names);
        size = look.smallSize();
        setTickLabelFont(look.small(String.join("", names)));
        setRange(-0.5, Math.max(names.size(), 1) - 0.5);
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected List refreshTicksHorizontal(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        double room = area.getWidth() / names.size();
        boolean fit = names.stream().allMatch(name -> FontFace.REGULAR.width(size, name) + 0.6 * size <= room);
        int step = 1;
        for (int next = 0; !fit && FontFace.REGULAR.width(size, Integer.toString(names.size())) + 0.6 * size > room * step; next++) {
            step = new int[] {2, 5, 10}[next % 3] * (int) Math.pow(10, next / 3);
        }
        List<NumberTick> ticks = new ArrayList<>();
        for (int layer = 0; layer < names.size(); layer++) {
            String label = fit ? names.get(layer) : layer % step == 0 ? Integer.toString(layer) : "";
            ticks.add(new NumberTick(layer, label, TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
        }
        return ticks;
    }
}
