package org.cntexplorer.app.inspector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Pointed;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.metric.Standing;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;

/** Collects what the inspector shows. Pure, for a background task. */
final class Inspecting {
    private final Network network;
    private final Convention convention;
    private final boolean assumeImages;
    private final Progress progress;

    private Inspecting(Network network, Convention convention, boolean assumeImages, Progress progress) {
        this.network = network;
        this.convention = convention;
        this.assumeImages = assumeImages;
        this.progress = progress;
    }

    /** @param selected at least one neuron; the last is the one to inspect */
    static Inspection of(Numbers numbers, List<Neuron> selected, boolean assumeImages, Progress progress) {
        return new Inspecting(numbers.network(), numbers.convention(), assumeImages, progress).inspect(numbers, selected);
    }

    private Inspection inspect(Numbers numbers, List<Neuron> selected) {
        Neuron neuron = selected.getLast();
        Layer layer = network.layer(neuron.layer());
        NodeStrength.OfLayer strength = numbers.strength().layer(layer.index());
        Moments all = Moments.of(selected.stream().mapToDouble(numbers.strength()::of).toArray());
        List<Links> into = new ArrayList<>();
        List<Links> outOf = new ArrayList<>();
        for (Connection connection : network.into(layer.index())) {
            progress.check();
            into.add(connection.into(neuron.index()));
        }
        for (Connection connection : network.outOf(layer.index())) {
            progress.check();
            outOf.add(connection.outOf(neuron.index()));
        }
        Optional<Kernel> kernel = network.into(layer.index()).stream().flatMap(c -> Kernel.of(c, neuron.index(), progress).stream()).findFirst();
        return new Inspection(neuron, layer, all, GraphLayout.imageOf(layer, assumeImages), strength.in()[neuron.index()],
                strength.out()[neuron.index()], strength.total()[neuron.index()], bias(neuron),
                Standing.of(strength.total(), neuron.index()), side(into, true), side(outOf, false),
                kernel.isPresent() ? Optional.empty() : picture(into), kernel, GateStrength.of(network, neuron, numbers.convention().weighting()));
    }

    private OptionalDouble bias(Neuron neuron) {
        return network.into(neuron.layer()).stream().flatMapToDouble(c -> c.biasOf(neuron.index()).stream()).reduce(Double::sum);
    }

    private boolean counted(Links links) {
        return convention.counts(network.connection(links.connection()));
    }

    private record Found(Neuron other, Pointed.Link link, String through) {}

    private Inspection.Side side(List<Links> links, boolean incoming) {
        double[] weights = new double[links.stream().filter(this::counted).mapToInt(Links::count).sum()];
        List<Found> found = new ArrayList<>();
        int at = 0;
        for (Links some : links) {
            Connection connection = network.connection(some.connection());
            for (float weight : counted(some) ? some.weight() : new float[0]) {
                weights[at++] = weight;
            }
            Links best = some.strongest(Inspection.LISTED);
            for (int i = 0; i < best.count(); i++) {
                Pointed.Link link = Pointed.Link.of(connection, best, i);
                found.add(new Found(incoming ? link.source() : link.target(), link, InspectorWords.connection(connection)));
            }
            progress.check();
        }
        found.sort(Comparator.comparingDouble((Found f) -> -Math.abs(f.link().weight())).thenComparing(Found::other));
        found = found.subList(0, Math.min(Inspection.LISTED, found.size()));
        double strongest = found.isEmpty() ? 1 : Math.abs(found.getFirst().link().weight());
        List<LinkRow> rows = found.stream().map(f -> new LinkRow(f.other(), f.link(), name(f.other()), f.through(),
                strongest == 0 ? 0 : Double.isInfinite(strongest) ? 1 : Math.abs(f.link().weight()) / strongest)).toList();
        return Inspection.Side.of(rows, links.stream().mapToLong(Links::count).sum(), weights);
    }

    private String name(Neuron neuron) {
        Layer layer = network.layer(neuron.layer());
        return layer.name() + " · " + position(GraphLayout.imageOf(layer, assumeImages), layer, neuron.index());
    }

    /** "17", or "14,7" for row and column of an image, "2,14,7" with its channel: as the graph names it. */
    static String position(Optional<Shape> image, Layer layer, int index) {
        return image.orElse(layer.shape()).place(index);
    }

    private Optional<WeightImage> picture(List<Links> into) {
        for (Links links : into) {
            int source = network.connection(links.connection()).from();
            Optional<Shape> image = GraphLayout.imageOf(network.layer(source), assumeImages);
            if (image.isPresent() && network.connection(links.connection()).counted()) {
                float[] weights = new float[image.get().neurons()];
                for (int i = 0; i < links.count(); i++) {
                    // several links from one pixel are one colour: what they carry together
                    weights[links.source()[i]] += links.weight()[i];
                }
                return Optional.of(WeightImage.of(source, image.get(), weights));
            }
        }
        return Optional.empty();
    }
}
