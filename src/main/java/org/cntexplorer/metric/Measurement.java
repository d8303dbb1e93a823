package org.cntexplorer.metric;

import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Measured;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Node strengths and link weights of a network computed together, with one pass over the weights where each alone takes one: the same
 * numbers to the last bit.
 */
public record Measurement(NodeStrength strength, LinkWeights weights) {
    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static Measurement of(Network network, Convention convention, Progress progress) {
        Moments[] moments = new Moments[network.connections().size()];
        NodeStrength strength = NodeStrength.of(network, convention, (connection, part) -> {
            part.report(0, "Strength and link weights of " + connection.name());
            Measured measured = connection.measured(convention.weighting(), part);
            moments[connection.index()] = measured.moments();
            return measured.sums();
        }, progress);
        List<LinkWeights.OfConnection> weights = new ArrayList<>();
        for (Connection connection : network.connections()) {
            Moments known = moments[connection.index()];
            // fixed links that do not count have few weights or none
            weights.add(LinkWeights.of(connection, known != null ? known : connection.moments(progress.part(1, 1))));
        }
        return new Measurement(strength, new LinkWeights(weights));
    }
}
