package org.cntexplorer.study.run;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.FeedWish;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.RandomSamples;
import org.cntexplorer.data.Resize;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.data.SampleFiles;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/** The samples that every network of a study is run on: opened once, and read by all that measure. */
public final class OnData implements AutoCloseable {
    /** Inputs of different kinds for which prepared samples are kept: one for each architecture, as a rule. */
    private static final int MOST_PREPARED = 64;

    private final Source source;
    /** Empty where they are made up, which is done for each kind of input. */
    private final Optional<Samples> files;
    private final Wishes wishes;
    private final Map<ModelInput, PreparedSamples> prepared = new HashMap<>();

    /** Where samples come from. */
    public sealed interface Source {}

    /** Those of files. */
    public record FromFiles(SampleChoice choice) implements Source {}

    /** Random ones, without labels: the same for the same seed. */
    public record MadeUp(RandomSamples.Kind kind, long seed) implements Source {}

    /**
     * How the samples are used.
     *
     * @param normalisation empty for what is proposed for such samples, as the next two
     * @param inputs which input of a network gets the samples, and what others get
     * @param samples how many of the first are taken, at most, or how many are made up; {@link Long#MAX_VALUE} for all, or the usual number
     * @param functions what is assumed of files that hold weights alone
     */
    public record Wishes(Optional<Normalisation> normalisation, Optional<ChannelOrder> channels, Optional<Resize> resize, FeedWish inputs, long samples,
            Computation.Functions functions) {
        /** All samples, prepared as is proposed, the usual functions. */
        public static final Wishes USUAL = new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, Computation.Functions.USUAL);

        /** Samples go where they mostly do. */
        public Wishes(Optional<Normalisation> normalisation, Optional<ChannelOrder> channels, Optional<Resize> resize, long samples, Computation.Functions functions) {
            this(normalisation, channels, resize, FeedWish.NONE, samples, functions);
        }

        public Wishes {
            if (samples < 1) {
                throw new IllegalArgumentException(samples + " samples");
            }
        }

        /** The preparation that is proposed, but for what is wished. */
        public Preparation of(Preparation proposed) {
            Preparation preparation = normalisation.map(proposed::with).orElse(proposed);
            preparation = channels.map(preparation::with).orElse(preparation);
            return resize.map(preparation::with).orElse(preparation);
        }

        /** The same, but prepared in this way: only what is not proposed is a wish, so that other networks get what is proposed for them. */
        public Wishes with(Preparation preparation, Preparation proposed) {
            return new Wishes(other(preparation.normalisation(), proposed.normalisation()), other(preparation.channels(), proposed.channels()),
                    other(preparation.resize(), proposed.resize()), inputs, samples, functions);
        }

        private static <T> Optional<T> other(T wished, T proposed) {
            return wished.equals(proposed) ? Optional.empty() : Optional.of(wished);
        }

        /** The same of so many samples. */
        public Wishes with(long most) {
            return new Wishes(normalisation, channels, resize, inputs, most, functions);
        }

        /** The same with other functions. */
        public Wishes with(Computation.Functions assumed) {
            return new Wishes(normalisation, channels, resize, inputs, samples, assumed);
        }
    }

    private OnData(Source source, Optional<Samples> files, Wishes wishes) {
        this.source = source;
        this.files = files;
        this.wishes = wishes;
    }

    /**
     * Opens samples; the caller closes them when no network is measured any more.
     *
     * @throws ModelFormatException where they cannot be read, or labels and samples differ in number: one sentence
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static OnData open(Source source, Wishes wishes, Progress progress) throws ModelFormatException {
        return new OnData(source, source instanceof FromFiles(SampleChoice choice) ? Optional.of(SampleFiles.open(choice, progress)) : Optional.empty(), wishes);
    }

    /** What a person calls the data. */
    public String name() {
        return switch (source) {
            case FromFiles _ -> files.orElseThrow().name();
            case MadeUp(RandomSamples.Kind kind, long seed) -> RandomSamples.name(kind, seed);
        };
    }

    /** The samples of the files; empty where they are made up. */
    public Optional<Samples> files() {
        return files;
    }

    /** How many samples a network is run on. */
    public long count() {
        return Math.min(available(), wishes.samples());
    }

    private long available() {
        return files.map(Samples::count).orElse(wishes.samples() == Long.MAX_VALUE ? RandomSamples.USUAL_COUNT : wishes.samples());
    }

    Computation.Functions functions() {
        return wishes.functions();
    }

    /** A network as it is run. @throws ModelFormatException where it has not the inputs that are named */
    Network fed(Network network) throws ModelFormatException {
        return wishes.inputs().of(network);
    }

    /** What the store keeps, so that numbers of other data are known as such. */
    Map<String, String> settings(Progress progress) throws ModelFormatException {
        String hash = switch (source) {
            case FromFiles(SampleChoice choice) -> DataContent.hash(choice, progress);
            // the name says all of them
            case MadeUp _ -> "made up";
        };
        return Map.of("data", name(), "data_hash", hash, "data_preparation", words());
    }

    /** On what the networks of a store were run, and how, in words: "digits.npy, the first 10000 of 10000 samples, labelled, …"; empty where they were not. */
    public static Optional<String> before(StudyStore store) throws StudyStoreException {
        Optional<String> name = store.setting("data");
        Optional<String> how = store.setting("data_preparation");
        return name.flatMap(of -> how.map(preparation -> of + ", " + preparation));
    }

    private String words() {
        return String.format(Locale.ROOT, "the first %d of %d samples, %s, normalisation %s, channels %s, resize %s, %s and at last %s where a file says none", count(),
                available(), files.flatMap(Samples::labels).isPresent() ? "labelled" : "without labels",
                wishes.normalisation().map(Normalisation::words).orElse("as proposed"),
                wishes.channels().map(order -> order.name().toLowerCase(Locale.ROOT)).orElse("as proposed"),
                wishes.resize().map(resize -> resize.name().toLowerCase(Locale.ROOT)).orElse("as proposed"), wishes.functions().hidden(), wishes.functions().last())
                + (wishes.inputs().equals(FeedWish.NONE) ? "" : ", inputs " + wishes.inputs().samples().orElse("as proposed") + " " + new TreeMap<>(wishes.inputs().constants()));
    }

    private Samples samples(ModelInput input) throws ModelFormatException {
        return switch (source) {
            case FromFiles _ -> files.orElseThrow();
            case MadeUp(RandomSamples.Kind kind, long seed) -> RandomSamples.of(kind, input, available(), seed);
        };
    }

    /** What is done to the samples for such a network where nobody wishes otherwise. */
    public Preparation proposed(ModelInput input) throws ModelFormatException {
        return Preparation.proposed(samples(input), input);
    }

    /** The samples as a network gets them; the same for all that want the same. */
    public PreparedSamples prepare(ModelInput input, Progress progress) throws ModelFormatException {
        // one after the other: mean and deviation of the data are found out once
        synchronized (prepared) {
            PreparedSamples known = prepared.get(input);
            if (known != null) {
                return known;
            }
            PreparedSamples made = PreparedSamples.of(samples(input), input, wishes.of(proposed(input)), progress);
            if (prepared.size() < MOST_PREPARED) {
                prepared.put(input, made);
            }
            return made;
        }
    }

    /** Why a network cannot be run on the first sample, in one sentence; empty where it can. */
    public Optional<String> hindrance(Network network, Progress progress) {
        return Optional.of(new DataMeasurement(this, true).of(network, 1, progress).activity().reason()).filter(reason -> !reason.isEmpty());
    }

    @Override
    public void close() {
        files.ifPresent(Samples::close);
    }
}
