package org.cntexplorer.format.tflite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;

/** The first graph of a model, which is the one that it computes; others are the bodies of its loops and branches. */
final class TfliteGraph {
    private static final int MOST_TENSORS = 200_000;
    private static final int MOST_NODES = 50_000;
    private static final int MOST_VALUES = 10_000;
    private static final int MOST_LINKS = 1_000_000;
    private static final int MOST_UNITS = 1 << 24;
    /** The fields of the schema's tables by their numbers. */
    private static final int CODES = 1;
    private static final int GRAPHS = 2;
    private static final int BUFFERS = 4;

    private final MappedFile file;
    private final FlatTable model;
    private final List<TfliteTensor> tensors = new ArrayList<>();
    private final List<TfliteNode> nodes = new ArrayList<>();
    private final List<Integer> inputs;
    private final List<Integer> outputs;
    private final int batch;
    private int links;

    /** @throws ModelFormatException where the file is damaged, or larger than this program draws */
    TfliteGraph(MappedFile file) throws ModelFormatException {
        this.file = file;
        this.model = new FlatBytes(file).root();
        if (model.count(GRAPHS) == 0) {
            throw bad("is a TensorFlow Lite file without a graph; convert the model again.");
        }
        FlatTable graph = model.element(GRAPHS, 0);
        long tensorCount = graph.count(0);
        long nodeCount = graph.count(3);
        if (nodeCount == 0) {
            throw bad("is a TensorFlow Lite model without operators; convert the model again.");
        }
        if (nodeCount > MOST_NODES || tensorCount > MOST_TENSORS) {
            throw bad("has " + nodeCount + " operators and " + tensorCount + " tensors, and this program draws networks of up to " + MOST_NODES
                    + " operators; open a smaller model.");
        }
        for (int i = 0; i < tensorCount; i++) {
            tensors.add(TfliteTensor.of(i, graph.element(0, i)));
        }
        inputs = indices(graph, 1, false);
        outputs = indices(graph, 2, false);
        batch = batch();
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(node(graph.element(3, i)));
        }
    }

    private TfliteNode node(FlatTable table) throws ModelFormatException {
        long code = table.whole(0, 0) & 0xffff_ffffL;
        if (code >= model.count(CODES)) {
            throw bad("is a damaged TensorFlow Lite file: an operator is of kind " + code + " of " + model.count(CODES) + "; download or copy it again.");
        }
        FlatTable kind = model.element(CODES, code);
        // files from before there were more than 127 operators have their number in a byte, others in both
        int builtin = Math.max(kind.ubyte(0), kind.whole(3, 0));
        String type = builtin == Builtin.CUSTOM ? kind.text(1) : Builtin.name(builtin);
        return new TfliteNode(type, indices(table, 1, true), indices(table, 2, false), table.table(4));
    }

    private List<Integer> indices(FlatTable table, int field, boolean perhapsNone) throws ModelFormatException {
        int[] indices = table.wholes(field, MOST_VALUES);
        links += indices.length;
        if (links > MOST_LINKS) {
            throw bad("joins its operators by more than " + MOST_LINKS + " values, which no network does; check where the file comes from.");
        }
        for (int index : indices) {
            if (index >= tensors.size() || index < (perhapsNone ? -1 : 0)) {
                throw bad("is a damaged TensorFlow Lite file: it names tensor " + index + " of " + tensors.size() + "; download or copy it again.");
            }
        }
        return Arrays.stream(indices).boxed().toList();
    }

    private ModelFormatException bad(String what) {
        return new ModelFormatException(file.name() + " " + what);
    }

    /**
     * The extents of a value with a batch of one; empty where one of the others is open, or there are too many to be drawn.
     *
     * <p>A model may be made for a batch of more: images whose first extent is that of the input's.
     */
    List<Integer> extents(int index) {
        List<Integer> extents = new ArrayList<>(tensor(index).shape());
        if (extents.size() > 1 && (extents.getFirst() < 0 || extents.getFirst() == batch)) {
            extents.set(0, 1);
        }
        long units = 1;
        for (int extent : extents) {
            units = extent < 1 || units > MOST_UNITS ? Long.MAX_VALUE : units * extent;
        }
        return units <= MOST_UNITS ? extents : List.of();
    }

    private int batch() {
        List<Integer> images = inputs.stream().filter(i -> tensor(i).rank() >= 4).map(i -> tensor(i).shape().getFirst()).distinct().toList();
        return images.size() == 1 && images.getFirst() > 1 ? images.getFirst() : 1;
    }

    TfliteTensor tensor(int index) {
        return tensors.get(index);
    }

    List<TfliteNode> nodes() {
        return nodes;
    }

    List<Integer> inputs() {
        return inputs;
    }

    List<Integer> outputs() {
        return outputs;
    }

    /** The buffer with a constant's numbers; empty for a computed value. */
    Optional<FlatTable> buffer(TfliteTensor tensor) throws ModelFormatException {
        if (tensor.buffer() == 0 || tensor.buffer() >= model.count(BUFFERS)) {
            return Optional.empty();
        }
        FlatTable buffer = model.element(BUFFERS, tensor.buffer());
        return buffer.count(0) > 0 || buffer.longWhole(1) > 1 ? Optional.of(buffer) : Optional.empty();
    }
}
