package org.cntexplorer.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cntexplorer.progress.Progress;

/**
 * A linear operator A from the neurons of one layer to those of another, never a list of links. Every kind answers each question
 * in one pass over its mapped weights, with memory of the order of its neurons.
 *
 * <p>A link is a path from one neuron to another: two neurons may be joined by several, through overlapping windows ({@link Composed}) or
 * through several gates ({@link Gated}). A recurrent connection joins a layer to itself.
 *
 * <p>All methods may be called from any thread; those that take a {@link Progress} throw
 * {@link java.util.concurrent.CancellationException} when it is cancelled.
 */
public sealed interface Connection permits DenseConnection, Convolution, Composed, OneToOne, Gated, Block {
    /** Position in {@link Network#connections()}. */
    int index();

    /** The file's name of the operator. */
    String name();

    /** "dense", "convolution", … */
    String kind();

    /** Index of the source layer. */
    int from();

    /** Index of the target layer. */
    int to();

    /** The same links under another index, between layers of the same sizes. */
    Connection between(int index, int from, int to);

    /** Neurons of the source layer. */
    int sources();

    /** Neurons of the target layer. */
    int targets();

    /** Whether metrics count its links: not those of fixed weight, such as a skip's ({@link OneToOne}), and none of a {@link Block}. */
    default boolean counted() {
        return true;
    }

    /** Number of links, biases not counted; also where they are not {@linkplain #counted() counted}. */
    long links();

    /** Number of stored weights (fewer than links where weights are shared), biases not counted. */
    long weights();

    /** The bias of each target neuron. */
    Optional<Tensor> bias();

    /** The bias of one target neuron, without asking after all others. */
    default OptionalDouble biasOf(int target) {
        return bias().map(all -> OptionalDouble.of(all.get(target))).orElse(OptionalDouble.empty());
    }

    /** The biases as they are stored: one for all neurons of a channel, one for each gate. */
    default Optional<Tensor> storedBias() {
        return bias();
    }

    /** Adds what the bias of each target neuron counts to that neuron's number; nothing where there is none. */
    default void addBias(Weighting weighting, double[] to) {
        bias().ifPresent(all -> all.addTo(to, 1, weighting));
    }

    /** The tensors that its numbers are stored in: weights, and biases where it has some. */
    List<Tensor> stored();

    /** Number of stored numbers: weights and biases, a bias that several neurons share counted once. */
    default long parameters() {
        return stored().stream().mapToLong(Tensor::size).sum();
    }

    /** A·1 and Aᵀ·1 with every weight replaced by what it counts under {@code weighting}; right to 1e-6 of Σ|w|. */
    Sums sums(Weighting weighting, Progress progress);

    /** Summary of the stored weights, biases not counted. */
    Moments moments(Progress progress);

    /** Both at once, which may read the weights once only; to the last bit what each is by itself. */
    default Measured measured(Weighting weighting, Progress progress) {
        return new Measured(sums(weighting, progress.part(0, 0.5)), moments(progress.part(0.5, 1)));
    }

    /** Every stored weight once, in blocks, in file order. */
    void read(WeightBlocks blocks, Progress progress);

    /** The links that enter target neuron {@code target}, in order of source. */
    Links into(int target);

    /** The links that leave source neuron {@code source}, in order of target. */
    Links outOf(int source);

    /** The {@code count} links of largest |w|, largest first, compared as float32; ties by source, then target. NaN weights are never chosen. */
    Links strongest(int count, Progress progress);

    /** At most {@code most} links with |w| ≥ {@code threshold}, the strongest ones, largest first. */
    Links atLeast(double threshold, int most, Progress progress);

    /** At most {@code count} links with |w| ≥ {@code least} that {@code filter} wants, the strongest ones, in the order of {@link #strongest}. */
    default Links strongest(int count, double least, LinkFilter filter, Progress progress) {
        return LinkSearch.strongest(this, count, least, filter, progress);
    }

    /**
     * The links that are among the {@code count} strongest into, or out of, one of their two neurons, of those that {@code filter} wants; at
     * most {@code most}, the strongest ones, largest |w| first. A weight of 0 is no link here. Of links of the same |w| some are among them, always
     * the same.
     */
    default Links strongestOfNeurons(int count, int most, LinkFilter filter, Progress progress) {
        return LinkSearch.strongestOfNeurons(this, count, most, filter, progress);
    }

    /**
     * Of each of some neurons the {@code count} strongest links that enter it, as a target, or leave it, as a source; largest |w| first, in
     * the neurons' order. A weight of 0 is no link here.
     *
     * @param neurons each once
     */
    default Links[] strongestOf(int[] neurons, boolean entering, int count, Progress progress) {
        return LinkSearch.strongestOf(this, neurons, entering, count, progress);
    }

    /**
     * Tells every link with |w| ≥ {@code threshold}, in one pass over the weights and in no promised order; NaN never. All that are not NaN
     * with a threshold of 0. Nothing is kept: a visitor that writes them down needs no memory for them.
     */
    void eachAtLeast(double threshold, Progress progress, LinkVisitor visitor);

    /** How many links have |w| ≥ {@code threshold}. */
    long countAtLeast(double threshold, Progress progress);

    /**
     * How much weight the links between groups of neurons hold, in one pass over the weights; right to 1e-6.
     *
     * @param sourceGroup the group of each source neuron, 0 to {@code sourceGroups − 1}
     * @param targetGroup the group of each target neuron, 0 to {@code targetGroups − 1}
     * @throws IllegalArgumentException where a neuron has no group, or one that there is not
     */
    default LinkMass mass(int[] sourceGroup, int sourceGroups, int[] targetGroup, int targetGroups, Progress progress) {
        return LinkMass.of(this, new LinkMass.Groups(sourceGroup, sourceGroups, targetGroup, targetGroups, SourceSignals.ONES), progress);
    }

    /**
     * The same of links that carry their weight times the number of their source, w·a (metrics.md §3): where a is negative, what a positive weight
     * carries is negative. A source of 0 carries nothing.
     *
     * @param ofSources the number a of each source neuron
     */
    default LinkMass mass(float[] ofSources, int[] sourceGroup, int sourceGroups, int[] targetGroup, int targetGroups, Progress progress) {
        return LinkMass.of(this, new LinkMass.Groups(sourceGroup, sourceGroups, targetGroup, targetGroups, SourceSignals.of(ofSources)), progress);
    }

    /** Receives weights in blocks. */
    @FunctionalInterface
    interface WeightBlocks {
        /** {@code weights[0…count−1]}; the array is reused for the next block. */
        void accept(double[] weights, int count);
    }
}
