package org.cntexplorer.app.graphview;

import java.util.Locale;
import org.cntexplorer.graph.ChannelMaps;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.Focus;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.model.Block;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;

/** How the graph view names things. */
final class GraphWords {
    private GraphWords() {}

    /** "1.234", "−0.0021", "1.2e+05": four digits, with a real minus. */
    static String number(double value) {
        String text = value == 0 || Math.abs(value) >= 0.001 && Math.abs(value) < 10_000
                ? String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.1f" : Math.abs(value) >= 10 ? "%.2f" : "%.3f", value)
                : String.format(Locale.ROOT, "%.2e", value);
        return text.replace('-', '−');
    }

    /** "17", or "14,7" for row and column of an image, "2,14,7" with its channel. */
    static String position(GraphScene scene, Neuron neuron) {
        return scene.layout().block(neuron.layer()).image().orElse(scene.network().layer(neuron.layer()).shape()).place(neuron.index());
    }

    /** "dense 1 · neuron 17 · strength = 1.234". */
    static String neuron(GraphScene scene, Neuron neuron) {
        Layer layer = scene.network().layer(neuron.layer());
        String which = scene.layout().block(neuron.layer()).image().filter(Shape::isImage).isPresent() ? " · pixel " : " · neuron ";
        return layer.name() + which + position(scene, neuron) + " · " + scene.quantity().label().toLowerCase(Locale.ROOT) + " = "
                + number(scene.values().get(neuron.layer())[neuron.index()]);
    }

    /** "input 14,7 → dense 1 · 17, w = −0.21"; of a connection that is drawn as one, what it is. */
    static String link(GraphScene scene, Links links, int number) {
        var connection = scene.network().connection(links.connection());
        if (number < 0) {
            return connection instanceof Block block ? block(scene, block) : String.format(Locale.ROOT, "%s: %s → %s · %,d fixed links, which no metric counts",
                    connection.kind(), scene.network().layer(connection.from()).name(), scene.network().layer(connection.to()).name(), connection.links());
        }
        Neuron source = new Neuron(connection.from(), links.source()[number]);
        Neuron target = new Neuron(connection.to(), links.target()[number]);
        return scene.network().layer(source.layer()).name() + " · " + position(scene, source) + " → "
                + scene.network().layer(target.layer()).name() + " · " + position(scene, target)
                + ", w = " + number(links.weight()[number]);
    }

    /** "attention: query → heads · its weights depend on the data, and no metric counts it". */
    static String block(GraphScene scene, Block block) {
        return scene.blockWord(block) + ": " + scene.network().layer(block.from()).name() + " → " + scene.network().layer(block.to()).name()
                + " · depends on the data or is not known, and no metric counts it";
    }

    /** "3,000 of 52,544 links, 41 % of Σ|w|". */
    static String count(VisibleLinks links, long existing) {
        if (links.focus() instanceof Focus.Path && links.shown() == 0) {
            return "no links lead from one to the other";
        }
        String counted = String.format(Locale.ROOT, "%,d of %,d links", links.shown(), existing);
        double mass = links.mass().ofNetwork();
        return counted + (Double.isNaN(mass) ? " shown" : ", " + percent(mass) + " % of Σ|w|")
                + (!links.cut() ? "" : links.focus() instanceof Focus.None ? ", the strongest of more" : ", the strongest ways of more");
    }

    /** "Upstream of dense 1 · 17", "Path from input · 300 to dense 3 · 4". */
    static String focus(Network network, Focus focus) {
        return switch (focus) {
            case Focus.None() -> "";
            case Focus.Path(Neuron from, Neuron to) -> "Path " + name(network, from) + " → " + name(network, to);
            case Focus.Upstream(Neuron neuron, int strongest) -> "Upstream of " + name(network, neuron);
            case Focus.Downstream(Neuron neuron, int strongest) -> "Downstream of " + name(network, neuron);
        };
    }

    /** "dense 1 · 17". */
    static String name(Network network, Neuron neuron) {
        return network.layer(neuron.layer()).name() + " · " + neuron.index();
    }

    /** "41", "0.35": a share in per cent, of two digits at least. */
    static String percent(double share) {
        double percent = 100 * share;
        return share < 1 - 1e-9 && percent > 99 ? "over 99" : String.format(Locale.ROOT, percent >= 10 || percent == 0 ? "%.0f" : percent >= 1 ? "%.1f" : percent >= 0.1 ? "%.2f" : "%.2g", percent);
    }

    /** "1,000 per connection", "|w| ≥ 0.12". */
    static String rule(LinkChoice.Rule rule) {
        return switch (rule) {
            case LinkChoice.StrongestOfConnection(int count) -> String.format(Locale.ROOT, "strongest %,d", count);
            case LinkChoice.StrongestOfNeuron(int count) -> String.format(Locale.ROOT, "strongest %,d a neuron", count);
            case LinkChoice.StrongestOverall(int count) -> String.format(Locale.ROOT, "strongest %,d of all", count);
            case LinkChoice.AtLeast(double threshold, int ignored) -> "|w| ≥ " + number(threshold);
            case LinkChoice.Share(double share) -> String.format(Locale.ROOT, "%s %% of Σ|w|", percent(share));
            case LinkChoice.Backbone(double alpha) -> "backbone, α = " + number(alpha);
        };
    }

    /** What a layer's title says of its size: "28×28", "256 neurons", "64×224×224 as maps of 32×32". */
    static String shape(GraphScene scene, int layer) {
        return extents(scene, layer) + drawn(scene.layout().block(layer));
    }

    /** What is drawn where it is less than the layer has. */
    private static String drawn(LayerBlock block) {
        int rows = ChannelMaps.rowsOf(block);
        int columns = ChannelMaps.columnsOf(block);
        boolean fewer = block.isMapped() && (block.rows() > rows || block.columns() > columns);
        return fewer ? block.columns() == 1 ? " as strips of " + rows : " as maps of " + rows + "×" + columns : "";
    }

    /** The same without what is drawn of it. */
    static String extents(GraphScene scene, int layer) {
        return scene.layout().block(layer).image().map(Shape::pixels)
                .orElseGet(() -> {
                    Shape shape = scene.network().layer(layer).shape();
                    return shape.extents().size() > 1 ? shape.toString()
                            : String.format(Locale.ROOT, shape.neurons() == 1 ? "%,d neuron" : "%,d neurons", shape.neurons());
                });
    }
}
