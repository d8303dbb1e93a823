package org.cntexplorer.graph;

import java.util.Optional;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Gated;

/**
 * One gate of a recurrent layer, whose links are shown alone.
 *
 * @param layer index of the layer
 * @param gate its number among the layer's gates
 */
public record ShownGate(int layer, int gate) {
    /** A connection with the links of the gate alone, where it has gates and enters the layer; itself otherwise. */
    public static Connection of(Connection connection, Optional<ShownGate> shown) {
        return shown.isPresent() && connection instanceof Gated gated && gated.to() == shown.get().layer() && shown.get().gate() < gated.gates().size()
                ? gated.gate(shown.get().gate()) : connection;
    }
}
