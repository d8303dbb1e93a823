package org.cntexplorer.format.lowering;

/**
 * How a file's row-major order runs through a layer's neurons, which are channel first: position p of pixel x and channel c is
 * {@code x·channels + c} where the file has the channel last, and the neuron is {@code c·pixels + x}.
 *
 * @param pixels positions of each channel
 * @param channels 1 where both orders are the same
 */
record NeuronOrder(int pixels, int channels) {
    /** The file's order is the neurons'. */
    static final NeuronOrder SAME = new NeuronOrder(1, 1);

    boolean isSame() {
        return channels == 1 || pixels == 1;
    }

    /** The file's position of a neuron. */
    int positionOf(int neuron) {
        return neuron % pixels * channels + neuron / pixels;
    }
}
