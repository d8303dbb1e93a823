package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;

/** One node of an ONNX graph, its texts decoded. */
final class OnnxNode {
    private final String type;
    private final String name;
    private final List<String> inputs;
    private final List<String> outputs;
    private final List<AttributeProto> attributes;

    OnnxNode(NodeProto node) {
        String domain = node.getDomain();
        String kind = node.getOpType().isEmpty() ? "of no kind" : node.getOpType();
        this.type = domain.isEmpty() || domain.equals("ai.onnx") ? kind : domain + "." + kind;
        this.name = node.getName();
        this.inputs = List.copyOf(node.getInputList());
        this.outputs = List.copyOf(node.getOutputList());
        this.attributes = node.getAttributeList();
    }

    /** "Gemm"; of another domain than ONNX' own with it: "com.microsoft.FusedGemm". */
    String type() {
        return type;
    }

    /** As the file has it, perhaps "". */
    String name() {
        return name;
    }

    /** Values, "" for one that is left out. */
    List<String> inputs() {
        return inputs;
    }

    /** A value, or "" where it is left out. */
    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    List<String> outputs() {
        return outputs;
    }

    /** The first value that it gives. */
    String output() {
        return outputs.isEmpty() ? "" : outputs.getFirst();
    }

    Optional<AttributeProto> attribute(String wanted) {
        return attributes.stream().filter(attribute -> attribute.getName().equals(wanted)).findFirst();
    }

    long whole(String attribute, long otherwise) {
        return attribute(attribute).map(AttributeProto::getI).orElse(otherwise);
    }

    float real(String attribute, float otherwise) {
        return attribute(attribute).map(AttributeProto::getF).orElse(otherwise);
    }

    /** The numbers of a list, none where there is no such attribute. */
    Optional<long[]> wholes(String attribute) {
        return attribute(attribute).map(found -> found.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }
}
