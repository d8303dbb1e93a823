package org.cntexplorer.format.lowering;

import java.util.Optional;
import org.cntexplorer.format.operator.Operator;

/**
 * How many numbers the operators so far have arranged one by one: a file may ask for a large array in a few bytes, and for the next one in a few
 * bytes more.
 */
final class Effort {
    /** So many are kept at most, in 512 MB of memory as many as fit in half of it. */
    private static final long MOST_KEPT = Math.min(400_000_000, Runtime.getRuntime().maxMemory() / 8);
    /** So many are gone through at most: in 512 MB of memory what takes a second, and more on a machine for larger models. */
    private static final long MOST_SEEN = Runtime.getRuntime().maxMemory() / 8;

    private long kept;
    private long seen;

    /** Whether no operator can follow that takes or gives numbers in other than their layer's order. */
    boolean isSpent() {
        return kept > MOST_KEPT || seen > MOST_SEEN;
    }

    /**
     * Counts what an operator takes and gives; what only goes by another name costs nothing.
     *
     * @throws TooLargeException where all together is too much
     */
    void count(Operator operator, Draft draft) {
        switch (operator) {
            case Operator.Input input -> { }
            case Operator.Pass pass -> { }
            case Operator.Activation activation -> { }
            default -> {
                long given = operator.outputs().stream().map(draft::find).flatMap(Optional::stream).mapToLong(Value::numbers).sum();
                // under other extents they are the same numbers, unless they were not written out before
                if (operator instanceof Operator.Reshape reshape && given == draft.find(reshape.input()).map(Value::numbers).orElse(0L)) {
                    return;
                }
                kept += given;
                seen += operator.inputs().stream().map(draft::find).flatMap(Optional::stream).mapToLong(value -> value.isPlain() ? 0
                        : Math.max(value.size(), value.numbers())).sum();
                seen += operator instanceof Operator.Take take ? take.places().length : 0;
                if (kept > MOST_KEPT) {
                    throw new TooLargeException(kept, MOST_KEPT);
                }
                if (seen > MOST_SEEN) {
                    throw new TooLargeException("with it " + seen + " numbers are gone through one by one, and no more than " + MOST_SEEN + " are",
                            "give a smaller input shape");
                }
            }
        }
    }
}
