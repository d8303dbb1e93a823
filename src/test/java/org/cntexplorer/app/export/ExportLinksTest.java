package org.cntexplorer.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.app.task.HeldTaskExecutor;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.graph.file.GraphContents;
import org.cntexplorer.graph.file.GraphFormat;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** The links of a graph's file, without a window. */
class ExportLinksTest {
    private final Network network = RandomNetwork.dense(3, 20, 30, 10);
    private final VisibleLinks visible = VisibleLinks.of(network, LinkChoice.strongest(50), Progress.NONE);
    private final ExportItem.Graph item = new ExportItem.Graph(GraphFormat.CSV, GraphContents.of(GraphScene.of(network,
            NodeStrength.of(network, Convention.DEFAULT, Progress.NONE), GraphLayout.layered(network, true), visible, NeuronQuantity.STRENGTH, Set.of())));
    private final HeldTaskExecutor executor = new HeldTaskExecutor();
    private final ExportLinks links = new ExportLinks(executor);

    private long written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        links.contents(item).writeTo(out, Progress.NONE);
        return out.toString(StandardCharsets.UTF_8).lines().count() - 1;
    }

    private long atLeast(double threshold) {
        return network.connections().stream().mapToLong(c -> c.countAtLeast(threshold, Progress.NONE)).sum();
    }

    @Test
    void thoseShownOrAllAboveAThreshold() throws IOException {
        links.show(item);
        assertThat(links.countProperty().get()).isEqualTo("100 links, about 4 kB");
        assertThat(written()).isEqualTo(100);
        links.everythingProperty().set(true);
        // no link that is shown is missing at first
        double weakest = visible.connections().stream().mapToDouble(some -> Math.abs(some.weight()[49])).min().orElseThrow();
        assertThat(links.thresholdProperty().get()).isBetween(0.9 * weakest, weakest);
        assertThat(links.countProperty().get()).startsWith(atLeast(links.thresholdProperty().get()) + " links");
        assertThat(written()).isEqualTo(atLeast(links.thresholdProperty().get())).isGreaterThanOrEqualTo(100);
        links.thresholdProperty().set(2.5);
        assertThat(links.countProperty().get()).startsWith(atLeast(2.5) + " links");
        assertThat(written()).isEqualTo(atLeast(2.5));
        links.thresholdProperty().set(0);
        assertThat(links.countProperty().get()).startsWith("900 links, about 29 kB");
        assertThat(written()).isEqualTo(900);
        links.show(null);
        assertThat(links.countProperty().get()).isEmpty();
        links.show(item);
        assertThat(links.thresholdProperty().get()).isZero();
    }

    @Test
    void aNewThresholdEndsTheCountOfTheOneBefore() {
        links.show(item);
        links.everythingProperty().set(true);
        executor.hold();
        links.thresholdProperty().set(1);
        assertThat(links.countProperty().get()).isEqualTo("Counting …");
        links.thresholdProperty().set(2);
        assertThat(executor.cancelled()).containsExactly("Count the links of |w| ≥ 1.0");
        executor.release();
        assertThat(links.countProperty().get()).startsWith(atLeast(2) + " links");
        links.thresholdProperty().set(1);
        links.everythingProperty().set(false);
        assertThat(executor.cancelled()).hasSize(2);
        assertThat(links.countProperty().get()).startsWith("100 links");
    }
}
