package org.cntexplorer.app.timeline;

import java.util.Locale;
import java.util.OptionalDouble;
import org.cntexplorer.study.CheckpointRun;
import org.cntexplorer.study.Label;

/** How the steps of a run are called. */
final class RunWords {
    private RunWords() {}

    /** "epoch 12". */
    static String step(CheckpointRun run, int index) {
        return run.along() + " " + at(run, index);
    }

    /** "12". */
    static String at(CheckpointRun run, int index) {
        return new Label.Number(run.checkpoints().get(index).at()).text();
    }

    /** "Epoch 12". */
    static String title(CheckpointRun run, int index) {
        String step = step(run, index);
        return step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1);
    }

    /** "accuracy 0.9123"; "" where it has none. */
    static String accuracy(CheckpointRun run, int index) {
        var labels = run.checkpoints().get(index).member().labels();
        OptionalDouble accuracy = labels.accuracy();
        return accuracy.isEmpty() ? "" : labels.accuracyName().orElseThrow() + " " + new Label.Number(accuracy.getAsDouble()).text();
    }

    /** "seed 7, 50 checkpoints": what tells a run from the others of its study. */
    static String run(CheckpointRun run) {
        String own = run.labels().names().isEmpty() ? "" : run.labels().text() + ", ";
        int count = run.checkpoints().size();
        return own + count + " checkpoint" + (count == 1 ? "" : "s") + ", " + run.along() + " " + at(run, 0) + (count == 1 ? "" : " to " + at(run, count - 1));
    }
}
