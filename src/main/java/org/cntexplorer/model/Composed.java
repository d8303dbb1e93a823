package org.cntexplorer.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cntexplorer.progress.Progress;

/**
 * An operator that takes averages of the neurons before it, or takes them in another order or several times: a weight that leaves a unit
 * of n neurons is n links, each of its share of the weight [ours]. Where windows overlap, two neurons are joined by several links.
 *
 * @param operator from the units of {@code input}: dense, a convolution, or one of these composed already
 * @param from index of the layer whose neurons {@code input} takes
 * @param input an average for each source of {@code operator}
 */
public record Composed(Connection operator, int from, Averaging input) implements Connection {
    /** So many passes over a matrix are faster than one look at every link. */
    private static final int FEW_SHARES = 4;

    /** @throws IllegalArgumentException where the operator has not as many sources as there are units, or a unit is no average */
    public Composed {
        if (operator.sources() != input.units()) {
            throw new IllegalArgumentException(operator.name() + ": it takes " + operator.sources() + " units, not " + input.units());
        }
        input.requireAverages(operator.name());
        switch (operator) {
            case DenseConnection _, Convolution _ -> { }
            case Composed inner -> {
                input = input.then(inner.input);
                operator = inner.operator;
            }
            case Gated _, OneToOne _, Block _ ->
                    throw new IllegalArgumentException(operator.name() + ": a " + operator.kind() + " connection takes neurons");
        }
    }

    @Override
    public Connection between(int index, int from, int to) {
        return new Composed(operator.between(index, from, to), from, input);
    }

    @Override
    public int index() {
        return operator.index();
    }

    @Override
    public String name() {
        return operator.name();
    }

    @Override
    public String kind() {
        return operator.kind();
    }

    @Override
    public int to() {
        return operator.to();
    }

    @Override
    public int sources() {
        return input.neurons();
    }

    @Override
    public int targets() {
        return operator.targets();
    }

    @Override
    public long links() {
        if (input.isSame()) {
            return operator.links();
        }
        int common = input.commonCount();
        return common > 0 ? common * operator.links() : operator instanceof DenseConnection ? input.entries() * operator.targets()
                : expanded(LinkScan.bySource(operator, Double.NEGATIVE_INFINITY, Progress.NONE));
    }

    /** So many links of each unit are so many links of neurons. */
    private long expanded(long[] ofUnits) {
        long sum = 0;
        for (int unit = 0; unit < ofUnits.length; unit++) {
            sum += ofUnits[unit] * input.count(unit);
        }
        return sum;
    }

    @Override
    public long weights() {
        return operator.weights();
    }

    @Override
    public Optional<Tensor> bias() {
        return operator.bias();
    }

    @Override
    public Optional<Tensor> storedBias() {
        return operator.storedBias();
    }

    @Override
    public void addBias(Weighting weighting, double[] to) {
        operator.addBias(weighting, to);
    }

    @Override
    public OptionalDouble biasOf(int target) {
        return operator.biasOf(target);
    }

    @Override
    public List<Tensor> stored() {
        return operator.stored();
    }

    @Override
    public Sums sums(Weighting weighting, Progress progress) {
        return spread(operator.sums(weighting, progress));
    }

    @Override
    public Measured measured(Weighting weighting, Progress progress) {
        Measured measured = operator.measured(weighting, progress);
        return new Measured(spread(measured.sums()), measured.moments());
    }

    private Sums spread(Sums ofUnits) {
        return input.isSame() ? ofUnits : new Sums(ofUnits.in(), input.spread(ofUnits.out()));
    }

    @Override
    public Moments moments(Progress progress) {
        return operator.moments(progress);
    }

    @Override
    public void read(WeightBlocks blocks, Progress progress) {
        operator.read(blocks, progress);
    }

    /** Tells the links of neurons that a link of a unit is. */
    void expand(int unit, int target, float weight, LinkVisitor visitor) {
        int count = input.count(unit);
        for (int k = 0; k < count; k++) {
            visitor.accept(input.neuron(unit, k), target, (float) (weight * input.share(unit, k)));
        }
    }

    private void expand(Links ofUnits, LinkVisitor visitor) {
        for (int i = 0; i < ofUnits.count(); i++) {
            expand(ofUnits.source()[i], ofUnits.target()[i], ofUnits.weight()[i], visitor);
        }
    }

    @Override
    public Links into(int target) {
        Links ofUnits = operator.into(target);
        if (input.isSame()) {
            return ofUnits;
        }
        LinkList links = new LinkList(ofUnits.count());
        expand(ofUnits, links);
        return links.bySource(index());
    }

    @Override
    public Links outOf(int source) {
        if (input.isSame()) {
            return operator.outOf(source);
        }
        LinkList links = new LinkList(16);
        for (int unit : input.unitsOf(source)) {
            expand(operator.outOf(unit), (neuron, target, weight) -> {
                if (neuron == source) {
                    links.accept(neuron, target, weight);
                }
            });
        }
        return links.byTarget(index());
    }

    @Override
    public Links strongest(int count, Progress progress) {
        return strongest(count, 0, progress);
    }

    @Override
    public Links atLeast(double threshold, int most, Progress progress) {
        return strongest(most, threshold, progress);
    }

    private Links strongest(int count, double threshold, Progress progress) {
        if (input.isSame()) {
            return operator.atLeast(threshold, count, progress);
        }
        double least = LinkScan.leastBefore(threshold, input.largestShare());
        return LinkScan.strongest(this, count, threshold, visitor -> expand(operator.atLeast(least, count, progress), visitor), progress);
    }

    @Override
    public void eachAtLeast(double threshold, Progress progress, LinkVisitor visitor) {
        if (input.isSame()) {
            operator.eachAtLeast(threshold, progress, visitor);
        } else {
            LinkScan.atLeast(this, threshold, progress, LinkScan.only(threshold, visitor));
        }
    }

    @Override
    public long countAtLeast(double threshold, Progress progress) {
        if (input.isSame()) {
            return operator.countAtLeast(threshold, progress);
        }
        int common = input.commonCount();
        if (common > 0) {
            return common * operator.countAtLeast(LinkScan.leastBefore(threshold, 1.0 / common), progress);
        }
        double[] shares = input.shares();
        if (operator instanceof DenseConnection && shares.length > FEW_SHARES) {
            long[] count = {0};
            eachAtLeast(threshold, progress, (source, target, weight) -> count[0]++);
            return count[0];
        }
        long count = 0;
        for (double share : shares) {
            long[] ofUnits = LinkScan.bySource(operator, LinkScan.leastBefore(threshold, share), progress);
            for (int unit = 0; unit < ofUnits.length; unit++) {
                count += ofUnits[unit] == 0 ? 0 : ofUnits[unit] * entriesOfShare(unit, share);
            }
        }
        return count;
    }

    private int entriesOfShare(int unit, double share) {
        int found = 0;
        int count = input.count(unit);
        for (int k = 0; k < count; k++) {
            found += input.share(unit, k) == share ? 1 : 0;
        }
        return found;
    }
}
