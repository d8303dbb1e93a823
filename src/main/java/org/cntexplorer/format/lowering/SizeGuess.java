package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The likeliest strides, paddings and pooling of convolutions that follow one another, and the size of their input, where the weights alone are
 * known: they must give as many numbers as the dense layer behind them takes. What is usual costs little, what is not costs much; the cheapest
 * reading that fits is taken. Every number of it is a guess, and a warning says so.
 */
final class SizeGuess {
    private static final List<Integer> USUAL = List.of(28, 32, 224, 64, 96, 128, 256, 48, 84, 227, 299, 160, 192, 112, 40, 36, 80, 100, 200, 240, 288, 300, 320,
            384, 448, 512);
    private static final List<Integer> USUAL_LENGTHS = List.of(128, 100, 64, 256, 28, 32, 48, 50, 200, 512, 784, 1000, 1024, 2048, 4000, 8000, 16_000);
    private static final List<Integer> USUAL_VOLUMES = List.of(16, 32, 28, 64, 24, 48);
    private static final int LARGEST = 512;
    private static final double UNUSUAL = 6;
    private static final double LEFT_OVER = 2;

    /**
     * A convolution.
     *
     * @param taps along each axis
     * @param grows whether it gives more channels than it takes
     * @param free modules without weights that stand behind it, before the next; −1 where that is not known
     */
    record Layer(int[] taps, boolean transposed, boolean grows, int free) {}

    /**
     * A reading.
     *
     * @param sizes of the input along each axis
     * @param stride of each convolution
     * @param padded whether it keeps the size, but for its stride
     * @param halved whether pooling over two units stands behind it
     * @param averaged whether the average over all positions goes to the dense layer
     */
    record Plan(int[] sizes, int[] stride, boolean[] padded, boolean[] halved, boolean averaged, double cost) {}

    private final List<Layer> layers;
    private final int axes;
    private final int channels;
    private final long positions;
    private final boolean mayAverage;
    private Plan best;

    private SizeGuess(List<Layer> layers, int channels, long positions, boolean mayAverage) {
        this.layers = layers;
        this.axes = layers.getFirst().taps().length;
        this.channels = channels;
        this.positions = positions;
        this.mayAverage = mayAverage;
    }

    /**
     * @param channels of the input
     * @param positions that the last convolution must give, so that the dense layer fits; 0 where none follows
     * @param mayAverage whether the dense layer takes as many numbers as there are channels
     * @param given extents of the input along each axis, where they are known
     */
    static Optional<Plan> of(List<Layer> layers, int channels, long positions, boolean mayAverage, Optional<int[]> given) {
        SizeGuess guess = new SizeGuess(layers, channels, positions, mayAverage);
        guess.search(given);
        return Optional.ofNullable(guess.best);
    }

    private void search(Optional<int[]> given) {
        List<Integer> usual = axes == 1 ? USUAL_LENGTHS : axes == 2 ? USUAL : USUAL_VOLUMES;
        List<int[]> sizes = new ArrayList<>();
        if (given.isPresent()) {
            sizes.add(given.get());
        } else {
            usual.forEach(size -> sizes.add(all(size)));
            IntStream.rangeClosed(1, axes == 3 ? 64 : LARGEST).filter(size -> !usual.contains(size)).forEach(size -> sizes.add(all(size)));
        }
        for (boolean[] halved : halvings()) {
            double pools = poolCost(halved);
            for (int pattern = 0; pattern < 5 + (layers.size() <= 20 ? layers.size() : 0); pattern++) {
                int[] stride = strides(pattern);
                for (int padding = 0; stride != null && padding < 4; padding++) {
                    boolean[] padded = paddings(padding, stride);
                    double cost = pools + (pattern == 0 ? 0 : pattern == 1 ? 0.5 : pattern < 5 ? 1.5 : 1) + (padding == 0 ? 0 : padding == 1 ? 2 : padding == 2 ? 1 : 2.5);
                    for (int[] size : sizes) {
                        double more = given.isPresent() ? 0 : sizeCost(size[0]);
                        if (best == null || cost + more < best.cost()) {
                            attempt(size, stride, padded, halved, cost + more);
                        }
                    }
                }
            }
        }
    }

    private int[] all(int size) {
        int[] sizes = new int[axes];
        Arrays.fill(sizes, size);
        return sizes;
    }

    private double sizeCost(int size) {
        if (axes != 2) {
            return (axes == 1 ? USUAL_LENGTHS : USUAL_VOLUMES).contains(size) ? 0.5 : UNUSUAL;
        }
        List<Integer> best = channels == 1 ? List.of(28) : List.of(32, 224);
        List<Integer> good = channels == 1 ? List.of(32, 64, 128, 224, 256) : List.of(64, 96, 128, 227, 256, 299);
        return best.contains(size) ? 0 : good.contains(size) ? 1 : USUAL.contains(size) ? 2 : UNUSUAL;
    }

