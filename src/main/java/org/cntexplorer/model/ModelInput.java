package org.cntexplorer.model;

import java.util.List;

/**
 * A value that a model is given, as it wants one sample.
 *
 * @param value its name among the values of the computation
 * @param extents of one sample, the batch left out; −1 where a number of steps, tokens or positions is open
 * @param channelLast whether the last of several extents is the channel, as in Keras and TensorFlow Lite
 * @param indices whether its numbers are places in a vocabulary, which are looked up, and not signals
 */
public record ModelInput(String value, List<Integer> extents, boolean channelLast, boolean indices) {
    public ModelInput {
        extents = List.copyOf(extents);
    }

    /** Whether some extent is open. */
    public boolean isOpen() {
        return extents.contains(-1);
    }

    /** Numbers of one sample, an open extent counted as 1. */
    public int size() {
        return extents.stream().mapToInt(extent -> extent < 0 ? 1 : extent).reduce(1, Math::multiplyExact);
    }
}
