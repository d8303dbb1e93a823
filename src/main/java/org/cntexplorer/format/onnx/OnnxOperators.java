package org.cntexplorer.format.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.progress.Progress;

/** Goes through the nodes that the model's outputs hang on: what is computed of constants is computed, the rest becomes operators. */
final class OnnxOperators {
    /** Nodes with weights: they must fit, and they are never part of a label. */
    private static final Set<String> WEIGHTED = Set.of("Gemm", "MatMul", "Conv", "ConvTranspose", "LSTM", "GRU", "RNN", "QLinearConv", "QLinearMatMul",
            "ConvInteger", "MatMulInteger", "com.microsoft.FusedMatMul", "com.microsoft.FusedGemm", "com.microsoft.QGemm", "com.microsoft.MatMulNBits",
            "com.microsoft.Attention", "com.microsoft.EmbedLayerNormalization", "Einsum", "AveragePool", "MaxPool", "GlobalAveragePool", "GlobalMaxPool",
            "BatchNormalization", "LpPool");

    /** Translates the nodes of one family. */
    interface Family {
        /** @return whether it knows such a node; where not, nothing was added */
        boolean translate(OnnxNode node) throws ModelFormatException;
    }

    private final Walk walk;
    private final Progress progress;
    private final List<Family> families;
    private final BodyNodes bodies;

    OnnxOperators(Walk walk, Progress progress) {
        this.walk = walk;
        this.progress = progress;
        this.bodies = new BodyNodes(walk, this);
        this.families = List.of(new AttentionNodes(walk, this), new DenseNodes(walk), new ConvolutionNodes(walk), new PoolingNodes(walk),
                new ArithmeticNodes(walk), new NormalisationNodes(walk, this), new ArrangingNodes(walk), new SelectingNodes(walk), new RecurrentNodes(walk),
                new QuantisedNodes(walk, this), new FusedAttentionNodes(walk, this), bodies);
        walk.deferral().by(this::draw);
    }

    /** @return values that the layers must lead to */
    List<String> model() throws ModelFormatException {
        OnnxGraph.Body main = walk.graph.main();
        body(main);
        List<String> roots = new ArrayList<>();
        main.outputs().stream().filter(walk::isGiven).forEach(roots::add);
        roots.addAll(walk.deferral().conclude(walk));
        if (roots.isEmpty()) {
            for (String output : main.outputs()) {
                if (walk.scores.containsKey(output)) {
                    roots.add(walk.value(output));
                }
            }
        }
        walk.tell(roots);
        return roots;
    }

    void body(OnnxGraph.Body body) throws ModelFormatException {
        List<OnnxNode> nodes = new ArrayList<>();
        for (OnnxNode node : NodeOrder.of(body)) {
            progress.check();
            // shapes are known only where the nodes before are translated
            if (node.type().equals("Shape") || node.type().equals("Size") || !walk.constants.fold(node)) {
                nodes.add(node);
            }
        }
        Patterns patterns = Patterns.of(nodes, walk);
        count(body, nodes, patterns);
        for (OnnxNode node : nodes) {
            progress.check();
            Optional<Patterns.Found> found = patterns.endingAt(node);
            if (found.isPresent()) {
                pattern(node, found.get());
            } else if (!patterns.isPart(node)) {
                translate(node, body.depth());
            }
        }
    }

    private void pattern(OnnxNode node, Patterns.Found found) throws ModelFormatException {
        String input = walk.value(found.input());
        if (found.isNormalisation()) {
            walk.add(new Operator.Pass(node.label(), input, node.output()));
            walk.normalised.put(node.output(), found.name());
        } else {
            walk.add(new Operator.Activation(node.label(), input, node.output(), found.name()));
        }
    }

    /** Who takes which value: the shape of one is not the value. */
    private void count(OnnxGraph.Body body, List<OnnxNode> nodes, Patterns patterns) throws ModelFormatException {
        Set<String> own = new HashSet<>();
        nodes.forEach(node -> own.addAll(node.outputs()));
        Map<String, Integer> uses = new HashMap<>();
        for (OnnxNode node : nodes) {
            Optional<Patterns.Found> found = patterns.endingAt(node);
            if (found.isPresent()) {
                uses.merge(found.get().input(), 1, Integer::sum);
                walk.take(found.get().input(), node);
            } else if (!patterns.isPart(node) && !node.type().equals("Shape") && !node.type().equals("Size")) {
                for (String value : node.taken()) {
                    uses.merge(value, 1, Integer::sum);
                    walk.take(value, node);
                }
            }
        }
        body.outputs().forEach(output -> uses.merge(output, 1, Integer::sum));
        // an outer value was counted once already, for the node whose body this is
        uses.forEach((value, times) -> walk.count(value, own.contains(value) || body.depth() == 0 ? times : Math.max(times - 1, walk.count(value) == 0 ? times : 0)));
    }

    void translate(OnnxNode node, int depth) throws ModelFormatException {
        if (walk.isDone(node) || shape(node) || walk.constants.fold(node)) {
            return;
        }
        for (String value : node.taken()) {
            if (!walk.isGiven(value) && walk.graph.input(value).isPresent() && !walk.deferral().isDeferred(value)) {
                walk.value(value);
            }
        }
        boolean weights = WEIGHTED.contains(node.type()) || walk.graph.function(node).isPresent() || SelectingNodes.isEmbedding(node, walk);
        if (!walk.deferral().defer(node, data(node), weights, walk.constants)) {
            bodies.at(depth);
            draw(node);
        }
    }

    /** The computed values that a node's numbers hang on: for most nodes all, for the shape of a Reshape none. */
    private List<String> data(OnnxNode node) throws ModelFormatException {
        return switch (node.type()) {
            case "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Dropout", "Clip", "Slice", "Pad", "Expand", "Tile", "Resize", "Upsample", "Split", "Trilu" ->
                    walk.isConstant(node.input(0)) ? List.of() : List.of(node.input(0));
            default -> walk.computed(node);
        };
    }

    /** The extents of what is translated, as numbers to compute with. */
    private boolean shape(OnnxNode node) throws ModelFormatException {
        if (!node.type().equals("Shape") && !node.type().equals("Size")) {
            return false;
        }
        String input = node.input(0);
        if (!walk.isGiven(input) && walk.graph.input(input).isPresent() && !walk.deferral().isDeferred(input)) {
            walk.value(input);
        }
        Optional<List<Integer>> extents = walk.extents(input);
        if (extents.isEmpty()) {
            return false;
        }
        int[] shape = extents.get().stream().mapToInt(Integer::intValue).toArray();
        walk.constants.put(node.output(), node.type().equals("Shape") ? ConstantMoves.shape(node, shape) : NumberArray.whole(NumberArray.size(shape)));
        return true;
    }

    /** Adds what a node stands for; a block where it is not known. */
    private void draw(OnnxNode node) throws ModelFormatException {
        boolean must = WEIGHTED.contains(node.type());
        try {
            walk.strict(must);
            for (Family family : families) {
                if (family.translate(node)) {
                    return;
                }
            }
        } catch (Walk.Misfit e) {
            // drawn as what is not known
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            // numbers of the node that make no sense
        } finally {
            walk.strict(false);
        }
        walk.block(node, node.type());
    }

    /** A node that another one stands for. */
    void draw(OnnxNode node, OnnxNode other) throws ModelFormatException {
        for (Family family : families) {
            if (family.translate(other)) {
                return;
            }
        }
        throw new Walk.Misfit(null);
    }
}
