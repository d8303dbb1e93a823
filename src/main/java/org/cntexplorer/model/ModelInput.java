package org.cntexplorer.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A value that a model is given, as it wants one sample.
 *
 * @param value its name among the values of the computation
 * @param name what the file calls it
 * @param extents of one sample, the batch left out; −1 where a number of steps, tokens or positions is open
 * @param channelLast whether the last of several extents is the channel, as in Keras and TensorFlow Lite
 * @param indices whether its numbers are whole, mostly places in a vocabulary, which are looked up, and not signals
 * @param filling the number that is proposed for all its places where it gets no samples
 * @param read how long the extents that are open were when the network was read; 0 where any length is as good
 */
public record ModelInput(String value, String name, List<Integer> extents, boolean channelLast, boolean indices, double filling, int read) {
    private static final Pattern MASK = Pattern.compile("(?i).*mask.*");
    /** PyTorch's, where what is marked is left out; everywhere else it is what is marked that is taken. */
    private static final Pattern LEAVING_OUT = Pattern.compile("(?i).*key_?padding_?mask.*");

    public ModelInput {
        extents = List.copyOf(extents);
    }

    /** Filled with 1 where it is called a mask, so that all is taken, else with 0: a state from which nothing is known yet, the first kind of token. */
    public ModelInput(String value, String name, List<Integer> extents, boolean channelLast, boolean indices) {
        this(value, name, extents, channelLast, indices, MASK.matcher(name).matches() && !LEAVING_OUT.matcher(name).matches() ? 1 : 0, 0);
    }

    /** The same, called as its value is. */
    public ModelInput(String value, List<Integer> extents, boolean channelLast, boolean indices) {
        this(value, value, extents, channelLast, indices);
    }

    /** The same, its open extents so long when the network was read. */
    public ModelInput read(int length) {
        return new ModelInput(value, name, extents, channelLast, indices, filling, length);
    }

    /** The same, another number proposed for it. */
    public ModelInput filled(double number) {
        return new ModelInput(value, name, extents, channelLast, indices, number, read);
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
