package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;

/**
 * The values of a graph that hang on no input: initialisers, Constant nodes, and what is made of them without another arithmetic than
 * none: Identity, Transpose, Reshape, Squeeze, Unsqueeze, Flatten, Cast.
 */
final class Constants {
    private static final int DEEPEST = 64;

    /**
     * A constant.
     *
     * @param name what the file calls it where it is stored: "fc1.weight"
     * @param transposed whether {@code tensor}, a matrix, is to be taken with rows and columns exchanged
     */
    record Constant(String name, Tensor tensor, boolean transposed) {}

    private final MappedFile file;
    private final OnnxGraph graph;
    private final OnnxTensors tensors;
    private final Map<String, Optional<Constant>> known = new HashMap<>();
    private final Set<String> sought = new HashSet<>();

    Constants(MappedFile file, OnnxGraph graph, OnnxTensors tensors) {
        this.file = file;
        this.graph = graph;
        this.tensors = tensors;
    }

    /**
     * @return empty where the value is computed from the model's input
     * @throws ModelFormatException where the value is stored in a way that cannot be read
     */
    Optional<Constant> of(String value) throws ModelFormatException {
        Optional<Constant> before = known.get(value);
        if (before != null) {
            return before;
        }
        if (value.isEmpty() || sought.size() > DEEPEST || !sought.add(value)) {
            return Optional.empty();
        }
        Optional<Constant> found = find(value);
        sought.remove(value);
        known.put(value, found);
        return found;
    }

    /** Whether a value hangs on no input; what the file stores need not be of a kind that {@link #of} can read. */
    boolean contain(String value) throws ModelFormatException {
        boolean stored = graph.initialiser(value).isPresent() || graph.isSparse(value)
                || graph.giver(value).filter(node -> node.type().equals("Constant")).isPresent();
        return stored || of(value).isPresent();
    }

    /** The whole numbers of a constant vector, as shapes and axes are given. */
    Optional<long[]> wholes(String value) throws ModelFormatException {
        Optional<Constant> found = of(value);
        if (found.isEmpty() || found.get().tensor().size() > DEEPEST) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(found.get().tensor().toArray()).mapToLong(number -> (long) number).toArray());
    }

    private Optional<Constant> find(String value) throws ModelFormatException {
        if (graph.isSparse(value)) {
            throw new ModelFormatException(file.name() + ": the tensor \"" + value
                    + "\" is stored as a sparse one, which this version does not read; export it dense.");
        }
        if (graph.initialiser(value).isPresent()) {
            return Optional.of(new Constant(value, tensors.tensor(graph.initialiser(value).get(), value), false));
        }
        Optional<OnnxNode> giver = graph.giver(value);
        return giver.isEmpty() ? Optional.empty() : made(giver.get(), value);
    }

    private Optional<Constant> made(OnnxNode node, String value) throws ModelFormatException {
        return switch (node.type()) {
            case "Constant" -> constant(node, value);
            case "ConstantOfShape" -> filled(node, value);
            case "Identity" -> of(node.input(0));
            // between floats the numbers stay; a cast to whole numbers would change them
            case "Cast" -> of(node.input(0)).filter(from -> isReal(from.tensor().type()) == isReal((int) node.whole("to", 0)));
            case "Transpose" -> of(node.input(0)).flatMap(from -> transposed(node, from));
            case "Reshape", "Squeeze", "Unsqueeze", "Flatten" -> reshaped(node);
            default -> Optional.empty();
        };
    }

    private static boolean isReal(ElementType type) {
        return type == ElementType.F32 || type == ElementType.F64 || type == ElementType.F16 || type == ElementType.BF16;
    }

    private static boolean isReal(int dataType) {
        return dataType == 1 || dataType == 10 || dataType == 11 || dataType == 16;
    }

    private Optional<Constant> constant(OnnxNode node, String value) throws ModelFormatException {
        String name = node.name().isEmpty() ? value : node.name();
        Optional<AttributeProto> stored = node.attribute("value");
        if (stored.isPresent()) {
            return Optional.of(new Constant(name, tensors.tensor(stored.get().getT(), name), false));
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
        Optional<long[]> extents = Dims.known(tensor.shape()).after(node, this).extents();
        if (extents.isEmpty() || Arrays.stream(extents.get()).anyMatch(extent -> extent < 0) || product(extents.get()) != tensor.size()) {
            return Optional.empty();
        }
        return Optional.of(new Constant(from.get().name(), tensor.reshaped(extents.get()), false));
    }

    private static long product(long[] extents) {
        try {
            return Tensor.elements(extents);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** The axes that a node names, by an attribute (to opset 12) or a constant input; empty where it names none. */
    Optional<List<Integer>> axes(OnnxNode node) throws ModelFormatException {
        Optional<long[]> axes = node.wholes("axes");
        if (axes.isEmpty() && !node.input(1).isEmpty()) {
            axes = wholes(node.input(1));
        }
        if (axes.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> list = new ArrayList<>();
        for (long axis : axes.get()) {
            list.add((int) Math.clamp(axis, -DEEPEST, DEEPEST));
        }
        return Optional.of(list);
    }
}
