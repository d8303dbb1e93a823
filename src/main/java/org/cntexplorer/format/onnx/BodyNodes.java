package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** Nodes with bodies: branches of which one is taken, loops whose body is gone through once, functions of the file. */
final class BodyNodes implements OnnxOperators.Family {
    private final Walk walk;
    private final OnnxOperators operators;
    private int depth;

    BodyNodes(Walk walk, OnnxOperators operators) {
        this.walk = walk;
        this.operators = operators;
    }

    /** How deep the node is that is translated next. */
    void at(int bodies) {
        depth = bodies;
    }

    @Override
    public boolean translate(OnnxNode node) throws ModelFormatException {
        Optional<FunctionProto> function = walk.graph.function(node);
        if (function.isPresent()) {
            return given(node, walk.graph.enter(function.get(), node, depth), 0);
        }
        return switch (node.type()) {
            case "If" -> branch(node);
            case "Loop" -> loop(node);
            case "Scan" -> scan(node);
            default -> false;
        };
    }

    /** Goes through a body, whose outputs from {@code first} on are the node's. */
    private boolean given(OnnxNode node, Optional<OnnxGraph.Body> body, int first) throws ModelFormatException {
        if (body.isEmpty()) {
            return false;
        }
        int before = depth;
        walk.strict(false);
        operators.body(body.get());
        depth = before;
        for (int i = 0; i < node.outputs().size() && first + i < body.get().outputs().size(); i++) {
            walk.alias(body.get().outputs().get(first + i), node.outputs().get(i), node.label());
        }
        return true;
    }

    private boolean branch(OnnxNode node) throws ModelFormatException {
        Optional<GraphProto> yes = node.attribute("then_branch").map(AttributeProto::getG);
        Optional<GraphProto> no = node.attribute("else_branch").map(AttributeProto::getG);
        if (yes.isEmpty() || no.isEmpty()) {
            return false;
        }
        Optional<Double> condition = walk.constants.number(node.input(0));
        boolean first = condition.map(value -> value != 0).orElse(weights(yes.get(), 0) >= weights(no.get(), 0));
        if (condition.isEmpty()) {
            walk.lowering.warn("The branch \"" + node.label() + "\" hangs on the data; its " + (first ? "first" : "second") + " way, "
                    + (weights(yes.get(), 0) == weights(no.get(), 0) ? "one of two with as many weights" : "that with more weights") + ", is drawn.");
        }
        return given(node, walk.graph.enter(first ? yes.get() : no.get(), node, List.of(), depth), 0);
    }

    /** Numbers that are stored in a body. */
    private static long weights(GraphProto graph, int depth) {
        long weights = 0;
        for (TensorProto tensor : graph.getInitializerList()) {
            weights += tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
        }
        for (var node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                weights += attribute.hasG() && depth < 32 ? weights(attribute.getG(), depth + 1) : 0;
                weights += attribute.hasT() ? attribute.getT().getDimsList().stream().reduce(1L, (a, b) -> a * b) : 0;
            }
            // a branch without weights of its own may take those around it
            weights += node.getInputCount();
        }
        return weights;
    }

    /** Trips, condition, carried values; the body has the number of the trip first. */
    private boolean loop(OnnxNode node) throws ModelFormatException {
        Optional<GraphProto> graph = node.attribute("body").map(AttributeProto::getG);
        if (graph.isEmpty()) {
            return false;
        }
        String trip = walk.between(node.label());
        String condition = walk.between(node.label());
        walk.constants.put(trip, NumberArray.whole(0));
        walk.constants.put(condition, NumberArray.whole(1));
        List<String> values = new ArrayList<>(List.of(trip, condition));
        for (int i = 2; i < node.inputs().size(); i++) {
            values.add(node.input(i));
        }
        return once(node, graph.get(), values, Math.max(0, node.inputs().size() - 2), 1);
    }

    /** Carried values, then values of which the body takes a step at a time. */
    private boolean scan(OnnxNode node) throws ModelFormatException {
        Optional<GraphProto> graph = node.attribute("body").map(AttributeProto::getG);
        int scanned = (int) node.whole("num_scan_inputs", 0);
        int carried = node.inputs().size() - scanned;
        if (graph.isEmpty() || carried < 0) {
            return false;
        }
        long[] axes = node.wholes("scan_input_axes").orElse(new long[scanned]);
        List<String> values = new ArrayList<>(node.inputs().subList(0, carried));
        for (int i = 0; i < scanned; i++) {
            String step = walk.between(node.label());
            // each step has its share of the links
            walk.add(new Operator.Mean(node.label(), walk.value(node.input(carried + i)), step, List.of((int) axes[i]), false));
            values.add(step);
        }
        return once(node, graph.get(), values, carried, 0);
    }

    /** @param carried how many values go around @param first the body's output that is the first of them */
    private boolean once(OnnxNode node, GraphProto graph, List<String> values, int carried, int first) throws ModelFormatException {
        Optional<OnnxGraph.Body> body = walk.graph.enter(graph, node, values, depth);
        if (body.isEmpty()) {
            return false;
        }
        walk.lowering.warn("The loop \"" + node.label() + "\" is drawn as one trip through its body; what goes around in it is not drawn.");
        int before = depth;
        walk.strict(false);
        operators.body(body.get());
        depth = before;
        List<String> outputs = body.get().outputs();
        for (int i = 0; i < node.outputs().size() && first + i < outputs.size(); i++) {
            String from = outputs.get(first + i);
            String to = node.outputs().get(i);
            if (i < carried || to.isEmpty()) {
                walk.alias(from, to, node.label());
            } else if (walk.isConstant(from) || walk.deferral().isDeferred(from) || walk.extents(walk.value(from)).isEmpty()) {
                walk.alias(from, to, node.label());
            } else {
                // the steps of what is collected
                List<Integer> extents = new ArrayList<>(walk.known(from));
                extents.addFirst(1);
                walk.add(new Operator.Reshape(node.label(), from, to, extents));
            }
        }
        return true;
    }
}
