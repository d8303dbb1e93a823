package org.cntexplorer.app.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.figure.Frames;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.progress.Progress;

/**
 * What is kept of a checkpoint when it is closed again.
 *
 * @param index its number in the run
 * @param fluctuation of each layer
 * @param strengths of each layer's neurons; empty where a run has too many of them to be kept
 * @param limits of each quantity that a network has by itself the largest finite |value| of each layer
 * @param frames the axes that its plots need
 */
record MeasuredCheckpoint(int index, double[] fluctuation, List<float[]> strengths, Map<NeuronQuantity, List<Double>> limits, Frames frames) {
    /** @param keepStrengths whether there is room for the strengths of all neurons */
    static MeasuredCheckpoint of(LoadedCheckpoint loaded, boolean keepStrengths, Progress progress) {
        Numbers numbers = loaded.numbers();
        NodeStrength strength = numbers.strength();
        Map<NeuronQuantity, List<Double>> limits = new EnumMap<>(NeuronQuantity.class);
        for (NeuronQuantity quantity : NeuronQuantity.ofNetworks()) {
            List<Double> ofLayers = new ArrayList<>();
            for (NodeStrength.OfLayer layer : strength.layers()) {
                progress.check();
                ofLayers.add(Arrays.stream(quantity.of(loaded.network(), strength, layer.layer())).map(Math::abs).filter(Double::isFinite).max().orElse(0));
            }
            limits.put(quantity, ofLayers);
        }
        return new MeasuredCheckpoint(loaded.index(), strength.layers().stream().mapToDouble(NodeStrength.OfLayer::fluctuation).toArray(),
                keepStrengths ? strength.layers().stream().map(layer -> floats(layer.total())).toList() : List.of(), limits,
                Frames.of(loaded.network(), strength, numbers.linkWeights(), progress));
    }

    private static float[] floats(double[] numbers) {
        float[] all = new float[numbers.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) numbers[i];
        }
        return all;
    }
}