    private List<boolean[]> halvings() {
        int n = layers.size();
        boolean telling = layers.stream().limit(n - 1L).anyMatch(layer -> layer.free() >= 0);
        int least = layers.stream().limit(n - 1L).mapToInt(Layer::free).filter(free -> free >= 0).min().orElse(1);
        int baseline = Math.min(least, 1);
        List<IntPredicate> between = new ArrayList<>();
        if (telling) {
            between.add(i -> layers.get(i).free() > baseline);
        }
        between.add(i -> false);
        between.add(i -> true);
        between.add(i -> layers.get(i + 1).grows());
        between.add(i -> i % 2 == 1);
        List<boolean[]> halvings = new ArrayList<>();
        for (IntPredicate predicate : between) {
            for (boolean last : new boolean[] {true, false}) {
                boolean[] halved = new boolean[n];
                for (int i = 0; i < n - 1; i++) {
                    halved[i] = predicate.test(i) && !layers.get(i + 1).transposed();
                }
                halved[n - 1] = last;
                halvings.add(halved);
            }
        }
        return halvings;
    }

    /** Where the numbers of the modules tell of pooling, other readings are unlikely. */
    private double poolCost(boolean[] halved) {
        int n = layers.size();
        int least = layers.stream().limit(n - 1L).mapToInt(Layer::free).filter(free -> free >= 0).min().orElse(-1);
        double cost = least < 0 && n > 1 ? 0.5 : 0;
        for (int i = 0; i < n - 1 && least >= 0; i++) {
            if (layers.get(i).free() >= 0 && layers.get(i).free() > Math.min(least, 1) != halved[i]) {
                cost += 3;
            }
        }
        // pooling to be flattened by nothing is not usual
        return cost + (positions == 0 && halved[n - 1] ? 1 : 0);
    }

    /** Null where it is the same as one before. */
    private int[] strides(int pattern) {
        int n = layers.size();
        int[] stride = new int[n];
        for (int i = 0; i < n; i++) {
            int taps = layers.get(i).taps()[0];
            int natural = layers.get(i).transposed() ? taps == 1 || taps == 3 && n == 1 ? 1 : 2 : taps % 2 == 1 ? 1 : taps == 4 ? 2 : taps;
            boolean wide = taps >= 7 && i == 0 && taps % 2 == 1;
            stride[i] = switch (pattern) {
                case 0 -> natural;
                case 1 -> wide ? taps >= 11 ? 4 : 2 : natural;
                case 2 -> Math.max(2, natural);
                case 3 -> i == 0 ? natural : Math.max(2, natural);
                case 4 -> i > 0 && layers.get(i).grows() ? Math.max(2, natural) : natural;
                default -> i == pattern - 5 ? Math.max(2, natural) : natural;
            };
        }
        return pattern > 0 && pattern < 5 && Arrays.equals(stride, strides(0)) ? null : stride;
    }

    private boolean[] paddings(int padding, int[] stride) {
        boolean[] padded = new boolean[layers.size()];
        for (int i = 0; i < padded.length; i++) {
            padded[i] = switch (padding) {
                case 0 -> true;
                case 1 -> false;
                case 2 -> stride[i] == 1;
                default -> i == 0;
            };
        }
        return padded;
    }

    /** What is put around a kernel so that the size is kept but for the stride. */
    static int padding(int taps, int stride, boolean padded) {
        return !padded ? 0 : taps % 2 == 1 ? (taps - 1) / 2 : Math.max(0, (taps - stride) / 2);
    }

    /** Units that a transposed convolution of an odd kernel adds, so that it multiplies the size by its stride. */
    static int more(int taps, int stride, boolean padded) {
        return padded && taps % 2 == 1 ? stride - 1 : 0;
    }

    private void attempt(int[] start, int[] stride, boolean[] padded, boolean[] halved, double cost) {
        int[] size = start.clone();
        double more = 0;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            for (int axis = 0; axis < axes; axis++) {
                int taps = layer.taps()[axis];
                int around = 2 * padding(taps, stride[i], padded[i]);
                if (layer.transposed()) {
                    size[axis] = (size[axis] - 1) * stride[i] + taps - around + more(taps, stride[i], padded[i]);
                } else {
                    int room = size[axis] + around - taps;
                    more += axis == 0 && !padded[i] && stride[i] > 1 && room % stride[i] != 0 ? 0.5 : 0;
                    size[axis] = room < 0 ? 0 : room / stride[i] + 1;
                }
                if (halved[i]) {
                    more += axis == 0 && size[axis] % 2 != 0 ? LEFT_OVER : 0;
                    size[axis] /= 2;
                }
                if (size[axis] < 1 || size[axis] > 1 << 14) {
                    return;
                }
            }
        }
        long left = Arrays.stream(size).asLongStream().reduce(1, (a, b) -> a * b);
        boolean fits = positions == 0 || left == positions;
        // the average fits at every size: one that leaves few positions is likely
        double average = fits ? 0 : 1.5 + (left > 196 ? 1 : 0);
        if ((fits || mayAverage) && (best == null || cost + more + average < best.cost())) {
            best = new Plan(start, stride.clone(), padded.clone(), halved.clone(), !fits, cost + more + average);
        }
    }
}
