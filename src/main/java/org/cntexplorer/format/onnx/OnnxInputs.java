package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Shape;

/** The inputs of a model, with one sample for the batch, and what must be known of the whole model before they can be given. */
final class OnnxInputs {
    private static final int MOST_CHANNELS = 4;
    private static final int DEEPEST = 32;
    private static final int IMAGE = 4;
    /** Names of an open extent that is the number of samples, wherever it stands. */
    private static final Pattern BATCH = Pattern.compile("(?i)n|bs|batch.*");
    private static final Set<String> SPATIAL = Set.of("Conv", "ConvTranspose", "MaxPool", "AveragePool", "LpPool", "QLinearConv", "ConvInteger", "GlobalAveragePool",
            "GlobalMaxPool", "com.microsoft.FusedConv", "com.microsoft.QLinearAveragePool", "com.microsoft.QLinearGlobalAveragePool");
    private static final Set<String> CHANNEL_FIRST = Set.of("BatchNormalization", "InstanceNormalization", "GroupNormalization", "DepthToSpace", "SpaceToDepth", "LRN");
    private static final Set<String> STEPPING = Set.of("LSTM", "GRU", "RNN", "Scan", "Attention", "com.microsoft.Attention", "com.microsoft.MultiHeadAttention",
            "com.microsoft.GroupQueryAttention", "com.microsoft.EmbedLayerNormalization", "com.microsoft.SkipLayerNormalization",
            "com.microsoft.SkipSimplifiedLayerNormalization");

    private final Map<String, Operator.Input> inputs = new LinkedHashMap<>();
    private final Set<String> wholes = new HashSet<>();
    /** Inputs that a node takes whose channels come first. */
    private final Set<String> channelFirst = new HashSet<>();
    private boolean convolutional;
    private boolean sequences;
    private boolean steps;
    private boolean open;

    /** @param guess positions along an axis that the file leaves open and that a convolution goes along; 0 for none */
    OnnxInputs(ModelProto model, OnnxGraph graph, OpenOptions options, int guess, Consumer<String> warnings) {
        Set<String> stored = new HashSet<>();
        model.getGraph().getInitializerList().forEach(tensor -> stored.add(tensor.getName()));
        Set<String> kernels = new HashSet<>();
        model.getGraph().getInitializerList().stream().filter(tensor -> tensor.getDimsCount() == 3).forEach(tensor -> kernels.add(tensor.getName()));
        sequences = model.getGraph().getNodeList().stream().anyMatch(node -> SPATIAL.contains(node.getOpType()) && node.getInputCount() > 1
                && kernels.contains(node.getInput(1)));
        look(model.getGraph().getNodeList(), stored, 0);
        model.getFunctionsList().forEach(function -> look(function.getNodeList(), stored, 0));
        for (ValueInfoProto value : model.getGraph().getInputList()) {
            if (graph.input(value.getName()).isPresent()) {
                inputs.put(value.getName(), input(value, options, guess, warnings));
            }
        }
    }

    private void look(List<NodeProto> nodes, Set<String> stored, int depth) {
        Set<String> constants = new HashSet<>(stored);
        boolean softmax = false;
        boolean product = false;
        for (NodeProto node : nodes) {
            String type = OnnxNode.type(node);
            boolean constant = type.equals("Constant") || !node.getInputList().isEmpty() && constants.containsAll(node.getInputList());
            if (constant) {
                constants.addAll(node.getOutputList());
                continue;
            }
            convolutional |= SPATIAL.contains(type);
            if (depth == 0 && node.getInputCount() > 0 && (SPATIAL.contains(type) || CHANNEL_FIRST.contains(type))) {
                channelFirst.add(node.getInput(0));
            }
            steps |= STEPPING.contains(type);
            softmax |= type.equals("Softmax");
            boolean two = node.getInputCount() > 1 && !constants.contains(node.getInput(0)) && !constants.contains(node.getInput(1));
            product |= two && (type.equals("MatMul") || type.equals("Einsum") || type.equals("com.microsoft.FusedMatMul"));
            steps |= type.equals("Gather") && node.getInputCount() > 1 && constants.contains(node.getInput(0)) && !constants.contains(node.getInput(1));
            for (AttributeProto attribute : node.getAttributeList()) {
                sequences |= attribute.getName().equals("kernel_shape") && attribute.getIntsCount() == 1;
                if (attribute.hasG() && depth < DEEPEST) {
                    attribute.getG().getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
                    look(attribute.getG().getNodeList(), constants, depth + 1);
                }
            }
        }
        steps |= softmax && product;
    }

