package org.cntexplorer.model;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.progress.Progress;

/**
 * An operator between two layers that is no fixed linear one: its links depend on the data (attention), or nobody knows it. It has neither
 * links nor weights, and is drawn as a block.
 *
 * @param kind what it is: "attention", or the file's word for it
 */
public record Block(int index, String name, String kind, int from, int to, int sources, int targets) implements Connection {
    @Override
    public Connection between(int index, int from, int to) {
        return new Block(index, name, kind, from, to, sources, targets);
    }

    @Override
    public boolean counted() {
        return false;
    }

    @Override
    public long links() {
        return 0;
    }

    @Override
    public long weights() {
        return 0;
    }

    @Override
    public Optional<Tensor> bias() {
        return Optional.empty();
    }

    @Override
    public List<Tensor> stored() {
        return List.of();
    }

    /** Zeros. */
    @Override
    public Sums sums(Weighting weighting, Progress progress) {
        return new Sums(new double[targets], new double[sources]);
    }

    @Override
    public Moments moments(Progress progress) {
        return Moments.EMPTY;
    }

    /** Nothing. */
    @Override
    public void read(WeightBlocks blocks, Progress progress) {
        progress.check();
    }

    private Links none() {
        return new Links(index, new int[0], new int[0], new float[0]);
    }

    @Override
    public Links into(int target) {
        return none();
    }

    @Override
    public Links outOf(int source) {
        return none();
    }

    @Override
    public Links strongest(int count, Progress progress) {
        return none();
    }

    @Override
    public Links atLeast(double threshold, int most, Progress progress) {
        return none();
    }

    @Override
    public void eachAtLeast(double threshold, Progress progress, LinkVisitor visitor) {
        progress.check();
    }

    @Override
    public long countAtLeast(double threshold, Progress progress) {
        return 0;
    }
}
