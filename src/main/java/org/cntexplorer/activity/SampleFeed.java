package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;

/** Samples as a network is given them. */
public interface SampleFeed {
    /** How many there are: at least one. */
    long count();

    /** Of one sample, none of them open. */
    List<Integer> extents();

    /** The class of each sample, −1 where it has none; empty where none has one. Not to be changed. */
    int[] labels();

    /** Names of the classes, in their order. */
    List<String> classes();

    /**
     * Reads samples.
     *
     * @param to gets the numbers of {@code count} samples from its position on, which moves behind them
     * @throws ModelFormatException where they cannot be read
     */
    void read(long first, int count, FloatBuffer to) throws ModelFormatException;

    /** Numbers of one sample. */
    default int size() {
        return extents().stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }
}
