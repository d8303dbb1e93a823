package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.Set;

/**
 * What a network computed for some samples. The buffers are the engine's own memory, direct, of native order and read-only in spirit; they are valid until
 * {@link #close()}, also while the network runs the next batch.
 */
public interface Batch extends AutoCloseable {
    int samples();

    /** The names of the values that {@link #value} gives: those of {@link org.cntexplorer.model.Computation#layers()} that were computed. */
    Set<String> values();

    /**
     * A value, sample after sample: {@code samples() · elements(name)} numbers from the buffer's position 0 to its limit.
     *
     * @param name one of {@link #values()}
     */
    FloatBuffer value(String name);

    /** How many elements of a value one sample has. */
    default int elements(String name) {
        return value(name).remaining() / samples();
    }

    /** What the network gives, sample after sample: {@code samples() · outputs()} numbers. */
    FloatBuffer output();

    /** How many numbers the network gives for one sample. */
    default int outputs() {
        return output().remaining() / samples();
    }

    /** Gives the memory back; the buffers are not to be read any more. */
    @Override
    void close();
}
