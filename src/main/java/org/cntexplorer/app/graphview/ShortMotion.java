package org.cntexplorer.app.graphview;

import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.util.Duration;

/** A short while in which the picture goes over into another, and the graph counts as busy. */
abstract class ShortMotion extends Transition {
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");

    ShortMotion(Duration during, Interpolator interpolator) {
        setCycleDuration(during);
        setInterpolator(interpolator);
        setOnFinished(e -> running.set(false));
    }

    final void begin() {
        running.set(true);
        playFromStart();
    }

    /** Ends it where it is, for good. */
    final void giveUp() {
        stop();
        running.set(false);
    }

    final ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }
}
