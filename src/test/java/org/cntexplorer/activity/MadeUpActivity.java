package org.cntexplorer.activity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.SampleLabels;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.LayerValues.Place;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Shape;
import org.cntexplorer.progress.Progress;

/**
 * A network whose values are made up, of every kind that statistics are kept of: an input of 6; 3 channels of 4 positions, whose values stand channel last and
 * with another layer's beside them; 5 units at each of 3 steps, without sums; 4 outputs. What it computes for a sample is known beforehand.
 */
public final class MadeUpActivity implements RunningNetwork, Samples {
    public static final int INPUT = 0;
    public static final int CHANNELS = 1;
    public static final int STEPS = 2;
    public static final int OUTPUT = 3;
    static final int T = 3;
    /** Neurons of each layer, in the order of the value's elements; −1 is another layer's. */
    static final int[] CHANNEL_LAST = {0, 4, 8, -1, 1, 5, 9, -1, 2, 6, 10, -1, 3, 7, 11, -1};

    public final Network network;
    /** Of each value the numbers of each sample. */
    public final Map<String, float[][]> values = new HashMap<>();
    public final int[] labels;
    private int ran;
    final AtomicInteger open = new AtomicInteger();

    /** @param labelled whether samples are of 4 classes, some of none */
    public MadeUpActivity(long seed, int samples, boolean labelled) {
        Random random = new Random(seed);
        values.put("x", numbers(samples, 6, (i, e) -> (float) (e == 0 ? 0 : e == 1 ? 1000 + 0.01 * random.nextGaussian() : random.nextFloat())));
        values.put("cz", numbers(samples, 16, (i, e) -> (float) (random.nextGaussian() + e % 4 - 1)));
        // the third channel is dead
        values.put("ca", numbers(samples, 16, (i, e) -> e % 4 == 2 ? -0f : Math.max(0, values.get("cz")[i][e])));
        values.put("h", numbers(samples, 5 * T, (i, e) -> (float) Math.tanh(random.nextGaussian() * 3 + e / 5)));
        values.put("oz", numbers(samples, 4, (i, e) -> (float) (3 * random.nextGaussian())));
        values.put("p", numbers(samples, 4, (i, e) -> softmax(values.get("oz")[i], e)));
        labels = labelled ? random.ints(samples, -1, 4).toArray() : new int[0];
        Network dense = RandomNetwork.dense(seed, 6, 12, 5, 4);
        List<Layer> layers = List.of(new Layer(0, "input", "input", Shape.of(6), ""), new Layer(1, "conv", "convolution", Shape.of(3, 2, 2), "relu"),
                new Layer(2, "rnn", "rnn", Shape.of(5), "tanh"), new Layer(3, "out", "dense", Shape.of(4), "softmax"));
        network = new Network("made up", "test", layers, dense.connections(), List.of(), () -> { }).computedBy(computation());
    }

    interface Numbers {
        float of(int sample, int element);
    }

    private static float[][] numbers(int samples, int elements, Numbers numbers) {
        float[][] all = new float[samples][elements];
        for (int i = 0; i < samples; i++) {
            for (int e = 0; e < elements; e++) {
                all[i][e] = numbers.of(i, e);
            }
        }
        return all;
    }

    private static float softmax(float[] z, int of) {
        double sum = 0;
        for (float each : z) {
            sum += Math.exp(each);
        }
        return (float) (Math.exp(z[of]) / sum);
    }

    /** The numbers of a unit of a layer for a sample, over its positions and steps. */
    public double[] of(String value, int layer, int unit, int sample) {
        float[] row = values.get(value)[sample];
        return switch (layer) {
            case CHANNELS -> IntStream.range(0, 4).mapToDouble(p -> row[4 * p + unit]).toArray();
            case STEPS -> IntStream.range(0, T).mapToDouble(t -> row[5 * t + unit]).toArray();
            default -> new double[] {row[unit]};
        };
    }

    int samples() {
        return values.get("x").length;
    }

