package org.cntexplorer.graph;

import java.util.List;
import java.util.Objects;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/** What of the network is looked at alone, its links instead of the ones that a rule picks. */
public sealed interface Focus {
    /** Nothing: the links are picked by the rule. */
    Focus NONE = new None();

    /** Nothing: the links are picked by the rule. */
    record None() implements Focus {}

    /** The {@linkplain StrongestPath strongest path} between two neurons. */
    record Path(Neuron from, Neuron to) implements Focus {
        public Path {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
        }
    }

    /** Where a neuron's signal comes from: the strongest links into it, into their sources, and so on. */
    record Upstream(Neuron neuron, int strongest) implements Focus {
        public Upstream {
            Objects.requireNonNull(neuron);
            requireLinks(strongest);
        }
    }

    /** Where a neuron's signal goes: the strongest links out of it, out of their targets, and so on. */
    record Downstream(Neuron neuron, int strongest) implements Focus {
        public Downstream {
            Objects.requireNonNull(neuron);
            requireLinks(strongest);
        }
    }

    private static void requireLinks(int strongest) {
        if (strongest < 1) {
            throw new IllegalArgumentException("a cone of " + strongest + " links of each neuron");
        }
    }

    /** The neurons that it is told by. */
    default List<Neuron> neurons() {
        return switch (this) {
            case None() -> List.of();
            case Path(Neuron from, Neuron to) -> List.of(from, to);
            case Upstream(Neuron neuron, int strongest) -> List.of(neuron);
            case Downstream(Neuron neuron, int strongest) -> List.of(neuron);
        };
    }

    /** Whether a network's links are looked at through it: it says something, of neurons that the network has. */
    default boolean isOf(Network network) {
        return !(this instanceof None) && neurons().stream().allMatch(network::has);
    }
}
