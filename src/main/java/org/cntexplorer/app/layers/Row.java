package org.cntexplorer.app.layers;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;

/**
 * A row of one of the two tables.
 *
 * @param index of the layer or connection; also the order in which rows stand at first
 * @param name the first line of its name
 * @param detail the second line
 * @param kind what made it, and between what it stands
 * @param count neurons of a layer, links of a connection
 * @param distribution of the layer's strengths or the connection's weights; empty while they are being computed
 * @param place what is revealed when the row is chosen
 */
record Row(int index, String name, String detail, String kind, long count, Optional<Distribution> distribution, Place place) {
    static Row of(Layer layer, Optional<Distribution> distribution) {
        Shape shape = layer.shape();
        String neurons = layer.neurons() == 1 ? "1 neuron" : NumberText.count(layer.neurons()) + " neurons";
        String made = layer.kind() + (layer.activation().isEmpty() ? "" : ", " + layer.activation());
        return new Row(layer.index(), layer.name(), shape.extents().size() > 1 ? shape.toString() : neurons, made, layer.neurons(),
                distribution, new Place.OfLayer(layer.index()));
    }

    static Row of(Network network, Connection connection, Optional<Distribution> distribution) {
        String fixed = connection.counted() ? "" : "fixed ";
        String links = connection.links() == 1 ? "1 " + fixed + "link" : NumberText.brief(connection.links()) + " " + fixed + "links";
        String ends = connection.from() + " " + network.layer(connection.from()).name() + " → " + connection.to() + " "
                + network.layer(connection.to()).name();
        String kind = connection.kind() + (connection.counted() ? ", " : ", not counted, ");
        return new Row(connection.index(), connection.name(), connection.links() == 0 ? connection.kind() : links, kind + ends, connection.links(), distribution,
                new Place.OfConnection(connection.index()));
    }

    /** A number of the summary; NaN where there is none yet. */
    double number(ToDoubleFunction<Moments> which) {
        return distribution.map(d -> which.applyAsDouble(d.moments())).orElse(Double.NaN);
    }

    /** Whether there is nothing to summarise: a connection whose links have a fixed weight. */
    boolean hasNone() {
        return distribution.isPresent() && distribution.get().moments().n() == 0 && nonFinite() == 0;
    }

    /** How many numbers are NaN or infinite, and left out of the summary. */
    long nonFinite() {
        return distribution.map(d -> d.moments().nonFinite()).orElse(0L);
    }
}
