package org.cntexplorer.model.kernel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How the loops go over memory: in blocks, every number added as a double to one of {@value #PARTS} sums as its place in the block says,
 * and these together at the block's end. So the same numbers come out with vectors of every width, and without.
 */
final class Blocks {
    /** Floats of a block, at most: a page of memory. */
    static final int LENGTH = 1024;
    /** Sums that are kept side by side. */
    static final int PARTS = 8;
    /** A block is a multiple of this long: two floats for each of the sums. */
    static final int STEP = 2 * PARTS;

    /**
     * Loops with vectors are slow until the virtual machine has compiled them. Plain loops lose as much on the vectors over about so many
     * bytes: who reads less never waits for vectors. And the command line starts without them, which is faster too.
     */
    private static final long PLAIN_BYTES = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? 4L << 30 : Long.MAX_VALUE;
    private static final AtomicLong PLAIN = new AtomicLong();

    private Blocks() {}

    /** Whether to take vectors for the next {@code bytes} bytes. */
    static boolean byVectors(long bytes) {
        return PLAIN.get() >= PLAIN_BYTES || PLAIN.addAndGet(bytes) >= PLAIN_BYTES;
    }

    static double together(double[] sums) {
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }
}
