package org.cntexplorer.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.graph.ValueRange;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.jfree.chart.JFreeChart;

/**
 * The distribution of the link weights of one or several connections, biases not counted: histogram and density (papers A, B).
 *
 * @param connections a distribution a connection
 * @param highlight a range of weights that stands out
 */
public record WeightsFigure(List<Distribution> connections, Optional<ValueRange> highlight) implements ChartFigure {
    public WeightsFigure {
        connections = List.copyOf(connections);
    }

    /**
     * @param connections indices of the connections that are shown
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static WeightsFigure of(Network network, LinkWeights weights, List<Integer> connections, Progress progress) {
        List<Distribution> all = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            Progress part = progress.part(i / (double) connections.size(), (i + 1.0) / connections.size());
            int connection = connections.get(i);
            part.report(0, "Weights of " + network.connection(connection).name());
            all.add(Distribution.of(network.connection(connection), weights.connection(connection).weights(), part));
        }
        return new WeightsFigure(all, Optional.empty());
    }

    /** The same distributions with another range that stands out, which costs nothing. */
    public WeightsFigure with(Optional<ValueRange> range) {
        return new WeightsFigure(connections, range);
    }

    @Override
    public String title() {
        return "Link weights of " + String.join(", ", connections.stream().map(Distribution::name).toList());
    }

    @Override
    public double aspect() {
        return 0.68;
    }

    @Override
    public double height(double width, FigureStyle style) {
        return ChartFigure.super.height(width, style) + DistributionChart.moreLegend(connections, width, style);
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        return new DistributionChart(connections, List.of(), highlight, style).chart("Link weight *w*");
    }
}
