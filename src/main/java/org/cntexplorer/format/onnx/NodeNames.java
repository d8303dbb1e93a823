package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * What nodes are called. PyTorch calls a node by its modules from the outermost to its own, each with the names of those around it again, and by its
 * operator: "/layer1/layer1.0/conv1/Conv" is that of the module "layer1.0.conv1". Other names are left as they are. No two nodes get one name that
 * the file has not given twice.
 */
final class NodeNames {
    /** Of which a module has one: they alone are called as their module is. */
    private static final Set<String> OWN = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "LSTM", "GRU", "RNN", "BatchNormalization", "LayerNormalization",
            "InstanceNormalization", "GroupNormalization", "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger");

    private final Set<String> given = new HashSet<>();

    String of(NodeProto node) {
        String name = node.getName();
        if (name.length() < 2 || name.charAt(0) != '/') {
            return name;
        }
        String type = node.getOpType();
        String path = modules(name);
        boolean own = OWN.contains(type) && path.length() > type.length() && path.endsWith("." + type);
        if (own && given.add(path.substring(0, path.length() - type.length() - 1))) {
            return path.substring(0, path.length() - type.length() - 1);
        }
        return given.add(path) ? path : name;
    }

    /** "/layer1/layer1.0/Add" → "layer1.0.Add". */
    private static String modules(String name) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : name.substring(1).split("/")) {
            while (!parts.isEmpty() && part.startsWith(parts.getLast() + ".")) {
                parts.removeLast();
            }
            if (!part.isEmpty()) {
                parts.addLast(part);
            }
        }
        return String.join(".", parts);
    }
}
