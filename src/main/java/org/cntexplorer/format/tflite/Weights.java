package org.cntexplorer.format.tflite;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/** The constants of a graph: numbers in place, and whole numbers that stand for others turned into those, once. */
final class Weights {
    /** How much larger than the file the numbers may be that its whole numbers stand for: four bytes for two bits. */
    private static final int MOST_GROWTH = 16;
    private static final int MOST_WHOLES = 1 << 20;

    private static final Set<String> PASSING = Set.of("DEQUANTIZE", "QUANTIZE", "CAST", "RESHAPE", "SQUEEZE", "EXPAND_DIMS");

    /** What two tensors must share to be the same numbers. */
    private record Content(long buffer, TensorType type, List<Integer> shape, long quantisation) {}

    private final MappedFile file;
    private final TfliteGraph graph;
    private final Progress progress;
    /** Values that steps of the graph make of a constant alone, without changing its numbers → that constant. */
    private final Map<Integer, Integer> passedOn = new HashMap<>();
    private final Map<Content, Tensor> known = new HashMap<>();
    private long unpacked;
    private boolean quantised;

    Weights(MappedFile file, TfliteGraph graph, Progress progress) throws ModelFormatException {
        this.file = file;
        this.graph = graph;
        this.progress = progress;
        for (TfliteNode node : graph.nodes()) {
            if (PASSING.contains(node.type()) && node.output() >= 0 && has(node.input(0))) {
                passedOn.put(node.output(), stored(node.input(0)));
            }
        }
    }

    private int stored(int index) {
        return passedOn.getOrDefault(index, index);
    }

    /** Whether a tensor that was asked for is stored in whole numbers that stand for others. */
    boolean areQuantised() {
        return quantised;
    }

    boolean has(int index) throws ModelFormatException {
        return index >= 0 && (graph.tensor(stored(index)).external() || graph.buffer(graph.tensor(stored(index))).isPresent());
    }

    /** The numbers of a constant as they are meant; empty where it is a computed value, or not there. */
    Optional<Tensor> of(int index) throws ModelFormatException {
        if (index < 0) {
            return Optional.empty();
        }
        TfliteTensor tensor = graph.tensor(stored(index));
        if (tensor.external()) {
            throw bad(tensor, "lie in another file, which this version does not read; convert the model into one file.");
        }
        Optional<FlatTable> buffer = graph.buffer(tensor);
        if (buffer.isEmpty()) {
            return Optional.empty();
        }
        Content content = new Content(tensor.buffer(), tensor.type(), tensor.shape(), tensor.quantisation().map(FlatTable::at).orElse(0L));
        Tensor numbers = known.get(content);
        if (numbers == null) {
            numbers = read(tensor, bytes(tensor, buffer.get()));
            known.put(content, numbers);
        }
        TfliteTensor asked = graph.tensor(index);
        return Optional.of(!asked.shape().equals(tensor.shape()) && asked.elements() == numbers.size() ? numbers.reshaped(asked.stored()) : numbers);
    }

    /** The numbers that a constant is stored in, in the file or, of large models, behind the tables. */
    private MemorySegment bytes(TfliteTensor tensor, FlatTable buffer) throws ModelFormatException {
        long offset = buffer.longWhole(1);
        long size = buffer.longWhole(2);
        if (offset <= 1) {
            return buffer.list(0, 1);
        }
        if (size < 0 || offset > file.size() || size > file.size() - offset) {
            throw bad(tensor, "lie at byte " + offset + " with " + size + " bytes, but the file has only " + file.size() + "; download or copy it again.");
        }
        return file.bytes().asSlice(offset, size);
    }

