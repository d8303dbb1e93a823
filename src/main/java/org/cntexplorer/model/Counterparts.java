package org.cntexplorer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which connection of one network is which of another of the same architecture: as many layers of the same shapes, joined by the same links.
 * Names, activations, and in which order a file stores its weights may differ, so that a model can be compared with itself in another format.
 */
public final class Counterparts {
    private final Network a;
    private final Network b;
    private final List<Connection> ofB = new ArrayList<>();

    private Counterparts(Network a, Network b) {
        this.a = a;
        this.b = b;
    }

    /** @throws UnlikeNetworksException where the architectures differ; its sentence names the first layer that does */
    public static Counterparts of(Network a, Network b) throws UnlikeNetworksException {
        Counterparts found = new Counterparts(a, b);
        found.find();
        return found;
    }

    /** The connection of the second network with the same links as {@code connection}, of the first. */
    public Connection of(Connection connection) {
        return ofB.get(connection.index());
    }

    public Network a() {
        return a;
    }

    public Network b() {
        return b;
    }

    private void find() throws UnlikeNetworksException {
        for (Layer layer : a.layers()) {
            requireSame(layer);
        }
        if (b.layers().size() > a.layers().size()) {
            Layer more = b.layer(a.layers().size());
            throw unlike(more, "which only " + named(b, a) + " has");
        }
        Connection[] found = new Connection[a.connections().size()];
        for (Layer layer : a.layers()) {
            List<Connection> left = new ArrayList<>(b.into(layer.index()));
            for (Connection connection : a.into(layer.index())) {
                Connection other = left.stream().filter(c -> c.from() == connection.from() && isAlike(connection, c)).findFirst().orElseThrow(() ->
                        unlike(layer, "which " + named(a, b) + " joins to layer " + a.layer(connection.from()).name() + " by a " + connection.kind()
                                + " connection (" + connection.name() + ") that " + named(b, a) + " has not"));
                left.remove(other);
                found[connection.index()] = other;
            }
            if (!left.isEmpty()) {
                throw unlike(layer, "which " + named(b, a) + " joins to layer " + b.layer(left.getFirst().from()).name() + " by a "
                        + left.getFirst().kind() + " connection (" + left.getFirst().name() + ") that " + named(a, b) + " has not");
            }
        }
        ofB.addAll(List.of(found));
    }

    private void requireSame(Layer layer) throws UnlikeNetworksException {
        if (layer.index() >= b.layers().size()) {
            throw unlike(layer, "which only " + named(a, b) + " has");
        }
        Layer other = b.layer(layer.index());
        if (!layer.shape().equals(other.shape())) {
            throw unlike(layer, "of " + layer.shape() + " neurons in " + named(a, b) + " and "
                    + (other.name().equals(layer.name()) ? "" : other.name() + " of ") + other.shape() + " in " + named(b, a));
        }
    }

    /** Its name, or which of the two it is where both are called the same. */
    private static String named(Network network, Network other) {
        return network.name().equals(other.name()) && network != other ? "one" : network.name();
    }

    private UnlikeNetworksException unlike(Layer layer, String how) {
        return new UnlikeNetworksException(a.name() + " and " + b.name() + " cannot be compared: the first layer that differs is " + layer.name()
                + " (number " + layer.index() + "), " + how + "; open two models of the same architecture.");
    }

    /** Whether two connections have the same links, of whatever weights. */
    static boolean isAlike(Connection x, Connection y) {
        return switch (x) {
            case DenseConnection dense -> isAlikeDense(dense, Optional.empty(), y);
            case Composed composed when composed.operator() instanceof DenseConnection dense -> isAlikeDense(dense, Optional.of(composed.input()), y);
            case Composed composed -> y instanceof Composed other && isAlike(composed.operator(), other.operator()) && isSame(composed.input(), other.input());
            case Convolution convolution -> y instanceof Convolution other && convolution.geometry().equals(other.geometry())
                    && convolution.transposed() == other.transposed();
            case OneToOne one -> y instanceof OneToOne other && one.scale().isPresent() == other.scale().isPresent()
                    && one.positions() == other.positions() && isSame(one.input(), other.input());
            case Gated gated -> y instanceof Gated other && gated.gates().size() == other.gates().size()
                    && Set.copyOf(gated.gates()).equals(Set.copyOf(other.gates())) && isAlike(gated.rows(), other.rows());
            case Block _ -> y instanceof Block;
        };
    }

    private static boolean isAlikeDense(DenseConnection dense, Optional<Averaging> input, Connection y) {
        Optional<Averaging> otherInput = y instanceof Composed composed ? Optional.of(composed.input()) : Optional.empty();
        if (!(y instanceof Composed composed ? composed.operator() : y).kind().equals(dense.kind()) || dense.targets() != y.targets()) {
            return false;
        }
        Averaging same = Averaging.same(input.or(() -> otherInput).map(Averaging::neurons).orElse(dense.sources()));
        Averaging one = input.orElse(same);
        Averaging other = otherInput.orElse(same);
        return isSame(one, other) || isOrder(one) && isOrder(other) && one.neurons() == other.neurons();
    }

    /** Whether every neuron is one unit. */
    static boolean isOrder(Averaging input) {
        if (input.units() != input.neurons()) {
            return false;
        }
        boolean[] seen = new boolean[input.neurons()];
        for (int unit = 0; unit < seen.length; unit++) {
            if (input.count(unit) != 1 || input.share(unit, 0) != 1 || seen[input.neuron(unit, 0)]) {
                return false;
            }
            seen[input.neuron(unit, 0)] = true;
        }
        return true;
    }

    static boolean isSame(Averaging x, Averaging y) {
        if (x == y) {
            return true;
        }
        if (x.units() != y.units() || x.neurons() != y.neurons() || x.entries() != y.entries()) {
            return false;
        }
        for (int unit = 0; unit < x.units(); unit++) {
            if (x.count(unit) != y.count(unit)) {
                return false;
            }
            for (int k = 0; k < x.count(unit); k++) {
                if (x.neuron(unit, k) != y.neuron(unit, k) || x.share(unit, k) != y.share(unit, k)) {
                    return false;
                }
            }
        }
        return true;
    }
}
