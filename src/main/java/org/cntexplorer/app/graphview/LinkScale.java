package org.cntexplorer.app.graphview;

import org.cntexplorer.graph.LinkChoice;

/**
 * What the link slider's position, 0 to 1, means: to the right more links are shown.
 *
 * @param most the most links of a connection that can be shown
 * @param mostOverall the most of all connections together
 * @param strongest the largest |w| of the network
 */
record LinkScale(int most, int mostOverall, double strongest) {
    /** However large the network, no more links of one connection than these are drawn. */
    static final int LIMIT = LinkChoice.LIMIT;
    /** Of each neuron fewer: with more than these nothing of a neuron stands out. */
    private static final int MOST_OF_NEURON = 100;
    /** Powers of ten of a backbone's level, from the least to 1. */
    private static final int DECADES = 6;

    /** From none to all, on a logarithmic scale, in numbers of two digits. */
    static int count(int most, double position) {
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

    static double positionOf(int most, int count) {
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

    private int ofNeuron() {
        return Math.min(most, MOST_OF_NEURON);
    }

    /** A share that grows slowly at first, in numbers of two digits. */
    private static double share(double position) {
        return twoDigits(Math.clamp(position, 0, 1) * Math.clamp(position, 0, 1));
    }

    private static double alpha(double position) {
        return twoDigits(Math.pow(10, DECADES * (Math.clamp(position, 0, 1) - 1)));
    }

    private static double twoDigits(double exact) {
        if (exact <= 0) {
            return 0;
        }
        double places = Math.pow(10, 1 - Math.floor(Math.log10(exact)));
        return Math.min(1, Math.round(exact * places) / places);
    }

    LinkChoice.Rule rule(LinkRule kind, double position) {
        return switch (kind) {
            case CONNECTION -> new LinkChoice.StrongestOfConnection(count(most, position));
            case NEURON -> new LinkChoice.StrongestOfNeuron(count(ofNeuron(), position));
            case OVERALL -> new LinkChoice.StrongestOverall(count(mostOverall, position));
            case THRESHOLD -> new LinkChoice.AtLeast(threshold(position), LIMIT);
            case SHARE -> new LinkChoice.Share(share(position));
            case BACKBONE -> new LinkChoice.Backbone(alpha(position));
        };
    }

    double positionOf(LinkChoice.Rule rule) {
        return switch (rule) {
            case LinkChoice.StrongestOfConnection(int count) -> positionOf(most, count);
            case LinkChoice.StrongestOfNeuron(int count) -> positionOf(ofNeuron(), count);
            case LinkChoice.StrongestOverall(int count) -> positionOf(mostOverall, count);
            case LinkChoice.Share(double share) -> Math.sqrt(share);
            case LinkChoice.Backbone(double alpha) -> alpha <= 0 ? 0 : Math.clamp(1 + Math.log10(alpha) / DECADES, 0, 1);
            case LinkChoice.AtLeast(double threshold, int ignored) -> strongest <= 0 ? 0 : Math.clamp(1 - threshold / strongest, 0, 1);
        };
    }
}
