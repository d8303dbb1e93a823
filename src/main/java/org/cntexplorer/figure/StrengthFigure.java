package org.cntexplorer.figure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.graph.ValueRange;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.jfree.chart.JFreeChart;

/**
 * The distribution of the node strength of one or several layers: histogram and density (papers A, B).
 *
 * @param layers the strengths, a distribution a layer
 * @param marks the selected neurons' strengths
 * @param highlight a range of strengths that stands out
 */
public record StrengthFigure(List<Distribution> layers, List<Mark> marks, Optional<ValueRange> highlight) implements ChartFigure {
    public StrengthFigure {
        layers = List.copyOf(layers);
        marks = List.copyOf(marks);
    }

    /**
     * @param layers indices of the layers that are shown
     * @param names of those layers, in the same order
     * @param marked neurons that are marked, those of other layers aside
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static StrengthFigure of(NodeStrength strength, List<Integer> layers, List<String> names, Collection<Neuron> marked,
                                    Optional<ValueRange> highlight, Progress progress) {
        List<Distribution> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            progress.check();
            progress.report(i / (double) layers.size(), "Strengths of " + names.get(i));
            all.add(Distribution.of(names.get(i), strength.layer(layers.get(i)).total()));
        }
        return new StrengthFigure(all, marks(strength, layers, marked), highlight);
    }

    private static List<Mark> marks(NodeStrength strength, List<Integer> layers, Collection<Neuron> marked) {
        return marked.stream().filter(neuron -> layers.contains(neuron.layer()) && Double.isFinite(strength.of(neuron))).sorted()
                .map(neuron -> new Mark(neuron.toString(), strength.of(neuron))).toList();
    }

    /** The same distributions with other marks, which cost nothing. */
    public StrengthFigure with(NodeStrength strength, List<Integer> layers, Collection<Neuron> marked, Optional<ValueRange> range) {
        return new StrengthFigure(this.layers, marks(strength, layers, marked), range);
    }

    @Override
    public String title() {
        return "Node strength of " + String.join(", ", layers.stream().map(Distribution::name).toList());
    }

    @Override
    public double aspect() {
        return 0.68;
    }

    @Override
    public double height(double width, FigureStyle style) {
        return ChartFigure.super.height(width, style) + DistributionChart.moreLegend(layers, width, style);
    }

    @Override
    public JFreeChart chart(FigureStyle style) {
        return new DistributionChart(layers, marks, highlight, style).chart("Node strength *s*");
    }
}
