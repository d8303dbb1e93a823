package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who gives which value of an ONNX model: of its graph, and of the bodies inside that were entered so far. */
final class OnnxGraph {
    private static final int DEEPEST = 32;
    /** Nodes of all bodies that are entered; functions that call functions twice are soon more than a computer holds. */
    private static final int MOST_ENTERED = 200_000;

    /**
     * What is computed one after the other.
     *
     * @param outputs values that it gives, as those who take it know them
     * @param depth of bodies around it
     */
    record Body(List<OnnxNode> nodes, List<String> outputs, int depth) {}

    private final Map<String, OnnxNode> givers = new HashMap<>();
    private final Map<String, TensorProto> initialisers = new HashMap<>();
    private final Map<String, SparseTensorProto> sparse = new HashMap<>();
    private final Map<String, ValueInfoProto> inputs = new HashMap<>();
    private final Map<String, ValueInfoProto> described = new HashMap<>();
    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final NodeNames names = new NodeNames();
    private final Body main;
    private int entered;

    OnnxGraph(ModelProto model) {
        for (FunctionProto function : model.getFunctionsList()) {
            String domain = function.getDomain();
            functions.putIfAbsent(domain.isEmpty() || domain.equals("ai.onnx") ? function.getName() : domain + "." + function.getName(), function);
        }
        Scope scope = new Scope(null, new HashMap<>());
        main = body(model.getGraph(), scope, List.of(), 0);
        for (ValueInfoProto input : model.getGraph().getInputList()) {
            // up to IR version 3 the weights are listed among the inputs too
            String name = scope.of(input.getName());
            if (!initialisers.containsKey(name) && !sparse.containsKey(name)) {
                inputs.put(name, input);
            }
        }
    }

    /** The model's graph. */
    Body main() {
        return main;
    }

    Optional<FunctionProto> function(OnnxNode node) {
        return Optional.ofNullable(functions.get(node.type()));
    }

    /** A body inside of a node. @param values what its inputs are called outside @return empty where they are nested too deep */
    Optional<Body> enter(GraphProto graph, OnnxNode node, List<String> values, int depth) {
        return depth >= DEEPEST || entered > MOST_ENTERED ? Optional.empty() : Optional.of(body(graph, node.scope().inner(), values, depth + 1));
    }

    private Body body(GraphProto graph, Scope scope, List<String> values, int depth) {
        for (int i = 0; i < graph.getInputCount(); i++) {
            if (i < values.size()) {
                scope.define(graph.getInput(i).getName(), values.get(i));
            } else {
                scope.define(graph.getInput(i).getName());
            }
        }
        for (TensorProto initialiser : graph.getInitializerList()) {
            initialisers.put(scope.define(initialiser.getName()), initialiser);
        }
        for (SparseTensorProto initialiser : graph.getSparseInitializerList()) {
            sparse.put(scope.define(initialiser.getValues().getName()), initialiser);
        }
        List<OnnxNode> nodes = nodes(graph.getNodeList(), scope, Map.of());
        graph.getValueInfoList().forEach(value -> described.putIfAbsent(scope.of(value.getName()), value));
        graph.getOutputList().forEach(value -> described.putIfAbsent(scope.of(value.getName()), value));
        return new Body(nodes, graph.getOutputList().stream().map(output -> scope.of(output.getName())).toList(), depth);
    }

    /** A function's body as one node calls it. */
    Optional<Body> enter(FunctionProto function, OnnxNode call, int depth) {
        if (depth >= DEEPEST || entered > MOST_ENTERED) {
            return Optional.empty();
        }
        Scope scope = call.scope().apart();
        for (int i = 0; i < function.getInputCount(); i++) {
            scope.define(function.getInput(i), call.input(i));
        }
        Map<String, AttributeProto> given = new HashMap<>();
        function.getAttributeProtoList().forEach(attribute -> given.put(attribute.getName(), attribute));
        given.putAll(call.attributes());
        List<OnnxNode> nodes = nodes(function.getNodeList(), scope, given);
        return Optional.of(new Body(nodes, function.getOutputList().stream().map(scope::of).toList(), depth + 1));
    }

    private List<OnnxNode> nodes(List<NodeProto> protos, Scope scope, Map<String, AttributeProto> given) {
        entered += protos.size();
        // names first: files need not be in order
        protos.forEach(proto -> proto.getOutputList().forEach(scope::define));
        List<OnnxNode> nodes = new ArrayList<>();
        for (NodeProto proto : protos) {
            OnnxNode node = OnnxNode.of(proto, names.of(proto), scope, given, captured(proto, scope));
            nodes.add(node);
            for (String output : node.outputs()) {
                if (!output.isEmpty()) {
                    givers.putIfAbsent(output, node);
                }
            }
        }
        return nodes;
    }

    /** What the bodies inside of a node take from around it. */
    private static List<String> captured(NodeProto node, Scope scope) {
        if (node.getAttributeCount() == 0) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                captured(attribute.getG(), new HashSet<>(), names, 0);
            }
        }
        return names.isEmpty() ? List.of() : names.stream().filter(scope::sees).map(scope::of).toList();
    }

    private static void captured(GraphProto graph, Set<String> around, Set<String> names, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        Set<String> own = new HashSet<>(around);
        graph.getInputList().forEach(input -> own.add(input.getName()));
        graph.getInitializerList().forEach(initialiser -> own.add(initialiser.getName()));
        graph.getNodeList().forEach(node -> own.addAll(node.getOutputList()));
        for (NodeProto node : graph.getNodeList()) {
            node.getInputList().stream().filter(input -> !own.contains(input)).forEach(names::add);
            node.getAttributeList().stream().filter(AttributeProto::hasG).forEach(attribute -> captured(attribute.getG(), own, names, depth + 1));
        }
        graph.getOutputList().stream().map(ValueInfoProto::getName).filter(output -> !own.contains(output)).forEach(names::add);
    }

    Optional<OnnxNode> giver(String value) {
        return Optional.ofNullable(givers.get(value));
    }

    Optional<TensorProto> initialiser(String value) {
        return Optional.ofNullable(initialisers.get(value));
    }

    /** An initialiser of which but some numbers are stored. */
    Optional<SparseTensorProto> sparse(String value) {
        return Optional.ofNullable(sparse.get(value));
    }

    /** What the model is given under this name. */
    Optional<ValueInfoProto> input(String value) {
        return Optional.ofNullable(inputs.get(value));
    }

    /** What the file says of the extents of a value: −1 for one that is open. Empty where it says nothing. */
    Optional<long[]> described(String value) {
        return Optional.ofNullable(described.get(value)).map(ValueInfoProto::getType).filter(type -> type.hasTensorType() && type.getTensorType().hasShape())
                .map(type -> type.getTensorType().getShape().getDimList().stream().mapToLong(dim -> dim.getDimValue() > 0 ? dim.getDimValue() : -1).toArray());
    }
}
