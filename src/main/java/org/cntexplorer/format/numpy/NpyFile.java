package org.cntexplorer.format.numpy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.pickle.PickleReader;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/** The arrays of one .npy file, or of one entry of an .npz. */
public final class NpyFile {
    private NpyFile() {}

    /**
     * @param source the file's name, for messages
     * @param name what the file calls the array, "" where it does not
     * @param warnings gets what was left out
     */
    static List<NamedArray> read(String source, String name, MemorySegment bytes, SegmentAllocator memory, List<String> warnings,
            Progress progress) throws ModelFormatException {
        NpyHeader header = NpyHeader.read(source, bytes);
        DataType type = DataType.of(header.type()).orElseThrow(() -> new ModelFormatException(source + " holds numbers of type \""
                + header.type() + "\", which no weights are read from; save real numbers (float32, float64 or float16)."));
        if (type.element().isPresent()) {
            return List.of(new NamedArray(name, numbers(source, header, type, bytes)));
        }
        PickleReader reader = new PickleReader(source, bytes, header.dataOffset(), memory, progress);
        Pickled value = reader.read();
        ArrayCollector collector = new ArrayCollector(source, new NumpyPickle(source, memory, bytes.byteSize()));
        collector.collect(value);
        if (!collector.leftOut().isEmpty()) {
            warnings.add("Beside arrays the file holds " + String.join(", ", collector.leftOut()) + "; left out.");
        }
        reader.called().stream().filter(path -> !NumpyPickle.isNumpy(path)).findFirst().ifPresent(path ->
                warnings.add("The file asks Python to call " + path + "; nothing was run."));
        List<NamedArray> arrays = new ArrayList<>();
        for (NamedArray array : collector.arrays()) {
            arrays.add(name.isEmpty() ? array : new NamedArray(array.name().isEmpty() ? name : name + "." + array.name(), array.numbers()));
        }
        return arrays;
    }

    /**
     * The one array of numbers that a file holds.
     *
     * @param source the file's name, and the entry's if it is in an archive
     * @throws ModelFormatException where it is damaged, or holds objects or numbers of another kind
     */
    public static NumpyArray.Numbers numbers(String source, MemorySegment bytes) throws ModelFormatException {
        NpyHeader header = NpyHeader.read(source, bytes);
        Optional<DataType> type = DataType.of(header.type()).filter(known -> known.element().isPresent());
        return numbers(source, header, type.orElseThrow(() -> new ModelFormatException(source + " holds " + (header.type().endsWith("O")
                ? "Python objects" : "elements of type \"" + header.type() + "\"") + ", not an array of real numbers; save it with .astype('float32').")), bytes);
    }

    private static NumpyArray.Numbers numbers(String source, NpyHeader header, DataType type, MemorySegment bytes) throws ModelFormatException {
        long available = bytes.byteSize() - header.dataOffset();
        long needed;
        try {
            needed = Math.multiplyExact(Tensor.elements(header.shape()), (long) type.element().get().bytes());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(source + " claims an array of " + Extents.of(header.shape())
                    + " numbers, more than any file holds; download or save it again.", e);
        }
        if (needed > available) {
            throw new ModelFormatException(source + " claims an array of " + Extents.of(header.shape()) + " numbers, " + needed
                    + " bytes, and only " + available + " bytes follow; download or copy it again.");
        }
        return new NumpyArray.Numbers(type.element().get(), type.order(), bytes.asSlice(header.dataOffset(), needed), header.shape(),
                header.columnMajor() && header.shape().length > 1);
    }
}
