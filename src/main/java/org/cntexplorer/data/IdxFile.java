package org.cntexplorer.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.numpy.NumpyArray;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;

/** MNIST's own format: two zero bytes, a type, the number of extents, the extents, the numbers; all with the great end first. */
final class IdxFile {
    private static final int MOST_EXTENTS = 8;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private IdxFile() {}

    /** Whether it begins so; a picture of CIFAR-10 may too, but not with the right length. */
    static boolean startsSo(MemorySegment bytes) {
        return bytes.byteSize() >= 8 && bytes.get(INT, 0) >>> 16 == 0 && type(bytes) != null && extents(bytes) >= 1 && extents(bytes) <= MOST_EXTENTS
                && bytes.byteSize() >= 4 + 4L * extents(bytes);
    }

    private static int extents(MemorySegment bytes) {
        return bytes.get(ValueLayout.JAVA_BYTE, 3);
    }

    private static ElementType type(MemorySegment bytes) {
        return switch (bytes.get(ValueLayout.JAVA_BYTE, 2)) {
            case 0x08 -> ElementType.U8;
            case 0x09 -> ElementType.I8;
            case 0x0b -> ElementType.I16;
            case 0x0c -> ElementType.I32;
            case 0x0d -> ElementType.F32;
            case 0x0e -> ElementType.F64;
            default -> null;
        };
    }

    /** Whether its length is what its head says. */
    static boolean isWhole(MemorySegment bytes) {
        try {
            return startsSo(bytes) && bytes.byteSize() == 4 + 4L * extents(bytes) + size(bytes);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    private static long size(MemorySegment bytes) {
        return Math.multiplyExact(Tensor.elements(shape(bytes)), (long) type(bytes).bytes());
    }

    private static long[] shape(MemorySegment bytes) {
        long[] shape = new long[extents(bytes)];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = bytes.get(INT, 4 + 4L * i) & 0xffffffffL;
        }
        return shape;
    }

    static NumpyArray.Numbers read(DataFile file) throws ModelFormatException {
        MemorySegment bytes = file.bytes();
        long begin = 4 + 4L * extents(bytes);
        long there = bytes.byteSize() - begin;
        long needed;
        try {
            needed = size(bytes);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(file.name() + " claims more numbers than any file holds; download it again.", e);
        }
        if (needed > there) {
            throw new ModelFormatException(file.name() + " claims " + needed + " bytes of numbers (" + Arrays.toString(shape(bytes)) + "), and only " + there
                    + " follow; download or copy it again.");
        }
        return new NumpyArray.Numbers(type(bytes), ByteOrder.BIG_ENDIAN, bytes.asSlice(begin, needed), shape(bytes), false);
    }

    /** The labels that lie beside images by their usual names: train-labels-idx1-ubyte beside train-images-idx3-ubyte, packed or not. */
    static Optional<Path> labelsBeside(Path images) {
        String name = images.getFileName().toString();
        String labels = name.replace("images", "labels").replace("idx3", "idx1").replace("idx4", "idx1");
        if (!name.contains("images")) {
            return Optional.empty();
        }
        String plain = labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels;
        Set<String> names = new LinkedHashSet<>();
        for (String one : new String[] {labels, plain, plain + ".gz"}) {
            names.add(one);
            names.add(one.replace("-idx1", ".idx1"));
            names.add(one.replace(".idx1", "-idx1"));
        }
        return names.stream().map(images::resolveSibling).filter(Files::isRegularFile).findFirst();
    }
}
