package org.cntexplorer.study.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/** How a store's networks are measured, in words: all of them alike. */
final class MeasuringSettings {
    private MeasuringSettings() {}

    /** @throws ModelFormatException with one sentence where the networks that are there were measured otherwise */
    static void keep(StudyStore store, Path folder, Convention convention, OpenOptions options) throws ModelFormatException {
        check(store, "convention", words(convention));
        check(store, "opening", words(options));
        set(store, "folder", folder.toAbsolutePath().normalize().toString());
    }

    /**
     * Which data networks are run on from now on: what was measured on others is forgotten.
     *
     * @return a sentence where there were others
     */
    static Optional<String> keep(StudyStore store, OnData data, Progress progress) throws ModelFormatException {
        Map<String, String> now = data.settings(progress);
        Map<String, String> before = new HashMap<>();
        for (String name : now.keySet()) {
            store.setting(name).ifPresent(value -> before.put(name, value));
        }
        if (before.equals(now)) {
            return Optional.empty();
        }
        boolean isMeasured = !store.activity().isEmpty();
        store.newData(now);
        if (!isMeasured) {
            return Optional.empty();
        }
        String name = "data";
        return Optional.of("What the networks do on " + now.get(name) + " is measured anew, because " + store.file() + " had it of "
                + (!before.get(name).equals(now.get(name)) ? before.get(name) : before.get("data_hash").equals(now.get("data_hash"))
                        ? "the same samples used otherwise (" + before.get("data_preparation") + ")" : "other samples of that name") + ".");
    }

    private static void check(StudyStore store, String name, String now) throws ModelFormatException {
        Optional<String> before = store.setting(name);
        if (before.isPresent() && !before.get().equals(now) && !store.known().isEmpty()) {
            throw new ModelFormatException("The networks in " + store.file() + " were measured with " + before.get() + ", not with " + now
                    + "; ask for the same again, or measure into another store.");
        }
        set(store, name, now);
    }

    private static void set(StudyStore store, String name, String value) throws StudyStoreException {
        if (!store.setting(name).equals(Optional.of(value))) {
            store.setting(name, value);
        }
    }

    static String words(Convention convention) {
        return "weights " + convention.weighting().name().toLowerCase(Locale.ROOT) + ", biases " + (convention.bias() ? "counted" : "not counted")
                + ", boundary " + convention.boundary() + ", skips " + (convention.skips() ? "counted" : "not counted");
    }

    static String words(OpenOptions options) {
        return "input shape " + options.inputShape().map(Shape::toString).orElse("as in the file") + ", batch normalisations "
                + (options.folding() ? "folded" : "not folded") + ", " + (options.steps() == 0 ? "not unfolded" : "unfolded over " + options.steps() + " steps")
                + options.wiring().map(wiring -> ", wiring #" + Integer.toHexString(wiring.toString().hashCode())).orElse("");
    }
}
