package org.cntexplorer;

import java.util.concurrent.atomic.AtomicInteger;
import org.cntexplorer.progress.Progress;

/** Somebody who cancels after some looks. */
public final class Cancelled implements Progress {
    private final AtomicInteger left;

    private Cancelled(int looks) {
        left = new AtomicInteger(looks);
    }

    public static Progress after(int looks) {
        return new Cancelled(looks);
    }

    @Override
    public void report(double fraction, String what) {}

    @Override
    public boolean cancelled() {
        return left.getAndDecrement() <= 0;
    }
}
