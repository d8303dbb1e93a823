package org.cntexplorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.cntexplorer.activity.Batch;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.activity.engine.Engine;
import org.cntexplorer.data.FeedWish;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;

/** A model's file run on five samples of made-up numbers, sin(0.37 i + 1), which the scripts beside the files make, too. */
public final class SampleRun implements AutoCloseable {
    private static final int SAMPLES = 5;
    private static final double CLOSE = 1e-5;

    private final Network network;
    private final RunningNetwork running;
    private final Batch batch;

    private SampleRun(Network network, RunningNetwork running, Batch batch) {
        this.network = network;
        this.running = running;
        this.batch = batch;
    }

    /**
     * @param told the "shape" of one sample; for places in a vocabulary how large that is: they are (7 i + 3) modulo this; where the file must be told it, the
     *             "size" of the input; of a file that says none, its "functions", the hidden layers' and the last one's; and of a model of several inputs, where that
     *             is not as is proposed, the "input" that gets the samples and the "constants" that others get
     */
    public static SampleRun of(Path file, JsonNode told) throws Exception {
        List<Integer> extents = wholes(told.path("shape"));
        int vocabulary = told.path("vocabulary").asInt();
        OpenOptions options = told.has("size") ? new OpenOptions(Optional.of(new Shape(wholes(told.path("size"))))) : OpenOptions.NONE;
        JsonNode two = told.path("functions");
        Functions functions = told.has("functions") ? new Functions(two.path(0).asText(), two.path(1).asText()) : Functions.USUAL;
        int numbers = SAMPLES * extents.stream().reduce(1, Math::multiplyExact);
        FloatBuffer samples = ByteBuffer.allocateDirect(4 * numbers).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (int i = 0; i < numbers; i++) {
            samples.put(i, vocabulary > 0 ? (7 * i + 3) % vocabulary : (float) Math.sin(0.37 * i + 1));
        }
        Network network = ModelFiles.open(file, options, Progress.NONE);
        try {
            Map<String, Double> constants = new LinkedHashMap<>();
            told.path("constants").properties().forEach(one -> constants.put(one.getKey(), one.getValue().asDouble()));
            FeedWish wish = new FeedWish(Optional.ofNullable(told.path("input").asText(null)), constants);
            RunningNetwork running = Engine.open(wish.of(network), functions, Progress.NONE);
            return new SampleRun(network, running, running.run(samples, SAMPLES, extents));
        } catch (Exception e) {
            network.close();
            throw e;
        }
    }

    private static List<Integer> wholes(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false).map(JsonNode::asInt).toList();
    }

    /** @param expected all samples' outputs, one behind the other */
    public void assertOutputs(JsonNode expected) {
        assertClose("outputs", batch.output(), 0, expected);
    }

    /**
     * @param layer by name
     * @param expected of this sample: "z", its sums, and "a", its activations, neuron by neuron and step by step
     */
    public void assertLayer(String layer, int sample, JsonNode expected) {
        int index = network.layers().stream().filter(one -> one.name().equals(layer)).map(Layer::index).findFirst().orElseThrow(() -> new AssertionError("no layer " + layer));
        assertLayer(index, sample, expected);
    }

    /** The same of a layer by its place in the network. */
    public void assertLayer(int index, int sample, JsonNode expected) {
        String layer = network.layer(index).name();
        LayerValues values = network.computation().orElseThrow().layers().stream().filter(one -> one.layer() == index).findFirst()
                .orElseThrow(() -> new AssertionError("no values of " + layer));
        compare(layer + " z", values.preActivation().orElseThrow(() -> new AssertionError("no sums of " + layer)), index, sample, expected.path("z"));
        compare(layer + " a", values.activation(), index, sample, expected.path("a"));
    }

    private void compare(String what, LayerValues.Place place, int layer, int sample, JsonNode expected) {
        int elements = batch.elements(place.value());
        int neurons = network.layer(layer).neurons();
        FloatBuffer value = batch.value(place.value());
        FloatBuffer inOrder = FloatBuffer.allocate(expected.size());
        int[] seen = new int[neurons];
        for (int element = 0; element < elements; element++) {
            int neuron = place.neuron(element);
            if (neuron >= 0) {
                inOrder.put(seen[neuron]++ * neurons + neuron, value.get(sample * elements + element));
            }
        }
        assertThat(seen).as(what + ": elements of each neuron").containsOnly(expected.size() / neurons);
        assertClose(what, inOrder, 0, expected);
    }

    private static void assertClose(String what, FloatBuffer numbers, int from, JsonNode expected) {
        assertThat(numbers.limit()).as(what).isEqualTo(expected.size());
        double furthest = 0;
        for (int i = 0; i < expected.size(); i++) {
            double wanted = expected.get(i).asDouble();
            double apart = Math.abs(numbers.get(from + i) - wanted) / (1 + Math.abs(wanted));
            assertThat(apart).as("%s[%d]: %s where %s is expected", what, i, numbers.get(from + i), wanted).isLessThanOrEqualTo(CLOSE);
            furthest = Math.max(furthest, apart);
        }
        assertThat(furthest).as(what).isLessThanOrEqualTo(CLOSE);
    }

    @Override
    public void close() {
        batch.close();
        running.close();
        network.close();
    }
}
