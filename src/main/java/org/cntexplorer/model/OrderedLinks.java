package org.cntexplorer.model;

import java.util.Arrays;
import java.util.Optional;
import org.cntexplorer.model.kernel.Strongest;
import org.cntexplorer.progress.Progress;

/**
 * Goes through the links of a convolution, strongest first, until nobody wants more. Its weights are put in order, not its links, of which
 * there may be a thousand times as many; and of the weights so many at a time as are likely to be looked at. Also of convolutions that
 * take averages, whose links are shares of the weights, and of gated ones.
 */
final class OrderedLinks {
    /** Weights that are put in order at first; twice as many each time that they were not enough. */
    private static final int FIRST = 1 << 17;
    private static final int MOST = 1 << 22;
    /** Weights of a magnitude whose float32 has the same first bits, one hundredth of it at most, are put in order together. */
    private static final int BITS = 16;

    private static final int MOST_SHARES = 16;

    private final ConvolutionOperator operator;
    private final long[] uses;
    private final Averaging input;
    /** The different shares that a link is of a weight. */
    private final double[] shares;
    /** The targets, where several rows are one. */
    private final int targets;
    private final ConvolutionGeometry geometry;
    private final boolean transposed;

    private OrderedLinks(Convolution convolution, Averaging input, int targets) {
        this.operator = ConvolutionOperator.of(convolution);
        this.uses = operator.uses();
        this.input = input;
        this.shares = input.isSame() ? new double[] {1} : input.shares();
        this.targets = targets;
        this.geometry = convolution.geometry();
        this.transposed = convolution.transposed();
    }

    /** Of a connection whose links share the weights of a convolution; empty for the others, and where there are many different shares. */
    static Optional<OrderedLinks> of(Connection connection) {
        return switch (connection) {
            case Convolution own -> Optional.of(new OrderedLinks(own, Averaging.same(own.sources()), own.targets()));
            case Composed composed -> composed.operator() instanceof Convolution inner && composed.input().shares().length <= MOST_SHARES
                    ? Optional.of(new OrderedLinks(inner, composed.input(), inner.targets())) : Optional.empty();
            case Gated gated -> of(gated.rows()).map(rows -> rows.folded(gated.targets()));
            case DenseConnection _, OneToOne _, Block _ -> Optional.empty();
        };
    }

    private OrderedLinks(OrderedLinks rows, int targets) {
        this.operator = rows.operator;
        this.uses = rows.uses;
        this.input = rows.input;
        this.shares = rows.shares;
        this.geometry = rows.geometry;
        this.transposed = rows.transposed;
        this.targets = targets;
    }

    private OrderedLinks folded(int units) {
        return new OrderedLinks(this, units);
    }

    /** Units of a channel of the target. */
    int targetsOfChannel() {
        return transposed ? geometry.inputPositions() : geometry.outputPositions();
    }

    /** Neurons of a channel of the source; all of them where they are averaged first. */
    int sourcesOfChannel() {
        return !input.isSame() ? Math.max(1, input.neurons()) : transposed ? geometry.outputPositions() : geometry.inputPositions();
    }

    boolean isTransposed() {
        return transposed;
    }

    /** Receives links, strongest first. */
    interface Receiver extends LinkVisitor {
        /** Links weaker than this need not be told: more than infinity where none. Asked between weights. */
        float least();

        /** Whether links between two channels need be told, of the convolution's own output and input. */
        default boolean wants(int outputChannel, int inputChannel) {
            return true;
        }
    }

    /** Weights with their shares, one after the other in the kernel's order. */
    private interface Entry {
        void accept(float magnitude, double weight, int share, int output, int inputOfGroup, int tap);
    }

    private void entries(double least, Progress progress, Entry entry) {
        operator.each(progress, (weight, output, inputOfGroup, tap) -> {
            if (uses[tap] == 0) {
                return;
            }
            for (int s = 0; s < shares.length; s++) {
                float link = Math.abs((float) ((float) weight * shares[s]));
                if ((input.isSame() ? Math.abs(weight) : link) >= least) {
                    entry.accept(link, weight, s, output, inputOfGroup, tap);
                }
            }
        });
    }

