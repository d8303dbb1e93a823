package org.cntexplorer.format.lowering;

import org.cntexplorer.model.Block;
import org.cntexplorer.model.Composed;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Convolution;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Gated;
import org.cntexplorer.model.OneToOne;

/** The same connection between layers of other numbers: where layers merge, and where the network's order is settled. */
final class Placing {
    private Placing() {}

    static Connection placed(Connection connection, int index, int from, int to) {
        if (connection.index() == index && connection.from() == from && connection.to() == to) {
            return connection;
        }
        return switch (connection) {
            case DenseConnection c -> new DenseConnection(index, c.name(), from, to, c.matrix(), c.orientation(), c.bias());
            case Convolution c -> new Convolution(index, c.name(), from, to, c.kernel(), c.layout(), c.geometry(), c.transposed(), c.channelBias());
            case OneToOne c -> new OneToOne(index, c.name(), c.kind(), from, to, c.input(), c.scale(), c.positions(), c.channelShift());
            case Composed c -> new Composed(placed(c.operator(), index, from, to), from, c.input());
            case Gated c -> new Gated(placed(c.rows(), index, from, to), c.gates());
            case Block c -> new Block(index, c.name(), c.kind(), from, to, c.sources(), c.targets());
        };
    }
}
