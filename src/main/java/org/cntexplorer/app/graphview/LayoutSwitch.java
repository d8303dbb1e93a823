package org.cntexplorer.app.graphview;

import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.util.Duration;

/** The short while in which neurons and links go from one layout to another. */
final class LayoutSwitch extends Transition {
    private static final Duration WHILE = Duration.millis(380);

    private final Backdrop backdrop;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");

    LayoutSwitch(Backdrop backdrop) {
        this.backdrop = backdrop;
        setCycleDuration(WHILE);
        setInterpolator(Interpolator.EASE_BOTH);
        setOnFinished(e -> running.set(false));
    }

    /**
     * Begins to go over into the drawing that the backdrop shows now; another switch that is under way ends.
     *
     * @param was where the drawing before was looked at from
     * @param is where the new one is looked at from
     */
    void start(Drawing before, Viewpoint was, Viewpoint is) {
        stop();
        backdrop.goOver(before, was, is);
        running.set(true);
        playFromStart();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    @Override
    protected void interpolate(double part) {
        backdrop.setPart(part);
    }
}
