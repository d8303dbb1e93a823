package org.cntexplorer.app.timeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import org.cntexplorer.app.error.Problem;
import org.cntexplorer.study.CheckpointRun;

/** The checkpoints of a run that cannot be shown, each with the reason, and the way past them. */
final class SkippedCheckpoints {
    private final ObservableMap<Integer, String> sentences = FXCollections.observableHashMap();

    /** A sentence for each, by its number in the run. */
    ObservableMap<Integer, String> sentences() {
        return sentences;
    }

    boolean has(int index) {
        return sentences.containsKey(index);
    }

    void put(CheckpointRun run, int index, Throwable error) {
        sentences.put(index, RunWords.title(run, index) + " is skipped. " + Problem.of(error).sentence());
    }

    void clear() {
        sentences.clear();
    }

    /** The next checkpoint that can be shown, as far as is known. @param count how many there are */
    Optional<Integer> next(int from, int by, int count) {
        int at = from + by;
        while (at >= 0 && at < count && has(at)) {
            at += by;
        }
        return at >= 0 && at < count ? Optional.of(at) : Optional.empty();
    }

    /** Why none is shown from a place on, as far as one is passed over behind the other. */
    List<String> from(int index, int by) {
        return IntStream.iterate(index, this::has, at -> at + by).mapToObj(sentences::get).toList();
    }
}
