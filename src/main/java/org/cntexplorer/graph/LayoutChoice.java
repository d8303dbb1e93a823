package org.cntexplorer.graph;

import java.util.List;
import org.cntexplorer.model.Neuron;

/**
 * How the neurons of a network are laid out.
 *
 * @param order of the neurons within a layer that is no image; a force-directed layout has none
 * @param neurons those whose surroundings a force-directed layout is of; empty for the strongest links of all, and for every other kind
 */
public record LayoutChoice(Kind kind, Order order, List<Neuron> neurons) {
    /** Layers and their neurons from left to right, as rings around the first layer, or neurons by the pull of their links. */
    public enum Kind {
        LAYERED("Layered"), RADIAL("Radial"), FORCE("By force");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** The order of neurons within their layer: as they are numbered, strongest first, or so that few of the strongest links cross. */
    public enum Order {
        INDEX("By index"), STRENGTH("By strength"), CROSSINGS("Fewest crossings");

        private final String label;

        Order(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public static final LayoutChoice DEFAULT = new LayoutChoice(Kind.LAYERED, Order.INDEX);

    public LayoutChoice {
        neurons = kind == Kind.FORCE ? List.copyOf(neurons) : List.of();
    }

    public LayoutChoice(Kind kind, Order order) {
        this(kind, order, List.of());
    }

    /** The same with another order. */
    public LayoutChoice with(Order other) {
        return new LayoutChoice(kind, other, neurons);
    }

    /** Of another kind, in the same order. @param centre what a force-directed one is around */
    public LayoutChoice with(Kind other, List<Neuron> centre) {
        return new LayoutChoice(other, order, centre);
    }
}
