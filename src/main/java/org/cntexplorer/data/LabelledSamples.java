package org.cntexplorer.data;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;

/** Samples with the labels of another file. */
record LabelledSamples(Samples samples, SampleLabels of) implements Samples {
    @Override
    public String name() {
        return samples.name();
    }

    @Override
    public long count() {
        return samples.count();
    }

    @Override
    public List<Integer> extents() {
        return samples.extents();
    }

    @Override
    public ChannelOrder channels() {
        return samples.channels();
    }

    @Override
    public Optional<SampleLabels> labels() {
        return Optional.of(of);
    }

    @Override
    public String title(long sample) {
        return samples.title(sample);
    }

    @Override
    public boolean areBrightness() {
        return samples.areBrightness();
    }

    @Override
    public void read(long first, int count, FloatBuffer to) throws ModelFormatException {
        samples.read(first, count, to);
    }

    @Override
    public Optional<Samples> sized(int height, int width, Resize resize) {
        return samples.sized(height, width, resize).map(sized -> new LabelledSamples(sized, of));
    }

    @Override
    public void close() {
        samples.close();
    }
}
