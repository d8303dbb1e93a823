package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cntexplorer.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cnt-explorer divergence} on the bundled sample, 784-64-32-10. */
class DivergenceCommandTest {
    private static final String SAMPLE = Path.of("assets", "samples", "digits-mlp.npy").toString();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return CntExplorer.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private JsonNode json(String... args) throws Exception {
        out.getBuffer().setLength(0);
        assertThat(run(args)).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void weightsAreComparedBetweenConnectionsAndStrengthsBetweenLayers() throws Exception {
        JsonNode weights = json("divergence", SAMPLE);
        assertThat(weights.get("names").valueStream().map(JsonNode::asText)).containsExactly("dense 1", "dense 2", "dense 3");
        JsonNode strength = json("divergence", SAMPLE, "--of", "strength", "--between", "layers", "--convention", "js");
        assertThat(strength.get("names").valueStream().map(JsonNode::asText)).containsExactly("input", "dense 1", "dense 2", "dense 3");
        for (JsonNode matrix : List.of(weights.get("matrix"), strength.get("matrix"))) {
            for (int i = 0; i < matrix.size(); i++) {
                for (int j = 0; j < matrix.size(); j++) {
                    assertThat(matrix.get(i).get(j).doubleValue()).isEqualTo(matrix.get(j).get(i).doubleValue()).isNotNegative().isFinite();
                }
                assertThat(matrix.get(i).get(i).doubleValue()).isZero();
            }
        }
        assertThat(strength.get("matrix").get(0).get(1).doubleValue()).isBetween(1e-6, Math.log(2));
        assertThat(err.toString()).isEmpty();
    }

    /** The biases of the last layer are 10 of 330 numbers. */
    @Test
    void biasesAreLeftOutWhereAskedFor() throws Exception {
        double with = json("divergence", SAMPLE).get("matrix").get(0).get(2).doubleValue();
        assertThat(json("divergence", SAMPLE, "--bias", "exclude").get("matrix").get(0).get(2).doubleValue()).isNotEqualTo(with).isCloseTo(with, within(0.3 * with));
        // each layer has one connection that leads to it
        assertThat(json("divergence", SAMPLE, "--between", "layers").get("matrix").get(0).get(2).doubleValue()).isEqualTo(with);
    }

    /** The weights of the first connection are so narrow that the authors' density of them is 0 where those of the last reach. */
    @Test
    void theTableHasTheNumbersOfTheObject() throws Exception {
        JsonNode matrix = json("divergence", SAMPLE, "--convention", "authors").get("matrix");
        out.getBuffer().setLength(0);
        assertThat(run("divergence", SAMPLE, "--convention", "authors", "--format", "csv")).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.getFirst()).isEqualTo(",dense 1,dense 2,dense 3");
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 3; i++) {
            String[] cells = lines.get(i + 1).split(",");
            assertThat(cells[0]).isEqualTo("dense " + (i + 1));
            for (int j = 0; j < 3; j++) {
                if (matrix.get(i).get(j).isNull()) {
                    assertThat(cells[j + 1]).isEqualTo("inf");
                } else {
                    assertThat(Double.parseDouble(cells[j + 1])).isEqualTo(matrix.get(i).get(j).doubleValue());
                }
            }
        }
    }

    @Test
    void whatHasNoDistributionIsSaid(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("constant.npy");
        // a matrix of 2 × 3 ones: a chain of one connection
        byte[] head = "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(128 + 24).order(ByteOrder.LITTLE_ENDIAN).put(head);
        while (bytes.position() < 127) {
            bytes.put((byte) ' ');
        }
        bytes.put((byte) '\n');
        for (int i = 0; i < 6; i++) {
            bytes.putFloat(1);
        }
        Files.write(file, bytes.array());
        JsonNode matrix = json("divergence", file.toString()).get("matrix");
        assertThat(matrix.get(0).get(0).isNull()).isTrue();
        assertThat(err.toString()).containsOnlyOnce("fewer than two different numbers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--of strength --between connections|strengths are of neurons", "--weights absolute|are of strengths",
        "--convention bits|none of nats, js, authors", "--of links|none of weights, strength"})
    void wrongArgumentsEndInASentence(String args, String words) {
        String[] all = ("divergence " + SAMPLE + " " + args).split(" ");
        assertThat(run(all)).isEqualTo(CntExplorer.BAD_ARGUMENTS);
        assertThat(err.toString()).contains(words).startsWith("cnt-explorer: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void equalsThePublishedMatrix() throws Exception {
        JsonNode matrix = json("divergence", Golden.cntDnn9509().toString(), "--of", "weights", "--between", "connections", "--convention", "authors").get("matrix");
        List<String> lines = Files.readAllLines(Golden.path("cnt-dnns/divergence_link_weights_170007.csv"));
        for (int i = 0; i < 5; i++) {
            String[] cells = lines.get(i).split(",");
            for (int j = 0; j < 5; j++) {
                double published = Double.parseDouble(cells[j]);
                assertThat(matrix.get(i).get(j).doubleValue()).isCloseTo(published, within(1e-6 * published));
            }
        }
    }
}
