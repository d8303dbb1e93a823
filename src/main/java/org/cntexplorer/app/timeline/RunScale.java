package org.cntexplorer.app.timeline;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.util.Duration;
import org.cntexplorer.figure.Frames;

/**
 * Lets all checkpoints of a run have the same colours and axes: those on which each that is known has room. While more of them become known
 * the scale grows, but not with every one.
 */
public final class RunScale {
    /** Between two scales while the run is being measured. */
    private static final Duration PAUSE = Duration.seconds(1.5);

    private final RunViewModel run;
    private final ObjectProperty<List<Double>> limit;
    private final ObjectProperty<Frames> frames;
    private final BooleanProperty same = new SimpleBooleanProperty(this, "same", true);
    private final PauseTransition growing = new PauseTransition(PAUSE);

    /**
     * @param limit where the graph's colours end, of each layer
     * @param frames where the plots' axes end
     */
    public RunScale(RunViewModel run, ObjectProperty<List<Double>> limit, ObjectProperty<Frames> frames) {
        this.run = run;
        this.limit = limit;
        this.frames = frames;
        growing.setOnFinished(e -> apply());
        same.addListener((p, was, is) -> apply());
        run.activeProperty().addListener((p, was, is) -> apply());
        run.shownProperty().addListener((p, was, is) -> apply());
        run.measuring().runningProperty().addListener((p, was, is) -> apply());
        run.workspace().quantityProperty().addListener((p, was, is) -> apply());
        run.measuring().knownProperty().addListener((p, was, is) -> {
            if (growing.getStatus() != javafx.animation.Animation.Status.RUNNING) {
                growing.playFromStart();
            }
        });
    }

    /** Whether all checkpoints have one scale, or each its own. */
    public BooleanProperty sameProperty() {
        return same;
    }

    private void apply() {
        boolean one = same.get() && run.activeProperty().get();
        limit.set(one ? run.measuring().numbers().limit(run.workspace().quantityProperty().get()) : List.of());
        frames.set(one ? run.measuring().numbers().frames() : Frames.NONE);
    }
}
