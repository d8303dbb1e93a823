package org.cntexplorer.data;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;

/**
 * Samples that are made up when they are asked for. Each number depends on the seed and its place alone, so that any sample can be had without those before
 * it, and the same seed gives the same samples for ever.
 *
 * @param kind what they are drawn from
 * @param extents of one sample
 * @param count of them
 */
public record RandomSamples(Kind kind, List<Integer> extents, long count, long seed) implements Samples {
    /** How many are made up where nobody says. */
    public static final long USUAL_COUNT = 1000;

    /** What stands before a kind's word where a file is named otherwise. */
    private static final String MARK = "random:";
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final int OPEN_SEQUENCE = 16;
    private static final int OPEN_PICTURE = 32;

    /** What numbers are drawn from. */
    public enum Kind {
        /** Each evenly from 0 up to 1. */
        UNIFORM("uniform"),
        /** Each from the normal distribution of mean 0 and standard deviation 1. */
        GAUSSIAN("Gaussian"),
        /** All 0 but one, which is 1: each place of a sample once before any comes again. */
        ONE_HOT("one-hot");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** In words. */
        public String word() {
            return word;
        }

        /** By its word, in small letters. */
        static Optional<Kind> of(String word) {
            return List.of(values()).stream().filter(kind -> kind.word.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))).findFirst();
        }
    }

    /** Whether a text asks for random samples, not for a file: "random:gaussian", also where there is no such kind. */
    public static boolean areMeant(String text) {
        return text.strip().toLowerCase(Locale.ROOT).startsWith(MARK);
    }

    /**
     * The kind that a text asks for.
     *
     * @param text "random:gaussian"
     * @throws ModelFormatException where there is no such kind
     */
    public static Kind meant(String text) throws ModelFormatException {
        return Kind.of(text.strip().substring(MARK.length())).orElseThrow(() -> new ModelFormatException(text.strip()
                + " is none of random:uniform, random:gaussian and random:one-hot; write one of these, or the name of a file."));
    }

    /** The text that asks for a kind. */
    public static String text(Kind kind) {
        return MARK + kind.word.toLowerCase(Locale.ROOT);
    }

    /** What a person calls samples of a kind. */
    public static String name(Kind kind, long seed) {
        return kind.word() + " noise, seed " + seed;
    }

    public RandomSamples {
        extents = List.copyOf(extents);
        if (count < 1 || extents.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException(count + " samples of " + extents);
        }
    }

    /**
     * Samples that fit a model. What it leaves open is as long as the network was read with, else 16 long, pictures 32×32.
     *
     * @throws ModelFormatException where it takes places in a vocabulary, which cannot be made up
     */
    public static RandomSamples of(Kind kind, ModelInput input, long count, long seed) throws ModelFormatException {
        if (input.indices()) {
            throw new ModelFormatException("The model takes places in a vocabulary (" + input.value()
                    + "), which random numbers are not; give it a file of them.");
        }
        int open = input.read() > 0 ? input.read() : input.extents().size() == 3 ? OPEN_PICTURE : OPEN_SEQUENCE;
        List<Integer> extents = input.extents().stream().map(extent -> extent < 0 ? open : extent).collect(Collectors.toList());
        return new RandomSamples(kind, extents.isEmpty() ? List.of(1) : extents, count, seed);
    }

    @Override
    public String name() {
        return name(kind, seed);
    }

    @Override
    public ChannelOrder channels() {
        return ChannelOrder.NONE;
    }

    @Override
    public Optional<SampleLabels> labels() {
        return Optional.empty();
    }

    @Override
    public void read(long first, int some, FloatBuffer to) {
        Objects.checkFromIndexSize(first, some, count);
        float[] sample = new float[size()];
        for (long i = first; i < first + some; i++) {
            switch (kind) {
                case UNIFORM -> uniform(i, sample);
                case GAUSSIAN -> gaussian(i, sample);
                case ONE_HOT -> oneHot(i, sample);
            }
            to.put(sample);
        }
    }

    /** SplitMix64 at a place: 64 bits that depend on the seed and on it alone. */
    private long bits(long place) {
        long z = mixed(seed) + (place + 1) * GOLDEN_RATIO;
        return mixed(z);
    }

    private static long mixed(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private void uniform(long i, float[] sample) {
        for (int k = 0; k < sample.length; k++) {
            sample[k] = (bits(i * sample.length + k) >>> 40) * 0x1p-24f;
        }
    }

    /** By Box and Muller, a number of two halves of 64 bits. */
    private void gaussian(long i, float[] sample) {
        for (int k = 0; k < sample.length; k++) {
            long bits = bits(i * sample.length + k);
            double radius = Math.sqrt(-2 * Math.log(((bits >>> 32) + 0.5) * 0x1p-32));
            sample[k] = (float) (radius * Math.cos(2 * Math.PI * (bits & 0xffffffffL) * 0x1p-32));
        }
    }

    private void oneHot(long i, float[] sample) {
        java.util.Arrays.fill(sample, 0);
        sample[(int) ((i % sample.length * step(sample.length) + (bits(-1) >>> 1) % sample.length) % sample.length)] = 1;
    }

    /** Goes to every place once: has no divisor in common with the number of places. */
    private long step(int places) {
        long step = 1 + (bits(-2) >>> 1) % places;
        while (gcd(step, places) != 1) {
            step++;
        }
        return step;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
