package org.cntexplorer.format.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * One step of a model's computation, in no file format's words. Steps are joined by the names of the values that they take and give, so
 * that a list of operators is a DAG. A reader makes them; {@code format.lowering} makes layers and connections of them.
 *
 * <p>Extents and axes count the batch with an extent of 1, wherever the file has it. A number of steps or tokens that the file leaves open
 * is 1. Axes may be negative: −1 is the last.
 */
public sealed interface Operator {
    /** The file's name of it, or a made-up one. */
    String name();

    /** The values that it gives. */
    default List<String> outputs() {
        return switch (this) {
            case Input input -> List.of(input.output());
            case Constant constant -> List.of(constant.output());
            case Dense dense -> List.of(dense.output());
            case Convolution convolution -> List.of(convolution.output());
            case Pooling pooling -> List.of(pooling.output());
            case AdaptivePooling pooling -> List.of(pooling.output());
            case Mean mean -> List.of(mean.output());
            case ScaleShift scaling -> List.of(scaling.output());
            case Recurrent recurrent -> {
                List<String> given = new ArrayList<>(recurrent.last());
                recurrent.sequence().ifPresent(given::addFirst);
                yield given;
            }
            case Embedding embedding -> List.of(embedding.output());
            case Attention attention -> List.of(attention.output());
            case Sum sum -> List.of(sum.output());
            case Concatenation concatenation -> List.of(concatenation.output());
            case Activation activation -> List.of(activation.output());
            case Pass pass -> List.of(pass.output());
            case Reshape reshape -> List.of(reshape.output());
            case Transpose transpose -> List.of(transpose.output());
            case Take take -> List.of(take.output());
            case Expand expand -> List.of(expand.output());
            case Pad pad -> List.of(pad.output());
            case Block block -> block.outputs();
            case Deferred deferred -> deferred.outputs();
        };
    }

    /** The values that it takes. */
    default List<String> inputs() {
        return switch (this) {
            case Input input -> List.of();
            case Constant constant -> List.of();
            case Dense dense -> List.of(dense.input());
            case Convolution convolution -> List.of(convolution.input());
            case Pooling pooling -> List.of(pooling.input());
            case AdaptivePooling pooling -> List.of(pooling.input());
            case Mean mean -> List.of(mean.input());
            case ScaleShift scaling -> List.of(scaling.input());
            case Recurrent recurrent -> {
                List<String> taken = new ArrayList<>(recurrent.states());
                taken.addFirst(recurrent.input());
                yield taken;
            }
            case Embedding embedding -> List.of(embedding.input());
            case Attention attention -> List.of(attention.query(), attention.key(), attention.value());
            case Sum sum -> sum.inputs();
            case Concatenation concatenation -> concatenation.inputs();
            case Activation activation -> List.of(activation.input());
            case Pass pass -> List.of(pass.input());
            case Reshape reshape -> List.of(reshape.input());
            case Transpose transpose -> List.of(transpose.input());
            case Take take -> List.of(take.input());
            case Expand expand -> List.of(expand.input());
            case Pad pad -> List.of(pad.input());
            case Block block -> block.inputs();
            case Deferred deferred -> deferred.inputs();
        };
    }

    /**
     * A value that the model is given.
     *
     * @param extents as the file arranges it; empty where the file does not say
     * @param channelLast whether the last of several extents is the channel
     */
    record Input(String name, String output, List<Integer> extents, boolean channelLast) implements Operator {
        public Input {
            extents = List.copyOf(extents);
        }
    }

    /** Numbers of the file that take part as a value, such as a class token: no neurons. @param numbers empty where they are not kept: it cannot be run then */
    record Constant(String name, String output, List<Integer> extents, Optional<Tensor> numbers) implements Operator {
        public Constant {
            extents = List.copyOf(extents);
        }

        public Constant(String name, String output, List<Integer> extents) {
            this(name, output, extents, Optional.empty());
        }
    }

    /** A matrix and perhaps a bias, along the last axis: its values are the rows of the matrix, or its columns, in the file's order. */
    record Dense(String name, String input, String output, Tensor matrix, Orientation orientation, Optional<Tensor> bias)
            implements Operator {}

