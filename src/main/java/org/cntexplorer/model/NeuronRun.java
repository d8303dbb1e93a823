package org.cntexplorer.model;

/** Unit i is neuron i + {@code shift}, from unit {@code first} to unit {@code end} − 1; the others are nothing. */
final class NeuronRun extends Averaging {
    private final int first;
    private final int end;
    private final int shift;

    NeuronRun(int units, int neurons, int first, int end, int shift) {
        super(units, neurons);
        this.first = first;
        this.end = Math.max(first, end);
        this.shift = shift;
    }

    @Override
    public int count(int unit) {
        return unit >= first && unit < end ? 1 : 0;
    }

    @Override
    public int neuron(int unit, int k) {
        return unit + shift;
    }

    @Override
    public boolean isSame() {
        return !hasEmpty() && shift == 0 && units() == neurons();
    }

    @Override
    public boolean hasEmpty() {
        return end - first < units();
    }

    @Override
    public long entries() {
        return end - first;
    }

    @Override
    public int written() {
        return 0;
    }

    @Override
    void spread(double[] ofUnits, double[] ofNeurons) {
        System.arraycopy(ofUnits, first, ofNeurons, first + shift, end - first);
    }

    @Override
    public int[] unitsOf(int neuron) {
        return count(neuron - shift) == 1 ? new int[] {neuron - shift} : new int[0];
    }

    NeuronRun then(NeuronRun next) {
        return new NeuronRun(next.units(), neurons(), Math.max(next.first, first - next.shift), Math.min(next.end, end - next.shift), shift + next.shift);
    }
}
