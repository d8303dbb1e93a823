package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.computation.RecurrentSums;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * RNN, GRU and LSTM: an operator for each direction, its weights in place. States that it starts with are fixed links where they are neurons, an input of
 * the model say, and nothing where they are constants; links are those of the weights alone.
 */
final class RecurrentNodes implements OnnxOperators.Family {
    /** In ONNX' order of the rows. */
    private static final Map<String, List<String>> GATES = Map.of("LSTM", List.of("input", "output", "forget", "cell"),
            "GRU", List.of("update", "reset", "new"), "RNN", List.of("hidden"));
    private static final int INITIAL = 5;
    private static final int PEEPHOLES = 7;

    private final Walk walk;

    RecurrentNodes(Walk walk) {
        this.walk = walk;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        if (!GATES.containsKey(node.type())) {
            return false;
        }
        Optional<Constant> input = walk.constants.of(node.input(1));
        Optional<Constant> recurrent = walk.constants.of(node.input(2));
        Optional<Constant> bias = node.input(3).isEmpty() ? Optional.empty() : walk.constants.of(node.input(3));
        if (input.isEmpty() || recurrent.isEmpty() || !node.input(3).isEmpty() && bias.isEmpty()) {
            walk.block(node, node.type() + " with computed weights");
            return true;
        }
        Tensor w = input.get().tensor();
        Tensor r = recurrent.get().tensor();
        int directions = node.text("direction", "forward").equals("bidirectional") ? 2 : 1;
        boolean backwards = node.text("direction", "forward").equals("reverse");
        if (w.rank() != 3 || r.rank() != 3 || w.extent(0) != directions || r.extent(0) != directions || w.size() == 0 || r.size() == 0
                || bias.isPresent() && bias.get().tensor().size() != 2 * directions * w.extent(1)) {
            walk.block(node, node.type() + " with weights that do not fit");
            return true;
        }
        if (!node.input(PEEPHOLES).isEmpty()) {
            for (String output : node.outputs()) {
                walk.warn(output, "The peepholes of \"" + node.label() + "\" are not counted.");
            }
        }
        String value = walk.value(node.input(0));
        boolean batchFirst = node.whole("layout", 0) != 0;
        String name = name(node, input.get());
        List<String> sequences = new ArrayList<>();
        List<List<String>> last = List.of(new ArrayList<>(), new ArrayList<>());
        walk.count(value, directions - 1);
        for (int d = 0; d < directions; d++) {
            String sequence = walk.between(node.label());
            List<String> states = new ArrayList<>();
            for (int s = 0; s < (node.type().equals("LSTM") ? 2 : 1); s++) {
                states.add(walk.between(node.label()));
                last.get(s).add(states.get(s));
            }
            long rows = w.extent(1);
            Optional<Tensor> biases = bias.map(Constant::tensor);
            int direction = d;
            Operator.Recurrent one = new Operator.Recurrent(name + (d == 1 || backwards ? " reverse" : ""), node.type().toLowerCase(Locale.ROOT), GATES.get(node.type()), value,
                    batchFirst ? 1 : 0, Optional.of(sequence), states, starts(node, d, batchFirst), part(w, d, rows, w.extent(2)), part(r, d, rows, r.extent(2)),
                    Orientation.TARGET_ROWS, biases.map(b -> part(b, 2 * direction, rows)), biases.map(b -> part(b, 2 * direction + 1, rows)), activation(node, d));
            if (!batchFirst) {
                boolean starts = !one.states().isEmpty() && !node.input(INITIAL).isEmpty() && !walk.isConstant(node.input(INITIAL));
                walk.recurrent.add(new RecurrentSums(one, value, everyStep(node), starts ? Optional.of(walk.value(node.input(INITIAL))) : Optional.empty(), d,
                        d == 1 || backwards));
            }
            walk.add(one);
            sequences.add(sequence);
        }
        give(node, batchFirst, sequences, last);
        return true;
    }

    /** The value of all steps, which it has a name for when it is run, also where nobody takes it. */
    static String everyStep(OnnxNode node) {
        return node.output(0).isEmpty() ? node.outputs().stream().filter(name -> !name.isEmpty()).findFirst().orElse("") + " every step" : node.output(0);
    }

    /** Exporters give nodes numbers, and weights too: the node's name tells more, where it has one. */
    private static String name(OnnxNode node, Constant weights) {
        return node.name().isBlank() ? DenseNodes.name(node, weights) : node.name();
    }

    private static Tensor part(Tensor tensor, long part, long... shape) {
        long bytes = Tensor.elements(shape) * tensor.type().bytes();
        return new Tensor(tensor.type(), tensor.order(), tensor.data().asSlice(part * bytes, bytes), shape);
    }

    private static String activation(OnnxNode node, int direction) {
        int each = node.type().equals("LSTM") ? 3 : node.type().equals("GRU") ? 2 : 1;
        // of a gated unit the function of what it lets in
        int place = direction * each + (each == 1 ? 0 : 1);
        return node.attribute("activations").filter(a -> a.getStringsCount() > place)
                .map(a -> Functions.snake(a.getStrings(place).toStringUtf8())).orElse("tanh");
    }

    /** The states that it starts with, where they are neurons. */
    private List<String> starts(OnnxNode node, int direction, boolean batchFirst) throws ModelFormatException {
        List<String> starts = new ArrayList<>();
        for (int i = INITIAL; i < PEEPHOLES; i++) {
            String state = node.input(i);
            boolean neurons = !state.isEmpty() && !walk.isConstant(state) && (walk.isGiven(state) || !walk.deferral().isDeferred(state));
            if (neurons && walk.extents(walk.value(state)).isPresent()) {
                String own = walk.between(state);
                walk.count(state, 1);
                walk.add(new Operator.Take(node.label(), state, own, batchFirst ? 1 : 0, new int[] {direction}, true));
                starts.add(own);
            }
        }
        return starts;
    }

    /** The directions side by side, under the extents that the node says. */
    private void give(OnnxNode node, boolean batchFirst, List<String> sequences, List<List<String>> last) throws ModelFormatException {
        together(node, sequences, node.output(0), 3, batchFirst ? 2 : 1);
        for (int s = 0; s < 2; s++) {
            if (!node.output(s + 1).isEmpty() && !last.get(s).isEmpty()) {
                together(node, last.get(s), node.output(s + 1), 2, batchFirst ? 1 : 0);
            }
        }
    }

    private void together(OnnxNode node, List<String> values, String output, int rank, int axis) throws ModelFormatException {
        if (output.isEmpty()) {
            return;
        }
        List<String> wider = new ArrayList<>();
        for (String value : values) {
            List<Integer> extents = new ArrayList<>(walk.known(value));
            if (extents.size() != rank) {
                throw new Walk.Misfit(null);
            }
            extents.add(axis, 1);
            String one = values.size() == 1 ? output : walk.between(value);
            walk.add(new Operator.Reshape(node.label(), value, one, extents));
            wider.add(one);
        }
        if (values.size() > 1) {
            walk.add(new Operator.Concatenation(node.label(), wider, output, axis));
        }
    }
}
