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
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of very many links: nothing is held for them, and nothing allocated but what Java's own writing of numbers throws away at once. */
@Isolated("it measures what is held of the heap")
class ManyLinksTest {
    /** Bytes for each link: Java may make an object of 24 for a number's digits, where its compiler does not see through; none of ours fits beside it. */
    private static final long MOST = 32;
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

    /** Counts what is written, and once looks at how much memory is held. */
    private static final class Counting extends OutputStream {
        private final long lookAt;
        private long bytes;
        private long lines;
        private long held = -1;

        private Counting(long lookAt) {
            this.lookAt = lookAt;
        }

        private void look() {
            if (held < 0 && lines >= lookAt) {
                held = held();
            }
        }

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
            look();
        }
    }

    /** Bytes of the heap that are still needed. */
    private static long held() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private record Written(Counting out, long allocated) {}

    private static Written write(GraphFormat format, Network network, NodeStrength strength, WrittenLinks links) throws IOException {
        return write(format, network, strength, links, Long.MAX_VALUE);
    }

    private static Written write(GraphFormat format, Network network, NodeStrength strength, WrittenLinks links, long lookAt) throws IOException {
        Counting out = new Counting(lookAt);
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
        assertThat(many.allocated() - few.allocated()).isLessThan(MOST * more);
    }

    @Test
    void tenMillionLinks() throws IOException {
        Network network = dense(3_200);
        NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
        long before = held();
        Written written = write(GraphFormat.CSV, network, strength, WrittenLinks.all(), 9_000_000);
        assertThat(written.out().lines).isEqualTo(10_240_001);
        assertThat(written.allocated()).isLessThan(MOST * 10_240_000);
        assertThat(written.out().held - before).as("held after nine million links").isLessThan(9_000_000);
    }
}
