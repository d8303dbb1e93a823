package org.cntexplorer.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.cntexplorer.progress.Progress;

/**
 * Each target is a neuron of the source layer, or an average of some, times a number of its channel: a normalisation, a multiplication by a
 * stored vector. Without the numbers its links are fixed, of weight 1 or a share of it: a residual skip, a concatenation, a pooling.
 *
 * @param kind "normalisation", "skip", …
 * @param input a window for each target; an empty one gives a target without links
 * @param scale the weight of each channel of the target; empty for fixed links
 * @param positions targets of a channel
 * @param channelShift of each channel of the target, its bias
 */
public record OneToOne(int index, String name, String kind, int from, int to, Averaging input, Optional<Tensor> scale, int positions,
                       Optional<Tensor> channelShift) implements Connection {
    /** @throws IllegalArgumentException where scale or shift have not a number for each channel */
    public OneToOne {
        if (positions < 1 || input.units() % positions != 0) {
            throw new IllegalArgumentException(name + ": " + input.units() + " neurons are no channels of " + positions);
        }
        for (Tensor numbers : Stream.concat(scale.stream(), channelShift.stream()).toList()) {
            if (numbers.size() != input.units() / positions) {
                throw new IllegalArgumentException(
                        name + ": " + numbers.size() + " numbers for " + input.units() / positions + " channels");
            }
        }
    }

    @Override
    public Connection between(int index, int from, int to) {
        return new OneToOne(index, name, kind, from, to, input, scale, positions, channelShift);
    }

    @Override
    public int sources() {
        return input.neurons();
    }

    @Override
    public int targets() {
        return input.units();
    }

    @Override
    public boolean counted() {
        return scale.isPresent();
    }

    @Override
    public long links() {
        return input.entries();
    }

    @Override
    public long weights() {
        return scale.map(Tensor::size).orElse(0L);
    }

    @Override
    public Optional<Tensor> bias() {
        return channelShift.map(stored -> stored.repeated(positions));
    }

    @Override
    public Optional<Tensor> storedBias() {
        return channelShift;
    }

    @Override
    public void addBias(Weighting weighting, double[] to) {
        channelShift.ifPresent(stored -> stored.addTo(to, positions, weighting));
    }

    @Override
    public OptionalDouble biasOf(int target) {
        return channelShift.map(stored -> OptionalDouble.of(stored.get(target / positions))).orElse(OptionalDouble.empty());
    }

    @Override
    public List<Tensor> stored() {
        return Stream.concat(scale.stream(), channelShift.stream()).toList();
    }

    private double weightOf(int target) {
        return scale.isPresent() ? scale.get().get(target / positions) : 1;
    }

    @Override
    public Sums sums(Weighting weighting, Progress progress) {
        double[] ofTargets = new double[targets()];
        for (int first = 0; first < ofTargets.length; first += positions) {
            progress.check();
            Arrays.fill(ofTargets, first, first + positions, weighting.of(weightOf(first)));
        }
        double[] out = input.spread(ofTargets);
        for (int target = 0; !input.isMeans() && target < ofTargets.length; target++) {
            // nothing times NaN is nothing where there is no link
            ofTargets[target] = input.count(target) == 0 ? 0 : ofTargets[target] * input.total(target);
        }
        return new Sums(ofTargets, out);
    }

    @Override
    public Moments moments(Progress progress) {
        return scale.map(numbers -> Moments.of(numbers.toArray())).orElse(Moments.EMPTY);
    }

    @Override
    public void read(WeightBlocks blocks, Progress progress) {
        progress.check();
        scale.map(Tensor::toArray).filter(numbers -> numbers.length > 0).ifPresent(numbers -> blocks.accept(numbers, numbers.length));
    }

    private void each(int target, LinkVisitor visitor) {
        int count = input.count(target);
        double w = count == 0 ? 0 : weightOf(target);
        for (int k = 0; k < count; k++) {
            visitor.accept(input.neuron(target, k), target, (float) (w * input.share(target, k)));
        }
    }

    /** Every link, in order of target. */
    void each(Progress progress, LinkVisitor visitor) {
        for (int target = 0; target < targets(); target++) {
            if (target % (1 << 16) == 0) {
                progress.check();
            }
            each(target, visitor);
        }
    }

    @Override
    public Links into(int target) {
        LinkList links = new LinkList(input.count(target));
        each(target, links);
        return links.bySource(index);
    }

    @Override
    public Links outOf(int source) {
        LinkList links = new LinkList(1);
        for (int target : input.unitsOf(source)) {
            each(target, (from, to, weight) -> {
                if (from == source) {
                    links.accept(from, to, weight);
                }
            });
        }
        return links.byTarget(index);
    }

    @Override
    public Links strongest(int count, Progress progress) {
        return atLeast(0, count, progress);
    }

    @Override
    public Links atLeast(double threshold, int most, Progress progress) {
        return LinkScan.strongest(this, most, threshold, none -> { }, progress);
    }

    @Override
    public void eachAtLeast(double threshold, Progress progress, LinkVisitor visitor) {
        each(progress, LinkScan.only(threshold, visitor));
    }

    @Override
    public long countAtLeast(double threshold, Progress progress) {
        long[] count = {0};
        eachAtLeast(threshold, progress, (source, target, weight) -> count[0]++);
        return count[0];
    }
}
