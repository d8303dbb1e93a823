package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cntexplorer.graph.Fade;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Neuron;

/**
 * Neurons and links on their way from one layout to another, as they are seen on the screen: all of it in the unit of the layout that they go
 * to. What is drawn in one of the two only fades. Made on first use, by the thread that draws.
 */
final class LayoutMotion {
    /** Straight pieces of links, and neurons, that are moved; more fade from one picture into the other. */
    static final int MOST = 20_000;

    private final Drawing from;
    private final Viewpoint was;
    private final Drawing to;
    private final Viewpoint is;
    private Moving moving;

    /** Ends of the same pieces in both layouts. @param side −1 for what is in the first only, 1 for what is in the second only, else 0 */
    private record Moving(Drawing.Lines lines, float[] ends, byte[] side, Drawing.Discs discs, float[] x, float[] y, float[] radius, GraphScene scene) {}

    /** @param was where the one drawing was looked at from @param is where the other is looked at from */
    LayoutMotion(Drawing from, Viewpoint was, Drawing to, Viewpoint is) {
        this.from = from;
        this.was = was;
        this.to = to;
        this.is = is;
    }

    /** Whether both are of so few things, drawn one by one, and of the same links, that each can be followed. */
    boolean canMove() {
        return from.maps().isEmpty() && to.maps().isEmpty() && from.scene().network() == to.scene().network()
                && sameLinks(from.lines().links(), to.lines().links()) && things(from) <= MOST && things(to) <= MOST;
    }

    private static int things(Drawing drawing) {
        return drawing.lines().count() + drawing.discs().x().length;
    }

    private static boolean sameLinks(List<Links> some, List<Links> others) {
        return some.size() == others.size() && IntStream.range(0, some.size()).allMatch(i -> some.get(i).connection() == others.get(i).connection()
                && some.get(i).count() == others.get(i).count());
    }

