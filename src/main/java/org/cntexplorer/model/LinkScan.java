package org.cntexplorer.model;

import java.util.function.Consumer;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/** Goes through the strong links of a connection of any kind, one by one, in one pass over its weights; and counts links by source. */
final class LinkScan {
    private LinkScan() {}

    /** Tells every link with |w| ≥ {@code least}, and perhaps some that are weaker by a rounding; NaN never. */
    static void atLeast(Connection connection, double least, Progress progress, LinkVisitor visitor) {
        switch (connection) {
            case DenseConnection dense -> DenseOperator.of(dense).each(least, progress, visitor);
            case Convolution convolution -> ConvolutionOperator.of(convolution).each(least, progress, visitor);
            case Composed composed -> atLeast(composed.operator(), leastBefore(least, composed.input().largestShare()), progress,
                    (unit, target, weight) -> composed.expand(unit, target, weight, visitor));
            case Gated gated -> atLeast(gated.rows(), least, progress,
                    (source, row, weight) -> visitor.accept(source, row % gated.targets(), weight));
            case OneToOne one -> one.each(progress, visitor);
            case Block block -> { }
        }
    }

    /** A visitor that hears of the links with |w| ≥ {@code threshold} alone; the weights are compared as float32. */
    static LinkVisitor only(double threshold, LinkVisitor visitor) {
        return (source, target, weight) -> {
            if (Math.abs(weight) >= threshold) {
                visitor.accept(source, target, weight);
            }
        };
    }

    /** How many links with |w| ≥ {@code least} leave each source; with a {@code least} of −∞ all links, whatever their weight. */
    static long[] bySource(Connection connection, double least, Progress progress) {
        return switch (connection) {
            case DenseConnection dense -> DenseOperator.of(dense).bySource(least, progress);
            case Convolution convolution -> ConvolutionOperator.of(convolution).bySource(least, progress);
            case Composed _, Gated _, OneToOne _, Block _ -> throw new IllegalArgumentException("not an operator with weights of its own");
        };
    }

    /**
     * The {@code count} strongest links of a connection whose links are those of another one, changed.
     *
     * @param some tells strong links of it, perhaps not all and perhaps not in order: so many that little of the rest need be looked at
     */
    static Links strongest(Connection connection, int count, double threshold, Consumer<LinkVisitor> some, Progress progress) {
        int wanted = (int) Math.min(Math.max(count, 0), connection.links());
        float least = floatAtLeast(threshold);
        Strongest first = new Strongest(wanted, least, false);
        some.accept((source, target, weight) -> first.offer(weight, source, target));
        int found = first.finish();
        float[] weakest = {least};
        if (found == wanted) {
            first.each((rank, weight, source, target) -> weakest[0] = Math.abs(weight));
        }
        Strongest kept = new Strongest(wanted, weakest[0], false);
        if (wanted > 0) {
            atLeast(connection, weakest[0], progress, (source, target, weight) -> kept.offer(weight, source, target));
        }
        progress.check();
        return Links.of(connection.index(), kept, true);
    }

    /** The least float that is not below {@code x}. */
    static float floatAtLeast(double x) {
        float f = (float) x;
        return f < x ? Math.nextUp(f) : f;
    }

    /** The least |w| whose share, as a float32 of a float32, is ≥ {@code threshold}. */
    static double leastBefore(double threshold, double share) {
        if (Double.isNaN(threshold) || threshold <= 0 || share == 0) {
            return Double.isNaN(threshold) || share == 0 ? Double.NaN : 0;
        }
        float w = (float) (threshold / share);
        while (w > 0 && (float) (Math.nextDown(w) * share) >= threshold) {
            w = Math.nextDown(w);
        }
        while (w < Float.POSITIVE_INFINITY && (float) (w * share) < threshold) {
            w = Math.nextUp(w);
        }
        // what is rounded to it: from halfway to the float below
        double half = ((double) Math.nextDown(w) + w) / 2;
        return w == 0 ? 0 : (float) half == w ? half : Math.nextUp(half);
    }
}
