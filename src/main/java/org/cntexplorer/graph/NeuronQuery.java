package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/** A question after neurons, as it is typed into the search field. */
public sealed interface NeuronQuery {
    /** More neurons than this are never given. */
    int MOST = 10_000;

    /** "2:17": one neuron. */
    record One(Neuron neuron) implements NeuronQuery {}

    /** "dense 1", "2": all neurons of a layer. */
    record OfLayer(int layer) implements NeuronQuery {}

    /** Neurons that are known by other means than their numbers: by the names that a person gave them. */
    record Listed(List<Neuron> neurons) implements NeuronQuery {
        public Listed {
            neurons = List.copyOf(neurons);
        }
    }

    /**
     * "top 10 strength", "bottom 5 out in 2": those of largest or least value.
     *
     * @param layer the layer that is asked, or all
     */
    record Extreme(boolean top, int count, Quantity quantity, OptionalInt layer) implements NeuronQuery {}

    /** "strength > 3", "|in| <= 1 in dense 1": those whose value is so. */
    record Compared(Quantity quantity, Relation relation, double value, OptionalInt layer) implements NeuronQuery {}

    /** A number that neurons have, or its absolute value. */
    record Quantity(NeuronQuantity of, boolean absolute) {
        double of(double value) {
            return absolute ? Math.abs(value) : value;
        }
    }

    /** How a value compares. NaN compares in no way. */
    enum Relation {
        GREATER(">"), AT_LEAST("≥"), LESS("<"), AT_MOST("≤"), EQUAL("="), UNEQUAL("≠");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        /** Whether {@code a} relates so to {@code b}. Weights being floats, a number is also equal to the float nearest to it. */
        boolean holds(double a, double b) {
            boolean equal = a == b || a == (float) b && Double.isFinite(a);
            return !Double.isNaN(a) && switch (this) {
                case GREATER -> a > b && !equal;
                case AT_LEAST -> a > b || equal;
                case LESS -> a < b && !equal;
                case AT_MOST -> a < b || equal;
                case EQUAL -> equal;
                case UNEQUAL -> !equal;
            };
        }
    }

    /**
     * The answer.
     *
     * @param neurons at most {@link #MOST}; of an {@link Extreme} query the most extreme first, otherwise in order of layer and number
     * @param found how many there are
     */
    record Hits(List<Neuron> neurons, long found) {
        public Hits {
            neurons = List.copyOf(neurons);
        }
    }

    /**
     * Understands a question. Capitals, spaces around signs, and which of the usual signs for ≥, ≤, ≠ and minus is typed do not matter.
     *
     * @param layers those of the network that will be asked
     * @throws UnclearQuery where it makes no sense; the message says why and what would
     */
    static NeuronQuery parse(String text, List<Layer> layers) throws UnclearQuery {
        return new QueryParser(layers).parse(text);
    }

    /**
     * Answers the question, in one pass over the neurons that it asks after. Neurons without a bias are not asked after their bias.
     *
     * @param strength of {@code network}, whose layers are those that the question was understood with
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    default Hits evaluate(Network network, NodeStrength strength, Progress progress) {
        return switch (this) {
            case One(Neuron neuron) -> new Hits(List.of(neuron), 1);
            case Listed(List<Neuron> neurons) -> new Hits(neurons.stream().limit(MOST).toList(), neurons.size());
            case OfLayer(int layer) -> {
                int all = network.layer(layer).neurons();
                yield new Hits(IntStream.range(0, Math.min(all, MOST)).mapToObj(i -> new Neuron(layer, i)).toList(), all);
            }
            case Extreme extreme -> extreme(extreme, network, strength, progress);
            case Compared compared -> compared(compared, network, strength, progress);
        };
    }

    private static Hits compared(Compared query, Network network, NodeStrength strength, Progress progress) {
        List<Neuron> neurons = new ArrayList<>();
        long found = 0;
        for (int layer : asked(query.quantity(), query.layer(), network)) {
            progress.check();
            double[] values = query.quantity().of().of(network, strength, layer);
            for (int i = 0; i < values.length; i++) {
                if (query.relation().holds(query.quantity().of(values[i]), query.value())) {
                    found++;
                    if (neurons.size() < MOST) {
                        neurons.add(new Neuron(layer, i));
                    }
                }
            }
        }
        return new Hits(neurons, found);
    }

    private static Hits extreme(Extreme query, Network network, NodeStrength strength, Progress progress) {
        record Valued(Neuron neuron, double value) {}
        Comparator<Valued> byValue = Comparator.comparingDouble(Valued::value);
        Comparator<Valued> best = (query.top() ? byValue.reversed() : byValue).thenComparing(Valued::neuron);
        int most = Math.min(query.count(), MOST);
        PriorityQueue<Valued> kept = new PriorityQueue<>(best.reversed());
        long candidates = 0;
        for (int layer : asked(query.quantity(), query.layer(), network)) {
            progress.check();
            double[] values = query.quantity().of().of(network, strength, layer);
            for (int i = 0; i < values.length; i++) {
                double value = query.quantity().of(values[i]);
                if (!Double.isNaN(value)) {
                    candidates++;
                    kept.add(new Valued(new Neuron(layer, i), value));
                    if (kept.size() > most) {
                        kept.poll();
                    }
                }
            }
        }
        return new Hits(kept.stream().sorted(best).map(Valued::neuron).toList(), Math.min(query.count(), candidates));
    }

    private static int[] asked(Quantity quantity, OptionalInt layer, Network network) {
        return network.layers().stream().mapToInt(Layer::index).filter(l -> layer.isEmpty() || layer.getAsInt() == l)
                .filter(l -> quantity.of() != NeuronQuantity.BIAS || network.into(l).stream().anyMatch(c -> c.biasOf(0).isPresent()))
                .toArray();
    }
}
