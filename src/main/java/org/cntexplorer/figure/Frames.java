package org.cntexplorer.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * What the charts of several networks of one architecture need, so that each can be drawn on the axes of all.
 *
 * @param layers of each layer's strengths; empty where none is finite
 * @param connections of each connection's weights; empty where it has none
 * @param fluctuation of all layers' fluctuation; empty where none is finite
 */
public record Frames(List<Optional<Frame>> layers, List<Optional<Frame>> connections, Optional<Frame> fluctuation) {
    public static final Frames NONE = new Frames(List.of(), List.of(), Optional.empty());

    public Frames {
        layers = List.copyOf(layers);
        connections = List.copyOf(connections);
    }

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static Frames of(Network network, NodeStrength strength, LinkWeights weights, Progress progress) {
        List<Optional<Frame>> layers = new ArrayList<>();
        for (NodeStrength.OfLayer layer : strength.layers()) {
            progress.check();
            layers.add(Frame.of(Distribution.of("", layer.total())));
        }
        List<Optional<Frame>> connections = new ArrayList<>();
        double links = Math.max(1, network.connections().stream().mapToDouble(Connection::links).sum());
        double done = 0;
        for (Connection connection : network.connections()) {
            Progress part = progress.part(done / links, (done + connection.links()) / links);
            connections.add(connection.weights() == 0 ? Optional.empty()
                    : Frame.of(Distribution.of(connection, weights.connection(connection.index()).weights(), part)));
            done += connection.links();
        }
        double most = strength.layers().stream().mapToDouble(NodeStrength.OfLayer::fluctuation).filter(Double::isFinite).max().orElse(0);
        return new Frames(layers, connections, most > 0 ? Optional.of(Frame.ofFluctuation(most)) : Optional.empty());
    }

    /** What both need. */
    public Frames and(Frames other) {
        return layers.isEmpty() ? other : other.layers.isEmpty() ? this
                : new Frames(both(layers, other.layers), both(connections, other.connections), both(fluctuation, other.fluctuation));
    }

    private static List<Optional<Frame>> both(List<Optional<Frame>> some, List<Optional<Frame>> others) {
        return IntStream.range(0, some.size()).mapToObj(i -> both(some.get(i), others.get(i))).toList();
    }

    private static Optional<Frame> both(Optional<Frame> some, Optional<Frame> other) {
        return some.isEmpty() ? other : some.map(frame -> other.map(frame::and).orElse(frame));
    }

    /** What the strengths of some layers need in one chart. */
    public Optional<Frame> ofLayers(List<Integer> shown) {
        return of(layers, shown);
    }

    /** What the weights of some connections need in one chart. */
    public Optional<Frame> ofConnections(List<Integer> shown) {
        return of(connections, shown);
    }

    private static Optional<Frame> of(List<Optional<Frame>> all, List<Integer> shown) {
        return Frame.all(shown.stream().filter(i -> i < all.size()).flatMap(i -> all.get(i).stream()).toList());
    }
}
