package org.cntexplorer.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Lays one network out in every way, and remembers what takes long: the order with the fewest crossings. May be used by several threads. */
public final class GraphLayouts {
    private final Network network;
    private final Map<Boolean, LayerOrders> fewestCrossings = new HashMap<>();

    public GraphLayouts(Network network) {
        this.network = network;
    }

    public Network network() {
        return network;
    }

    /**
     * @param assumeImages whether an input vector such as 784 is laid out as the image that it may be (28×28)
     * @param open the channels that are open; others than the network's own are left aside
     * @param strength by which neurons are ordered; without it they stand by index where that is asked for
     * @param links what a force-directed layout is made of
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public GraphLayout of(LayoutChoice choice, boolean assumeImages, Collection<Channel> open, Optional<NodeStrength> strength, VisibleLinks links,
                          Progress progress) {
        if (choice.kind() == LayoutChoice.Kind.FORCE) {
            return ForceLayout.of(network, assumeImages, choice.neurons(), links, progress);
        }
        GraphLayout byIndex = choice.kind() == LayoutChoice.Kind.RADIAL ? RadialLayout.of(network, assumeImages, open)
                : LayeredLayout.of(network, assumeImages, open);
        return switch (choice.order()) {
            case INDEX -> byIndex;
            case STRENGTH -> strength.map(s -> LayerOrders.byStrength(byIndex, s).on(byIndex)).orElse(byIndex);
            case CROSSINGS -> fewestCrossings(assumeImages, progress).on(byIndex);
        };
    }

    private LayerOrders fewestCrossings(boolean assumeImages, Progress progress) {
        synchronized (fewestCrossings) {
            LayerOrders known = fewestCrossings.get(assumeImages);
            if (known == null) {
                known = LayerOrders.fewestCrossings(network, GraphLayout.layered(network, assumeImages), progress);
                fewestCrossings.put(assumeImages, known);
            }
            return known;
        }
    }
}
