package org.cntexplorer.metric;

import java.util.List;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Sums;
import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.progress.Progress;

/**
 * Node strength of every neuron: s_k = s_in,k + s_out,k with s_in,k = Σ_i w_ik + b_k and s_out,k = Σ_j w_kj, over all incoming and
 * outgoing connections (papers A, B). A link from a layer to itself is an outgoing one of its source and an incoming one of its target, as
 * every other. Links of fixed weight count only where the convention says so [ours].
 *
 * @param convention the switches it was computed with
 * @param layers one entry for each layer of the network, in order
 */
public record NodeStrength(Convention convention, List<OfLayer> layers) {
    /** Neurons that one core adds at a time. */
    private static final int CHUNK = 1 << 12;

    /**
     * The strengths of one layer; arrays have one entry for each neuron, in (C,H,W) order, and are not to be written to.
     *
     * @param layer index of the layer
     * @param totalMoments of the total strength; kept, for titles and colours are made of them where no time is for a pass over millions
     */
    public record OfLayer(int layer, double[] in, double[] out, double[] total, Moments totalMoments) {
        public OfLayer(int layer, double[] in, double[] out, double[] total) {
            this(layer, in, out, total, Moments.of(total));
        }

        /** Y = sqrt( Σ_k (s_k − ⟨s⟩)² / N ), the population standard deviation of the total strength (papers A, B). */
        public double fluctuation() {
            return totalMoments.std();
        }

        public Moments inMoments() {
            return Moments.of(in);
        }

        public Moments outMoments() {
            return Moments.of(out);
        }
    }

    public NodeStrength {
        layers = List.copyOf(layers);
    }

    /** @throws java.util.concurrent.CancellationException when {@code progress} is cancelled */
    public static NodeStrength of(Network network, Convention convention, Progress progress) {
        return of(network, convention, (connection, part) -> {
            part.report(0, "Strength of " + connection.name());
            return connection.sums(convention.weighting(), part);
        }, progress);
    }

    /** Where the sums of a counted connection come from. */
    @FunctionalInterface
    interface Summing {
        Sums of(Connection connection, Progress progress);
    }

    /** With {@code summing} asked once for each connection that counts, in order. */
    static NodeStrength of(Network network, Convention convention, Summing summing, Progress progress) {
        double[][] in = new double[network.layers().size()][];
        double[][] out = new double[in.length][];
        double links = Math.max(1, network.connections().stream().filter(convention::counts).mapToDouble(Connection::links).sum());
        double done = 0;
        for (Connection connection : network.connections()) {
            if (convention.counts(connection)) {
                Progress part = progress.part(done / links, (done + connection.links()) / links);
                Sums sums = summing.of(connection, part);
                in[connection.to()] = together(in[connection.to()], sums.in());
                out[connection.from()] = together(out[connection.from()], sums.out());
                done += connection.links();
            }
            if (convention.bias()) {
                in[connection.to()] = known(in[connection.to()], connection.targets());
                connection.addBias(convention.weighting(), in[connection.to()]);
            }
        }
        for (Layer layer : network.layers()) {
            in[layer.index()] = known(in[layer.index()], layer.neurons());
            out[layer.index()] = known(out[layer.index()], layer.neurons());
        }
        addConstant(in[0], convention.boundary());
        addConstant(out[out.length - 1], convention.boundary());
        OfLayer[] layers = new OfLayer[in.length];
        Bands.ALL_CORES.run(layers.length, Bands.sideBySide(layers.length, network.neurons()), progress, (band, first, end) -> {
            for (int l = first; l < end; l++) {
                layers[l] = new OfLayer(l, in[l], out[l], together(in[l], out[l], new double[in[l].length]));
            }
        });
        return new NodeStrength(convention, List.of(layers));
    }

    /** Zeros, where no connection has come yet. */
    private static double[] known(double[] sums, int neurons) {
        return sums == null ? new double[neurons] : sums;
    }

    /** A connection's sums are added to those that are there; the first are taken as they are. */
    private static double[] together(double[] sums, double[] more) {
        return sums == null ? more : together(sums, more, sums);
    }

    private static double[] together(double[] a, double[] b, double[] into) {
        int chunks = Math.ceilDiv(into.length, CHUNK);
        Bands.ALL_CORES.run(chunks, Bands.count(chunks, 8L * CHUNK), Progress.NONE, (band, from, to) -> {
            int end = Math.min(to * CHUNK, into.length);
            for (int i = from * CHUNK; i < end; i++) {
                into[i] = a[i] + b[i];
            }
        });
        return into;
    }

    private static void addConstant(double[] to, double constant) {
        for (int i = 0; i < to.length; i++) {
            to[i] += constant;
        }
    }

    public OfLayer layer(int index) {
        return layers.get(index);
    }

    /** Total strength of one neuron. */
    public double of(Neuron neuron) {
        return layers.get(neuron.layer()).total()[neuron.index()];
    }
}
