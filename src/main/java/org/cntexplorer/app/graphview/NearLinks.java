package org.cntexplorer.app.graphview;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.LinkLook;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * Fetches the links of some neurons, as far as the choice of links allows them: all where they are few, else the strongest of each neuron.
 * What was fetched is kept for the next time, as long as there is room.
 */
final class NearLinks {
    /** Links that are drawn at a time. */
    static final int MOST = 20_000;
    /** Links that are read to find them. */
    private static final double MOST_READ = 3e6;
    private static final int MOST_KEPT = 1_000_000;
    private static final int STRENGTHS = 400;
    /** Links look as among so many at most. */
    private static final int CROWD = 2_000;

    /** The links into a neuron, or out of it, through one connection. */
    private record Side(int connection, boolean into, int neuron) {}

    /** @param whole how many links there are, of which the strongest are kept */
    private record Kept(Links links, int whole) {}

    private final Map<Side, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private Object keptOf;
    private int keptLinks;

    /**
     * What the links are asked of.
     *
     * @param choice which of them may be drawn
     * @param gate the gate whose links alone are shown
     * @param height of the view, in the layout's unit
     */
    record Wish(GraphScene scene, Palette palette, LinkChoice choice, Optional<ShownGate> gate, List<Neuron> neurons, double height) {
        /** Whether the choice leaves open which links are drawn near by: a rule that picks links by what they are does not. */
        boolean isOpen() {
            return !choice.focus().isOf(scene.network()) && switch (choice.rule()) {
                case LinkChoice.StrongestOfConnection(int count) -> count > 0;
                case LinkChoice.StrongestOfNeuron(int count) -> count > 0;
                case LinkChoice.StrongestOverall(int count) -> count > 0;
                case LinkChoice.AtLeast _ -> true;
                case LinkChoice.Share _, LinkChoice.Backbone _ -> false;
            };
        }

        private boolean has(int source, int target, float weight, Connection of) {
            return choice.sign().has(weight) && (!(choice.rule() instanceof LinkChoice.AtLeast(double threshold, int ignored)) || Math.abs(weight) >= threshold)
                    && (!choice.selectionOnly() || scene.selection().contains(new Neuron(of.from(), source))
                    || scene.selection().contains(new Neuron(of.to(), target)));
        }
    }

    /** @return empty where there is nothing to draw, or so much that it would take long */
    synchronized Optional<Near> of(Wish wish, Progress progress) {
        GraphScene scene = wish.scene();
        if (!wish.isOpen() || wish.neurons().isEmpty() || read(wish) > MOST_READ) {
            return Optional.empty();
        }
        if (keptOf != scene.network()) {
            kept.clear();
            keptLinks = 0;
            keptOf = scene.network();
        }
        List<Links> all = new ArrayList<>();
        Set<Neuron> seen = new HashSet<>(wish.neurons());
        int sides = wish.neurons().stream().mapToInt(n -> scene.network().into(n.layer()).size() + scene.network().outOf(n.layer()).size()).sum();
        int share = Math.max(8, MOST / Math.max(1, sides));
        long existing = 0;
        for (Neuron neuron : wish.neurons()) {
            for (Connection connection : scene.network().into(neuron.layer())) {
                progress.check();
                Kept found = side(connection, true, neuron, wish.gate(), share);
                existing += found.whole;
                all.add(carried(filtered(found.links, connection, wish, Set.of()), connection, scene));
            }
            for (Connection connection : scene.network().outOf(neuron.layer())) {
                progress.check();
                Kept found = side(connection, false, neuron, wish.gate(), share);
                existing += found.whole;
                // those to another neuron in view are its own already
                all.add(carried(filtered(found.links, connection, wish, seen), connection, scene));
            }
        }
        return Optional.of(new Near(scene.layout(), lines(all, wish, progress), existing));
    }

    /** About how many links the neurons have. */
    private static double read(Wish wish) {
        double sum = 0;
        for (Neuron neuron : wish.neurons()) {
            for (Connection connection : wish.scene().network().into(neuron.layer())) {
                sum += connection.links() / (double) connection.targets();
            }
            for (Connection connection : wish.scene().network().outOf(neuron.layer())) {
                sum += connection.links() / (double) connection.sources();
            }
        }
        return sum;
    }

    private Kept side(Connection connection, boolean into, Neuron neuron, Optional<ShownGate> gate, int share) {
        if (!connection.counted()) {
            return new Kept(new Links(connection.index(), new int[0], new int[0], new float[0]), 0);
        }
        Side side = new Side(connection.index(), into, neuron.index());
        Kept found = gate.isPresent() ? null : kept.get(side);
        if (found == null || found.links.count() < Math.min(share, found.whole)) {
            Connection shown = ShownGate.of(connection, gate);
            Links all = into ? shown.into(neuron.index()) : shown.outOf(neuron.index());
            found = new Kept(all.strongest(Math.max(share, 1_024)), all.count());
            if (gate.isEmpty()) {
                keep(side, found);
            }
        }
        return found.links.count() > share ? new Kept(found.links.strongest(share), found.whole) : found;
    }

