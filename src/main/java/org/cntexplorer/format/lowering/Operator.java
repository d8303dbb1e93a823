package org.cntexplorer.format.lowering;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.model.Convolution.Layout;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * One step of a model's computation, in no file format's words. Steps are joined by the names of the values that they take and give, so
 * that a list of operators is a DAG. A reader makes them; {@link Lowering} makes layers and connections of them.
 */
public sealed interface Operator {
    /** The file's name of it, or a made-up one. */
    String name();

    /** The value that it gives. */
    String output();

    /** The values that it takes. */
    default List<String> inputs() {
        return switch (this) {
            case Input input -> List.of();
            case Dense dense -> List.of(dense.input());
            case Convolution convolution -> List.of(convolution.input());
            case ScaleShift scaling -> List.of(scaling.input());
            case Activation activation -> List.of(activation.input());
            case Pass pass -> List.of(pass.input());
            case Reshape reshape -> List.of(reshape.input());
            case Unsupported other -> other.inputs();
        };
    }

    /**
     * A value that the model is given.
     *
     * @param extents as the file arranges it, without the batch; empty where the file does not say
     * @param channelLast whether the last of several extents is the channel
     */
    record Input(String name, String output, List<Integer> extents, boolean channelLast) implements Operator {
        public Input {
            extents = List.copyOf(extents);
        }
    }

    /** A matrix and perhaps a bias: the values are the rows of the matrix, or its columns, in the file's order. */
    record Dense(String name, String input, String output, Tensor matrix, Orientation orientation, Optional<Tensor> bias)
            implements Operator {}

    /**
     * A convolution, or the transpose of one, in as many dimensions as there are strides.
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

    /**
     * Each channel multiplied by a number and shifted by another: a batch normalisation of a trained model. Folded into the weights before it.
     *
     * @param scale a number a channel; for plain vectors, a neuron
     * @param shift likewise
     */
    record ScaleShift(String name, String input, String output, double[] scale, double[] shift) implements Operator {}

    /** A function of each value, or of all values of a layer ("softmax"), that has no weights. */
    record Activation(String name, String input, String output, String function) implements Operator {}

    /** A value passed on: dropout, identity, cast. */
    record Pass(String name, String input, String output) implements Operator {}

    /**
     * The same numbers in the same order under other extents.
     *
     * @param extents without the batch; one of them may be −1, the rest; empty for a plain vector
     */
    record Reshape(String name, String input, String output, List<Integer> extents) implements Operator {
        public Reshape {
            extents = List.copyOf(extents);
        }
    }

    /**
     * What cannot be drawn.
     *
     * @param type the file's name of its kind: "Conv", "LSTM"
     */
    record Unsupported(String name, String type, List<String> inputs, String output) implements Operator {
        public Unsupported {
            inputs = List.copyOf(inputs);
        }
    }
}
