package org.cntexplorer.data;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;

/** Samples in a file or made up: read as they are asked for, never whole. Several threads may read at once. */
public interface Samples extends AutoCloseable {
    /** What a person calls them: "digits.npy". */
    String name();

    /** How many there are: at least one. */
    long count();

    /** Of one sample as it is stored: [784], [28, 28], [3, 32, 32]. */
    List<Integer> extents();

    /** Where channels stand among the extents, as far as the file says. */
    ChannelOrder channels();

    Optional<SampleLabels> labels();

    /** What a person calls a sample: "sample 12" (the first being 0), or the name of its file. */
    default String title(long sample) {
        return "sample " + sample;
    }

    /** Whether the numbers are sure to be the brightness of pictures, 0 to 255. */
    default boolean areBrightness() {
        return false;
    }

    /**
     * Reads the numbers of some samples as they are stored, sample after sample, each row-major.
     *
     * @param to gets {@code count} times {@link #size()} numbers from its position on, which moves behind them
     * @throws ModelFormatException where they cannot be read: what, where and what to do
     */
    void read(long first, int count, FloatBuffer to) throws ModelFormatException;

    /**
     * The same samples as pictures of another size, each made from its own: what pictures of different sizes are asked for. Channels come last. Shares the
     * files of this one, which stays open.
     *
     * @param resize {@link Resize#NONE} where a picture of another size is an error
     * @return empty where they are no pictures in files
     */
    default Optional<Samples> sized(int height, int width, Resize resize) {
        return Optional.empty();
    }

    /** Numbers of one sample. */
    default int size() {
        return extents().stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    @Override
    void close();

    /**
     * Some of the samples, in this order. Closing them closes all.
     *
     * @throws ModelFormatException where one of them is not there
     */
    static Samples rows(Samples all, long[] rows) throws ModelFormatException {
        return SampleRows.of(all, rows);
    }

    /**
     * The samples with other labels. Closing them closes the samples.
     *
     * @param source of the labels, for the sentence
     * @throws ModelFormatException where there are not as many labels as samples
     */
    static Samples labelled(Samples samples, String source, SampleLabels labels) throws ModelFormatException {
        if (labels.count() != samples.count()) {
            throw new ModelFormatException(source + " holds " + labels.count() + " labels, and " + samples.name() + " " + samples.count()
                    + " samples; choose the labels of these samples.");
        }
        return new LabelledSamples(samples, labels);
    }
}
