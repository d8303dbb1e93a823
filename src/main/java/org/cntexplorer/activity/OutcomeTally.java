package org.cntexplorer.activity;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;

/** Counts how often a network tells the class of a sample, and adds up its loss. For one thread only. */
final class OutcomeTally {
    /** Keras' epsilon: probabilities are no nearer to 0 and 1. */
    private static final double CLIP = 1e-7;
    /** A confusion matrix of as many classes takes 128 MB. */
    private static final int MOST_CLASSES = 4096;

    private final String function;
    private final int neurons;
    private final List<String> names;
    private long[][] confusion = new long[0][];
    private int outputs;
    private long labelled;
    private double loss;

    /**
     * @param function that gives what the network gives
     * @param neurons of its last layer
     * @param names of the samples' classes, at least one
     */
    OutcomeTally(String function, int neurons, List<String> names) {
        this.function = function;
        this.neurons = neurons;
        this.names = List.copyOf(names);
    }

    /**
     * Adds a batch.
     *
     * @param inputs numbers of a sample
     * @param labels of its samples, −1 for none
     * @throws ModelFormatException where there are classes that the network does not know
     */
    void add(Batch batch, int inputs, int[] labels) throws ModelFormatException {
        FloatBuffer output = batch.output();
        outputs = batch.outputs();
        if (tellsNoClasses(inputs)) {
            return;
        }
        if (confusion.length == 0) {
            begin();
        }
        float[] row = new float[outputs];
        for (int i = 0; i < batch.samples(); i++) {
            if (labels[i] >= 0) {
                output.get(i * outputs, row);
                labelled++;
                confusion[labels[i]][taken(row)]++;
                loss += loss(row, labels[i]);
            }
        }
    }

    /** Gives an answer at every step, or its own input again, or words of a vocabulary. */
    private boolean tellsNoClasses(int inputs) {
        return outputs > neurons || outputs == inputs && outputs > names.size() || outputs > MOST_CLASSES;
    }

    private void begin() throws ModelFormatException {
        int told = Math.max(2, outputs);
        if (names.size() > told) {
            throw new ModelFormatException("The labels are of " + names.size() + " classes and the model tells " + told
                    + "; choose the labels that belong to this model, or none.");
        }
        confusion = new long[told][told];
    }

    /** Of several outputs the greatest, of equals the first; of one whether it is more likely than not. */
    private int taken(float[] row) {
        if (row.length == 1) {
            return row[0] > (function.equals("sigmoid") ? 0.5f : 0) ? 1 : 0;
        }
        int best = 0;
        for (int j = 1; j < row.length; j++) {
            best = row[j] > row[best] ? j : best;
        }
        return best;
    }

    private boolean givesProbabilities() {
        return outputs > 1 && function.equals("softmax") || outputs == 1 && function.equals("sigmoid");
    }

    private double loss(float[] row, int label) {
        if (!givesProbabilities()) {
            return 0;
        }
        if (row.length == 1) {
            double p = clipped(row[0]);
            return -Math.log(label == 1 ? p : 1 - p);
        }
        double whole = 0;
        for (float p : row) {
            whole += p;
        }
        return -Math.log(clipped(row[label] / whole));
    }

    private static double clipped(double p) {
        return p < CLIP ? CLIP : p > 1 - CLIP ? 1 - CLIP : p;
    }

    Optional<Outcome> outcome() {
        if (labelled == 0) {
            return Optional.empty();
        }
        List<String> all = IntStream.range(0, confusion.length).mapToObj(i -> i < names.size() ? names.get(i) : Integer.toString(i)).toList();
        return Optional.of(new Outcome(all, labelled, confusion, givesProbabilities() ? OptionalDouble.of(loss / labelled) : OptionalDouble.empty()));
    }
}
