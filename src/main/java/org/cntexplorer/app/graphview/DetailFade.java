package org.cntexplorer.app.graphview;

import java.util.Optional;
import javafx.animation.Interpolator;
import javafx.util.Duration;

/**
 * The moment in which bands, or the links of the neurons in view, come forth where they were found in the background: the zoom alone says how
 * much is seen of them, but not when there is something to see.
 */
final class DetailFade extends ShortMotion {
    private static final Duration WHILE = Duration.millis(140);

    private final Backdrop backdrop;
    private Detail before = Detail.NONE;
    private Detail now = Detail.NONE;

    DetailFade(Backdrop backdrop) {
        super(WHILE, Interpolator.LINEAR);
        this.backdrop = backdrop;
    }

    /** Goes over to what is drawn of the links from now on. */
    void to(Detail next) {
        stop();
        before = now;
        now = next;
        if (next.equals(before) || next.near().isEmpty() && next.bands().isEmpty() || isOfOtherNumbers(before, next)) {
            giveUp();
            backdrop.setDetail(next);
        } else {
            begin();
        }
    }

    /** The bands of the same layout change with the weights and the signal alone: nothing comes forth that was not there. */
    private static boolean isOfOtherNumbers(Detail before, Detail next) {
        return before.near().equals(next.near()) && before.bands().isPresent() && next.bands().isPresent() && !before.bands().equals(next.bands())
                && before.bands().get().layout() == next.bands().get().layout();
    }

    @Override
    protected void interpolate(double part) {
        backdrop.setDetail(part >= 1 ? now : new Detail(now.bands(), now.near(), Optional.of(before), part));
    }
}
