package org.cntexplorer.app.compare;

import org.cntexplorer.model.Neuron;

/**
 * A neuron in the table of differences.
 *
 * @param place as a person counts it within its layer
 * @param a its strength in the first network
 * @param b in the second
 */
record NeuronRow(Neuron neuron, String place, double a, double b) {
    double difference() {
        return b - a;
    }
}
