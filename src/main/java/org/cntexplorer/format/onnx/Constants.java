package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Tensor;

/**
 * The values of a graph that hang on no input: initialisers, Constant nodes, and what is computed of them. What needs no arithmetic (Identity, Transpose
 * of a matrix, Reshape) stays where it lies in the file.
 */
final class Constants {
    private static final int DEEPEST = 64;
    private static final int MOST_PLACES = 1 << 20;

    /**
     * A constant.
     *
     * @param name what the file calls it where it is stored: "fc1.weight"
     * @param transposed whether {@code tensor}, a matrix, is to be taken with rows and columns exchanged
     */
    record Constant(String name, Tensor tensor, boolean transposed) {}

    private final OnnxGraph graph;
    private final OnnxTensors tensors;
    private final Consumer<String> warnings;
    private final Map<String, Optional<Constant>> known = new HashMap<>();
    private final Set<String> sought = new HashSet<>();
    /** Values that are no constants, as far as is known, and for each the values that may become some with it. */
    private final Map<String, List<String>> computed = new HashMap<>();
    /** The search that goes on, and whether it was given up somewhere below. */
    private String seeker;
    private boolean givenUp;
    /** What may still be computed. */
    private final ArithmeticEffort arithmetic = new ArithmeticEffort();

    /** @param warnings told of what is stored in a way that cannot be read */
    Constants(OnnxGraph graph, OnnxTensors tensors, Consumer<String> warnings) {
        this.graph = graph;
        this.tensors = tensors;
        this.warnings = warnings;
    }

    /**
     * @return empty where the value is computed from the model's input, or is stored in a way that cannot be read
     * @throws ModelFormatException where what is stored is damaged
     */
    Optional<Constant> of(String value) throws ModelFormatException {
        Optional<Constant> before = known.get(value);
        if (before != null) {
            return before;
        }
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<String> waiting = computed.get(value);
        if (waiting != null) {
            hangOn(waiting);
            return Optional.empty();
        }
        if (sought.size() > DEEPEST || !sought.add(value)) {
            givenUp = true;
            return Optional.empty();
        }
        String outer = seeker;
        boolean outerGivenUp = givenUp;
        seeker = value;
        givenUp = false;
        Optional<Constant> found;
        try {
            found = find(value);
        } finally {
            seeker = outer;
            sought.remove(value);
        }
        if (found.isPresent() || isStored(value)) {
            known.put(value, found);
        } else if (!givenUp) {
            List<String> takers = new ArrayList<>(1);
            computed.put(value, takers);
            hangOn(takers);
        }
        givenUp |= outerGivenUp;
        return found;
    }

    /** What is sought now is to be sought again where these change. */
    private void hangOn(List<String> waiting) {
        if (seeker != null) {
            waiting.add(seeker);
        }
    }

