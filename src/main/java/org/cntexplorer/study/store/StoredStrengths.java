package org.cntexplorer.study.store;

/**
 * The strengths of a layer's neurons, of one length and in the order of the neurons. The arrays are the record's own and are not to be changed.
 *
 * @param in over the links that come in
 * @param out over those that go out
 * @param total both
 */
public record StoredStrengths(int layer, double[] in, double[] out, double[] total) {
    public StoredStrengths {
        if (in.length != out.length || in.length != total.length) {
            throw new IllegalArgumentException("strengths of " + in.length + ", " + out.length + " and " + total.length + " neurons");
        }
    }
}
