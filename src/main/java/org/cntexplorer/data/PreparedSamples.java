package org.cntexplorer.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.progress.Progress;

/** Samples as a model gets them. Several threads may read at once; closing the samples is left to whoever opened them. */
public final class PreparedSamples {
    private static final int PIECE = 1 << 18;
    private static final int CHECKED = 1 << 13;
    private static final int INFINITE = 0x7f800000;

    private final Samples samples;
    private final ModelInput input;
    private final Preparation preparation;
    private final Arrangement arrangement;
    private final int size;
    /** Means and deviations: none, one, or one for each number. */
    private final float[] means;
    private final float[] deviations;

    private PreparedSamples(Samples samples, ModelInput input, Preparation preparation, Arrangement arrangement) throws ModelFormatException {
        this.samples = samples;
        this.input = input;
        this.preparation = preparation;
        this.arrangement = arrangement;
        size = arrangement.size();
        if (preparation.normalisation().centring() instanceof Normalisation.Given given) {
            means = spread(given.means(), false);
            deviations = spread(given.deviations(), true);
        } else {
            means = new float[0];
            deviations = means;
        }
    }

    /**
     * Fits samples to a model. Where mean and deviation of the data are asked for, goes through all samples once.
     *
     * @throws ModelFormatException where their shape does not fit, which says what is expected and what is there, or they cannot be read
     */
    public static PreparedSamples of(Samples samples, ModelInput wanted, Preparation preparation, Progress progress) throws ModelFormatException {
        Arrangement arrangement = Arrangement.of(samples, wanted, preparation);
        if (!(preparation.normalisation().centring() instanceof Normalisation.OfData ofData)) {
            return new PreparedSamples(samples, wanted, preparation, arrangement);
        }
        Preparation divided = preparation.with(preparation.normalisation().with(new Normalisation.None()));
        DataStatistics statistics = DataStatistics.of(new PreparedSamples(samples, wanted, divided, arrangement), progress);
        Normalisation.Given given = ofData.ofEachNumber() ? statistics.ofEachNumber()
                : statistics.ofChannels(arrangement.channels(), arrangement.channelLast());
        return new PreparedSamples(samples, wanted, preparation.with(preparation.normalisation().with(given)), arrangement);
    }

    private float[] spread(List<Double> numbers, boolean divisors) throws ModelFormatException {
        int channels = arrangement.channels();
        if (numbers.size() != 1 && numbers.size() != channels && numbers.size() != size) {
            throw new ModelFormatException("The normalisation has " + numbers.size() + " means, and a sample " + (channels > 1 ? channels + " channels and " : "")
                    + size + " numbers; give one mean and deviation" + (channels > 1 ? ", or one for each channel." : "."));
        }
        float[] spread = new float[numbers.size() == 1 ? 1 : size];
        for (int i = 0; i < spread.length; i++) {
            int at = numbers.size() == spread.length ? i : arrangement.channelLast() ? i % channels : i / (size / channels);
            float number = numbers.get(at).floatValue();
            spread[i] = divisors && number == 0 ? 1 : number;
        }
        return spread;
    }

    /** What they are made of. */
    public Samples samples() {
        return samples;
    }

    public ModelInput input() {
        return input;
    }

    /** How; mean and deviation of the data as the numbers that they are. */
    public Preparation preparation() {
        return preparation;
    }

    public long count() {
        return samples.count();
    }

    /** Of a sample as the model gets it; what the model leaves open is filled in from the data. */
    public List<Integer> extents() {
        return arrangement.extents();
    }

    /** Channels of a sample as the model gets it, 1 where it is no picture. */
    public int channels() {
        return arrangement.channels();
    }

    /** Numbers of one sample as the model gets it. */
    public int size() {
        return size;
    }

    public Optional<SampleLabels> labels() {
        return samples.labels();
    }