    private void keep(Side side, Kept found) {
        Kept before = kept.put(side, found);
        keptLinks += found.links.count() - (before == null ? 0 : before.links.count());
        var eldest = kept.entrySet().iterator();
        while (keptLinks > MOST_KEPT && eldest.hasNext()) {
            keptLinks -= eldest.next().getValue().links.count();
            eldest.remove();
        }
    }

    private static Links filtered(Links links, Connection connection, Wish wish, Set<Neuron> notTo) {
        int[] source = new int[links.count()];
        int[] target = new int[links.count()];
        float[] weight = new float[links.count()];
        int n = 0;
        for (int i = 0; i < links.count(); i++) {
            float w = links.weight()[i];
            if (wish.has(links.source()[i], links.target()[i], w, connection) && (notTo.isEmpty() || !notTo.contains(new Neuron(connection.to(), links.target()[i])))) {
                source[n] = links.source()[i];
                target[n] = links.target()[i];
                weight[n++] = w;
            }
        }
        return new Links(links.connection(), Arrays.copyOf(source, n), Arrays.copyOf(target, n), Arrays.copyOf(weight, n));
    }

    private static Links carried(Links links, Connection connection, GraphScene scene) {
        return scene.flow().map(flow -> flow.carried(links, connection)).orElse(links);
    }

    private static Drawing.Lines lines(List<Links> all, Wish wish, Progress progress) {
        GraphScene scene = wish.scene();
        double[] strongest = new double[scene.network().connections().size()];
        int[] count = new int[strongest.length];
        for (Links links : all) {
            count[links.connection()] += links.count();
            strongest[links.connection()] = Math.max(Math.max(strongest[links.connection()], scene.strongestShown(links.connection())),
                    links.count() == 0 ? 0 : GraphScene.strongest(links));
        }
        boolean dims = !scene.selection().isEmpty();
        // how many there are of each strength, so that the stronger ones of all come last, and before them only as many as there is room for
        double[] ink = new double[STRENGTHS + 1];
        List<LineList> byStrength = new ArrayList<>();
        for (int strength = 0; strength < STRENGTHS; strength++) {
            byStrength.add(null);
        }
        for (Links links : all) {
            for (int i = 0; i < links.count(); i++) {
                double part = Math.clamp(Math.abs(links.weight()[i]) / strongest[links.connection()], 0, 1);
                LinkLook look = LinkLook.among(part, Math.min(count[links.connection()], CROWD), false, true, false);
                // as if each crossed half of the view
                ink[strength(part)] += look.width() * look.opacity() / 2 / wish.height();
            }
        }
        for (int strength = STRENGTHS - 2; strength >= 0; strength--) {
            ink[strength] += ink[strength + 1];
        }
        for (int l = 0; l < all.size(); l++) {
            progress.check();
            Links links = all.get(l);
            Connection connection = scene.network().connection(links.connection());
            LayerBlock source = scene.layout().block(connection.from());
            LayerBlock target = scene.layout().block(connection.to());
            for (int i = 0; i < links.count(); i++) {
                int s = links.source()[i];
                int t = links.target()[i];
                if (!source.has(s) || !target.has(t) || !scene.passes(connection.from(), s) || !scene.passes(connection.to(), t)) {
                    continue;
                }
                double part = Math.clamp(Math.abs(links.weight()[i]) / strongest[links.connection()], 0, 1);
                boolean stands = !dims || scene.selection().contains(new Neuron(connection.from(), s)) || scene.selection().contains(new Neuron(connection.to(), t));
                LinkLook look = LinkLook.among(part, Math.min(count[links.connection()], CROWD), scene.dims(), stands, false);
                Color colour = links.weight()[i] < 0 ? wish.palette().negative() : wish.palette().positive();
                int strength = strength(part);
                if (byStrength.get(strength) == null) {
                    byStrength.set(strength, new LineList());
                }
                // of equal ones the first have the room of half of them
                float before = (float) ((ink[strength] + ink[strength + 1]) / 2);
                LineList list = byStrength.get(strength);
                list.with((float) look.width(), Raster.premultiplied(colour.getRGB(), look.opacity()), l, i, before, (float) scene.layout().routes().room(links.connection()));
                if (scene.layout().routes().isStraight(connection.index())) {
                    list.add(source.x(s), source.y(s), target.x(t), target.y(t));
                } else {
                    list.addAll(scene.layout().routes().path(connection, source, s, target, t), false);
                }
            }
        }
        LineList lines = new LineList();
        byStrength.stream().filter(Objects::nonNull).forEach(lines::addAll);
        return lines.with(new LineList(), all);
    }

    private static int strength(double part) {
        return Math.min(STRENGTHS - 1, (int) (part * STRENGTHS));
    }
}
