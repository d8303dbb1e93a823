package org.cntexplorer.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A neural network as a directed weighted graph: a DAG of layers of neurons, joined by connections; recurrent ones join a layer to itself.
 * Immutable.
 *
 * <p>Its weights lie in mapped memory that {@link #close()} releases; after that every question about weights fails with
 * {@link IllegalStateException}, while names, shapes and counts remain.
 */
public final class Network implements AutoCloseable {
    private final String name;
    private final String format;
    private final List<Layer> layers;
    private final List<Connection> connections;
    private final List<String> warnings;
    private final Optional<Wiring> wiring;
    private final Set<Integer> stepwise;
    private final Set<Integer> averaging;
    private final Optional<Computation> computation;
    private final Runnable release;

    /**
     * @param name the model's name: the file's, without folder
     * @param format the file format, as a person calls it: "NumPy", "Keras HDF5", "ONNX"
     * @param layers in topological order; {@code layers.get(i).index() == i}
     * @param connections {@code connections.get(i).index() == i}
     * @param warnings what the reader had to assume or leave out, a sentence each
     * @param release unmaps the file; called once
     * @throws IllegalArgumentException where a connection does not fit its layers
     */
    public Network(String name, String format, List<Layer> layers, List<? extends Connection> connections, List<String> warnings, Runnable release) {
        this(name, format, layers, connections, warnings, Optional.empty(), Set.of(), Set.of(), Optional.empty(), release);
    }

    private Network(String name, String format, List<Layer> layers, List<? extends Connection> connections, List<String> warnings,
                    Optional<Wiring> wiring, Set<Integer> stepwise, Set<Integer> averaging, Optional<Computation> computation, Runnable release) {
        this.name = name;
        this.format = format;
        this.layers = List.copyOf(layers);
        this.connections = List.copyOf(connections);
        this.warnings = List.copyOf(warnings);
        this.wiring = wiring;
        this.stepwise = Set.copyOf(stepwise);
        this.averaging = Set.copyOf(averaging);
        this.computation = computation;
        this.release = release;
        for (int i = 0; i < layers.size(); i++) {
            require(layers.get(i).index() == i, "layer " + layers.get(i).name() + " stands at " + i + " and says " + layers.get(i).index());
        }
        for (int i = 0; i < connections.size(); i++) {
            Connection c = connections.get(i);
            require(c.index() == i, "connection " + c.name() + " stands at " + i + " and says " + c.index());
            require(c.sources() == layer(c.from()).neurons(), "connection " + c.name() + " leaves " + c.sources() + " neurons, layer "
                    + layer(c.from()).name() + " has " + layer(c.from()).neurons());
            require(c.targets() == layer(c.to()).neurons(), "connection " + c.name() + " enters " + c.targets() + " neurons, layer "
                    + layer(c.to()).name() + " has " + layer(c.to()).neurons());
            requireBias(c);
        }
    }

    /** The other kinds ask themselves. */
    private static void requireBias(Connection c) {
        switch (c) {
            case DenseConnection dense -> dense.bias().ifPresent(b -> require(b.size() == c.targets(), "connection " + c.name() + " has " + b.size()
                    + " biases for " + c.targets() + " neurons"));
            case Composed composed -> requireBias(composed.operator());
            case Gated gated -> requireBias(gated.rows());
            case Convolution _, OneToOne _, Block _ -> { }
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    public String name() {
        return name;
    }

    public String format() {
        return format;
    }

    public List<Layer> layers() {
        return layers;
    }

    public Layer layer(int index) {
        return layers.get(index);
    }

    public List<Connection> connections() {
        return connections;
    }

    public Connection connection(int index) {
        return connections.get(index);
    }

    /** What the reader had to assume or leave out, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** The chain that was inferred of a file that says nothing of its wiring, as it is arranged now; empty where the file says it. */
    public Optional<Wiring> wiring() {
        return wiring;
    }

    /** The same network, its wiring known to be inferred. It takes this one's place: only one of the two is to be closed. */
    public Network inferredAs(Wiring chain) {
        return new Network(name, format, layers, connections, warnings, Optional.of(chain), Set.of(), Set.of(), computation, release);
    }

    /** The same network, whose memory is another's: closing this one releases nothing. */
    public Network borrowed() {
        return new Network(name, format, layers, connections, warnings, wiring, stepwise, averaging, computation, () -> { });
    }

    /** How the model is computed; empty where the network was made without a file that says it. */
    public Optional<Computation> computation() {
        return computation;
    }

    /** The same network, which can be run. It takes this one's place. */
    public Network computedBy(Computation how) {
        return new Network(name, format, layers, connections, warnings, wiring, stepwise, averaging, Optional.of(how), release);
    }

    /**
     * The same network, of which is known what of a recurrent layer the layers behind it take. It takes this one's place.
     *
     * @param every layers that take every step, and are there at every step
     * @param mean layers that take the mean of all steps
     */
    public Network stepping(Set<Integer> every, Set<Integer> mean) {
        return new Network(name, format, layers, connections, warnings, wiring, every, mean, computation, release);
    }

    /** Whether a layer takes every step of the recurrent ones before it, as in a tagger, and not the last alone. */
    public boolean takesEveryStep(int layer) {
        return stepwise.contains(layer);
    }

    /** Whether a layer takes the mean of all steps. */
    public boolean takesMeanOfSteps(int layer) {
        return averaging.contains(layer);
    }

    /** The connections that enter a layer. */
    public List<Connection> into(int layer) {
        return connections.stream().filter(c -> c.to() == layer).toList();
    }

    /** The connections that leave a layer. */
    public List<Connection> outOf(int layer) {
        return connections.stream().filter(c -> c.from() == layer).toList();
    }

    /** Number of neurons of all layers. */
    public long neurons() {
        return layers.stream().mapToLong(Layer::neurons).sum();
    }

    /** Number of links of all connections that are {@linkplain Connection#counted() counted}, biases not. */
    public long links() {
        return connections.stream().filter(Connection::counted).mapToLong(Connection::links).sum();
    }

    private record Place(long address, long bytes) {}

    /** Number of trainable numbers: weights and biases. A tensor that several connections share (tied weights) is counted once. */
    public long parameters() {
        Set<Place> seen = new HashSet<>();
        return connections.stream().flatMap(connection -> connection.stored().stream())
                .filter(tensor -> seen.add(new Place(tensor.data().address(), tensor.data().byteSize()))).mapToLong(Tensor::size).sum();
    }

    /** Whether {@code neuron} is one of this network's. */
    public boolean has(Neuron neuron) {
        return neuron.layer() >= 0 && neuron.layer() < layers.size()
                && neuron.index() >= 0 && neuron.index() < layer(neuron.layer()).neurons();
    }

    @Override
    public void close() {
        release.run();
    }

    @Override
    public String toString() {
        return name + " (" + format + ", " + layers.size() + " layers, " + neurons() + " neurons, " + links() + " links)";
    }
}
