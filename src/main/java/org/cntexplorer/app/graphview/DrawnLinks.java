package org.cntexplorer.app.graphview;

import java.awt.Color;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.Crowd;
import org.cntexplorer.graph.Dashes;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkLook;
import org.cntexplorer.graph.LinkRoutes;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.progress.Progress;

/** Makes the lines of a drawing: straight links, arcs, links around other layers, and dashed ones for what no metric counts. */
final class DrawnLinks {
    private final GraphScene scene;
    private final Palette palette;
    /** Of each layer the selected neurons, to which those that they are linked to are added. */
    private final List<BitSet> linked;
    private final List<BitSet> selected;
    private final boolean dims;
    private final List<Links> all;

    DrawnLinks(GraphScene scene, Emphasis emphasis, Palette palette, List<BitSet> linked) {
        this.scene = scene;
        this.palette = palette;
        this.linked = linked;
        this.selected = linked.stream().map(b -> (BitSet) b.clone()).toList();
        this.dims = !emphasis.selected().isEmpty();
        this.all = new ArrayList<>(scene.links().connections());
        all.addAll(emphasis.strongest());
    }

    Drawing.Lines lines(Progress progress) {
        LineList dim = new LineList();
        LineList bright = new LineList();
        for (int l = 0; l < all.size(); l++) {
            progress.check();
            Connection connection = scene.network().connection(all.get(l).connection());
            boolean extra = l >= scene.links().connections().size();
            if (!extra && !connection.counted()) {
                bundle(connection, l, dims ? dim : bright);
            } else {
                links(connection, l, extra, dim, bright);
            }
        }
        return dim.with(bright, all);
    }

    private void links(Connection connection, int l, boolean extra, LineList dim, LineList bright) {
        Links links = all.get(l);
        LinkRoutes routes = scene.layout().routes();
        LayerBlock source = scene.layout().block(connection.from());
        LayerBlock target = scene.layout().block(connection.to());
        double strongest = Math.max(scene.strongestShown(links.connection()), extra ? GraphScene.strongest(links) : 0);
        boolean mapped = source.isMapped() || target.isMapped();
        BitSet later = mapped ? LayerBlock.strongestOfMaps(links, source, target) : null;
        float[] crowd = Crowd.of(scene, links, later, strongest);
        float lane = (float) routes.room(connection.index());
        // strongest come first in the arrays, and are to be drawn last
        for (int i = links.count() - 1; i >= 0; i--) {
            int s = links.source()[i];
            int t = links.target()[i];
            boolean inside = scene.passes(connection.from(), s) && scene.passes(connection.to(), t);
            boolean stands = inside && (!dims || selected.get(connection.from()).get(s) || selected.get(connection.to()).get(t));
            if (mapped && !(stands && dims) && !later.get(i) || extra && !inside || !source.has(s) || !target.has(t)) {
                continue;
            }
            LinkLook look = LinkLook.among(Math.abs(links.weight()[i]) / strongest, links.count(), scene.dims(), stands, extra);
            Color colour = !connection.counted() ? palette.axis() : links.weight()[i] < 0 ? palette.negative() : palette.positive();
            LineList list = stands ? bright : dim;
            boolean own = stands && dims;
            list.with((float) look.width(), Raster.premultiplied(colour.getRGB(), look.opacity()), l, i, own ? 0 : crowd[i], own ? Float.POSITIVE_INFINITY : lane);
            if (mapped && !own) {
                list.addAll(routes.pathOfMaps(connection, source, s, target, t), false);
            } else if (routes.isStraight(connection.index()) && connection.counted()) {
                list.add(source.x(s), source.y(s), target.x(t), target.y(t));
            } else {
                float[] path = routes.path(connection, source, s, target, t);
                list.addAll(connection.counted() ? path : Dashes.of(path), !connection.counted());
            }
            if (own) {
                linked.get(connection.from()).set(s);
                linked.get(connection.to()).set(t);
            }
        }
    }

    /** A connection whose links are fixed, or that has none, as one line. Between neighbours a block is a band, not a line. */
    private void bundle(Connection connection, int l, LineList list) {
        LinkRoutes routes = scene.layout().routes();
        boolean block = connection instanceof Block;
        if (block && routes.isBand(connection.index())) {
            return;
        }
        float[] path = routes.bundle(connection, scene.layout().block(connection.from()), scene.layout().block(connection.to()));
        double opacity = (block ? 0.3 : 0.85) * (dims ? 0.45 : 1);
        list.with(block ? 3f : 1.5f, Raster.premultiplied(palette.axis().getRGB(), opacity), l, -1);
        list.addAll(block ? path : Dashes.of(path), !block);
    }
}
