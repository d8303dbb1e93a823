package org.cntexplorer.data;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;

/** Some samples of a set, in an order of their own. */
final class SampleRows implements Samples {
    private final Samples all;
    private final long[] rows;
    private final Optional<SampleLabels> labels;

    private SampleRows(Samples all, long[] rows) {
        this.all = all;
        this.rows = rows;
        labels = all.labels().map(of -> of.rows(rows));
    }

    static SampleRows of(Samples all, long[] rows) throws ModelFormatException {
        if (rows.length == 0) {
            throw new ModelFormatException("No rows of " + all.name() + " are chosen; choose at least one.");
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || rows[i] >= all.count()) {
                throw new ModelFormatException("Row " + rows[i] + " is asked for (number " + (i + 1) + " of the list), and " + all.name() + " holds "
                        + all.count() + " samples, 0 to " + (all.count() - 1) + "; choose the list of these samples.");
            }
        }
        return new SampleRows(all, rows.clone());
    }

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public long count() {
        return rows.length;
    }

    @Override
    public List<Integer> extents() {
        return all.extents();
    }

    @Override
    public ChannelOrder channels() {
        return all.channels();
    }

    @Override
    public Optional<SampleLabels> labels() {
        return labels;
    }

    @Override
    public String title(long sample) {
        return all.title(rows[Math.toIntExact(sample)]);
    }

    @Override
    public boolean areBrightness() {
        return all.areBrightness();
    }

    @Override
    public void read(long first, int count, FloatBuffer to) throws ModelFormatException {
        Objects.checkFromIndexSize(first, count, rows.length);
        int at = (int) first;
        int end = at + count;
        while (at < end) {
            int run = 1;
            while (at + run < end && rows[at + run] == rows[at] + run) {
                run++;
            }
            all.read(rows[at], run, to);
            at += run;
        }
    }

    @Override
    public Optional<Samples> sized(int height, int width, Resize resize) {
        return all.sized(height, width, resize).map(sized -> new SampleRows(sized, rows));
    }

    @Override
    public void close() {
        all.close();
    }
}
