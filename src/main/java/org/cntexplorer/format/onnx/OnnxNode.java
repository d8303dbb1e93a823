package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node of an ONNX graph, its values under their model-wide names. */
final class OnnxNode {
    private final String type;
    private final String name;
    private final List<String> inputs;
    private final List<String> outputs;
    private final Map<String, AttributeProto> attributes;
    private final Scope scope;
    private final List<String> captured;

    private OnnxNode(String type, String name, List<String> inputs, List<String> outputs, Map<String, AttributeProto> attributes, Scope scope, List<String> captured) {
        this.type = type;
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.attributes = attributes;
        this.scope = scope;
        this.captured = captured;
    }

    /**
     * @param name to call it by, perhaps ""
     * @param given of the node that calls the function in which this one is, which it may refer to
     * @param captured outer values that the bodies inside of this node take
     */
    static OnnxNode of(NodeProto node, String name, Scope scope, Map<String, AttributeProto> given, List<String> captured) {
        Map<String, AttributeProto> attributes = node.getAttributeCount() == 0 ? Map.of() : new HashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getRefAttrName().isEmpty()) {
                attributes.putIfAbsent(attribute.getName(), attribute);
            } else if (given.containsKey(attribute.getRefAttrName())) {
                attributes.putIfAbsent(attribute.getName(), given.get(attribute.getRefAttrName()));
            }
        }
        List<String> inputs = new ArrayList<>(node.getInputCount());
        node.getInputList().forEach(input -> inputs.add(scope.of(input)));
        List<String> outputs = new ArrayList<>(node.getOutputCount());
        node.getOutputList().forEach(output -> outputs.add(scope.define(output)));
        return new OnnxNode(type(node), name, inputs, outputs, attributes, scope, captured);
    }

    /** A node that another one stands for. */
    OnnxNode as(String otherType, List<String> otherInputs, List<String> otherOutputs, Map<String, long[]> wholes) {
        Map<String, AttributeProto> others = new HashMap<>();
        wholes.forEach((key, numbers) -> {
            AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(key);
            for (long number : numbers) {
                attribute.addInts(number);
            }
            others.put(key, attribute.setI(numbers.length > 0 ? numbers[0] : 0).build());
        });
        return new OnnxNode(otherType, name, otherInputs, otherOutputs, others, scope, List.of());
    }

    static String type(NodeProto node) {
        String domain = node.getDomain();
        String kind = node.getOpType().isEmpty() ? "of no kind" : node.getOpType();
        return domain.isEmpty() || domain.equals("ai.onnx") ? kind : domain + "." + kind;
    }

    /** "Gemm"; of another domain than ONNX' own with it: "com.microsoft.FusedGemm". */
    String type() {
        return type;
    }

    /** As the file has it ({@link NodeNames}), perhaps "". */
    String name() {
        return name;
    }

    /** Its name, or its type where it has none. */
    String label() {
        return name.isBlank() ? type : name;
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
        return output(0);
    }

    /** A value that it gives, or "" where that is left out. */
    String output(int index) {
        return index < outputs.size() ? outputs.get(index) : "";
    }

    /** Outer values that the bodies inside of it take. */
    List<String> captured() {
        return captured;
    }

    /** Its inputs and the outer values that its bodies take. */
    List<String> taken() {
        if (captured.isEmpty()) {
            return inputs;
        }
        List<String> all = new ArrayList<>(inputs);
        all.addAll(captured);
        return all;
    }

    /** The body that it stands in. */
    Scope scope() {
        return scope;
    }

    Map<String, AttributeProto> attributes() {
        return attributes;
    }

    Optional<AttributeProto> attribute(String wanted) {
        return Optional.ofNullable(attributes.get(wanted));
    }

    long whole(String attribute, long otherwise) {
        return attribute(attribute).map(AttributeProto::getI).orElse(otherwise);
    }

    float real(String attribute, float otherwise) {
        return attribute(attribute).map(AttributeProto::getF).orElse(otherwise);
    }

    String text(String attribute, String otherwise) {
        return attribute(attribute).map(AttributeProto::getS).map(ByteString::toStringUtf8).orElse(otherwise);
    }

    /** The numbers of a list, none where there is no such attribute. */
    Optional<long[]> wholes(String attribute) {
        return attribute(attribute).map(found -> found.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }
}
