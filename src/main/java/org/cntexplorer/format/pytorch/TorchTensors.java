package org.cntexplorer.format.pytorch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/**
 * Finds PyTorch's tensors among the inert values of a pickle: a storage, an offset, extents and strides. Tensors that are contiguous stay
 * where they are; others are copied outside the heap. Tensors of the same numbers are the same {@link Tensor}.
 */
final class TorchTensors {
    private static final int DEEPEST = 8;

    /** What makes tensors one. */
    private record Key(String storage, long offset, List<Long> extents, List<Long> strides, StorageType type) {}

    private final String source;
    private final Storages storages;
    private final StridedCopy copy;
    private final Map<Pickled, Optional<TorchTensor>> known = new IdentityHashMap<>();
    private final Map<Key, TorchTensor> same = new HashMap<>();

    /**
     * @param source the file's name, for messages
     * @param memory for tensors that are not contiguous
     */
    TorchTensors(String source, Storages storages, SegmentAllocator memory, long fileSize, Progress progress) {
        this.source = source;
        this.storages = storages;
        this.copy = new StridedCopy(source, memory, fileSize, progress);
    }

    private TorchTensors(String source, Storages storages, StridedCopy copy) {
        this.source = source;
        this.storages = storages;
        this.copy = copy;
    }

    /** Those of the constants of archived code. */
    TorchTensors ofConstants() {
        return new TorchTensors(source, storages.ofConstants(), copy);
    }

    /** Whether a value is a tensor. */
    static boolean isTensor(Pickled value) {
        return value instanceof Pickled.Made made && isRebuild(made.path());
    }

    /** Whether tensors are saved by calling this. */
    static boolean isRebuild(String path) {
        return path.startsWith("torch._utils._rebuild_") || path.equals("torch._tensor._rebuild_from_type_v2")
                || path.equals("torch.nn.parameter.Parameter") || path.equals("torch.nn.parameter.Buffer");
    }

    /** @return empty where the value is no tensor of PyTorch */
    Optional<TorchTensor> tensor(Pickled value) throws ModelFormatException {
        if (!(value instanceof Pickled.Made made)) {
            return Optional.empty();
        }
        Optional<TorchTensor> before = known.get(value);
        if (before == null) {
            before = isRebuild(made.path()) ? rebuilt(made.path(), made.arguments(), made, 0) : Optional.empty();
            known.put(value, before);
        }
        return before;
    }