    private Tensor read(TfliteTensor tensor, MemorySegment bytes) throws ModelFormatException {
        TensorType type = tensor.type();
        if (type.bits() == 0) {
            throw bad(tensor, "are of the type " + type + ", which no numbers are read from; convert a model of float32 weights.");
        }
        if (tensor.sparse()) {
            throw bad(tensor, "are stored without their zeros, which this version does not read; convert the model without sparsity.");
        }
        long elements = tensor.elements();
        if (elements < 0) {
            throw bad(tensor, "claim the extents " + Extents.of(tensor.shape()) + "; convert the model again.");
        }
        // as many bytes as Math.ceilDiv(elements · bits, 8), without overflow
        long perByte = 8 / Math.min(8, type.bits());
        long wanted = type.bits() >= 8 ? elements : Math.ceilDiv(elements, perByte);
        long each = Math.max(1, type.bits() / 8);
        if (bytes.byteSize() % each != 0 || bytes.byteSize() / each != wanted) {
            throw bad(tensor, "are " + Extents.of(tensor.shape()) + " of " + type.bits() + " bits each, but " + bytes.byteSize()
                    + " bytes are there; convert the model again.");
        }
        Optional<Quantisation> quantisation = type.isWhole() ? Quantisation.of(file, tensor) : Optional.empty();
        if (quantisation.isEmpty() && type.stored().isPresent()) {
            return new Tensor(type.stored().get(), ByteOrder.LITTLE_ENDIAN, bytes, tensor.stored());
        }
        quantised = true;
        MemorySegment memory = unpacked(tensor, elements);
        quantisation.orElse(Quantisation.NONE).unpack(type, bytes, memory, elements, progress);
        return new Tensor(ElementType.F32, ByteOrder.nativeOrder(), memory, tensor.stored());
    }

    /** The whole numbers of a small constant, such as a list of axes; empty where it is a computed value. */
    Optional<int[]> wholes(int index) throws ModelFormatException {
        Optional<Tensor> tensor = of(index);
        if (tensor.isEmpty() || tensor.get().size() > MOST_WHOLES) {
            return Optional.empty();
        }
        double[] numbers = tensor.get().toArray();
        return Optional.of(Arrays.stream(numbers).mapToInt(number -> (int) number).toArray());
    }

    /**
     * Matrices of the same width, or vectors, one under the other in memory of their own: the gates of a recurrent layer.
     *
     * @return empty where one is not there or does not fit
     */
    Optional<Tensor> stacked(List<Integer> indices) throws ModelFormatException {
        List<Tensor> parts = new ArrayList<>();
        long rows = 0;
        for (int index : indices) {
            Optional<Tensor> part = of(index);
            if (part.isEmpty() || part.get().rank() == 0 || part.get().rank() > 2 || part.get().size() == 0) {
                return Optional.empty();
            }
            parts.add(part.get());
            rows += part.get().extent(0);
        }
        long[] shape = parts.getFirst().shape();
        long width = parts.getFirst().size() / shape[0];
        if (parts.stream().anyMatch(part -> part.rank() != shape.length || part.size() / part.extent(0) != width)) {
            return Optional.empty();
        }
        MemorySegment memory = unpacked(graph.tensor(indices.getFirst()), rows * width);
        double[] row = new double[(int) Math.min(4096, width)];
        long at = 0;
        for (Tensor part : parts) {
            for (long from = 0; from < part.size(); from += row.length) {
                progress.check();
                int count = (int) Math.min(row.length, part.size() - from);
                part.read(from, row, 0, count);
                for (int i = 0; i < count; i++) {
                    memory.setAtIndex(ValueLayout.JAVA_FLOAT, at++, (float) row[i]);
                }
            }
        }
        shape[0] = rows;
        return Optional.of(new Tensor(ElementType.F32, ByteOrder.nativeOrder(), memory, shape));
    }

    /** @throws ModelFormatException where a file asks for more of it than any has numbers */
    private MemorySegment unpacked(TfliteTensor tensor, long elements) throws ModelFormatException {
        unpacked += 4 * elements;
        if (unpacked > MOST_GROWTH * file.size()) {
            throw bad(tensor, "and others of the same bytes are more than " + MOST_GROWTH + " times as many as the file has; convert the model again.");
        }
        return file.arena().allocate(Math.max(4, 4 * elements), 64).asSlice(0, 4 * elements);
    }

    private ModelFormatException bad(TfliteTensor tensor, String what) {
        return new ModelFormatException(file.name() + ": the weights \"" + tensor.name() + "\" " + what);
    }
}