    private Operator.Input input(ValueInfoProto value, OpenOptions options, int guess, Consumer<String> warnings) {
        TensorShapeProto shape = value.getType().getTensorType().getShape();
        int type = value.getType().getTensorType().getElemType();
        boolean whole = type != TensorProto.DataType.FLOAT_VALUE && type != TensorProto.DataType.DOUBLE_VALUE && type != TensorProto.DataType.FLOAT16_VALUE
                && type != TensorProto.DataType.BFLOAT16_VALUE && type != 0 || !value.getType().hasTensorType();
        if (whole) {
            wholes.add(value.getName());
        }
        List<Integer> extents = new ArrayList<>();
        for (TensorShapeProto.Dimension dim : shape.getDimList()) {
            boolean batch = !extents.isEmpty() && BATCH.matcher(dim.getDimParam()).matches();
            extents.add(dim.getDimValue() > 0 ? (int) Math.min(dim.getDimValue(), Integer.MAX_VALUE) : batch ? 1 : -1);
        }
        int rank = extents.size();
        List<Integer> told = options.inputShape().map(Shape::extents).orElse(List.of());
        boolean anyOpen = extents.subList(Math.min(1, rank), rank).contains(-1);
        if (anyOpen && told.size() == rank - 1 && !whole) {
            for (int axis = 1; axis < rank; axis++) {
                extents.set(axis, told.get(axis - 1));
            }
        } else if (anyOpen && convolutional && !whole && rank > 1 && rank < IMAGE) {
            // of an image the person is asked; of a signal some length is as good as another
            open = true;
            extents.replaceAll(extent -> extent < 0 && guess > 0 ? guess : extent);
            extents.set(0, 1);
        }
        // a vector without a batch stays one; so does the first axis of a sequence whose second is the batch
        boolean timeFirst = rank == 3 && steps && (extents.get(1) == 1 || extents.get(1) < 0);
        if (rank > 1 && !timeFirst) {
            extents.set(0, 1);
        }
        if (whole || steps && !convolutional && rank > 2) {
            extents.replaceAll(extent -> extent < 0 ? 1 : extent);
        }
        boolean known = rank > 0 && (rank > 1 || extents.getFirst() > 0) && !extents.contains(-1);
        boolean channelLast = known && rank == 4 && !channelFirst.contains(value.getName()) && extents.getLast() <= MOST_CHANNELS && extents.get(1) > MOST_CHANNELS;
        if (channelLast && !whole) {
            warnings.accept("The input \"" + value.getName() + "\" is taken for an image with its channels last.");
        }
        return new Operator.Input(value.getName(), value.getName(), known ? extents : List.of(), channelLast);
    }

    /** By their names, in the file's order. */
    Map<String, Operator.Input> inputs() {
        return Collections.unmodifiableMap(inputs);
    }

    /** Those of whole numbers. */
    Set<String> wholes() {
        return wholes;
    }

    boolean convolutional() {
        return convolutional;
    }

    boolean sequences() {
        return sequences;
    }

    boolean steps() {
        return steps;
    }

    /** Whether a convolution's input has extents that the file leaves open and nobody told. */
    boolean isOpen() {
        return open;
    }
}
