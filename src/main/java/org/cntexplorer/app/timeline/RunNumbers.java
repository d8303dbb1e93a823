package org.cntexplorer.app.timeline;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.figure.Frames;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.ValueLimits;
import org.cntexplorer.model.Neuron;

/** What is known of a run's checkpoints so far: trajectories, and the scale that all of them have room on. On the JavaFX thread. */
final class RunNumbers {
    private final MeasuredCheckpoint[] measured;
    private final Map<NeuronQuantity, List<Double>> limits = new EnumMap<>(NeuronQuantity.class);
    private Frames frames = Frames.NONE;
    private int count;

    /** @param checkpoints how many the run has */
    RunNumbers(int checkpoints) {
        measured = new MeasuredCheckpoint[checkpoints];
    }

    void put(MeasuredCheckpoint one) {
        count += measured[one.index()] == null ? 1 : 0;
        measured[one.index()] = one;
        frames = frames.and(one.frames());
        one.limits().forEach((quantity, ofLayers) -> limits.merge(quantity, ofLayers, ValueLimits::larger));
    }

    /** How many checkpoints have been measured. */
    int count() {
        return count;
    }

    boolean has(int index) {
        return measured[index] != null;
    }

    /** Of each layer the largest finite |value| of a quantity; nothing while nothing is known. */
    List<Double> limit(NeuronQuantity quantity) {
        return limits.getOrDefault(quantity, List.of());
    }

    /** The axes that the plots of all checkpoints have room on. */
    Frames frames() {
        return frames;
    }

    /** Number of layers; 0 while nothing is known. */
    int layers() {
        return Arrays.stream(measured).filter(one -> one != null).findFirst().map(one -> one.fluctuation().length).orElse(0);
    }

    /** The fluctuation of a layer at each checkpoint; NaN where it is not known. */
    double[] fluctuation(int layer) {
        return Arrays.stream(measured).mapToDouble(one -> one == null ? Double.NaN : one.fluctuation()[layer]).toArray();
    }

    /** The strength of a neuron at each checkpoint; NaN where it is not known, or was not kept. */
    double[] strength(Neuron neuron) {
        return Arrays.stream(measured).mapToDouble(one -> one == null || one.strengths().isEmpty() ? Double.NaN
                : one.strengths().get(neuron.layer())[neuron.index()]).toArray();
    }

    /** Whether the strengths of neurons are kept; true while nothing is known. */
    boolean keepsStrengths() {
        return Arrays.stream(measured).allMatch(one -> one == null || !one.strengths().isEmpty());
    }
}
