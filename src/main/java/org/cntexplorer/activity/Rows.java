package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.cntexplorer.model.LayerValues;

/**
 * Some samples' numbers of one value of a layer, taken out of the engine's memory or, where they need not be arranged, left there: a row a sample; of a row the steps one after the other, of each of them the
 * layer's neurons in their order.
 */
final class Rows {
    /** Numbers that are looked at together while they are in the second-level cache. */
    private static final int NUMBERS = 1 << 17;

    private final int neurons;
    private final int elements;
    private final int[] places;
    private final Optional<float[]> less;
    private final boolean isChanged;
    private int steps;
    private float[] own = new float[0];
    private float[] numbers = own;
    private int offset;
    private float[] stored = new float[0];
    private int count;

    /**
     * @param neurons of the layer
     * @param less what is taken from each neuron's number; empty for nothing
     * @param isChanged whether the numbers that were taken are to be changed
     */
    Rows(int neurons, LayerValues.Place place, Optional<float[]> less, boolean isChanged) {
        this.isChanged = isChanged;
        this.neurons = neurons;
        this.elements = place.elements();
        this.less = less;
        this.places = place.neurons() == null || inOrder(place.neurons(), neurons) ? null : place.neurons();
        if (places == null && elements != neurons) {
            throw new IllegalArgumentException(place.value() + " has " + elements + " elements for " + neurons + " neurons");
        }
    }

    private static boolean inOrder(int[] places, int neurons) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] != i) {
                return false;
            }
        }
        return places.length == neurons;
    }

    /** How often a sample has the layer, where it has {@code all} elements; 0 where that is no whole number. */
    int stepsOf(int all) {
        return all % elements == 0 ? all / elements : 0;
    }

    /** How many samples are taken at a time. */
    int together(int all) {
        return Math.max(1, NUMBERS / all);
    }

    /** Takes samples {@code from} to {@code from + samples − 1} of a value that has {@code all} elements a sample. */
    void take(FloatBuffer value, int from, int samples, int all) {
        steps = stepsOf(all);
        count = samples;
        int row = row();
        if (places == null && less.isEmpty() && !isChanged && value.hasArray()) {
            numbers = value.array();
            offset = value.arrayOffset() + from * all;
            return;
        }
        offset = 0;
        if (own.length < samples * row) {
            own = new float[samples * row];
        }
        numbers = own;
        if (places == null) {
            value.get(from * all, numbers, 0, samples * all);
        } else {
            if (stored.length < samples * all) {
                stored = new float[samples * all];
            }
            value.get(from * all, stored, 0, samples * all);
            for (int i = 0; i < samples * steps; i++) {
                for (int e = 0; e < elements; e++) {
                    if (places[e] >= 0) {
                        numbers[i * neurons + places[e]] = stored[i * elements + e];
                    }
                }
            }
        }
        less.ifPresent(this::subtract);
    }

    /** Adds other rows of the same layer, each number times its neuron's weight. */
    void plus(Rows others, double[] weights) {
        for (int i = 0; i < count * steps; i++) {
            for (int k = 0; k < neurons; k++) {
                numbers[i * neurons + k] += (float) (others.numbers[others.offset + i * neurons + k] * weights[k]);
            }
        }
    }

    /** Makes each number that times its neuron's weight. */
    void times(double[] weights) {
        for (int i = 0; i < count * steps; i++) {
            for (int k = 0; k < neurons; k++) {
                numbers[i * neurons + k] *= (float) weights[k];
            }
        }
    }

    private void subtract(float[] of) {
        for (int i = 0; i < count * steps; i++) {
            for (int k = 0; k < neurons; k++) {
                numbers[i * neurons + k] -= of[k];
            }
        }
    }

    /** Numbers of a sample. */
    int row() {
        return steps * neurons;
    }

    int steps() {
        return steps;
    }

    int count() {
        return count;
    }

    /** The numbers of all samples, from {@link #from} on. */
    float[] numbers() {
        return numbers;
    }

    /** Where the numbers of a sample begin. */
    int from(int sample) {
        return offset + sample * row();
    }
}
