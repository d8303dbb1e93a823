package org.cntexplorer.app.graphview;

import javafx.animation.Interpolator;
import javafx.util.Duration;

/** The short while in which neurons and links go from one layout to another. */
final class LayoutSwitch extends ShortMotion {
    private static final Duration WHILE = Duration.millis(380);

    private final Backdrop backdrop;

    LayoutSwitch(Backdrop backdrop) {
        super(WHILE, Interpolator.EASE_BOTH);
        this.backdrop = backdrop;
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
        begin();
    }

    @Override
    protected void interpolate(double part) {
        backdrop.setPart(part);
    }
}
