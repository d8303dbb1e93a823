package org.cntexplorer.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * A sample spread once over a fine grid, from which its Gaussian kernel density estimate (Scott's bandwidth, as {@link Density}) can be had
 * anywhere: also far from every number of it, where a density is next to nothing and a divergence between two samples takes its logarithm.
 * So the density is right relative to itself, not to its peak, down to where the exponential is 0 in double precision, 38 bandwidths away.
 */
public final class BinnedSample {
    /** Grid points in one bandwidth: cubic weights are then right to 2e-7 five bandwidths from the nearest number. */
    private static final int FINENESS = 64;
    /** Memory limit for samples with extreme outliers: 32 MB. */
    private static final int MOST_CELLS = 1 << 22;
    /** Beyond so many bandwidths the kernel is 0 in double precision. */
    private static final double REACH = 39;
    /** What adds less than this part of a sum does not change it. */
    private static final double NEGLIGIBLE = 1e-17;

    private final String name;
    private final Moments moments;
    private final double bandwidth;
    private final double origin;
    private final double cell;
    private final double[] mass;

    private BinnedSample(String name, Moments moments, Consumer<Connection.WeightBlocks> numbers) {
        this.name = name;
        this.moments = moments;
        this.bandwidth = Density.scott(moments);
        if (isEmpty()) {
            origin = 0;
            cell = 1;
            mass = new double[0];
            return;
        }
        double range = moments.max() - moments.min();
        cell = Math.max(bandwidth / FINENESS, range / (MOST_CELLS - 8.0));
        // two spare cells at each end for the interpolation weights
        origin = moments.min() - 2 * cell;
        mass = new double[(int) Math.ceil(range / cell) + 6];
        numbers.accept((values, count) -> Density.spread(values, count, origin, cell, mass));
    }

    private BinnedSample(String name, Moments moments, SampleGrid grid) {
        this.name = name;
        this.moments = moments;
        double h = grid.isEmpty() ? 0 : Density.scott(moments);
        // the grid has widened the sample by this much already; narrower than a cell it would show the cells
        bandwidth = h > 0 ? Math.sqrt(Math.max(h * h - grid.cell() * grid.cell() / 6, grid.cell() * grid.cell())) : 0;
        cell = grid.cell();
        origin = Math.scalb((double) grid.first(), grid.exponent());
        mass = grid.counts();
    }

    /** Of numbers of which those that are not finite are left out. */
    public static BinnedSample of(String name, double[] values) {
        return new BinnedSample(name, Moments.of(values), blocks -> blocks.accept(values, values.length));
    }

    /**
     * Of numbers that are known by their grid only. The density is then right to 1e-4 of its peak of few numbers, to 1e-5 of many.
     *
     * @param moments of the same numbers
     */
    public static BinnedSample of(String name, Moments moments, SampleGrid grid) {
        return new BinnedSample(name, moments, grid);
    }

    /**
     * Of the stored weights of connections, together.
     *
     * @param bias whether their biases are pooled with them, as the authors' code does
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static BinnedSample ofWeights(String name, List<Connection> connections, boolean bias, Progress progress) {
        double[] biases = bias ? connections.stream().flatMap(c -> c.storedBias().stream()).flatMapToDouble(tensor -> Arrays.stream(tensor.toArray())).toArray()
                : new double[0];
        Moments moments = Moments.of(biases);
        int n = connections.size();
        for (int i = 0; i < n; i++) {
            moments = moments.and(connections.get(i).moments(progress.part(i / (2.0 * n), (i + 1) / (2.0 * n))));
        }
        return new BinnedSample(name, moments, blocks -> {
            for (int i = 0; i < n; i++) {
                connections.get(i).read(blocks, progress.part(0.5 + i / (2.0 * n), 0.5 + (i + 1) / (2.0 * n)));
            }
            blocks.accept(biases, biases.length);
        });
    }

    /** Of the total strengths of a layer's neurons. */
    public static BinnedSample ofStrength(Network network, NodeStrength strength, int layer) {
        NodeStrength.OfLayer numbers = strength.layer(layer);
        return new BinnedSample(network.layer(layer).name(), numbers.totalMoments(), blocks -> blocks.accept(numbers.total(), numbers.total().length));
    }

    public String name() {
        return name;
    }

    public Moments moments() {
        return moments;
    }

    /** Whether there is no density, because the sample has fewer than two different numbers. */
    public boolean isEmpty() {
        return !(bandwidth > 0);
    }

    /** The density at {@code points} points from 3 bandwidths below the least number to 3 above the greatest; an empty one where there is none. */
    public Density curve(int points) {
        if (isEmpty()) {
            return Density.NONE;
        }
        double from = moments.min() - 3 * bandwidth;
        return curve(from, (moments.max() + 3 * bandwidth - from) / (points - 1), points);
    }

    /** The density at the {@code points} points from, from + step, …; an empty one where there is none. */
    public Density curve(double from, double step, int points) {
        if (isEmpty()) {
            return Density.NONE;
        }
        return new Density(IntStream.range(0, points).mapToDouble(p -> from + p * step).toArray(), density(from, step, points), bandwidth);
    }

    /** The density at the {@code points} points from, from + step, …; there is one. */
    double[] density(double from, double step, int points) {
        double[] y = new double[points];
        double width = cell / bandwidth;
        double norm = 1 / (moments.n() * bandwidth * Math.sqrt(2 * Math.PI));
        double[] kernel = kernel(width);
        for (int p = 0; p < points; p++) {
            double at = (from + p * step - origin) / cell;
            int nearest = (int) Math.clamp(Math.rint(at), 0, mass.length - 1.0);
            // of the nearest cell; that of a cell d further on is this times kernel[d] times a power
            double ofNearest = Math.exp(-0.5 * (nearest - at) * (nearest - at) * width * width);
            double up = side(kernel, nearest, 1, Math.exp(-(nearest - at) * width * width), 0);
            // negative interpolation weights can leave a rounding error below 0
            y[p] = Math.max(0, norm * ofNearest * side(kernel, nearest, -1, Math.exp((nearest - at) * width * width), up));
        }
        return y;
    }

    /** The kernel at whole cells from its middle, as far as it is more than 0. */
    private double[] kernel(double width) {
        double[] kernel = new double[(int) Math.min(Math.ceil(REACH / width) + 1, mass.length)];
        for (int d = 0; d < kernel.length; d++) {
            kernel[d] = Math.exp(-0.5 * d * width * d * width);
        }
        return kernel;
    }

    /**
     * Adds the kernels of the cells to one side of the nearest, and of that one if upwards, each by (d − f)² = d² − 2df + f²: from a table the
     * first, the second as a power of {@code factor}, four cells at a time since each power waits for the one before it.
     *
     * @param direction 1 upwards, −1 downwards
     */
    private double side(double[] kernel, int nearest, int direction, double factor, double before) {
        int first = direction > 0 ? 0 : 1;
        int end = Math.min(kernel.length, direction > 0 ? mass.length - nearest : nearest + 1);
        double four = factor * factor * (factor * factor);
        double a = direction > 0 ? 1 : factor;
        double b = a * factor;
        double c = b * factor;
        double e = c * factor;
        double sum = before;
        int d = first;
        for (int at = nearest + direction * first; d + 3 < end; d += 4, at += 4 * direction) {
            sum += mass[at] * (kernel[d] * a) + mass[at + direction] * (kernel[d + 1] * b)
                    + (mass[at + 2 * direction] * (kernel[d + 2] * c) + mass[at + 3 * direction] * (kernel[d + 3] * e));
            if (kernel[d + 3] * e * moments.n() <= NEGLIGIBLE * sum) {
                return sum;
            }
            a *= four;
            b *= four;
            c *= four;
            e *= four;
        }
        for (; d < end; d++) {
            sum += mass[nearest + direction * d] * (kernel[d] * a);
            a *= factor;
        }
        return sum;
    }
}
