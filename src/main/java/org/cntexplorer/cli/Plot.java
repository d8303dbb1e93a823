package org.cntexplorer.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FluctuationFigure;
import org.cntexplorer.figure.GraphFigure;
import org.cntexplorer.figure.StrengthFigure;
import org.cntexplorer.figure.WeightsFigure;
import org.cntexplorer.graph.GraphLayouts;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** The figures that can be asked for by name. */
enum Plot {
    STRENGTH, FLUCTUATION, WEIGHTS, GRAPH;

    /**
     * @param layer the one layer whose strengths, or whose incoming weights, are shown; all where it is absent
     * @param links which links the graph shows
     * @param layout of its neurons
     */
    Figure of(Network network, Convention convention, OptionalInt layer, LinkChoice links, LayoutChoice layout, Progress progress) {
        return switch (this) {
            case STRENGTH -> {
                List<Integer> layers = layer.isPresent() ? List.of(layer.getAsInt()) : IntStream.range(0, network.layers().size()).boxed().toList();
                yield StrengthFigure.of(NodeStrength.of(network, convention, progress), layers,
                        layers.stream().map(l -> network.layer(l).name()).toList(), List.of(), Optional.empty(), progress);
            }
            case FLUCTUATION -> FluctuationFigure.of(network, NodeStrength.of(network, convention, progress));
            case WEIGHTS -> WeightsFigure.of(network, LinkWeights.of(network, progress),
                    (layer.isPresent() ? network.into(layer.getAsInt()) : network.connections()).stream()
                            .filter(connection -> connection.weights() > 0).map(Connection::index).toList(), progress);
            case GRAPH -> {
                NodeStrength strength = NodeStrength.of(network, convention, progress);
                VisibleLinks shown = VisibleLinks.of(network, links, progress);
                yield GraphFigure.of(GraphScene.of(network, strength,
                        new GraphLayouts(network).of(layout, true, List.of(), Optional.of(strength), shown, progress), shown, NeuronQuantity.STRENGTH, Set.of()));
            }
        };
    }
}
