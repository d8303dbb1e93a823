package org.cntexplorer.app.workspace;

import java.util.Optional;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;

/**
 * What the pointer is on, in whichever pane.
 *
 * @param neuron the neuron, or the other end of a link that is pointed at in a list of a neuron's links
 * @param link the link, where it is one
 */
public record Pointed(Neuron neuron, Optional<Link> link) {
    /**
     * One link.
     *
     * @param connection index of its connection
     */
    public record Link(int connection, Neuron source, Neuron target, float weight) {
        /** One of a connection's links. @param i its place among them */
        public static Link of(Connection connection, Links links, int i) {
            return new Link(connection.index(), new Neuron(connection.from(), links.source()[i]), new Neuron(connection.to(), links.target()[i]), links.weight()[i]);
        }

        /** Whether it is between these two, whichever is its source. */
        public boolean joins(Neuron one, Neuron other) {
            return source.equals(one) && target.equals(other) || source.equals(other) && target.equals(one);
        }
    }

    public static Pointed at(Neuron neuron) {
        return new Pointed(neuron, Optional.empty());
    }

    public static Pointed at(Neuron neuron, Link link) {
        return new Pointed(neuron, Optional.of(link));
    }
}
