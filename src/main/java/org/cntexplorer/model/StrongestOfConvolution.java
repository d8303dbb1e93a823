package org.cntexplorer.model;

import java.util.BitSet;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/**
 * The strongest links of a convolution. Its weights are unrolled, strongest first, until there are links enough: of the weakest that are needed all
 * of equal |w|, since their links, not they, stand in order. Where these are very many, as where most weights are 0, or all are 1 or −1, the
 * sources are gone through instead.
 */
final class StrongestOfConvolution {
    /** More links of equal |w| than these are not all put in order. */
    private static final long MOST_EQUAL = 1 << 18;

    private final ConvolutionOperator operator;
    private final ConvolutionGeometry geometry;
    private final boolean transposed;
    private final long[] uses;
    private final int wanted;
    private final double threshold;
    private final long mostEqual;

    /** @param threshold links of smaller |w| are not wanted */
    StrongestOfConvolution(ConvolutionOperator operator, int count, double threshold) {
        this(operator, count, threshold, MOST_EQUAL);
    }

    /** @param mostEqual so many links of equal |w| are put in order */
    StrongestOfConvolution(ConvolutionOperator operator, int count, double threshold, long mostEqual) {
        this.operator = operator;
        this.geometry = operator.connection().geometry();
        this.transposed = operator.connection().transposed();
        this.uses = operator.uses();
        this.wanted = (int) Math.min(Math.max(count, 0), operator.links());
        this.threshold = threshold;
        this.mostEqual = mostEqual;
    }

    Links links(Progress progress) {
        float weakest = weakestNeeded(progress);
        Strongest links = new Strongest(wanted, weakest, false);
        Strongest equal = new Strongest(wanted, weakest, false);
        BitSet channels = new BitSet();
        long[] equalLinks = {0};
        operator.each(progress, (weight, output, inputOfGroup, tap) -> {
            if (uses[tap] > 0 && Math.abs((float) weight) >= weakest && Math.abs(weight) >= threshold) {
                progress.check();
                int input = operator.inputChannel(output, inputOfGroup);
                if (Math.abs((float) weight) > weakest) {
                    operator.unroll((float) weight, output, input, tap, (source, target, w) -> links.offer(w, source, target));
                } else {
                    channels.set(transposed ? output : input);
                    equalLinks[0] += uses[tap];
                    if (equalLinks[0] <= mostEqual) {
                        operator.unroll((float) weight, output, input, tap, (source, target, w) -> equal.offer(w, source, target));
                    }
                }
            }
        });
        links.offer(equalLinks[0] <= mostEqual ? equal : firstOf(channels, weakest, progress));
        return Links.of(operator.connection().index(), links, true);
    }

    /** |w| of the last weight that must be unrolled to have the wanted number of links. */
    private float weakestNeeded(Progress progress) {
        int taps = geometry.taps();
        Strongest weights = new Strongest((int) Math.min(wanted, operator.connection().kernel().size()), 0, false);
        operator.each(progress, (weight, output, inputOfGroup, tap) -> {
            if (uses[tap] > 0 && Math.abs(weight) >= threshold) {
                weights.offer((float) weight, output, inputOfGroup * taps + tap);
            }
        });
        weights.finish();
        long[] found = {0};
        float[] weakest = {0};
        weights.each((rank, w, output, place) -> {
            if (found[0] < wanted) {
                weakest[0] = Math.abs(w);
                found[0] += uses[place % taps];
            }
        });
        return weakest[0];
    }

    /** The first wanted links by source, then target, of one |w|. @param channels of such sources @param size |w| as float32 */
    private Strongest firstOf(BitSet channels, float size, Progress progress) {
        Strongest first = new Strongest(wanted, size, false);
        int positions = transposed ? geometry.outputPositions() : geometry.inputPositions();
        int[] missing = {wanted};
        for (int channel = channels.nextSetBit(0); channel >= 0; channel = channels.nextSetBit(channel + 1)) {
            for (int position = 0; position < positions && missing[0] > 0; position++) {
                progress.check();
                leaving(channel, channel * positions + position, operator.tapsAt(position, transposed), size, first, missing);
            }
        }
        return first;
    }

    /** @param at the taps that are links at the source, and the positions of the targets that they bring there */
    private void leaving(int channel, int source, int[][] at, float size, Strongest first, int[] missing) {
        int groupInputs = geometry.inputChannels() / geometry.groups();
        int groupOutputs = geometry.outputChannels() / geometry.groups();
        int targets = transposed ? groupInputs : groupOutputs;
        int firstTarget = transposed ? operator.inputChannel(channel, 0) : channel / groupInputs * groupOutputs;
        int positions = transposed ? geometry.inputPositions() : geometry.outputPositions();
        for (int target = firstTarget; target < firstTarget + targets; target++) {
            for (int k = 0; k < at[0].length && missing[0] > 0; k++) {
                double weight = transposed ? operator.stored(channel, target - firstTarget, at[0][k]) : operator.stored(target, channel % groupInputs, at[0][k]);
                if (Math.abs((float) weight) == size && Math.abs(weight) >= threshold) {
                    first.offer((float) weight, source, target * positions + at[1][k]);
                    missing[0]--;
                }
            }
        }
    }
}
