package org.cntexplorer.format.tflite;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Recurrence;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Recurrent layers along a sequence: the gates' matrices, which the file has one by one, put under each other. */
final class RecurrentNodes {
    private static final List<String> GATES = List.of("input", "forget", "cell", "output");

    private final Translation translation;

    RecurrentNodes(Translation translation) {
        this.translation = translation;
    }

    /** @return false where the node is none of these, or has weights besides those of the usual gates */
    boolean translate(TfliteNode node, String name, String output) throws ModelFormatException {
        if (node.input(0) < 0 || translation.graph().tensor(node.input(0)).rank() != 3 || node.options().isEmpty()) {
            return false;
        }
        FlatTable options = node.options().get();
        return switch (node.type()) {
            case "UNIDIRECTIONAL_SEQUENCE_LSTM" -> one(node, name, lstm(node, 1, 9, 12, 16, 20), options.flag(3, false), false, output);
            case "UNIDIRECTIONAL_SEQUENCE_RNN" -> one(node, name, rnn(node, 1), options.flag(0, false), false, output);
            case "BIDIRECTIONAL_SEQUENCE_LSTM" -> both(node, name, lstm(node, 1, 9, 12, 16, 39), lstm(node, 18, 26, 29, 33, 39),
                    options.flag(4, true), options.flag(3, false), output);
            // a second value that it goes along, and its weights
            case "BIDIRECTIONAL_SEQUENCE_RNN" -> node.input(9) < 0 && both(node, name, rnn(node, 1), rnn(node, 5), options.flag(0, false),
                    options.flag(2, false), output);
            default -> false;
        };
    }

    private record Gates(String kind, List<String> names, Tensor input, Tensor recurrent, Optional<Tensor> bias, String function, boolean told) {}

    /**
     * @param first input of the node that is the first matrix; four for what comes in and four for the layer itself follow one another
     * @param peephole the first of three inputs that this does not draw
     * @param bias the first of four inputs
     * @param projection the first of two inputs that this does not draw
     * @param rest where others begin that it does not draw
     */
    private Optional<Gates> lstm(TfliteNode node, int first, int peephole, int bias, int projection, int rest) throws ModelFormatException {
        for (int extra : IntStream.concat(IntStream.range(peephole, peephole + 3), IntStream.concat(IntStream.range(projection, projection + 2),
                IntStream.range(rest, node.inputs().size()))).toArray()) {
            if (node.input(extra) >= 0) {
                return Optional.empty();
            }
        }
        // the input gate may be left out, and is then what the forget gate is not
        int from = node.input(first) < 0 ? 1 : 0;
        List<Integer> gates = IntStream.range(from, 4).boxed().toList();
        Optional<Tensor> input = translation.weights().stacked(gates.stream().map(gate -> node.input(first + gate)).toList());
        Optional<Tensor> recurrent = translation.weights().stacked(gates.stream().map(gate -> node.input(first + 4 + gate)).toList());
        Optional<Tensor> biases = translation.weights().stacked(gates.stream().map(gate -> node.input(bias + gate)).toList());
        return input.isEmpty() || recurrent.isEmpty() || input.get().rank() != 2 || recurrent.get().rank() != 2 ? Optional.empty()
                : Optional.of(new Gates("lstm", GATES.subList(from, 4), input.get(), recurrent.get(), biases, Functions.fused(node).orElse("linear"),
                        from == 0 && !isCut(node)));
    }

    /** Whether states are kept within bounds. */
    private static boolean isCut(TfliteNode node) throws ModelFormatException {
        return node.options().isPresent() && (node.options().get().real(1, 0) != 0 || node.options().get().real(2, 0) != 0);
    }

    private Optional<Gates> rnn(TfliteNode node, int first) throws ModelFormatException {
        Optional<Tensor> input = translation.weights().of(node.input(first));
        Optional<Tensor> recurrent = translation.weights().of(node.input(first + 1));
        return input.isEmpty() || recurrent.isEmpty() ? Optional.empty()
                : Optional.of(new Gates("rnn", List.of("unit"), input.get(), recurrent.get(), translation.weights().of(node.input(first + 2)),
                        Functions.fused(node).orElse("linear"), true));
    }

    private boolean one(TfliteNode node, String name, Optional<Gates> found, boolean timeFirst, boolean backwards, String output) throws ModelFormatException {
        // states that are given, and not nothing at the beginning
        boolean alone = translation.data(node).size() == 1;
        found.ifPresent(gates -> translation.add(new Operator.Recurrent(name, gates.kind(), gates.names(), translation.value(node.input(0)), timeFirst ? 0 : 1,
                Optional.of(output), List.of(), List.of(), gates.input(), gates.recurrent(), Orientation.TARGET_ROWS, gates.bias(), Optional.empty(),
                gates.function(), gates.told() && alone ? Optional.of(new Recurrence(backwards, false, "sigmoid", false)) : Optional.empty())));
        return found.isPresent();
    }

    /** Two layers, one from the end to the beginning, whose units are joined or given one by one. */
    private boolean both(TfliteNode node, String name, Optional<Gates> forward, Optional<Gates> backward, boolean timeFirst, boolean merged, String output)
            throws ModelFormatException {
        if (forward.isEmpty() || backward.isEmpty() || !merged && node.outputs().size() < 2) {
            return false;
        }
        List<String> given = List.of(merged ? output + " forward" : output, merged ? output + " backward" : translation.value(node.outputs().get(1)));
        one(node, name + " forward", forward, timeFirst, false, given.getFirst());
        one(node, name + " backward", backward, timeFirst, true, given.getLast());
        if (merged) {
            translation.add(new Operator.Concatenation(name, given, output, -1));
        }
        return true;
    }
}
