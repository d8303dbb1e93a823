package org.cntexplorer.model;

import java.util.stream.IntStream;

/** Each unit one neuron, or −1 for nothing, in any order and any number of times. */
final class NeuronChoice extends Averaging {
    private final int[] neuron;
    private final int chosen;
    /** Made when it is asked for. */
    private volatile UnitsOfNeurons unitsOf;

    NeuronChoice(int[] neuron, int neurons) {
        super(neuron.length, neurons);
        this.neuron = neuron;
        int n = 0;
        for (int of : neuron) {
            n += of >= 0 ? 1 : 0;
        }
        this.chosen = n;
    }

    @Override
    public int count(int unit) {
        return neuron[unit] >= 0 ? 1 : 0;
    }

    @Override
    public int neuron(int unit, int k) {
        return neuron[unit];
    }

    @Override
    public boolean hasEmpty() {
        return chosen < neuron.length;
    }

    @Override
    public long entries() {
        return chosen;
    }

    @Override
    public int written() {
        return neuron.length;
    }

    @Override
    void spread(double[] ofUnits, double[] ofNeurons) {
        for (int unit = 0; unit < neuron.length; unit++) {
            if (neuron[unit] >= 0) {
                ofNeurons[neuron[unit]] += ofUnits[unit];
            }
        }
    }

    @Override
    public int[] unitsOf(int ofNeuron) {
        UnitsOfNeurons known = unitsOf;
        if (known == null) {
            known = new UnitsOfNeurons(IntStream.rangeClosed(0, neuron.length).toArray(), neuron, neurons());
            unitsOf = known;
        }
        return known.of(ofNeuron);
    }
}
