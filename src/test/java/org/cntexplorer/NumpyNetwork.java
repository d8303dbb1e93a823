package org.cntexplorer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.cntexplorer.format.Pickles;

/**
 * A small fully connected network as papers A and B save theirs: a .npy file with a pickled list of float arrays [W0, b0, W1, b1, …].
 *
 * @param weights of each connection: a row for each source neuron
 * @param biases of each connection: one for each target neuron
 */
public record NumpyNetwork(float[][][] weights, float[][] biases) {
    /** Normally distributed weights and biases. */
    public static NumpyNetwork random(long seed, double scale, int... neurons) {
        Random random = new Random(seed);
        float[][][] weights = new float[neurons.length - 1][][];
        float[][] biases = new float[neurons.length - 1][];
        for (int c = 0; c < weights.length; c++) {
            weights[c] = new float[neurons[c]][];
            for (int i = 0; i < neurons[c]; i++) {
                weights[c][i] = numbers(random, scale, neurons[c + 1]);
            }
            biases[c] = numbers(random, scale, neurons[c + 1]);
        }
        return new NumpyNetwork(weights, biases);
    }

    private static float[] numbers(Random random, double scale, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (scale * random.nextGaussian());
        }
        return numbers;
    }

    /** With all folders of it. */
    public Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes());
    }

    /** The whole file. */
    public byte[] bytes() {
        Pickles pickle = Pickles.protocol(3).op(']').op('(');
        for (int c = 0; c < weights.length; c++) {
            float[] all = new float[weights[c].length * biases[c].length];
            for (int i = 0; i < weights[c].length; i++) {
                System.arraycopy(weights[c][i], 0, all, i * biases[c].length, biases[c].length);
            }
            array(pickle, all, weights[c].length, biases[c].length);
            array(pickle, biases[c], biases[c].length);
        }
        return Pickles.npy("{'descr': '|O', 'fortran_order': False, 'shape': (" + 2 * weights.length + ",), }", pickle.op('e').stop());
    }

    /**
     * What comes into the neurons, z, by plain loops: ReLU follows each layer but the last.
     *
     * @param x a row for each sample
     * @return [layer from 1][sample][neuron]
     */
    public double[][][] sums(float[][] x) {
        double[][][] z = new double[weights.length][x.length][];
        for (int s = 0; s < x.length; s++) {
            double[] a = new double[x[s].length];
            for (int i = 0; i < a.length; i++) {
                a[i] = x[s][i];
            }
            for (int c = 0; c < weights.length; c++) {
                z[c][s] = new double[biases[c].length];
                for (int k = 0; k < z[c][s].length; k++) {
                    z[c][s][k] = biases[c][k];
                    for (int i = 0; i < a.length; i++) {
                        z[c][s][k] += weights[c][i][k] * a[i];
                    }
                }
                a = Arrays.stream(z[c][s]).map(sum -> Math.max(0, sum)).toArray();
            }
        }
        return z;
    }

    /** Which of the last layer's neurons gets most, of each sample. */
    public int[] answers(float[][] x) {
        return Arrays.stream(sums(x)[weights.length - 1]).mapToInt(z -> IntStream.range(0, z.length).reduce((a, b) -> z[b] > z[a] ? b : a).orElseThrow()).toArray();
    }

    private static void array(Pickles pickle, float[] numbers, int... extents) {
        pickle.global("numpy.core.multiarray", "_reconstruct").global("numpy", "ndarray").op('K', 0, 0x85, 'C', 1, 'b', 0x87, 'R');
        pickle.op('(', 'K', 1);
        for (int extent : extents) {
            pickle.op('J').i4(extent);
        }
        pickle.op(0x84 + extents.length).global("numpy", "dtype").text("f4").op('K', 0, 'K', 1, 0x87, 'R');
        pickle.op('(', 'K', 3).text("<").op('N', 'N', 'N', 'J').i4(-1).op('J').i4(-1).op('K', 0, 't', 'b', 0x89);
        ByteBuffer data = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(numbers);
        pickle.op('B').i4(data.capacity());
        for (byte b : data.array()) {
            pickle.op(b);
        }
        pickle.op('t', 'b');
    }
}
