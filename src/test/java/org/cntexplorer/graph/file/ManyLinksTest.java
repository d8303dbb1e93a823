package org.cntexplorer.graph.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of very many links: what is allocated for them does not grow with their number. */
class ManyLinksTest {
    /** Bytes of the smallest object. */
    private static final long OBJECT = 16;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Network dense(int side) {
        Random random = new Random(3);
        float[] weights = new float[side * side];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat() - 0.5f;
        }
        return new Network("dense", "test", List.of(new Layer(0, "input", "input", Shape.of(side), ""), new Layer(1, "out", "dense", Shape.of(side), "")),
                List.of(new DenseConnection(0, "out", 0, 1, Tensor.of(weights, side, side), Orientation.SOURCE_ROWS, Optional.empty())), List.of(), () -> {});
    }

    private static final class Counting extends OutputStream {
        private long bytes;
        private long lines;

        @Override
        public void write(int b) {
            bytes++;
            lines += b == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] some, int from, int count) {
            bytes += count;
            for (int i = from; i < from + count; i++) {
                lines += some[i] == '\n' ? 1 : 0;
            }
        }
    }

    private record Written(Counting out, long allocated) {}

    private static Written write(GraphFormat format, Network network, NodeStrength strength, WrittenLinks links) throws IOException {
        Counting out = new Counting();
        GraphContents graph = new GraphContents(network, strength, GraphLayout.layered(network, true), links);
        long before = THREADS.getTotalThreadAllocatedBytes();
        format.write(graph, out, Progress.NONE);
        return new Written(out, THREADS.getTotalThreadAllocatedBytes() - before);
    }

    @ParameterizedTest
    @EnumSource(GraphFormat.class)
    void aMillionMoreLinksAllocateNothingMore(GraphFormat format) throws IOException {
        Network network = dense(1_024);
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        write(format, network, strength, WrittenLinks.atLeast(0.499));
        Written few = write(format, network, strength, WrittenLinks.atLeast(0.499));
        Written many = write(format, network, strength, WrittenLinks.atLeast(0));
        long more = many.out().lines - few.out().lines;
        assertThat(more).isGreaterThan(1_000_000);
        assertThat(many.allocated() - few.allocated()).isLessThan(OBJECT * more / 4);
    }

    @Test
    void tenMillionLinks() throws IOException {
        Network network = dense(3_200);
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        Written written = write(GraphFormat.CSV, network, strength, WrittenLinks.all());
        assertThat(written.out().lines).isEqualTo(10_240_001);
        assertThat(written.allocated()).isLessThan(OBJECT * 10_240_000 / 4);
    }
}