    private Optional<TorchTensor> rebuilt(String path, List<Pickled> arguments, Pickled.Made made, int depth) throws ModelFormatException {
        if (depth > DEEPEST) {
            throw bad("a tensor within a tensor without end", made);
        }
        switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3" -> {
                Optional<StorageType> dtype = path.endsWith("_v3") && arguments.size() > 6 && arguments.get(6) instanceof Pickled.Global type
                        ? StorageType.ofDtype(type.path()) : Optional.empty();
                return Optional.of(strided(arguments, dtype, made));
            }
            case "_rebuild_parameter", "_rebuild_parameter_with_state", "Parameter", "Buffer" -> {
                Pickled inner = !arguments.isEmpty() ? arguments.getFirst()
                        : made.state().orElse(null) instanceof Pickled.Items state && !state.items().isEmpty() ? state.items().getFirst() : null;
                return inner instanceof Pickled.Made other && isRebuild(other.path()) ? rebuilt(other.path(), other.arguments(), other, depth + 1)
                        : Optional.empty();
            }
            case "_rebuild_from_type_v2" -> {
                return arguments.size() > 2 && arguments.get(0) instanceof Pickled.Global function && arguments.get(2) instanceof Pickled.Items inner
                        && isRebuild(function.path()) ? rebuilt(function.path(), inner.items(), made, depth + 1) : Optional.empty();
            }
            case "_rebuild_qtensor" -> {
                return Optional.of(TorchTensor.leftOut("is quantised to whole numbers, which this version does not read"));
            }
            case "_rebuild_sparse_tensor", "_rebuild_sparse_csr_tensor" -> {
                return Optional.of(TorchTensor.leftOut("is sparse, which this version does not read"));
            }
            case "_rebuild_meta_tensor_no_storage" -> {
                return Optional.of(TorchTensor.leftOut("has no numbers (it was saved from the device \"meta\")"));
            }
            default -> {
                return Optional.of(TorchTensor.leftOut("is of a kind that this version does not read"));
            }
        }
    }

    private TorchTensor strided(List<Pickled> arguments, Optional<StorageType> dtype, Pickled.Made made) throws ModelFormatException {
        if (arguments.size() < 4) {
            throw bad("a tensor without its extents and strides", made);
        }
        StorageReference storage = StorageReference.of(arguments.get(0)).orElseThrow(() -> bad("a tensor whose numbers are " + arguments.get(0).what(), made));
        StorageType type = dtype.orElse(storage.type());
        long offset = Pickled.whole(arguments.get(1)).orElse(-1L);
        List<Long> extents = numbers(arguments.get(2), made);
        List<Long> strides = numbers(arguments.get(3), made);
        if (offset < 0 || extents.size() != strides.size()) {
            throw bad("a tensor of impossible offset or strides", made);
        }
        if (type.element().isEmpty()) {
            return TorchTensor.leftOut("holds " + type.words() + ", which no weights are read from");
        }
        Key key = new Key(storage.key(), storage.offset() + offset, extents, strides, type);
        TorchTensor before = same.get(key);
        if (before == null) {
            before = TorchTensor.of(place(storage, type, offset, extents, strides, made));
            same.put(key, before);
        }
        return before;
    }

    private Tensor place(StorageReference storage, StorageType type, long offset, List<Long> extents, List<Long> strides, Pickled.Made made)
            throws ModelFormatException {
        long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
        MemorySegment all = storages.bytes(storage.key());
        try {
            long size = Tensor.elements(shape);
            if (size == 0) {
                return new Tensor(type.element().get(), storages.order(), all.asSlice(0, 0), shape);
            }
            long last = Math.addExact(storage.offset(), offset);
            boolean contiguous = true;
            long expected = 1;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                if (strides.get(axis) < 0) {
                    throw bad("a tensor of negative strides", made);
                }
                last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1, strides.get(axis)));
                contiguous &= shape[axis] == 1 || strides.get(axis) == expected;
                expected = Math.multiplyExact(expected, shape[axis]);
            }
            if (last >= all.byteSize() / type.bytes()) {
                throw bad("a tensor whose number " + (last + 1) + " should lie in the storage \"" + storage.key() + "\", which has "
                        + all.byteSize() / type.bytes(), made);
            }
            long from = (storage.offset() + offset) * type.bytes();
            MemorySegment numbers = contiguous ? all.asSlice(from, size * type.bytes())
                    : copy.of(all, from, shape, strides.stream().mapToLong(Long::longValue).toArray(), type.bytes());
            return new Tensor(type.element().get(), storages.order(), numbers, shape);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw bad("a tensor of impossible extents", made);
        }
    }

    private List<Long> numbers(Pickled tuple, Pickled.Made made) throws ModelFormatException {
        Pickled inner = tuple instanceof Pickled.Made size && size.path().equals("torch.Size") && size.arguments().size() == 1
                ? size.arguments().getFirst() : tuple;
        if (!(inner instanceof Pickled.Items items) || items.items().size() > 32) {
            throw bad("a tensor whose extents are " + tuple.what(), made);
        }
        List<Long> numbers = new ArrayList<>();
        for (Pickled item : items.items()) {
            numbers.add(Pickled.whole(item).orElseThrow(() -> bad("a tensor with the extent " + item.what(), made)));
        }
        return numbers;
    }

    private ModelFormatException bad(String what, Pickled.Made where) {
        return new ModelFormatException(source + " holds " + what + " (byte " + where.offset() + " of its pickle); save the model again.");
    }
}
