package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * A range of a quantity: neurons outside of it are dimmed, with their links. Both ends are part of it; NaN never is.
 *
 * @param low the lesser end; they are exchanged where it is not
 * @param ofLayers whether the ends are parts of the largest |value| of each layer
 */
public record NeuronFilter(NeuronQuantity quantity, double low, double high, boolean ofLayers) implements Range {
    public NeuronFilter {
        ValueRange ends = ValueRange.between(low, high);
        low = ends.low();
        high = ends.high();
    }

    /** A range of the quantity itself. */
    public NeuronFilter(NeuronQuantity quantity, double low, double high) {
        this(quantity, low, high, false);
    }

    /**
     * The neurons inside, layer by layer.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public List<BitSet> inside(Network network, NodeStrength strength, Optional<SignalFlow> flow, Progress progress) {
        List<BitSet> inside = new ArrayList<>();
        for (int layer = 0; layer < network.layers().size(); layer++) {
            progress.check();
            double[] values = quantity.of(network, strength, flow, layer);
            double unit = ofLayers ? ValueLimits.of(List.of(GraphScene.largest(quantity.moments(strength, layer, values))), true).of(0) : 1;
            BitSet those = new BitSet(values.length);
            for (int i = 0; i < values.length; i++) {
                if (contains(values[i] / unit)) {
                    those.set(i);
                }
            }
            inside.add(those);
        }
        return inside;
    }
}
