package org.cntexplorer.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A recurrent network unfolded over time (metrics.md §1): every layer that is passed once a step is there once a step, with shared weights,
 * and a recurrent connection leads from each step to the next.
 *
 * <p>Passed once a step are the recurrent layers and those that lead to them, but for layers whose positions are the steps: step t then takes
 * position t where there are as many positions as steps, and the average of all where not. Layers behind that take every step are there at every
 * step too. What takes but one takes the last step; of a layer that runs backwards that is the first. So does what takes the mean of all steps,
 * which a warning says. A recurrent layer takes the state that it starts with at the first step, where the links from a step before are not there;
 * their bias is, on a connection without links.
 */
public final class Unfolding {
    private static final int MOST_LAYERS = 10_000;

    private final Network folded;
    private final int steps;
    private final BitSet recurrent = new BitSet();
    private final BitSet stepwise = new BitSet();
    private final List<Layer> layers = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    /** For each folded layer its layers, one or one a step. */
    private final int[][] places;

    private Unfolding(Network folded, int steps) {
        this.folded = folded;
        this.steps = steps;
        this.places = new int[folded.layers().size()][];
    }

    /** Whether some layer is joined to itself, so that there is something to unfold. */
    public static boolean isRecurrent(Network network) {
        return network.connections().stream().anyMatch(c -> c.from() == c.to());
    }

    /**
     * @param steps at least 1
     * @return the network itself where no layer is recurrent; else another one, whose closing closes it
     * @throws IllegalArgumentException where that would be more layers than can be shown
     */
    public static Network of(Network network, int steps) {
        if (steps < 1 || (long) steps * network.layers().size() > MOST_LAYERS) {
            throw new IllegalArgumentException(steps + " steps of " + network.layers().size() + " layers are not between 1 and " + MOST_LAYERS + " layers");
        }
        return isRecurrent(network) ? new Unfolding(network, steps).unfolded() : network;
    }

    private Network unfolded() {
        findStepwise();
        for (Layer layer : folded.layers()) {
            places[layer.index()] = new int[stepwise.get(layer.index()) ? steps : 1];
        }
        order();
        folded.connections().forEach(this::connect);
        List<String> warnings = new ArrayList<>(folded.warnings());
        folded.layers().stream().filter(layer -> folded.takesMeanOfSteps(layer.index()) && !stepwise.get(layer.index())).findFirst().ifPresent(layer ->
                warnings.add("Unfolded, \"" + layer.name() + "\" is drawn with the links from the last step alone, though it takes the mean of all steps."));
        return new Network(folded.name(), folded.format(), layers, connections, warnings, folded::close);
    }

    /**
     * Layers with a connection to themselves, those that lead to them by links that are the same at every step, and those behind that take every one.
     */
    private void findStepwise() {
        Deque<Integer> open = new ArrayDeque<>();
        folded.connections().stream().filter(c -> c.from() == c.to()).forEach(c -> recurrent.set(c.to()));
        recurrent.stream().forEach(open::add);
        stepwise.or(recurrent);
        while (!open.isEmpty()) {
            for (Connection c : folded.into(open.poll())) {
                if (!stepwise.get(c.from()) && !takesPositions(c)) {
                    stepwise.set(c.from());
                    open.add(c.from());
                }
            }
        }
        for (Layer layer : folded.layers()) {
            if (folded.takesEveryStep(layer.index()) && folded.into(layer.index()).stream().anyMatch(c -> stepwise.get(c.from()) && !takesPositions(c))) {
                stepwise.set(layer.index());
            }
        }
    }

    private static boolean takesPositions(Connection connection) {
        return averaging(connection) instanceof Averaging input && !input.isSelection();
    }

    private static Averaging averaging(Connection connection) {
        return switch (connection) {
            case Composed composed -> composed.input();
            case Gated gated -> averaging(gated.rows());
            default -> null;
        };
    }

    /** The readers say so in the name: PyTorch's word is "reverse", Keras' is "backward". */
    private static boolean runsBackwards(Layer layer) {
        return layer.kind().endsWith("backwards") || layer.name().endsWith(" reverse") || layer.name().endsWith(" backward");
    }

    /** Layer by layer; of each its steps as they are passed. */
    private void order() {
        for (Layer layer : folded.layers()) {
            int[] own = places[layer.index()];
            for (int i = 0; i < own.length; i++) {
                int step = runsBackwards(layer) ? own.length - 1 - i : i;
                own[step] = layers.size();
                layers.add(new Layer(layers.size(), own.length == 1 && !stepwise.get(layer.index()) ? layer.name() : layer.name() + ", step " + (step + 1),
                        layer.kind(), layer.shape(), layer.activation()));
            }
        }
    }

    private void connect(Connection connection) {
        boolean fromSteps = stepwise.get(connection.from());
        boolean toSteps = stepwise.get(connection.to());
        Layer from = folded.layer(connection.from());
        Layer to = folded.layer(connection.to());
        if (connection.from() == connection.to()) {
            for (int step = 1; step < steps; step++) {
                int earlier = runsBackwards(to) ? step : step - 1;
                add(connection, place(from, earlier), place(to, runsBackwards(to) ? step - 1 : step));
            }
            int first = runsBackwards(to) ? steps - 1 : 0;
            folded.into(to.index()).stream().filter(input -> input.from() != input.to()).findFirst().ifPresent(input ->
                    biasOf(connection, folded.layer(input.from()).neurons()).ifPresent(bias ->
                            add(bias, place(folded.layer(input.from()), first), place(to, first))));
        } else if (recurrent.get(connection.to()) && connection instanceof OneToOne) {
            // the state that it starts with
            add(connection, place(from, last(from)), place(to, runsBackwards(to) ? steps - 1 : 0));
        } else if (toSteps) {
            for (int step = 0; step < steps; step++) {
                add(fromSteps ? connection : atPosition(connection, step), place(from, step), place(to, step));
            }
        } else {
            add(connection, place(from, last(from)), place(to, 0));
        }
    }

    /** The bias of a connection without its links, from a layer of so many neurons. */
    private static Optional<Connection> biasOf(Connection connection, int neurons) {
        if (connection instanceof Gated gated) {
            return biasOf(gated.rows(), neurons).map(rows -> new Gated(rows, gated.gates()));
        }
        return connection.storedBias().map(stored -> new OneToOne(connection.index(), connection.name() + " bias", "bias", connection.from(), connection.to(),
                Averaging.run(connection.targets(), 0, 0, 0, neurons), Optional.empty(), connection.targets() / (int) stored.size(), Optional.of(stored)));
    }

    private int last(Layer layer) {
        return runsBackwards(layer) ? 0 : steps - 1;
    }

    private int place(Layer layer, int step) {
        int[] own = places[layer.index()];
        return own[own.length == 1 ? 0 : step];
    }

    private void add(Connection connection, int from, int to) {
        connections.add(connection.between(connections.size(), from, to));
    }

    /** What one step takes of the positions of a layer. */
    private Connection atPosition(Connection connection, int step) {
        Averaging all = averaging(connection);
        if (all == null || IntStream.range(0, all.units()).anyMatch(unit -> all.count(unit) != steps)) {
            return connection;
        }
        int[] neurons = IntStream.range(0, all.units()).map(unit -> all.neuron(unit, step)).toArray();
        return replaced(connection, Averaging.of(neurons, all.neurons()));
    }

    private static Connection replaced(Connection connection, Averaging input) {
        return switch (connection) {
            case Gated gated -> new Gated(replaced(gated.rows(), input), gated.gates());
            case Composed composed -> new Composed(composed.operator(), composed.from(), input);
            default -> connection;
        };
    }
}