    /**
     * A convolution, or the transpose of one, in as many dimensions as there are strides, along the last axes of its value.
     *
     * @param kernel in the order that {@code layout} says; of a transposed one, that of the convolution whose transpose it is
     * @param taps of the kernel along each axis
     * @param begin padding before the first unit along each axis
     * @param end padding behind the last
     * @param padding how {@code begin} and {@code end} are found where they are not given
     * @param more rows added to the output of a transposed one along each axis
     * @param channelLast whether the value has its channels behind its positions
     * @param bias of each channel
     */
    record Convolution(String name, String input, String output, Tensor kernel, Layout layout, int groups, List<Integer> taps,
                       List<Integer> stride, List<Integer> dilation, Padding padding, List<Integer> begin, List<Integer> end,
                       List<Integer> more, boolean transposed, boolean channelLast, Optional<Tensor> bias) implements Operator {
        public Convolution {
            taps = List.copyOf(taps);
            stride = List.copyOf(stride);
            dilation = List.copyOf(dilation);
            begin = List.copyOf(begin);
            end = List.copyOf(end);
            more = List.copyOf(more);
        }
    }

    /** How much of nothing is put around the input of a convolution. */
    enum Padding {
        /** As much as is written. */
        GIVEN,
        /** So much that the output has as many units as the input, over the stride; what cannot be halved at the end. */
        SAME_UPPER,
        /** The same, but what cannot be halved at the beginning. */
        SAME_LOWER
    }

    /** What pooling takes of its window. */
    enum Pool {
        /** The mean of the units inside the input. */
        AVERAGE,
        /** The mean of the whole window, padding counted as zeros. */
        PADDED_AVERAGE,
        MAXIMUM,
        SUM
    }

    /**
     * Average or maximum over windows: each unit of a window carries 1/n of the next link's weight, n being the units inside the input
     * (metrics.md §1; for a maximum [ours]).
     *
     * @param ceil whether a window that begins inside the input or its padding but ends outside makes a unit
     * @param pool empty where it is not told, or another: its links are the same then, but it cannot be run
     */
    record Pooling(String name, String input, String output, List<Integer> taps, List<Integer> stride, List<Integer> dilation, Padding padding,
                   List<Integer> begin, List<Integer> end, boolean ceil, boolean channelLast, Optional<Pool> pool) implements Operator {
        public Pooling {
            taps = List.copyOf(taps);
            stride = List.copyOf(stride);
            dilation = List.copyOf(dilation);
            begin = List.copyOf(begin);
            end = List.copyOf(end);
        }

        public Pooling(String name, String input, String output, List<Integer> taps, List<Integer> stride, List<Integer> dilation, Padding padding,
                List<Integer> begin, List<Integer> end, boolean ceil, boolean channelLast) {
            this(name, input, output, taps, stride, dilation, padding, begin, end, ceil, channelLast, Optional.empty());
        }
    }

    /** Pooling to given extents of the last axes: window i of n units reaches from ⌊i·units/n⌋ to ⌈(i+1)·units/n⌉. */
    record AdaptivePooling(String name, String input, String output, List<Integer> extents, boolean channelLast, Optional<Pool> pool) implements Operator {
        public AdaptivePooling {
            extents = List.copyOf(extents);
        }

        public AdaptivePooling(String name, String input, String output, List<Integer> extents, boolean channelLast) {
            this(name, input, output, extents, channelLast, Optional.empty());
        }
    }

    /** Average or maximum along whole axes: global pooling, ReduceMean. */
    record Mean(String name, String input, String output, List<Integer> axes, boolean keepAxes, Optional<Pool> pool) implements Operator {
        public Mean {
            axes = List.copyOf(axes);
        }

        public Mean(String name, String input, String output, List<Integer> axes, boolean keepAxes) {
            this(name, input, output, axes, keepAxes, Optional.empty());
        }
    }