    /** That a value is a constant after all: what hangs on it may be one, too. */
    private void found(String value) {
        Deque<String> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            List<String> waiting = computed.remove(open.pop());
            if (waiting != null) {
                waiting.forEach(open::push);
            }
        }
    }

    /** Whether a value hangs on no input; what the file stores need not be of a kind that {@link #of} can read. */
    boolean contain(String value) throws ModelFormatException {
        return isStored(value) || of(value).isPresent();
    }

    private boolean isStored(String value) {
        return graph.initialiser(value).isPresent() || graph.sparse(value).isPresent() || graph.giver(value).filter(node -> node.type().equals("Constant")).isPresent();
    }

    void put(String value, Constant constant) {
        known.put(value, Optional.of(constant));
        found(value);
    }

    void put(String value, NumberArray array) {
        put(value, new Constant(value, tensors.of(array), false));
    }

    /** The numbers of a constant, as its takers see them; empty where there is none, or it is larger than what is computed here. */
    Optional<NumberArray> array(String value) throws ModelFormatException {
        return of(value).flatMap(constant -> NumberArray.of(constant.tensor()).map(array -> constant.transposed() ? array.transposed(new int[] {1, 0}) : array));
    }

    /** The one number of a constant. */
    Optional<Double> number(String value) throws ModelFormatException {
        return of(value).filter(constant -> constant.tensor().size() == 1).map(constant -> constant.tensor().get(0));
    }

    /** Computes a node whose inputs are constants. @return whether all that it gives is known now */
    boolean fold(OnnxNode node) throws ModelFormatException {
        boolean all = !node.outputs().isEmpty();
        for (String output : node.outputs()) {
            all &= output.isEmpty() || contain(output);
        }
        if (all || node.inputs().isEmpty() || !node.captured().isEmpty()) {
            return all;
        }
        List<long[]> shapes = new ArrayList<>();
        for (String input : node.inputs()) {
            Optional<Constant> constant = of(input);
            if (constant.isEmpty() && !input.isEmpty()) {
                return false;
            }
            shapes.add(constant.map(found -> found.tensor().shape()).orElse(new long[0]));
        }
        if (!arithmetic.may(node, shapes)) {
            return false;
        }
        List<NumberArray> in = new ArrayList<>();
        for (String input : node.inputs()) {
            Optional<NumberArray> array = array(input);
            if (array.isEmpty() && !input.isEmpty()) {
                return false;
            }
            in.add(array.orElse(null));
        }
        try {
            Optional<List<NumberArray>> made = ConstantArithmetic.of(node, in);
            for (int i = 0; made.isPresent() && i < node.outputs().size(); i++) {
                if (i >= made.get().size()) {
                    return false;
                }
                put(node.outputs().get(i), made.get().get(i));
            }
            return made.isPresent();
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException | NullPointerException e) {
            // arrays that do not fit: whoever takes the value says so
            return false;
        }
    }

    ArithmeticEffort arithmetic() {
        return arithmetic;
    }

    /** The whole numbers of a constant vector, as shapes and axes are given. */
    Optional<long[]> wholes(String value) throws ModelFormatException {
        Optional<Constant> found = of(value);
        if (found.isEmpty() || found.get().tensor().size() > MOST_PLACES) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(found.get().tensor().toArray()).mapToLong(number -> (long) number).toArray());
    }

    private Optional<Constant> find(String value) throws ModelFormatException {
        if (graph.sparse(value).isPresent()) {
            return Optional.of(new Constant(value, SparseTensors.tensor(graph.sparse(value).get(), value, tensors), false));
        }
        if (graph.initialiser(value).isPresent()) {
            return stored(graph.initialiser(value).get(), value);
        }
        Optional<OnnxNode> giver = graph.giver(value);
        return giver.isEmpty() ? Optional.empty() : made(giver.get(), value);
    }

    private Optional<Constant> stored(TensorProto proto, String name) throws ModelFormatException {
        if (!OnnxTensors.canRead(proto)) {
            warnings.accept("The tensor \"" + name + "\" holds " + OnnxTensors.typeName(proto.getDataType()) + ", which no weights are read from.");
            return Optional.empty();
        }
        return Optional.of(new Constant(name, tensors.tensor(proto, name), false));
    }

    private Optional<Constant> made(OnnxNode node, String value) throws ModelFormatException {
        return switch (node.type()) {
            case "Constant" -> constant(node, value);
            case "ConstantOfShape" -> filled(node, value);
            case "DequantizeLinear", "com.microsoft.DequantizeLinear" -> Dequantising.of(node, value, this, tensors);
            case "Identity" -> of(node.input(0));
            // between floats the numbers stay; a cast to whole numbers would change them
            case "Cast" -> of(node.input(0)).filter(from -> NumberArray.isReal(from.tensor().type()) && isReal((int) node.whole("to", 0)));
            case "Transpose" -> of(node.input(0)).flatMap(from -> transposed(node, from));
            case "Reshape", "Squeeze", "Unsqueeze", "Flatten" -> reshaped(node);
            default -> Optional.empty();
        };
    }

    private static boolean isReal(int dataType) {
        return dataType == 1 || dataType == 10 || dataType == 11 || dataType == 16;
    }

    private Optional<Constant> constant(OnnxNode node, String value) throws ModelFormatException {
        String name = node.name().isEmpty() ? value : node.name();
        Optional<AttributeProto> stored = node.attribute("value");
        if (stored.isPresent()) {
            return stored(stored.get().getT(), name);
        }
        for (String kind : List.of("value_float", "value_floats", "value_int", "value_ints")) {
            Optional<AttributeProto> attribute = node.attribute(kind);
            if (attribute.isPresent()) {
                AttributeProto found = attribute.get();
                return Optional.of(new Constant(name, switch (kind) {
                    case "value_float" -> tensors.floats(List.of(found.getF()));
                    case "value_floats" -> tensors.floats(found.getFloatsList(), found.getFloatsCount());
                    case "value_int" -> tensors.wholes(List.of(found.getI()));
                    default -> tensors.wholes(found.getIntsList(), found.getIntsCount());
                }, false));
            }
        }
        return Optional.empty();
    }

    private Optional<Constant> filled(OnnxNode node, String value) throws ModelFormatException {
        Optional<long[]> shape = wholes(node.input(0));
        if (shape.isEmpty()) {
            return Optional.empty();
        }
        Optional<AttributeProto> stored = node.attribute("value");
        Tensor number = stored.isPresent() ? tensors.tensor(stored.get().getT(), value) : tensors.floats(List.of(0f));
        return number.size() != 1 ? Optional.empty() : Optional.of(new Constant(value, tensors.filled(number, shape.get(), value), false));
    }

    private static Optional<Constant> transposed(OnnxNode node, Constant from) {
        int rank = from.tensor().rank();
        Optional<long[]> order = node.wholes("perm");
        boolean same = order.isPresent() && Arrays.equals(order.get(), java.util.stream.LongStream.range(0, rank).toArray()) || rank < 2;
        boolean exchanged = rank == 2 && (order.isEmpty() || Arrays.equals(order.get(), new long[] {1, 0}));
        return same ? Optional.of(from) : exchanged ? Optional.of(new Constant(from.name(), from.tensor(), !from.transposed())) : Optional.empty();
    }

    private Optional<Constant> reshaped(OnnxNode node) throws ModelFormatException {
        Optional<Constant> from = of(node.input(0)).filter(constant -> !constant.transposed());
        if (from.isEmpty()) {
            return Optional.empty();
        }
        Tensor tensor = from.get().tensor();
        try {
            int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
            int[] extents = ConstantMoves.extents(node, shape, node.input(1).isEmpty() ? Optional.empty() : wholes(node.input(1)));
            return Optional.of(new Constant(from.get().name(), tensor.reshaped(Arrays.stream(extents).asLongStream().toArray()), false));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The numbers of a list that older files have as an attribute and newer ones as an input; empty where there is neither. */
    Optional<long[]> listed(OnnxNode node, String attribute, int input) throws ModelFormatException {
        Optional<long[]> given = node.wholes(attribute);
        return given.isPresent() || node.input(input).isEmpty() ? given : wholes(node.input(input));
    }
}
