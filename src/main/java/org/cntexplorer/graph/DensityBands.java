package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.LinkMass;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * The density bands of a network in a layout: of its weights, or of what its links carry of a signal.
 *
 * @param layout the layout whose heights they tell
 * @param flow what flows through the network: w·a in the place of the weights
 * @param bands of each connection, in order; empty for one without weight or signal, or between layers that are no rectangles: what goes between two rings
 *     lies, from all sides, over all of what is between them, so that a band there would be an even grey
 * @param ribbons of each connection that is not straight
 */
public record DensityBands(GraphLayout layout, Optional<SignalFlow> flow, List<Optional<DensityBand>> bands, Map<Integer, BandRibbon> ribbons) {
    /** Groups of a layer: as many as can be told apart, few enough for every pair to be drawn in no time. */
    static final int MOST_GROUPS = 24;
    /** Rows of maps from which on a map is in one group whole. */
    private static final int MANY_MAPS = 8;

    public DensityBands {
        bands = List.copyOf(bands);
        ribbons = Map.copyOf(ribbons);
    }

    /** None yet. */
    public static DensityBands none(GraphLayout layout) {
        return new DensityBands(layout, Optional.empty(), List.of(), Map.of());
    }

    /** What is being looked for while they are. */
    public static String task(Optional<SignalFlow> flow, String name) {
        return (flow.isPresent() ? "Signal" : "Weight") + " between the layers of " + name;
    }

    /** What they tell of all links, as a legend says it. */
    public static String words(Optional<SignalFlow> flow) {
        return flow.isPresent() ? "ribbons: Σ|w·a|" : "ribbons: Σ|w|";
    }

    /** Whether there is something for bands to tell: links that are not shown, between layers that are rectangles. */
    public static boolean tellOf(GraphScene scene) {
        return scene.links().shown() < scene.links().existing() && scene.network().connections().stream()
                .anyMatch(c -> c.counted() && scene.layout().block(c.from()).isRectangle() && scene.layout().block(c.to()).isRectangle());
    }

    public Optional<DensityBand> band(int connection) {
        return connection < bands.size() ? bands.get(connection) : Optional.empty();
    }

    /** What is drawn of a connection that is not straight. */
    public List<BandRibbon.Strip> strips(int connection) {
        BandRibbon ribbon = ribbons.get(connection);
        return ribbon == null ? List.of() : ribbon.strips();
    }

    /** Whether they tell what a scene shows, where it shows it. */
    public boolean isOf(GraphScene scene) {
        return layout == scene.layout() && flow.equals(scene.flow());
    }

    /** Those of a scene. @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static DensityBands of(GraphScene scene, Progress progress) {
        return of(scene.network(), scene.layout(), scene.flow(), progress);
    }

    /**
     * In one pass over the weights.
     *
     * @param flow of the network's layers
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static DensityBands of(Network network, GraphLayout layout, Optional<SignalFlow> flow, Progress progress) {
        List<Optional<DensityBand>> bands = new ArrayList<>();
        Grouping last = null;
        for (Connection connection : network.connections()) {
            progress.check();
            progress.report(bands.size() / (double) network.connections().size(), task(flow, connection.name()));
            LayerBlock from = layout.block(connection.from());
            LayerBlock to = layout.block(connection.to());
            Optional<float[]> carried = flow.map(some -> some.activations().get(connection.from()));
            if (!connection.counted() || !from.isRectangle() || !to.isRectangle() || carried.filter(some -> some.length == 0).isPresent()) {
                bands.add(Optional.empty());
                continue;
            }
            // the source of one is as a rule the target of the one before it
            Grouping source = last != null && last.layer == connection.from() ? last : Grouping.of(from);
            Grouping target = connection.to() == connection.from() ? source : Grouping.of(to);
            LinkMass mass = carried
                    .map(a -> connection.mass(a, source.groupOf, source.stripes.count(), target.groupOf, target.stripes.count(), progress))
                    .orElseGet(() -> connection.mass(source.groupOf, source.stripes.count(), target.groupOf, target.stripes.count(), progress));
            bands.add(Optional.of(DensityBand.of(connection.index(), source.stripes, target.stripes, mass)).filter(b -> b.total() > 0));
            last = target;
        }
        Map<Integer, BandRibbon> ribbons = new HashMap<>();
        bands.stream().flatMap(Optional::stream).filter(band -> !layout.routes().isBand(band.connection()))
                .forEach(band -> ribbons.put(band.connection(), BandRibbon.of(network.connection(band.connection()), layout, band)));
        return new DensityBands(layout, flow, bands, ribbons);
    }

    private record Grouping(int layer, int[] groupOf, DensityBand.Stripes stripes) {
        static Grouping of(LayerBlock block) {
            boolean whole = block.isMapped() && block.mapRows() >= MANY_MAPS;
            // rows that neurons stand in
            int rows = whole ? block.mapRows() : block.isMapped() ? block.mapRows() * (block.rows() + 1) - 1 : block.rows();
            int groups = Math.min(rows, MOST_GROUPS);
            double top = block.mapsTop();
            double height = block.mapsBottom() - top;
            double[] edges = new double[groups + 1];
            for (int k = 0; k <= groups; k++) {
                edges[k] = top + height * k / groups;
            }
            int[] groupOf = new int[block.neurons()];
            int pixels = block.rows() * block.columns();
            for (int i = 0; i < groupOf.length; i++) {
                if (whole && i % pixels > 0) {
                    groupOf[i] = groupOf[i - 1];
                } else {
                    double y = whole ? block.mapTop(i / pixels) + block.rows() * block.pitch() / 2 : block.placeY(i);
                    groupOf[i] = Math.clamp((int) ((y - top) / height * groups), 0, groups - 1);
                }
            }
            return new Grouping(block.layer(), groupOf, new DensityBand.Stripes(edges));
        }
    }
}