    /**
     * Each channel multiplied by a number and shifted by another: a normalisation of a trained model, with what it has learned.
     *
     * @param kind "batch normalization", "layer normalization", …; "shift" where it only adds, as a bias does: that is folded whatever the person says,
     *             and makes no layer where it cannot be
     * @param foldable whether it may be folded into the weights before it: a batch normalisation, not one that depends on the sample
     * @param axis the axis of the channels; where there are more numbers than it has units, the first of the axes that together have as many
     * @param scale a number a channel
     * @param shift likewise; empty where it only multiplies
     * @param before what is done to the sample before: by how much of its own mean and deviation it is normalised; empty for nothing where it is foldable, and
     *               where it is not told otherwise, which cannot be run
     */
    record ScaleShift(String name, String kind, String input, String output, boolean foldable, int axis, double[] scale, double[] shift,
                      Optional<Formula> before) implements Operator {
        public ScaleShift(String name, String kind, String input, String output, boolean foldable, int axis, double[] scale, double[] shift) {
            this(name, kind, input, output, foldable, axis, scale, shift, Optional.empty());
        }

        /**
         * A batch normalisation of a trained model, (x − mean) / √(variance + ε) · gamma + beta, of which there are as many of each.
         *
         * @param gamma empty for 1
         * @param beta empty for 0
         */
        public static ScaleShift ofBatch(String name, String input, String output, int axis, Optional<double[]> gamma, Optional<double[]> beta, double[] mean,
                double[] variance, double epsilon) {
            double[] scale = new double[mean.length];
            double[] shift = new double[mean.length];
            for (int c = 0; c < scale.length; c++) {
                scale[c] = (gamma.isPresent() ? gamma.get()[c] : 1) / Math.sqrt(variance[c] + epsilon);
                shift[c] = (beta.isPresent() ? beta.get()[c] : 0) - mean[c] * scale[c];
            }
            return new ScaleShift(name, "batch normalization", input, output, true, axis, scale, shift);
        }
    }

    /**
     * A recurrent layer in one direction, along one axis of its value; its features are the last axis. Row g·units+k of its matrices is gate
     * g of unit k.
     *
     * @param kind "lstm", "gru", "rnn"
     * @param gates names in the order of the file, one of each block of rows: "input", "forget", "cell", "output"
     * @param timeAxis the axis of its value that it runs along
     * @param sequence the value of all steps: extents as the input's, with the units last
     * @param last values of the last step (hidden state, cell state): the same without the time axis
     * @param states values that it starts with, as many units as it has; perhaps none
     * @param recurrence empty where it is not told: it cannot be run then
     * @param orientation of both matrices
     */
    record Recurrent(String name, String kind, List<String> gates, String input, int timeAxis, Optional<String> sequence, List<String> last,
                     List<String> states, Tensor inputMatrix, Tensor recurrentMatrix, Orientation orientation, Optional<Tensor> inputBias,
                     Optional<Tensor> recurrentBias, String activation, Optional<Recurrence> recurrence) implements Operator {
        public Recurrent {
            gates = List.copyOf(gates);
            last = List.copyOf(last);
            states = List.copyOf(states);
        }

        public Recurrent(String name, String kind, List<String> gates, String input, int timeAxis, Optional<String> sequence, List<String> last,
                List<String> states, Tensor inputMatrix, Tensor recurrentMatrix, Orientation orientation, Optional<Tensor> inputBias,
                Optional<Tensor> recurrentBias, String activation) {
            this(name, kind, gates, input, timeAxis, sequence, last, states, inputMatrix, recurrentMatrix, orientation, inputBias, recurrentBias, activation,
                    Optional.empty());
        }

        /** The same, going another way from step to step. */
        public Recurrent with(Optional<Recurrence> other) {
            return new Recurrent(name, kind, gates, input, timeAxis, sequence, last, states, inputMatrix, recurrentMatrix, orientation, inputBias, recurrentBias,
                    activation, other);
        }
    }

    /**
     * How a recurrent layer goes from step to step, where its weights do not tell.
     *
     * @param backwards whether it goes from the last step to the first
     * @param reversed whether its sequence is in the order in which it went, the last step of the input first; else in the input's
     * @param gateFunction of its gates: "sigmoid", "hard_sigmoid"
     * @param resetAfter of a GRU: whether the reset gate acts on the recurrent sums, their bias counted, and not on the state before
     */
    record Recurrence(boolean backwards, boolean reversed, String gateFunction, boolean resetAfter) {
        /** As PyTorch does it. */
        public static Recurrence usual(boolean backwards) {
            return new Recurrence(backwards, false, "sigmoid", true);
        }
    }

    /**
     * Features looked up for each number of its value: a dense connection from the vocabulary. It adds the axis of the features at the end.
     *
     * @param matrix vocabulary × features
     */
    record Embedding(String name, String input, String output, Tensor matrix) implements Operator {}

    /**
     * Tokens mixed by how their queries and keys agree: softmax(Q·Kᵀ)·V. The last two axes are tokens and features, those before them heads.
     * A block that depends on the data.
     *
     * @param formula of the three values; empty where it is not told: it cannot be run then
     */
    record Attention(String name, String query, String key, String value, String output, Optional<Formula> formula) implements Operator {
        public Attention(String name, String query, String key, String value, String output) {
            this(name, query, key, value, output, Optional.empty());
        }
    }

