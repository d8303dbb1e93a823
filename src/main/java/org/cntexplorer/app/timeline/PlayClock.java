package org.cntexplorer.app.timeline;

import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;

/**
 * Says while a run is played when it is time for the next checkpoint: so many times a second, and never before the one that is shown has been
 * drawn.
 */
public final class PlayClock extends AnimationTimer {
    /** Checkpoints a second that may be chosen. */
    static final List<Double> SPEEDS = List.of(0.5, 1.0, 2.0, 5.0, 10.0, 20.0);
    private static final int USUAL = 3;
    private static final double SECOND = 1e9;

    private final BooleanSupplier isReady;
    private final Runnable next;
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing");
    private final DoubleProperty speed = new SimpleDoubleProperty(this, "speed", SPEEDS.get(USUAL));
    private final BooleanProperty loop = new SimpleBooleanProperty(this, "loop");
    private long last;

    /**
     * @param isReady whether what is shown is complete
     * @param next shows the next checkpoint
     */
    PlayClock(BooleanSupplier isReady, Runnable next) {
        this.isReady = isReady;
        this.next = next;
    }

    /** Whether it is played. */
    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    public boolean isPlaying() {
        return playing.get();
    }

    /** Checkpoints a second, at most. */
    public DoubleProperty speedProperty() {
        return speed;
    }

    /** Whether play begins anew at the end. */
    public BooleanProperty loopProperty() {
        return loop;
    }

    /** The next speed that may be chosen. @param by 1 for faster, −1 for slower */
    public void changeSpeed(int by) {
        speed.set(SPEEDS.get(Math.clamp(SPEEDS.indexOf(speed.get()) + (long) by, 0, SPEEDS.size() - 1)));
    }

    @Override
    public void start() {
        last = 0;
        playing.set(true);
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        playing.set(false);
    }

    @Override
    public void handle(long now) {
        if (last == 0) {
            last = now;
        }
        double pause = SECOND / speed.get();
        // half a frame early is better than half a frame late
        if (now - last >= pause - SECOND / 120 && isReady.getAsBoolean()) {
            // in time on the whole, but what was waited for is not made up for
            last = Math.max(last + (long) pause, now - (long) pause);
            next.run();
        }
    }
}
