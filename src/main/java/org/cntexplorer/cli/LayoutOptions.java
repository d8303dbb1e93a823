package org.cntexplorer.cli;

import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LayoutChoice.Kind;
import org.cntexplorer.graph.LayoutChoice.Order;
import picocli.CommandLine.Option;

/** How the neurons of a graph are laid out. */
final class LayoutOptions {
    @Option(names = "--layout", paramLabel = "layered|radial|force",
            description = "Layers from left to right, as rings, or the neurons of the strongest links by the pull of these (default layered).")
    private Kind kind;

    @Option(names = "--order", paramLabel = "index|strength|crossings",
            description = "Neurons within a layer that is no image: as they are numbered, strongest first, or so that few links cross (default index).")
    private Order order;

    /** Whether any of it was asked for. */
    boolean isGiven() {
        return kind != null || order != null;
    }

    LayoutChoice choice() {
        return new LayoutChoice(kind == null ? Kind.LAYERED : kind, order == null ? Order.INDEX : order);
    }
}