    /** The sum of values: a residual addition. Extents of 1 are repeated. */
    record Sum(String name, List<String> inputs, String output) implements Operator {
        public Sum {
            inputs = List.copyOf(inputs);
        }
    }

    /** Values one behind the other along an axis. */
    record Concatenation(String name, List<String> inputs, String output, int axis) implements Operator {
        public Concatenation {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * A function of each value, or of all values of a layer ("softmax"), that has no weights.
     *
     * @param formula empty where its name says all: "relu", "softmax" along the last axis
     */
    record Activation(String name, String input, String output, String function, Optional<Formula> formula) implements Operator {
        public Activation(String name, String input, String output, String function) {
            this(name, input, output, function, Optional.empty());
        }
    }

    /**
     * A value passed on, as far as links go: dropout, identity, cast.
     *
     * @param doing what it does to the numbers, "" where nothing; what is named here cannot be run without a formula
     */
    record Pass(String name, String input, String output, String doing, Optional<Formula> formula) implements Operator {
        public Pass(String name, String input, String output) {
            this(name, input, output, "", Optional.empty());
        }
    }

    /**
     * The same numbers in the same order under other extents.
     *
     * @param extents one of them may be −1, the rest; empty for a plain vector
     */
    record Reshape(String name, String input, String output, List<Integer> extents) implements Operator {
        public Reshape {
            extents = List.copyOf(extents);
        }
    }

    /** @param order for each axis of the output the axis of the input */
    record Transpose(String name, String input, String output, List<Integer> order) implements Operator {
        public Transpose {
            order = List.copyOf(order);
        }
    }

    /**
     * Some places of an axis, in a given order, perhaps repeated: a slice, a part of a split, a gather with constant places, the nearest
     * neighbours of a resize.
     *
     * @param places for each unit of the axis of the output its place in the input; negative from the end
     * @param dropAxis whether the axis, of one place, vanishes
     * @param formula empty where it is these places; else what is computed, where they are the nearest of those that are mixed
     */
    record Take(String name, String input, String output, int axis, int[] places, boolean dropAxis, Optional<Formula> formula) implements Operator {
        public Take(String name, String input, String output, int axis, int[] places, boolean dropAxis) {
            this(name, input, output, axis, places, dropAxis, Optional.empty());
        }
    }

    /** Axes of 1 repeated, and new axes before the first, as arrays are broadcast. */
    record Expand(String name, String input, String output, List<Integer> extents) implements Operator {
        public Expand {
            extents = List.copyOf(extents);
        }
    }

    /**
     * Nothing put around a value.
     *
     * @param begin along each axis
     * @param end likewise; negative where it is cut
     * @param formula empty where it is padded with zeros
     */
    record Pad(String name, String input, String output, List<Integer> begin, List<Integer> end, Optional<Formula> formula) implements Operator {
        public Pad {
            begin = List.copyOf(begin);
            end = List.copyOf(end);
        }

        public Pad(String name, String input, String output, List<Integer> begin, List<Integer> end) {
            this(name, input, output, begin, end, Optional.empty());
        }
    }

    /**
     * What is not known, or depends on the data: drawn as a block, with a warning, and counted by no metric.
     *
     * @param type the file's name of its kind: "Einsum", "NonZero"
     * @param extents of all its values; empty where they are not known: those of its first input where they have no others
     * @param units neurons of its values where only their number is known
     * @param formula empty where it is not known: it cannot be run then
     */
    record Block(String name, String type, List<String> inputs, List<String> outputs, List<Integer> extents, OptionalInt units, Optional<Formula> formula)
            implements Operator {
        public Block {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            extents = List.copyOf(extents);
        }

        public Block(String name, String type, List<String> inputs, List<String> outputs, List<Integer> extents, OptionalInt units) {
            this(name, type, inputs, outputs, extents, units, Optional.empty());
        }
    }

    /** What can be told only when the extents of the values that it takes are known. */
    record Deferred(String name, List<String> inputs, List<String> outputs, Telling telling) implements Operator {
        public Deferred {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /** Tells a deferred operator. */
    @FunctionalInterface
    interface Telling {
        /**
         * @param extents of each value that it takes; empty where they are not known
         * @return the operators that stand in its place, in order, none of them an input, weighted or deferred itself
         * @throws ModelFormatException where it does not fit them
         */
        List<Operator> operators(List<List<Integer>> extents) throws ModelFormatException;
    }
}
