package org.cntexplorer.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Counterparts;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.progress.Progress;

/**
 * How two networks of the same architecture differ: in the strengths of their neurons, and layer by layer.
 *
 * @param convention what the strengths of both count
 * @param layers one entry for each layer, in order
 */
public record Differences(Counterparts pairs, Convention convention, List<OfLayer> layers) {
    /**
     * How a layer differs. Δs is the strength in the second network minus that in the first.
     *
     * @param a the strengths in the first network, not to be written to
     * @param b those in the second
     * @param mean mean of Δs
     * @param largest greatest |Δs|; NaN where no Δs is finite
     * @param largestAt the neuron that has it; −1 where there is none
     * @param change ‖Δs‖ / ‖s‖ of the first; infinite where that is 0 and the second is not
     * @param correlation of the two strengths (Pearson); NaN where one of them does not vary
     * @param weightChange ‖Δw‖ / ‖w‖ of the stored weights of the connections into the layer; NaN where there are none
     * @param weightCorrelation of these weights; NaN where they do not vary
     */
    public record OfLayer(Layer layer, double[] a, double[] b, double mean, double largest, int largestAt, double change, double correlation,
                          double weightChange, double weightCorrelation) {
        /** Δs of a neuron. */
        public double of(int neuron) {
            return b[neuron] - a[neuron];
        }

        /**
         * The neurons whose |Δs| is largest, the largest first; all where there are fewer.
         *
         * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
         */
        public List<Integer> largest(int most, Progress progress) {
            java.util.PriorityQueue<Integer> found = new java.util.PriorityQueue<>((x, y) -> {
                int bySize = Double.compare(size(x), size(y));
                return bySize != 0 ? bySize : Integer.compare(y, x);
            });
            for (int k = 0; k < a.length; k++) {
                if ((k & 0xffff) == 0) {
                    progress.check();
                }
                if (found.size() < most || size(k) > size(found.element())) {
                    found.add(k);
                    if (found.size() > most) {
                        found.remove();
                    }
                }
            }
            return found.stream().sorted(found.comparator().reversed()).toList();
        }

        /** What is not finite stands before everything else, for it is what one looks for. */
        private double size(int neuron) {
            double size = Math.abs(of(neuron));
            return Double.isNaN(size) ? Double.POSITIVE_INFINITY : size;
        }
    }

    public Differences {
        layers = List.copyOf(layers);
    }

    /**
     * @param a strengths of the first network, {@code b} of the second, under the same convention
     * @param ofA the weights of the first network, {@code ofB} of the second
     * @param ofDifference the weights of their {@linkplain org.cntexplorer.model.Difference difference}
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static Differences of(Counterparts pairs, NodeStrength a, NodeStrength b, LinkWeights ofA, LinkWeights ofB, LinkWeights ofDifference,
                                 Progress progress) {
        List<OfLayer> layers = new ArrayList<>();
        for (Layer layer : pairs.a().layers()) {
            progress.check();
            List<Connection> into = pairs.a().into(layer.index()).stream().filter(c -> c.weights() > 0).toList();
            Moments wa = into.stream().map(c -> ofA.connection(c.index()).weights()).reduce(Moments.EMPTY, Moments::and);
            Moments wb = into.stream().map(c -> ofB.connection(pairs.of(c).index()).weights()).reduce(Moments.EMPTY, Moments::and);
            Moments wd = into.stream().map(c -> ofDifference.connection(c.index()).weights()).reduce(Moments.EMPTY, Moments::and);
            layers.add(of(layer, a.layer(layer.index()).total(), b.layer(layer.index()).total(), ratio(norm(wd), norm(wa)), correlation(wa, wb, wd)));
        }
        return new Differences(pairs, a.convention(), layers);
    }

    private static OfLayer of(Layer layer, double[] a, double[] b, double weightChange, double weightCorrelation) {
        double[] differences = IntStream.range(0, a.length).mapToDouble(k -> b[k] - a[k]).toArray();
        Moments ma = Moments.of(a);
        Moments mb = Moments.of(b);
        Moments md = Moments.of(differences);
        Optional<Integer> at = IntStream.range(0, differences.length).filter(k -> Double.isFinite(differences[k])).boxed()
                .reduce((x, y) -> Math.abs(differences[y]) > Math.abs(differences[x]) ? y : x);
        return new OfLayer(layer, a, b, md.mean(), at.map(k -> Math.abs(differences[k])).orElse(Double.NaN), at.orElse(-1), ratio(norm(md), norm(ma)),
                correlation(ma, mb, md), weightChange, weightCorrelation);
    }

    /** Root of the sum of squares. */
    private static double norm(Moments moments) {
        return moments.n() == 0 ? Double.NaN : Math.sqrt(moments.n() * (moments.variance() + moments.mean() * moments.mean()));
    }

    private static double ratio(double change, double of) {
        return change == 0 ? 0 : change / of;
    }

    /** Pearson's, of the variances of two samples and of their differences: var(b − a) = var a + var b − 2 cov. */
    private static double correlation(Moments a, Moments b, Moments difference) {
        if (!(a.variance() > 0) || !(b.variance() > 0) || a.n() != b.n() || a.n() != difference.n()) {
            return Double.NaN;
        }
        return Math.clamp((a.variance() + b.variance() - difference.variance()) / (2 * a.std() * b.std()), -1, 1);
    }
}