    private static Computation computation() {
        return new Computation() {
            @Override public Optional<String> hindrance() {
                return Optional.empty();
            }

            @Override public List<ModelInput> inputs() {
                return List.of(new ModelInput("x", List.of(6), false, false));
            }

            @Override public Feed feed() {
                return Feed.proposed(inputs());
            }

            @Override public Computation with(Feed feed) {
                throw new UnsupportedOperationException();
            }

            @Override public List<LayerValues> layers() {
                return List.of(new LayerValues(INPUT, Optional.empty(), new Place("x", 6, null)),
                        new LayerValues(CHANNELS, Optional.of(new Place("cz", 16, CHANNEL_LAST)), new Place("ca", 16, CHANNEL_LAST)),
                        new LayerValues(STEPS, Optional.empty(), new Place("h", 5, null)),
                        new LayerValues(OUTPUT, Optional.of(new Place("oz", 4, null)), new Place("p", 4, new int[] {0, 1, 2, 3})));
            }

            @Override public String output() {
                return "p";
            }

            @Override public Optional<Integer> batch() {
                return Optional.empty();
            }

            @Override public boolean saysFunctions() {
                return true;
            }

            @Override public void write(Path onnx, Functions functions, Progress progress) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public long count() {
        return samples();
    }

    @Override
    public List<Integer> extents() {
        return List.of(6);
    }

    @Override
    public String name() {
        return "made up";
    }

    @Override
    public ChannelOrder channels() {
        return ChannelOrder.NONE;
    }

    @Override
    public Optional<SampleLabels> labels() {
        return labels.length == 0 ? Optional.empty() : Optional.of(new SampleLabels(labels, List.of("a", "b", "c", "d")));
    }

    /** As the network gets them. */
    public PreparedSamples prepared() throws ModelFormatException {
        return PreparedSamples.of(this, network.computation().orElseThrow().inputs().getFirst(), Preparation.NONE, Progress.NONE);
    }

    @Override
    public void read(long first, int count, FloatBuffer to) {
        for (int i = 0; i < count; i++) {
            to.put(values.get("x")[(int) first + i]);
        }
    }

    @Override
    public Batch run(FloatBuffer samples, int count, List<Integer> extents) {
        int from = ran;
        ran += count;
        for (int i = 0; i < count; i++) {
            float[] given = new float[6];
            samples.get(6 * i, given);
            if (!Arrays.equals(given, values.get("x")[from + i])) {
                throw new AssertionError("sample " + (from + i) + " was not given");
            }
        }
        open.incrementAndGet();
        return batch(from, count);
    }

    /** What is computed for some samples. */
    Batch batch(int from, int count) {
        Map<String, FloatBuffer> buffers = new HashMap<>();
        values.forEach((name, of) -> {
            FloatBuffer buffer = ByteBuffer.allocateDirect(4 * count * of[0].length).order(ByteOrder.nativeOrder()).asFloatBuffer();
            for (int i = 0; i < count; i++) {
                buffer.put(of[from + i]);
            }
            buffers.put(name, buffer.flip());
        });
        return new Batch() {
            @Override public int samples() {
                return count;
            }

            @Override public Set<String> values() {
                return buffers.keySet();
            }

            @Override public FloatBuffer value(String name) {
                if (name.equals("x")) {
                    throw new AssertionError("the input is no output");
                }
                return buffers.get(name);
            }

            @Override public FloatBuffer output() {
                return buffers.get("p");
            }

            @Override public void close() {
                open.decrementAndGet();
                buffers.clear();
            }
        };
    }

    /** The samples of some places as a buffer. */
    FloatBuffer given(int from, int count) {
        FloatBuffer buffer = FloatBuffer.allocate(6 * count);
        read(from, count, buffer);
        return buffer.flip();
    }

    @Override
    public void close() {}

    /** The samples of a class. */
    List<Integer> ofClass(int label) {
        List<Integer> of = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                of.add(i);
            }
        }
        return of;
    }
}
