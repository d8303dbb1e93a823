package org.cntexplorer.app.graphview;

import org.cntexplorer.graph.LinkChoice;

/**
 * What the link slider's position, 0 to 1, means: to the right more links are shown.
 *
 * @param most the most links of a connection that can be shown
 * @param strongest the largest |w| of the network
 */
record LinkScale(int most, double strongest) {
    /** However large the network, no more links of one connection than these are drawn. */
    static final int LIMIT = LinkChoice.LIMIT;

    /** From none to all, on a logarithmic scale, in numbers of two digits. */
    int count(double position) {
        if (position <= 0) {
            return 0;
        }
        if (position >= 1) {
            return most;
        }
        // one more than the number, so that none and one are two places
        double exact = Math.pow(most + 1.0, position) - 1;
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(exact, 1))) - 1));
        return (int) Math.clamp(Math.round(exact / unit) * (long) unit, 1L, most);
    }

    double positionOf(int count) {
        return count <= 0 ? 0 : count >= most ? 1 : Math.log(count + 1.0) / Math.log(most + 1.0);
    }

    /** From the strongest link's |w| down to 0, in numbers of three digits. */
    double threshold(double position) {
        double exact = strongest * (1 - Math.clamp(position, 0, 1));
        if (exact <= 0) {
            return 0;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(exact)) - 2);
        return Math.floor(exact / unit) * unit;
    }

    double positionOf(double threshold) {
        return strongest <= 0 ? 0 : Math.clamp(1 - threshold / strongest, 0, 1);
    }

    LinkChoice.Rule rule(boolean byThreshold, double position) {
        return byThreshold ? new LinkChoice.AtLeast(threshold(position), LIMIT) : new LinkChoice.StrongestOfConnection(count(position));
    }

    double positionOf(LinkChoice.Rule rule) {
        return switch (rule) {
            case LinkChoice.StrongestOfConnection(int count) -> positionOf(count);
            case LinkChoice.StrongestOfNeuron(int count) -> positionOf(count);
            case LinkChoice.StrongestOverall(int count) -> positionOf(count);
            case LinkChoice.Share(double share) -> share;
            case LinkChoice.Backbone(double alpha) -> alpha;
            case LinkChoice.AtLeast(double threshold, int ignored) -> positionOf(threshold);
        };
    }
}
