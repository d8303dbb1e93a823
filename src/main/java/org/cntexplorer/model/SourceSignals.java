package org.cntexplorer.model;

/**
 * The number of each source of a connection, by which a link multiplies its weight. A source that takes several neurons together has numbers of
 * both signs, which do not cancel one another out: a link's positive weight carries what is above 0 as positive, what is below 0 as negative.
 *
 * @param up of each source what is above 0; nothing where each is 1
 * @param down of each source the magnitude of what is below 0; nothing where none is
 */
record SourceSignals(float[] up, float[] down) {
    /** Links that carry their weights. */
    static final SourceSignals ONES = new SourceSignals(new float[0], new float[0]);

    /** @param numbers one a source; NaN is neither above nor below 0, and makes NaN of all that it is in */
    static SourceSignals of(float[] numbers) {
        float[] up = new float[numbers.length];
        float[] down = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            up[i] = numbers[i] < 0 ? 0 : numbers[i];
            down[i] = numbers[i] < 0 ? -numbers[i] : 0;
        }
        return new SourceSignals(up, down);
    }

    /** Whether each source's number is 1. */
    boolean isOnes() {
        return up.length == 0;
    }

    float up(int source) {
        return up.length == 0 ? 1 : up[source];
    }

    float down(int source) {
        return down.length == 0 ? 0 : down[source];
    }
}
