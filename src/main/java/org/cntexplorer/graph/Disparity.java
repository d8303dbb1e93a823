package org.cntexplorer.graph;

import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Degrees;
import org.cntexplorer.model.LinkFilter;
import org.cntexplorer.model.Sums;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;

/**
 * The disparity filter (Serrano, Boguñá, Vespignani 2009), told as the |w| above which a link is significant for its source, or for its
 * target: s·(1 − α^(1/(k−1))). A neuron with a single link says nothing of it.
 */
record Disparity(double[] aboveOfSource, double[] aboveOfTarget) implements LinkFilter {
    static Disparity of(Connection connection, double alpha, Progress progress) {
        Sums strengths = connection.sums(Weighting.ABSOLUTE, progress.part(0, 0.5));
        Degrees degrees = Degrees.of(connection, progress.part(0.5, 1));
        return new Disparity(above(strengths.out(), degrees.out(), alpha), above(strengths.in(), degrees.in(), alpha));
    }

    private static double[] above(double[] strength, int[] degree, double alpha) {
        double[] above = new double[strength.length];
        for (int neuron = 0; neuron < above.length; neuron++) {
            above[neuron] = degree[neuron] < 2 ? Double.POSITIVE_INFINITY
                    : strength[neuron] * -Math.expm1(Math.log(alpha) / (degree[neuron] - 1));
        }
        return above;
    }

    /** No link weaker than this is significant. */
    double least() {
        double least = Double.POSITIVE_INFINITY;
        for (double[] bounds : new double[][] {aboveOfSource, aboveOfTarget}) {
            for (double above : bounds) {
                least = Math.min(least, Double.isNaN(above) ? least : above);
            }
        }
        return least;
    }

    @Override
    public boolean wants(int source, int target, float weight) {
        double magnitude = Math.abs(weight);
        return magnitude > aboveOfSource[source] || magnitude > aboveOfTarget[target];
    }
}
