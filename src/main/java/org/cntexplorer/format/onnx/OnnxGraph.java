package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who gives which value of an ONNX graph. */
final class OnnxGraph {
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxNode> givers = new HashMap<>();
    private final Map<String, TensorProto> initialisers = new HashMap<>();
    private final Set<String> sparse = new HashSet<>();
    private final Map<String, ValueInfoProto> inputs = new HashMap<>();
    private final List<String> outputs;

    OnnxGraph(GraphProto graph) {
        for (TensorProto initialiser : graph.getInitializerList()) {
            initialisers.put(initialiser.getName(), initialiser);
        }
        for (SparseTensorProto initialiser : graph.getSparseInitializerList()) {
            sparse.add(initialiser.getValues().getName());
        }
        for (NodeProto proto : graph.getNodeList()) {
            OnnxNode node = new OnnxNode(proto);
            nodes.add(node);
            node.outputs().stream().filter(output -> !output.isEmpty()).forEach(output -> givers.putIfAbsent(output, node));
        }
        for (ValueInfoProto input : graph.getInputList()) {
            // up to IR version 3 the weights are listed among the inputs too
            if (!initialisers.containsKey(input.getName()) && !sparse.contains(input.getName())) {
                inputs.put(input.getName(), input);
            }
        }
        outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    }

    List<OnnxNode> nodes() {
        return nodes;
    }

    /** The values that the model gives. */
    List<String> outputs() {
        return outputs;
    }

    Optional<OnnxNode> giver(String value) {
        return Optional.ofNullable(givers.get(value));
    }

    Optional<TensorProto> initialiser(String value) {
        return Optional.ofNullable(initialisers.get(value));
    }

    boolean isSparse(String value) {
        return sparse.contains(value);
    }

    /** What the model is given under this name. */
    Optional<ValueInfoProto> input(String value) {
        return Optional.ofNullable(inputs.get(value));
    }
}
