package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;

/** A network that is ready to be run. One thread at a time runs it; its batches may be read and closed on another one meanwhile. */
public interface RunningNetwork extends AutoCloseable {
    /**
     * Runs samples through the network.
     *
     * @param samples direct and of native order, prepared as the network's input wants them, one sample after the other from its position on; the
     *                batch gives them as the input's value, so that they are not to be changed before it is closed. Position and limit stay
     * @param count how many, at least 1; of a computation of a fixed batch at most that: where they are fewer, the values of the others are not given
     * @param extents of one sample, none of them open; their product times {@code count} is what remains in {@code samples}, or less
     * @return what the network computed, to be closed by the caller
     * @throws ModelFormatException where it cannot be run so: a shape that does not fit, too little memory for the batch
     * @throws IllegalStateException where this is closed
     */
    Batch run(FloatBuffer samples, int count, List<Integer> extents) throws ModelFormatException;

    /** Releases the network's memory, not that of batches. */
    @Override
    void close();
}