    private static int bin(float magnitude) {
        return Float.floatToRawIntBits(magnitude) >>> BITS;
    }

    /** Tells links with |w| ≥ {@code least} until the receiver wants no more. */
    void each(double least, Progress progress, Receiver receiver) {
        int[] ofBin = new int[1 << (32 - BITS)];
        entries(least, progress, (magnitude, weight, share, output, inputOfGroup, tap) -> ofBin[bin(magnitude)]++);
        int top = ofBin.length - 1;
        int most = FIRST;
        while (top >= 0) {
            int bottom = top;
            long together = ofBin[top];
            while (bottom > 0 && together + ofBin[bottom - 1] <= most) {
                together += ofBin[--bottom];
            }
            if (together > 0 && !new Chunk(bottom, top, Math.toIntExact(together), least, progress).tell(receiver, progress)) {
                return;
            }
            top = bottom - 1;
            most = Math.min(MOST, 2 * most);
        }
    }

    /** The weights of some bins, in order. */
    private final class Chunk {
        private final long[] order;
        private final float[] weight;
        private final int[] output;
        private final int[] inputOfGroup;
        /** Tap and share. */
        private final int[] place;
        private int count;

        Chunk(int bottom, int top, int room, double least, Progress progress) {
            order = new long[room];
            weight = new float[room];
            output = new int[room];
            inputOfGroup = new int[room];
            place = new int[room];
            entries(least, progress, (magnitude, w, share, o, i, tap) -> {
                int bin = bin(magnitude);
                if (bin >= bottom && bin <= top) {
                    order[count] = (long) (Integer.MAX_VALUE - Float.floatToRawIntBits(magnitude)) << 32 | count;
                    weight[count] = (float) w;
                    output[count] = o;
                    inputOfGroup[count] = i;
                    place[count++] = tap * shares.length + share;
                }
            });
            Arrays.sort(order);
        }

        /** Whether more are wanted. */
        boolean tell(Receiver receiver, Progress progress) {
            for (long key : order) {
                float magnitude = Float.intBitsToFloat(Integer.MAX_VALUE - (int) (key >>> 32));
                if (!(magnitude >= receiver.least())) {
                    return false;
                }
                int at = (int) key;
                int inputChannel = operator.inputChannel(output[at], inputOfGroup[at]);
                if (receiver.wants(output[at], inputChannel)) {
                    progress.check();
                    unroll(at, inputChannel, receiver);
                }
            }
            return true;
        }

        private void unroll(int at, int inputChannel, LinkVisitor visitor) {
            int tap = place[at] / shares.length;
            double share = shares[place[at] % shares.length];
            operator.unroll(weight[at], output[at], inputChannel, tap, (unit, row, w) -> {
                int target = row % targets;
                if (input.isSame()) {
                    visitor.accept(unit, target, w);
                    return;
                }
                int window = input.count(unit);
                for (int k = 0; k < window; k++) {
                    if (input.share(unit, k) == share) {
                        visitor.accept(input.neuron(unit, k), target, (float) (w * share));
                    }
                }
            });
        }
    }

    /** The strongest that a filter wants. */
    Links strongest(int connection, int count, double least, LinkFilter filter, Progress progress) {
        Strongest kept = new Strongest(count, 0, false);
        each(least, progress, new Receiver() {
            private int left = count;
            private float last;

            @Override
            public float least() {
                // they come strongest first: when there are enough, only those as strong as the last one can take its place
                return left <= 0 && count > 0 ? last : kept.threshold();
            }

            @Override
            public void accept(int source, int target, float w) {
                if (filter.wants(source, target, w)) {
                    kept.offer(w, source, target);
                    left--;
                    last = Math.abs(w);
                }
            }
        });
        progress.check();
        return Links.of(connection, kept, true);
    }
}
