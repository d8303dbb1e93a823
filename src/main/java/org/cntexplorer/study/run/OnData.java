package org.cntexplorer.study.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.Resize;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.data.SampleFiles;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.progress.Progress;

/** The samples that every network of a study is run on: opened once, and read by all that measure. */
public final class OnData implements AutoCloseable {
    /** Inputs of different kinds for which prepared samples are kept: one for each architecture, as a rule. */
    private static final int MOST_PREPARED = 64;

    private final Samples samples;
    private final String hash;
    private final Wishes wishes;
    private final Map<ModelInput, PreparedSamples> prepared = new HashMap<>();

    /**
     * How the samples are used.
     *
     * @param normalisation empty for what is proposed for such samples, as the next two
     * @param samples how many of the first are taken, at most
     * @param functions what is assumed of files that hold weights alone
     */
    public record Wishes(Optional<Normalisation> normalisation, Optional<ChannelOrder> channels, Optional<Resize> resize, long samples,
            Computation.Functions functions) {
        /** All samples, prepared as is proposed, the usual functions. */
        public static final Wishes USUAL = new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, Computation.Functions.USUAL);

        public Wishes {
            if (samples < 1) {
                throw new IllegalArgumentException(samples + " samples");
            }
        }
    }

    private OnData(Samples samples, String hash, Wishes wishes) {
        this.samples = samples;
        this.hash = hash;
        this.wishes = wishes;
    }

    /**
     * Opens samples; the caller closes them when no network is measured any more.
     *
     * @throws ModelFormatException where they cannot be read, or labels and samples differ in number: one sentence
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static OnData open(SampleChoice choice, Wishes wishes, Progress progress) throws ModelFormatException {
        Samples samples = SampleFiles.open(choice, progress);
        try {
            return new OnData(samples, hash(choice, progress), wishes);
        } catch (ModelFormatException | RuntimeException e) {
            samples.close();
            throw e;
        }
    }

    /** What a person calls the data. */
    public String name() {
        return samples.name();
    }

    /** How many samples a network is run on. */
    public long count() {
        return Math.min(samples.count(), wishes.samples());
    }

    Computation.Functions functions() {
        return wishes.functions();
    }

    /** What the store keeps, so that numbers of other data are known as such. */
    Map<String, String> settings() {
        return Map.of("data", name(), "data_hash", hash, "data_preparation", words());
    }

    private String words() {
        return String.format(Locale.ROOT, "the first %d of %d samples, %s, normalisation %s, channels %s, resize %s, %s and at last %s where a file says none", count(),
                samples.count(), samples.labels().isPresent() ? "labelled" : "without labels", wishes.normalisation().map(Normalisation::words).orElse("as proposed"),
                wishes.channels().map(order -> order.name().toLowerCase(Locale.ROOT)).orElse("as proposed"),
                wishes.resize().map(resize -> resize.name().toLowerCase(Locale.ROOT)).orElse("as proposed"), wishes.functions().hidden(), wishes.functions().last());
    }

    /** The samples as a network gets them; the same for all that want the same. */
    PreparedSamples prepare(ModelInput input, Progress progress) throws ModelFormatException {
        // one after the other: mean and deviation of the data are found out once
        synchronized (prepared) {
            PreparedSamples known = prepared.get(input);
            if (known != null) {
                return known;
            }
            Preparation preparation = Preparation.proposed(samples, input);
            preparation = wishes.normalisation().map(preparation::with).orElse(preparation);
            preparation = wishes.channels().map(preparation::with).orElse(preparation);
            preparation = wishes.resize().map(preparation::with).orElse(preparation);
            PreparedSamples made = PreparedSamples.of(samples, input, preparation, progress);
            if (prepared.size() < MOST_PREPARED) {
                prepared.put(input, made);
            }
            return made;
        }
    }

    /** SHA-256 in hexadecimal digits: of a file alone as sha256sum has it, of several the digest of all and what was chosen of them. */
    private static String hash(SampleChoice choice, Progress progress) throws ModelFormatException {
        List<Path> files = new ArrayList<>(choice.data());
        choice.labels().ifPresent(files::add);
        choice.rows().ifPresent(files::add);
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            boolean isOne = files.size() == 1 && choice.labelColumn().isEmpty() && choice.array().isEmpty() && !Files.isDirectory(files.getFirst());
            for (Path file : files) {
                if (!Files.isDirectory(file)) {
                    Content.add(file, all, progress);
                    continue;
                }
                try (Stream<Path> inside = Files.walk(file)) {
                    for (Path each : (Iterable<Path>) inside.filter(Files::isRegularFile).sorted()::iterator) {
                        all.update(file.relativize(each).toString().getBytes(StandardCharsets.UTF_8));
                        Content.add(each, all, progress);
                    }
                }
            }
            if (!isOne) {
                all.update((choice.labels().isPresent() + " " + choice.rows().isPresent() + choice.labelColumn() + choice.array()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(all.digest());
        } catch (IOException | UncheckedIOException e) {
            throw new ModelFormatException(choice.data().getFirst() + " cannot be read (" + e.getMessage() + "); check the disk and the file.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        samples.close();
    }
}
