package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.EveryKind;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** What the report says of connections that are not counted, and nowhere else. */
class MetricsReportTest {
    private final Network network = EveryKind.network();

    private MetricsReport report(Convention convention) {
        return new MetricsReport(network, NodeStrength.of(network, convention, Progress.NONE),
                LinkWeights.of(network, Progress.NONE), List.of());
    }

    @Test
    void jsonMarksWhatIsNotCounted() throws Exception {
        JsonNode root = new ObjectMapper().readTree(report(Convention.DEFAULT).json());
        assertThat(root.get("convention").has("skips")).isFalse();
        for (JsonNode connection : root.get("connections")) {
            int index = connection.get("index").asInt();
            boolean fixed = index == EveryKind.SKIP || index == EveryKind.BLOCK;
            assertThat(Optional.ofNullable(connection.get("counted")).map(JsonNode::asBoolean))
                    .isEqualTo(fixed ? Optional.of(false) : Optional.empty());
            assertThat(connection.get("mean").isNull()).isEqualTo(fixed);
        }
        assertThat(root.get("connections").get(EveryKind.SKIP).get("kind").asText()).isEqualTo("skip");
        assertThat(root.get("connections").get(EveryKind.SKIP).get("links").asInt()).isEqualTo(6);
        assertThat(root.get("connections").get(EveryKind.BLOCK).get("kind").asText()).isEqualTo("attention");
        JsonNode around = root.get("connections").get(EveryKind.RECURRENT);
        assertThat(around.get("from")).isEqualTo(around.get("to"));
    }

    @Test
    void theTableHasADashWhereThereIsNoWeight() {
        String table = report(Convention.DEFAULT).table();
        assertThat(table).doesNotContain("NaN").doesNotContain("skips");
        List<String> lines = table.lines().toList();
        assertThat(lines.stream().filter(line -> line.contains("not counted")).map(line -> line.replaceAll(" {2,}", "|"))).containsExactly(
                "5|add (skip, not counted)|3-4|6|-|-|-|-|-|-", "7|attention (attention, not counted)|5-6|0|-|-|-|-|-|-");
        assertThat(report(Convention.DEFAULT.withSkips(true)).table()).contains("signed weights, skips counted\n");
    }
}
