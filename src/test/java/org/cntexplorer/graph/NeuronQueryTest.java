package org.cntexplorer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cntexplorer.graph.NeuronQuery.Quantity;
import org.cntexplorer.graph.NeuronQuery.Relation;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronQueryTest {
    private static final Quantity STRENGTH = new Quantity(NeuronQuantity.STRENGTH, false);
    private static final Quantity IN = new Quantity(NeuronQuantity.IN_STRENGTH, false);
    private static final Quantity OUT = new Quantity(NeuronQuantity.OUT_STRENGTH, false);
    private static final Quantity BIAS = new Quantity(NeuronQuantity.BIAS, false);

    private final Network network = network(7, 30, 20, 12, 5);
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);

    /** Weights of few different values, so that strengths tie; the last connection has no bias. */
    private static Network network(long seed, int... sizes) {
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>();
        List<DenseConnection> connections = new ArrayList<>();
        for (int l = 0; l < sizes.length; l++) {
            layers.add(new Layer(l, l == 0 ? "input" : "dense " + l, l == 0 ? "input" : "dense", Shape.of(sizes[l]), ""));
            if (l > 0) {
                connections.add(new DenseConnection(l - 1, "dense " + l, l - 1, l,
                        Tensor.of(floats(random, sizes[l - 1] * sizes[l]), sizes[l - 1], sizes[l]),
                        DenseConnection.Orientation.SOURCE_ROWS,
                        l == sizes.length - 1 ? Optional.empty() : Optional.of(Tensor.of(floats(random, sizes[l]), sizes[l]))));
            }
        }
        return new Network("random", "none", layers, connections, List.of(), () -> {});
    }

    private static float[] floats(Random random, int n) {
        float[] values = new float[n];
        IntStream.range(0, n).forEach(i -> values[i] = (random.nextInt(9) - 4) * 0.1f);
        return values;
    }

    private NeuronQuery.Hits ask(String text) {
        try {
            return NeuronQuery.parse(text, network.layers()).evaluate(network, strength, Progress.NONE);
        } catch (UnclearQuery e) {
            throw new AssertionError(text, e);
        }
    }

    private static NeuronQuery parse(Network network, String text) throws UnclearQuery {
        return NeuronQuery.parse(text, network.layers());
    }

    private Stream<Neuron> all() {
        return network.layers().stream().flatMap(l -> IntStream.range(0, l.neurons()).mapToObj(i -> new Neuron(l.index(), i)));
    }

    /** The neuron's bias by the definition; NaN where it has none. */
    private double bias(Neuron n) {
        return n.layer() == 0 ? Double.NaN : network.connection(n.layer() - 1).bias().map(b -> b.get(n.index())).orElse(Double.NaN);
    }

    private double in(Neuron n) {
        return strength.layer(n.layer()).in()[n.index()];
    }

    private double out(Neuron n) {
        return strength.layer(n.layer()).out()[n.index()];
    }

    @Test
    void comparesAsBruteForceDoes() {
        assertCompared("strength > 0.5", strength::of, v -> v > 0.5, OptionalInt.empty());
        assertCompared("in < -1", this::in, v -> v < -1, OptionalInt.empty());
        assertCompared("out<=−0.3 in dense 1", this::out, v -> v <= -0.3, OptionalInt.of(1));
        assertCompared("|strength| >= 2", n -> Math.abs(strength.of(n)), v -> v >= 2, OptionalInt.empty());
        assertCompared("| IN | ≥ 1e0 layer 2", n -> Math.abs(in(n)), v -> v >= 1, OptionalInt.of(2));
        assertCompared("bias = 0", this::bias, v -> v == 0, OptionalInt.empty());
        assertCompared("bias != 0 in 2", this::bias, v -> v != 0 && !Double.isNaN(v), OptionalInt.of(2));
        assertCompared("bias = 0.1", this::bias, v -> v == 0.1f, OptionalInt.empty());
        assertCompared("bias > 0.1", this::bias, v -> v > 0.1f, OptionalInt.empty());
    }

    private void assertCompared(String text, ToDoubleFunction<Neuron> value, DoublePredicate expected, OptionalInt layer) {
        List<Neuron> neurons = all().filter(n -> layer.isEmpty() || n.layer() == layer.getAsInt())
                .filter(n -> expected.test(value.applyAsDouble(n))).toList();
        assertThat(neurons).as("%s: the test asks for something", text).isNotEmpty();
        assertThat(ask(text)).as(text).isEqualTo(new NeuronQuery.Hits(neurons, neurons.size()));
    }

    @Test
    void ranksAsBruteForceDoes() {
        assertExtreme("top 10 strength", strength::of, true, 10, OptionalInt.empty());
        assertExtreme("bottom 5 out", this::out, false, 5, OptionalInt.empty());
        assertExtreme("top 5 in", this::in, true, 5, OptionalInt.empty());
        assertExtreme("top 5 in in 2", this::in, true, 5, OptionalInt.of(2));
        assertExtreme("top 5 in 2", strength::of, true, 5, OptionalInt.of(2));
        assertExtreme("top 5 in dense 3", strength::of, true, 5, OptionalInt.of(3));
        assertExtreme("TOP 10 |Strength|", n -> Math.abs(strength.of(n)), true, 10, OptionalInt.empty());
        assertExtreme("top 10 bias in 2", this::bias, true, 10, OptionalInt.of(2));
        assertExtreme("bottom 500 bias", this::bias, false, 500, OptionalInt.empty());
        assertExtreme("top 3", strength::of, true, 3, OptionalInt.empty());
        assertExtreme("top 3 out-strength of layer 1", this::out, true, 3, OptionalInt.of(1));
    }

    private void assertExtreme(String text, ToDoubleFunction<Neuron> value, boolean top, int count, OptionalInt layer) {
        Comparator<Neuron> order = Comparator.comparingDouble(n -> top ? -value.applyAsDouble(n) : value.applyAsDouble(n));
        List<Neuron> expected = all().filter(n -> layer.isEmpty() || n.layer() == layer.getAsInt())
                .filter(n -> !Double.isNaN(value.applyAsDouble(n)))
                .sorted(order.thenComparing(Comparator.naturalOrder())).limit(count).toList();
        assertThat(ask(text)).as(text).isEqualTo(new NeuronQuery.Hits(expected, expected.size()));
    }

    @Test
    void understandsNeuronsAndLayers() throws UnclearQuery {
        assertThat(parse(network, "2:11")).isEqualTo(new NeuronQuery.One(new Neuron(2, 11)));
        assertThat(parse(network, " Dense 2 : 3 ")).isEqualTo(new NeuronQuery.One(new Neuron(2, 3)));
        assertThat(parse(network, "2")).isEqualTo(new NeuronQuery.OfLayer(2));
        assertThat(parse(network, "layer 2")).isEqualTo(new NeuronQuery.OfLayer(2));
        assertThat(parse(network, "INPUT")).isEqualTo(new NeuronQuery.OfLayer(0));
        assertThat(parse(network, "inp")).isEqualTo(new NeuronQuery.OfLayer(0));
        assertThat(ask("dense 3").neurons()).containsExactly(IntStream.range(0, 5).mapToObj(i -> new Neuron(3, i)).toArray(Neuron[]::new));
    }

    @Test
    void namesGoBeforeEverythingElse() throws UnclearQuery {
        List<Layer> layers = List.of(new Layer(0, "input", "input", Shape.of(3), ""),
                new Layer(1, "top 10 strength", "dense", Shape.of(3), ""),
                new Layer(2, "block:0", "dense", Shape.of(3), ""));
        assertThat(NeuronQuery.parse("top 10 strength", layers)).isEqualTo(new NeuronQuery.OfLayer(1));
        assertThat(NeuronQuery.parse("block:0", layers)).isEqualTo(new NeuronQuery.OfLayer(2));
        assertThat(NeuronQuery.parse("block:0:2", layers)).isEqualTo(new NeuronQuery.One(new Neuron(2, 2)));
    }

    @Test
    void understandsEverySign() throws UnclearQuery {
        String[] typed = {">", ">=", "≥", "<", "<=", "≤", "=", "==", "!=", "≠"};
        Relation[] meant = {Relation.GREATER, Relation.AT_LEAST, Relation.AT_LEAST, Relation.LESS, Relation.AT_MOST, Relation.AT_MOST,
            Relation.EQUAL, Relation.EQUAL, Relation.UNEQUAL, Relation.UNEQUAL};
        for (int i = 0; i < typed.length; i++) {
            assertThat(parse(network, "out" + typed[i] + "-1.5e-1"))
                    .isEqualTo(new NeuronQuery.Compared(OUT, meant[i], -0.15, OptionalInt.empty()));
        }
        assertThat(parse(network, "in strength > .5")).isEqualTo(new NeuronQuery.Compared(IN, Relation.GREATER, 0.5, OptionalInt.empty()));
        assertThat(parse(network, "top 2 bias in dense 1")).isEqualTo(new NeuronQuery.Extreme(true, 2, BIAS, OptionalInt.of(1)));
        assertThat(parse(network, "strength > 3 in layer 1"))
                .isEqualTo(new NeuronQuery.Compared(STRENGTH, Relation.GREATER, 3, OptionalInt.of(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            strenth > 3     # 'strenth' is no quantity; try strength, in, out, bias.
            top 10 strenth  # 'strenth' is no quantity; try strength, in, out, bias.
            9               # There is no layer 9; the layers are 0 to 3.
            9:1             # There is no layer 9; the layers are 0 to 3.
            top 5 in 7      # There is no layer 7; the layers are 0 to 3.
            bias = 0 in foo # There is no layer 'foo'; the layers are input to dense 3.
            2:12            # There is no neuron 12; layer 2 (dense 2) has neurons 0 to 11.
            2:x             # There is no neuron x; layer 2 (dense 2) has neurons 0 to 11.
            2:              # Which neuron? Layer 2 (dense 2) has neurons 0 to 11.
            top             # How many? Try top 10 strength.
            bottom five in  # 'five' is no number. Try bottom 10 strength.
            top 0 strength  # Ask for one neuron at least, as in top 10 strength.
            strength >      # Give a number, as in strength > 3.
            strength > big  # 'big' is no number; give one, as in strength > 3.
            strength > 0,5  # Write numbers with a point: 0.5.
            > 3             # Which quantity >? Try strength, in, out, bias.
            strength        # Compare it with a number, as in strength > 3, or ask for the top 10 strength.
            strength > 3 at 2 # 'at 2' is not understood; a layer is given as in 2, or in dense 3.
            strength > 3 in # In which layer? The layers are 0 to 3.
            zebra           # 'zebra' is no layer and no question; try 2:17, top 10 strength, or strength > 3.
            dense           # 'dense' is no layer and no question; try 2:17, top 10 strength, or strength > 3.
            """)
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> parse(network, text)).isInstanceOf(UnclearQuery.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", ":", "::", "||", "|", "top 99999999999999999999 x", "2:99999999999999999999", "99999999999999999999",
        "> > >", "in in in", "= =", "layer", "layer ", "abs(", "\u0000"})
    void neverFailsOtherwise(String text) {
        assertThatThrownBy(() -> parse(network, text)).isInstanceOf(UnclearQuery.class).message().isNotBlank().endsWith(".");
    }

    @Test
    void givesTenThousandAtMostAndSaysHowManyThereAre() {
        Network large = network(3, 12_000, 2, 1);
        NodeStrength of = NodeStrength.of(large, Convention.DEFAULT, Progress.NONE);
        NeuronQuery.Hits compared = new NeuronQuery.Compared(STRENGTH, Relation.LESS, 1e9, OptionalInt.empty())
                .evaluate(large, of, Progress.NONE);
        assertThat(compared.found()).isEqualTo(12_003);
        assertThat(compared.neurons()).hasSize(NeuronQuery.MOST);
        NeuronQuery.Hits extreme = new NeuronQuery.Extreme(true, 11_000, STRENGTH, OptionalInt.of(0)).evaluate(large, of, Progress.NONE);
        assertThat(extreme.found()).isEqualTo(11_000);
        assertThat(extreme.neurons()).hasSize(NeuronQuery.MOST);
        NeuronQuery.Hits layer = new NeuronQuery.OfLayer(0).evaluate(large, of, Progress.NONE);
        assertThat(layer.found()).isEqualTo(12_000);
        assertThat(layer.neurons()).hasSize(NeuronQuery.MOST);
    }

    @Test
    void whatIsNoNumberIsNeverFound() {
        float[] weights = {1, Float.NaN, 2, 3};
        DenseConnection connection = new DenseConnection(0, "d", 0, 1, Tensor.of(weights, 2, 2), DenseConnection.Orientation.SOURCE_ROWS,
                Optional.empty());
        Network spoilt = new Network("spoilt", "none",
                List.of(new Layer(0, "input", "input", Shape.of(2), ""), new Layer(1, "d", "dense", Shape.of(2), "")),
                List.of(connection), List.of(), () -> {});
        NodeStrength of = NodeStrength.of(spoilt, Convention.DEFAULT, Progress.NONE);
        NeuronQuery all = new NeuronQuery.Extreme(true, 10, STRENGTH, OptionalInt.empty());
        assertThat(all.evaluate(spoilt, of, Progress.NONE).neurons()).containsExactly(new Neuron(0, 1), new Neuron(1, 0));
        NeuronQuery unequal = new NeuronQuery.Compared(STRENGTH, Relation.UNEQUAL, 0, OptionalInt.empty());
        assertThat(unequal.evaluate(spoilt, of, Progress.NONE).neurons()).containsExactly(new Neuron(0, 1), new Neuron(1, 0));
    }
}
