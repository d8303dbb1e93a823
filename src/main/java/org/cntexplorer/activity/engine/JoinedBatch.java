package org.cntexplorer.activity.engine;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.activity.Batch;

/** What a model gave that takes a number of samples of its own, group by group. */
final class JoinedBatch implements Batch {
    private final Map<String, FloatBuffer> values = new HashMap<>();
    private final int samples;
    private final String output;

    /** @param samples those that were wanted: behind them are zeros' */
    JoinedBatch(List<OnnxBatch> parts, int samples, String output) {
        this.samples = samples;
        this.output = output;
        for (String name : parts.getFirst().values()) {
            int elements = parts.getFirst().value(name).remaining() / parts.getFirst().samples();
            FloatBuffer all = FloatBuffer.allocate(Math.multiplyExact(elements, samples));
            for (OnnxBatch part : parts) {
                FloatBuffer one = part.value(name);
                all.put(one.slice(0, Math.min(one.remaining(), all.remaining())));
            }
            values.put(name, all.flip());
        }
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public Set<String> values() {
        return Set.copyOf(values.keySet());
    }

    @Override
    public FloatBuffer value(String name) {
        return values.get(name);
    }

    @Override
    public FloatBuffer output() {
        return value(output);
    }

    @Override
    public void close() {
        // its numbers are its own already
    }
}
