package org.cntexplorer.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/**
 * Summary of the link weights of every connection (papers A, B): weights alone, biases alone, and both pooled as the authors' code does.
 *
 * @param connections one entry for each connection of the network, in order
 */
public record LinkWeights(List<OfConnection> connections) {
    /**
     * @param connection index of the connection
     * @param weights of the stored weights; empty where it has none, its links being fixed
     * @param bias of the stored biases, where there are any
     */
    public record OfConnection(int connection, Moments weights, Optional<Moments> bias) {
        /** Weights and biases together. */
        public Moments pooled() {
            return bias.map(weights::and).orElse(weights);
        }
    }

    public LinkWeights {
        connections = List.copyOf(connections);
    }

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static LinkWeights of(Network network, Progress progress) {
        double links = Math.max(1, network.connections().stream().mapToDouble(Connection::links).sum());
        double done = 0;
        List<OfConnection> all = new ArrayList<>();
        for (Connection connection : network.connections()) {
            Progress part = progress.part(done / links, (done + connection.links()) / links);
            part.report(0, "Link weights of " + connection.name());
            all.add(of(connection, connection.moments(part)));
            done += connection.links();
        }
        return new LinkWeights(all);
    }

    static OfConnection of(Connection connection, Moments weights) {
        return new OfConnection(connection.index(), weights, connection.storedBias().map(Tensor::toArray).map(Moments::of));
    }

    public OfConnection connection(int index) {
        return connections.get(index);
    }
}
