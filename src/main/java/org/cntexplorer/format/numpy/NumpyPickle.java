package org.cntexplorer.format.numpy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.pickle.Latin;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.model.Tensor;

/** Finds NumPy's arrays among the inert values of a pickle. */
final class NumpyPickle {
    private static final Set<String> RECONSTRUCT = Set.of("numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct");
    private static final Set<String> FROM_BUFFER = Set.of("numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer");
    private static final Set<String> SCALAR = Set.of("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar");
    private static final Set<String> HARMLESS = Set.of("numpy.dtype", "_codecs.encode", "collections.OrderedDict", "builtins.bytes",
            "__builtin__.bytes", "builtins.bytearray", "__builtin__.bytearray", "numpy.ndarray");

    private final String source;
    private final SegmentAllocator memory;
    private final Map<Pickled, Optional<NumpyArray>> known = new IdentityHashMap<>();
    private final Map<Pickled, MemorySegment> unpacked = new IdentityHashMap<>();
    private long mayUnpack;

    /** @param fileSize most bytes that are unpacked in all: bytes written as text unpack to fewer than they took */
    NumpyPickle(String source, SegmentAllocator memory, long fileSize) {
        this.source = source;
        this.memory = memory;
        this.mayUnpack = fileSize;
    }

    /** Whether arrays are saved by calling this. */
    static boolean isNumpy(String path) {
        return RECONSTRUCT.contains(path) || FROM_BUFFER.contains(path) || SCALAR.contains(path) || HARMLESS.contains(path);
    }

    /** @return empty where the value is no array of NumPy */
    Optional<NumpyArray> array(Pickled value) throws ModelFormatException {
        if (!(value instanceof Pickled.Made made)) {
            return Optional.empty();
        }
        Optional<NumpyArray> before = known.get(value);
        if (before == null) {
            before = make(made);
            known.put(value, before);
        }
        return before;
    }

    private Optional<NumpyArray> make(Pickled.Made made) throws ModelFormatException {
        String path = made.path();
        if (RECONSTRUCT.contains(path)) {
            return Optional.of(reconstructed(made));
        }
        if (FROM_BUFFER.contains(path)) {
            List<Pickled> arguments = made.arguments();
            if (arguments.size() < 3) {
                throw bad("an array without a shape", made);
            }
            boolean columnMajor = arguments.size() > 3 && Pickled.text(arguments.get(3)).filter("F"::equals).isPresent();
            return Optional.of(array(type(arguments.get(1), made), shape(arguments.get(2), made), columnMajor, arguments.get(0), made));
        }
        if (SCALAR.contains(path) && made.arguments().size() == 2) {
            return Optional.of(array(type(made.arguments().get(0), made), new long[0], false, made.arguments().get(1), made));
        }
        return Optional.empty();
    }

    private NumpyArray reconstructed(Pickled.Made made) throws ModelFormatException {
        if (!(made.state().orElse(null) instanceof Pickled.Items state) || state.items().size() < 4 || state.items().size() > 5) {
            throw bad("an array without its state", made);
        }
        List<Pickled> fields = state.items().subList(state.items().size() - 4, state.items().size());
        boolean columnMajor = Pickled.whole(fields.get(2)).orElse(0L) != 0;
        return array(type(fields.get(1), made), shape(fields.get(0), made), columnMajor, fields.get(3), made);
    }

    private NumpyArray array(DataType type, long[] shape, boolean columnMajor, Pickled data, Pickled.Made made) throws ModelFormatException {
        long size;
        try {
            size = Tensor.elements(shape);
        } catch (IllegalArgumentException e) {
            throw bad("an array of impossible extents " + Extents.of(shape), made);
        }
        if (type.element().isEmpty()) {
            if (!(data instanceof Pickled.Items items) || items.items().size() != size) {
                throw bad("an array of " + size + " objects without as many objects", made);
            }
            return new NumpyArray.Objects(items.items(), shape);
        }
        MemorySegment bytes = bytes(data, made);
        long bytesEach = type.element().get().bytes();
        if (size > Long.MAX_VALUE / 8 || bytes.byteSize() != size * bytesEach) {
            throw bad("an array of " + Extents.of(shape) + " numbers in " + bytes.byteSize() + " bytes", made);
        }
        return new NumpyArray.Numbers(type.element().get(), type.order(), bytes, shape, columnMajor && shape.length > 1);
    }

    private MemorySegment bytes(Pickled data, Pickled.Made made) throws ModelFormatException {
        MemorySegment before = unpacked.get(data);
        if (before != null) {
            return before;
        }
        if (mayUnpack < 0) {
            throw bad("more data than the file has room for", made);
        }
        Pickled inner = data instanceof Pickled.Made wrapped && wrapped.path().endsWith(".bytearray") && wrapped.arguments().size() == 1
                ? wrapped.arguments().getFirst() : data;
        MemorySegment bytes = Latin.bytes(inner, memory).orElseThrow(() -> bad("an array whose data are " + data.what(), made));
        if (inner instanceof Pickled.Made) {
            mayUnpack -= bytes.byteSize();
        }
        unpacked.put(data, bytes);
        return bytes;
    }

    private DataType type(Pickled dtype, Pickled.Made made) throws ModelFormatException {
        if (!(dtype instanceof Pickled.Made call) || !call.path().equals("numpy.dtype") || call.arguments().isEmpty()) {
            throw bad("an array without a type", made);
        }
        String code = Pickled.text(call.arguments().getFirst()).orElse("");
        String order = call.state().orElse(null) instanceof Pickled.Items state && state.items().size() > 1
                ? Pickled.text(state.items().get(1)).orElse("") : "";
        String whole = order.length() == 1 && !code.isEmpty() && "<>|=!".indexOf(code.charAt(0)) < 0 ? order + code : code;
        return DataType.of(whole).orElseThrow(() -> new ModelFormatException(source + " holds an array of type \"" + code
                + "\", which no weights are read from; save real numbers (float32, float64 or float16)."));
    }

    private long[] shape(Pickled tuple, Pickled.Made made) throws ModelFormatException {
        List<Long> extents = new ArrayList<>();
        List<Pickled> items = tuple instanceof Pickled.Items some ? some.items() : List.of(tuple);
        if (items.size() > 32) {
            throw bad("an array of " + items.size() + " extents", made);
        }
        for (Pickled item : items) {
            extents.add(Pickled.whole(item).filter(extent -> extent >= 0)
                    .orElseThrow(() -> bad("an array with the extent " + item.what(), made)));
        }
        return extents.stream().mapToLong(Long::longValue).toArray();
    }

    private ModelFormatException bad(String what, Pickled.Made where) {
        return new ModelFormatException(source + " holds " + what + " (byte " + where.offset() + "); save the model again.");
    }
}
