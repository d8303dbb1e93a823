package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * A range of a quantity: neurons outside of it are dimmed, with their links. Both ends are part of it; NaN never is.
 *
 * @param low the lesser end; they are exchanged where it is not
 */
public record NeuronFilter(NeuronQuantity quantity, double low, double high) {
    public NeuronFilter {
        if (Double.isNaN(low) || Double.isNaN(high)) {
            throw new IllegalArgumentException("a range has two ends");
        }
        if (low > high) {
            double swap = low;
            low = high;
            high = swap;
        }
    }

    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /**
     * The neurons inside, layer by layer.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public List<BitSet> inside(Network network, NodeStrength strength, Progress progress) {
        List<BitSet> inside = new ArrayList<>();
        for (int layer = 0; layer < network.layers().size(); layer++) {
            progress.check();
            double[] values = quantity.of(network, strength, layer);
            BitSet those = new BitSet(values.length);
            for (int i = 0; i < values.length; i++) {
                if (contains(values[i])) {
                    those.set(i);
                }
            }
            inside.add(those);
        }
        return inside;
    }
}
