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
 * The density bands of a network in a layout.
 *
 * @param layout the layout whose heights they tell
 * @param bands of each connection, in order; empty for one without weight, or between layers that are no rectangles: what goes between two rings
 *     lies, from all sides, over all of what is between them, so that a band there would be an even grey
 * @param ribbons of each connection that is not straight
 */
public record DensityBands(GraphLayout layout, List<Optional<DensityBand>> bands, Map<Integer, BandRibbon> ribbons) {
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
        return new DensityBands(layout, List.of(), Map.of());
    }

    public Optional<DensityBand> band(int connection) {
        return connection < bands.size() ? bands.get(connection) : Optional.empty();
    }

    /** What is drawn of a connection that is not straight. */
    public List<BandRibbon.Strip> strips(int connection) {
        BandRibbon ribbon = ribbons.get(connection);
        return ribbon == null ? List.of() : ribbon.strips();
    }

    /** In one pass over the weights. @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static DensityBands of(Network network, GraphLayout layout, Progress progress) {
        List<Optional<DensityBand>> bands = new ArrayList<>();
        Grouping last = null;
        for (Connection connection : network.connections()) {
            progress.check();
            progress.report(bands.size() / (double) network.connections().size(), "Weight between the layers of " + connection.name());
            LayerBlock from = layout.block(connection.from());
            LayerBlock to = layout.block(connection.to());
            if (!connection.counted() || !from.isRectangle() || !to.isRectangle()) {
                bands.add(Optional.empty());
                continue;
            }
            // the source of one is as a rule the target of the one before it
            Grouping source = last != null && last.layer == connection.from() ? last : Grouping.of(from);
            Grouping target = connection.to() == connection.from() ? source : Grouping.of(to);
            LinkMass mass = connection.mass(source.groupOf, source.stripes.count(), target.groupOf, target.stripes.count(), progress);
            bands.add(Optional.of(DensityBand.of(connection.index(), source.stripes, target.stripes, mass)).filter(b -> b.total() > 0));
            last = target;
        }
        Map<Integer, BandRibbon> ribbons = new HashMap<>();
        bands.stream().flatMap(Optional::stream).filter(band -> !layout.routes().isBand(band.connection()))
                .forEach(band -> ribbons.put(band.connection(), BandRibbon.of(network.connection(band.connection()), layout, band)));
        return new DensityBands(layout, bands, ribbons);
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
