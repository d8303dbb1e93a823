package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cntexplorer.Cancelled;
import org.cntexplorer.EveryKind;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** Tables give back the numbers that went in. */
class CsvTablesTest {
    private final Network network = RandomNetwork.named(11, "dense, \"%d\"", 15, 33, 4);
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);

    private interface Table {
        void write(OutputStream out) throws IOException;
    }

    private static List<String> lines(Table table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        table.write(out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void everyNeuronHasALineWithAllDigitsOfItsStrengths() throws IOException {
        List<String> lines = lines(out -> CsvTables.neurons(strength, out, Progress.NONE));
        assertThat(lines.getFirst()).isEqualTo("layer,neuron,in_strength,out_strength,strength");
        assertThat(lines).hasSize(1 + 15 + 33 + 4);
        int at = 1;
        for (NodeStrength.OfLayer layer : strength.layers()) {
            for (int k = 0; k < layer.total().length; k++) {
                String[] fields = lines.get(at++).split(",");
                assertThat(fields).hasSize(5);
                assertThat(Integer.parseInt(fields[0])).isEqualTo(layer.layer());
                assertThat(Integer.parseInt(fields[1])).isEqualTo(k);
                assertThat(Double.parseDouble(fields[2])).isEqualTo(layer.in()[k]);
                assertThat(Double.parseDouble(fields[3])).isEqualTo(layer.out()[k]);
                assertThat(Double.parseDouble(fields[4])).isEqualTo(layer.total()[k]);
            }
        }
    }

    @Test
    void namesWithCommasAndQuotesStayOneField() throws IOException {
        List<String> layers = lines(out -> CsvTables.layers(network, strength, out));
        assertThat(layers).hasSize(4);
        assertThat(layers.get(2)).startsWith("1,\"dense, \"\"1\"\"\",dense,33,33,").endsWith("," + strength.layer(1).fluctuation());
        assertThat(layers.get(1).split(",")).hasSameSizeAs(CsvTables.LAYERS.split(","));
        LinkWeights weights = LinkWeights.of(network, Progress.NONE);
        List<String> connections = lines(out -> CsvTables.connections(network, weights, out));
        assertThat(connections.get(1)).startsWith("0,\"dense, \"\"1\"\"\",dense,0,1,495,495," + weights.connection(0).weights().mean() + ",")
                .endsWith("," + weights.connection(0).pooled().mean() + "," + weights.connection(0).pooled().std());
        assertThat(connections).allSatisfy(line -> assertThat(line.replaceAll("\"[^\"]*(\"\"[^\"]*)*\"", "").split(",", -1))
                .hasSameSizeAs(CsvTables.CONNECTIONS.split(",")));
    }

    @Test
    void whatHasNoWeightsHasEmptyFields() throws IOException {
        Network kinds = EveryKind.network();
        List<String> lines = lines(out -> CsvTables.connections(kinds, LinkWeights.of(kinds, Progress.NONE), out));
        assertThat(lines.get(1 + EveryKind.SKIP)).isEqualTo("5,add,skip,3,4,6,0,,,,,,,,,,");
        assertThat(lines.get(1 + EveryKind.BLOCK)).isEqualTo("7,attention,attention,5,6,0,0,,,,,,,,,,");
        assertThat(lines).noneMatch(line -> line.contains("NaN"));
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSameSizeAs(CsvTables.CONNECTIONS.split(",")));
    }

    @Test
    void aCancelledTableEnds() {
        Progress cancelled = Cancelled.after(0);
        assertThatThrownBy(() -> CsvTables.neurons(strength, OutputStream.nullOutputStream(), cancelled)).isInstanceOf(CancellationException.class);
    }
}
