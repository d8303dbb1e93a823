package org.cntexplorer.app.timeline;

import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;

/** Says when it is time for the next checkpoint: so many times a second, and never before the one that is shown has been drawn. */
final class PlayClock extends AnimationTimer {
    private static final double SECOND = 1e9;

    private final BooleanSupplier isReady;
    private final Runnable next;
    private double perSecond = 1;
    private long last;

    /** @param isReady whether what is shown is complete @param next shows the next checkpoint */
    PlayClock(BooleanSupplier isReady, Runnable next) {
        this.isReady = isReady;
        this.next = next;
    }

    void setPerSecond(double steps) {
        perSecond = steps;
    }

    @Override
    public void start() {
        last = 0;
        super.start();
    }

    @Override
    public void handle(long now) {
        if (last == 0) {
            last = now;
        }
        // half a frame early is better than half a frame late
        if (now - last >= SECOND / perSecond - SECOND / 120 && isReady.getAsBoolean()) {
            // in time on the whole, but what was waited for is not made up for
            last = Math.max(last + (long) (SECOND / perSecond), now - (long) (SECOND / perSecond));
            next.run();
        }
    }
}
