package org.cntexplorer.progress;

import java.util.concurrent.CancellationException;

/**
 * What a long computation tells, and asks of, whoever started it. Free of JavaFX, so that every package may take one.
 *
 * <p>A computation calls {@link #check()} often enough to end within 100 ms of a cancel; a cancelled computation gives no value,
 * never a partial one.
 */
public interface Progress {
    /** Nobody listens and nobody cancels. */
    Progress NONE = new Progress() {
        @Override public void report(double fraction, String what) {}
        @Override public boolean cancelled() { return false; }
    };

    /**
     * @param fraction the part done, 0 to 1, or a negative number where it is not known
     * @param what what is being done now, in a few words
     */
    void report(double fraction, String what);

    /** Whether the one who started this no longer wants the result. May be called from any thread. */
    boolean cancelled();

    /** @throws CancellationException where {@link #cancelled()} */
    default void check() {
        if (cancelled()) {
            throw new CancellationException();
        }
    }

    /** A part of this progress: its 0 to 1 is this one's {@code from} to {@code to}. */
    default Progress part(double from, double to) {
        Progress whole = this;
        return new Progress() {
            @Override public void report(double fraction, String what) {
                whole.report(fraction < 0 ? from : from + (to - from) * fraction, what);
            }
            @Override public boolean cancelled() { return whole.cancelled(); }
        };
    }
}
