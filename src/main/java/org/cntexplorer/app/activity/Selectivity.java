package org.cntexplorer.app.activity;

import java.util.Optional;

/**
 * How much a neuron tells one class from the others: (a of its class − a of the others) / (a of its class + a of the others), with the mean activations over
 * samples of the class at which it is greatest, and the mean of those of all other classes (Morcos et al., arXiv 1803.06959). 1 for a neuron that is active
 * for one class alone, 0 for one that does not care.
 *
 * @param number of its class
 */
record Selectivity(int number, double index) {
    /** @param means of each class, NaN where it has no sample @return empty where fewer than two classes have samples, or it is negative somewhere */
    static Optional<Selectivity> of(double[] means) {
        int best = -1;
        int classes = 0;
        double sum = 0;
        for (int c = 0; c < means.length; c++) {
            if (Double.isNaN(means[c])) {
                continue;
            }
            if (means[c] < 0) {
                return Optional.empty();
            }
            best = best < 0 || means[c] > means[best] ? c : best;
            sum += means[c];
            classes++;
        }
        if (classes < 2 || sum == 0) {
            return Optional.empty();
        }
        double others = (sum - means[best]) / (classes - 1);
        return Optional.of(new Selectivity(best, (means[best] - others) / (means[best] + others)));
    }
}