    /** @param part of the way, 0 to 1 */
    Drawing at(double part) {
        if (moving == null) {
            moving = make();
        }
        float t = (float) part;
        Drawing.Lines all = moving.lines();
        float[] ends = new float[all.ends().length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = moving.ends()[i] + (all.ends()[i] - moving.ends()[i]) * t;
        }
        int[] colour = new int[all.count()];
        for (int i = 0; i < colour.length; i++) {
            byte side = moving.side()[i];
            colour[i] = side == 0 ? all.colour()[i] : Fade.seen(all.colour()[i], side < 0 ? 1 - part : part);
        }
        Drawing.Discs last = moving.discs();
        float[] x = new float[last.x().length];
        float[] y = new float[x.length];
        float[] radius = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = moving.x()[i] + (last.x()[i] - moving.x()[i]) * t;
            y[i] = moving.y()[i] + (last.y()[i] - moving.y()[i]) * t;
            radius[i] = moving.radius()[i] + (last.radius()[i] - moving.radius()[i]) * t;
        }
        return new Drawing(moving.scene(), to.emphasis(), to.palette(), new Drawing.Lines(ends, all.width(), all.crowd(), all.room(), colour, all.links(), all.connection(),
                all.number()), new Drawing.Discs(x, y, radius, last.colour(), last.selected()), List.of(), to.shade(), to.linked());
    }

    private float x(double layoutX) {
        return (float) ((layoutX - was.centreX()) * was.scale() / is.scale() + is.centreX());
    }

    private float y(double layoutY) {
        return (float) ((layoutY - was.centreY()) * was.scale() / is.scale() + is.centreY());
    }

    private Moving make() {
        Map<Long, int[]> before = ways(from);
        Map<Long, int[]> after = ways(to);
        LineList start = new LineList();
        LineList end = new LineList();
        List<Byte> sides = new ArrayList<>();
        before.forEach((link, pieces) -> {
            if (!after.containsKey(link)) {
                put(from, pieces, corners(from, pieces, true), corners(from, pieces, true), start, end, sides, -1);
            }
        });
        after.forEach((link, pieces) -> {
            float[] now = corners(to, pieces, false);
            int[] old = before.get(link);
            put(to, pieces, old == null ? now : corners(from, old, true), now, start, end, sides, old == null ? 1 : 0);
        });
        byte[] side = new byte[sides.size()];
        for (int i = 0; i < side.length; i++) {
            side[i] = sides.get(i);
        }
        GraphScene scene = to.scene();
        GraphLayout nothing = GraphLayout.empty(scene.layout().width(), scene.layout().height());
        return discs(end.with(new LineList(), to.lines().links()), start.with(new LineList(), to.lines().links()).ends(), side, scene.on(nothing));
    }

    /** The first piece and the number of pieces of each link, in the order in which they are drawn; without what is drawn as dashes. */
    private static Map<Long, int[]> ways(Drawing drawing) {
        Map<Long, int[]> ways = new LinkedHashMap<>();
        Drawing.Lines lines = drawing.lines();
        for (int i = 0; i < lines.count(); i++) {
            int l = lines.connection()[i];
            if (lines.number()[i] >= 0 && drawing.scene().network().connection(lines.links().get(l).connection()).counted()) {
                int first = i;
                ways.computeIfAbsent((long) l << 32 | lines.number()[i], link -> new int[] {first, 0})[1]++;
            }
        }
        return ways;
    }

    /** x and y of the corners of one link. */
    private float[] corners(Drawing drawing, int[] pieces, boolean old) {
        float[] corners = new float[2 * pieces[1] + 2];
        float[] ends = drawing.lines().ends();
        for (int k = 0; k <= pieces[1]; k++) {
            int at = k == 0 ? 4 * pieces[0] : 4 * (pieces[0] + k - 1) + 2;
            corners[2 * k] = old ? x(ends[at]) : ends[at];
            corners[2 * k + 1] = old ? y(ends[at + 1]) : ends[at + 1];
        }
        return corners;
    }

    private static void put(Drawing drawing, int[] pieces, float[] old, float[] now, LineList start, LineList end, List<Byte> sides, int side) {
        int n = Math.max(old.length, now.length) / 2 - 1;
        Drawing.Lines lines = drawing.lines();
        for (int k = 0; k < n; k++) {
            for (LineList list : List.of(start, end)) {
                float[] way = list == start ? old : now;
                list.with(lines.width()[pieces[0]], lines.colour()[pieces[0]], lines.connection()[pieces[0]], lines.number()[pieces[0]], lines.crowd()[pieces[0]],
                        lines.room()[pieces[0]]);
                list.add(along(way, 0, k, n), along(way, 1, k, n), along(way, 0, k + 1, n), along(way, 1, k + 1, n));
            }
            sides.add((byte) side);
        }
    }

    /** A coordinate of a way {@code k} of {@code n} parts along its corners. */
    private static float along(float[] way, int coordinate, int k, int n) {
        int last = way.length / 2 - 1;
        float at = (float) k * last / n;
        int corner = Math.min((int) at, last - 1);
        float a = way[2 * corner + coordinate];
        float b = way[2 * corner + 2 + coordinate];
        return a + (b - a) * (at - corner);
    }

    /** What has no place in the one layout grows or shrinks where it is in the other. */
    private Moving discs(Drawing.Lines lines, float[] ends, byte[] side, GraphScene scene) {
        Map<Neuron, Integer> before = numbers(from);
        Map<Neuron, Integer> after = numbers(to);
        List<Neuron> all = new ArrayList<>(before.keySet().stream().filter(n -> !after.containsKey(n)).toList());
        all.addAll(after.keySet());
        int n = all.size();
        Drawing.Discs last = new Drawing.Discs(new float[n], new float[n], new float[n], new int[n], new BitSet());
        float[] x = new float[n];
        float[] y = new float[n];
        float[] radius = new float[n];
        float ratio = (float) (was.scale() / is.scale());
        for (int i = 0; i < n; i++) {
            Integer a = before.get(all.get(i));
            Integer b = after.get(all.get(i));
            Drawing.Discs old = from.discs();
            Drawing.Discs now = to.discs();
            x[i] = a == null ? now.x()[b] : x(old.x()[a]);
            y[i] = a == null ? now.y()[b] : y(old.y()[a]);
            radius[i] = a == null ? 0 : old.radius()[a] * ratio;
            last.x()[i] = b == null ? x[i] : now.x()[b];
            last.y()[i] = b == null ? y[i] : now.y()[b];
            last.radius()[i] = b == null ? 0 : now.radius()[b];
            last.colour()[i] = b == null ? old.colour()[a] : now.colour()[b];
            last.selected().set(i, b != null && now.selected().get(b));
        }
        return new Moving(lines, ends, side, last, x, y, radius, scene);
    }

    /** The disc of each neuron. */
    private static Map<Neuron, Integer> numbers(Drawing drawing) {
        Map<Neuron, Integer> numbers = new LinkedHashMap<>();
        for (LayerBlock block : drawing.scene().layout().blocks()) {
            GraphLayout.drawn(block).forEach(i -> numbers.put(new Neuron(block.layer(), i), numbers.size()));
        }
        return numbers;
    }
}