    /**
     * Reads some samples as the model gets them, sample after sample.
     *
     * @param to of the native byte order; gets {@code count} times {@link #size()} numbers from its position on, which moves behind them
     * @throws ModelFormatException where they cannot be read, or a number is not finite: which sample, and what to do
     */
    public void read(long first, int count, FloatBuffer to) throws ModelFormatException {
        Objects.checkFromIndexSize(first, count, count());
        if (to.order() != ByteOrder.nativeOrder() || to.remaining() < (long) count * size) {
            throw new IllegalArgumentException("a buffer of " + to.remaining() + " numbers, " + to.order() + ", for " + count + " times " + size);
        }
        FloatBuffer filled = to.duplicate().limit(to.position() + count * size);
        if (arrangement.isAsStored() && preparation.normalisation().divisor() == 1 && means.length == 0) {
            arrangement.source().read(first, count, to);
        } else {
            prepare(first, count, to);
        }
        check(first, MemorySegment.ofBuffer(filled));
    }

    private void prepare(long first, int count, FloatBuffer to) throws ModelFormatException {
        int stored = arrangement.source().size();
        int group = Math.max(1, Math.min(count, PIECE / stored));
        FloatBuffer raw = FloatBuffer.allocate(Math.multiplyExact(group, stored));
        for (int done = 0; done < count; done += group) {
            int now = Math.min(group, count - done);
            arrangement.source().read(first + done, now, raw.clear());
            float[] numbers = raw.array();
            if (arrangement.isAsStored()) {
                normalise(numbers, now);
                to.put(numbers, 0, now * size);
            } else {
                for (int k = 0; k < now; k++) {
                    float[] one = arrangement.of(now == 1 ? numbers : Arrays.copyOfRange(numbers, k * stored, (k + 1) * stored));
                    normalise(one, 1);
                    to.put(one, 0, size);
                }
            }
        }
    }

    /** One step after the other in single precision, as the frameworks do it. */
    private void normalise(float[] numbers, int some) {
        float divisor = (float) preparation.normalisation().divisor();
        int all = some * size;
        if (divisor != 1) {
            for (int i = 0; i < all; i++) {
                numbers[i] /= divisor;
            }
        }
        if (means.length == 1) {
            float mean = means[0];
            float deviation = deviations[0];
            for (int i = 0; i < all; i++) {
                numbers[i] = (numbers[i] - mean) / deviation;
            }
        } else if (means.length > 1) {
            for (int k = 0; k < some; k++) {
                int at = k * size;
                for (int i = 0; i < size; i++) {
                    numbers[at + i] = (numbers[at + i] - means[i]) / deviations[i];
                }
            }
        }
    }

    private void check(long first, MemorySegment filled) throws ModelFormatException {
        long all = filled.byteSize() / 4;
        int[] bits = new int[(int) Math.min(CHECKED, all)];
        for (long from = 0; from < all; from += bits.length) {
            int now = (int) Math.min(bits.length, all - from);
            MemorySegment.copy(filled, ValueLayout.JAVA_INT_UNALIGNED, from * 4, bits, 0, now);
            int greatest = 0;
            for (int i = 0; i < now; i++) {
                greatest = Math.max(greatest, bits[i] & 0x7fffffff);
            }
            if (greatest >= INFINITE || input.indices()) {
                for (int i = 0; i < now; i++) {
                    check(first + (from + i) / size, (from + i) % size, Float.intBitsToFloat(bits[i]));
                }
            }
        }
    }

    private void check(long sample, long at, float number) throws ModelFormatException {
        if (!Float.isFinite(number)) {
            throw new ModelFormatException(samples.name() + " has " + (Float.isNaN(number) ? "NaN, which is no number," : "an infinite number") + " in "
                    + samples.title(sample) + " (number " + (at + 1) + " of " + size + "); correct it, or leave that sample out.");
        }
        if (input.indices() && (number < 0 || number != Math.rint(number))) {
            throw new ModelFormatException(samples.name() + " has " + number + " in " + samples.title(sample)
                    + ", and the model takes places in a vocabulary, which are counted 0, 1, 2, …; choose data of such, without normalisation.");
        }
    }
}
