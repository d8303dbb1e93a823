package org.cntexplorer.format.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/**
 * Datasets of an HDF5 file as tensors: contiguous ones are slices of the file in memory, chunked ones are unpacked outside the heap, chunk
 * by chunk.
 */
final class HdfTensors {
    private static final long UNASKED = 256L << 20;
    private static final int HIGHEST_RATIO = 100;
    private static final long SMALL_CHUNK = 16L << 20;

    private final HdfBytes file;
    private final long base;
    private final Progress progress;
    private final Map<String, Tensor> known = new HashMap<>();
    private long mayUnpack;

    /** @param base where the file's addresses count from: the size of its user block */
    HdfTensors(HdfBytes file, long base, Progress progress) {
        this.file = file;
        this.base = base;
        this.progress = progress;
        this.mayUnpack = Math.max(UNASKED, HIGHEST_RATIO * file.file().size());
    }

    private ModelFormatException bad(Dataset dataset, String what) {
        return new ModelFormatException(file.source() + ": the dataset " + dataset.getPath() + " " + what + "; download or save the file again.");
    }

    /** The same one each time that a dataset is asked for: layers may share it. */
    Tensor tensor(Dataset dataset) throws ModelFormatException {
        Tensor known = this.known.get(dataset.getPath());
        if (known == null) {
            known = read(dataset);
            this.known.put(dataset.getPath(), known);
        }
        return known;
    }

    private Tensor read(Dataset dataset) throws ModelFormatException {
        ElementType type = type(dataset).orElseThrow(() -> bad(dataset, "holds no real numbers"));
        ByteOrder order = order(dataset.getDataType());
        long[] shape = dataset.getDimensionsAsLong();
        long bytes;
        try {
            bytes = Math.multiplyExact(Tensor.elements(shape), (long) type.bytes());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw bad(dataset, "claims the extents " + Extents.of(shape));
        }
        return new Tensor(type, order, data(dataset, type, shape, bytes), shape);
    }

    private MemorySegment data(Dataset dataset, ElementType type, long[] shape, long bytes) throws ModelFormatException {
        if (dataset instanceof ContiguousDataset contiguous) {
            long address = contiguous.getDataAddress();
            if (address == -1) {
                throw bad(dataset, "was never written");
            }
            if (address < 0 || bytes > file.bytes().byteSize() - base || address > file.bytes().byteSize() - base - bytes) {
                throw bad(dataset, "claims " + bytes + " bytes at byte " + address + " of a file of " + file.bytes().byteSize() + " bytes");
            }
            return file.bytes().asSlice(base + address, bytes);
        }
        if (bytes > mayUnpack) {
            throw bad(dataset, "would unpack to " + bytes + " bytes, more than " + HIGHEST_RATIO + " times the file, as no model does");
        }
        mayUnpack -= bytes;
        MemorySegment unpacked = file.file().arena().allocate(Math.max(1, bytes), 64).asSlice(0, bytes);
        if (dataset instanceof ChunkedDataset chunked) {
            unpack(chunked, type.bytes(), shape, unpacked);
        } else if (dataset instanceof DatasetBase compact) {
            ByteBuffer buffer = compact.getDataBuffer();
            if (buffer.remaining() < bytes) {
                throw bad(dataset, "has " + buffer.remaining() + " bytes of " + bytes);
            }
            unpacked.copyFrom(MemorySegment.ofBuffer(buffer).asSlice(0, bytes));
        }
        return unpacked;
    }

    private void unpack(ChunkedDataset dataset, int bytesEach, long[] shape, MemorySegment into) throws ModelFormatException {
        int[] chunk = dataset.getChunkDimensions();
        if (chunk.length != shape.length || shape.length == 0 || Arrays.stream(chunk).anyMatch(extent -> extent < 1)) {
            throw bad(dataset, "has chunks of impossible extents");
        }
        long chunkBytes = bytesEach;
        for (int extent : chunk) {
            chunkBytes = Math.multiplyExact(chunkBytes, (long) extent);
        }
        int[] offset = new int[chunk.length];
        boolean more = into.byteSize() > 0;
        while (more) {
            progress.check();
            copy(chunk(dataset, offset, chunkBytes), chunk, offset, bytesEach, shape, into);
            more = false;
            for (int axis = chunk.length - 1; axis >= 0 && !more; axis--) {
                more = offset[axis] + (long) chunk[axis] < shape[axis];
                offset[axis] = more ? offset[axis] + chunk[axis] : 0;
            }
        }
    }

    private MemorySegment chunk(ChunkedDataset dataset, int[] offset, long chunkBytes) throws ModelFormatException {
        String where = "at " + Arrays.toString(offset);
        byte[] bytes;
        try {
            long packed = dataset.getRawChunkBuffer(offset).remaining();
            if (packed > 2 * chunkBytes + 65536 || chunkBytes > SMALL_CHUNK && chunkBytes > HIGHEST_RATIO * packed) {
                throw bad(dataset, "has a chunk " + where + " of impossible size");
            }
            bytes = dataset.getDecompressedChunk(offset);
        } catch (HdfException e) {
            throw new ModelFormatException(file.source() + ": the chunk " + where + " of " + dataset.getPath()
                    + " is missing or does not unpack; download or save the file again.", e);
        }
        if (bytes.length != chunkBytes) {
            throw bad(dataset, "has a chunk " + where + " of " + bytes.length + " bytes instead of " + chunkBytes);
        }
        return MemorySegment.ofArray(bytes);
    }

    /** Copies the rows (along the last axis) of a chunk that lie inside of the dataset. */
    private static void copy(MemorySegment data, int[] chunk, int[] offset, int bytesEach, long[] shape, MemorySegment into) {
        int last = chunk.length - 1;
        long row = Math.min(chunk[last], shape[last] - offset[last]) * bytesEach;
        int[] at = new int[chunk.length];
        while (true) {
            long from = 0;
            long to = 0;
            boolean inside = true;
            for (int axis = 0; axis <= last; axis++) {
                from = from * chunk[axis] + at[axis];
                to = to * shape[axis] + offset[axis] + at[axis];
                inside &= offset[axis] + (long) at[axis] < shape[axis];
            }
            if (inside) {
                MemorySegment.copy(data, from * bytesEach, into, to * bytesEach, row);
            }
            int axis = last - 1;
            while (axis >= 0 && ++at[axis] == chunk[axis]) {
                at[axis--] = 0;
            }
            if (axis < 0) {
                return;
            }
        }
    }

    private static ByteOrder order(DataType type) {
        return switch (type) {
            case FloatingPoint real -> real.getByteOrder();
            case FixedPoint whole -> whole.getByteOrder();
            default -> ByteOrder.LITTLE_ENDIAN;
        };
    }

    private static Optional<ElementType> type(Dataset dataset) {
        DataType type = dataset.getDataType();
        return Optional.ofNullable(switch (type) {
            case FloatingPoint real -> switch (real.getSize()) {
                case 8 -> ElementType.F64;
                case 4 -> ElementType.F32;
                case 2 -> real.getExponentSize() == 8 ? ElementType.BF16 : ElementType.F16;
                default -> null;
            };
            case FixedPoint whole -> switch (whole.getSize()) {
                case 8 -> whole.isSigned() ? ElementType.I64 : null;
                case 4 -> whole.isSigned() ? ElementType.I32 : null;
                case 2 -> whole.isSigned() ? ElementType.I16 : null;
                case 1 -> whole.isSigned() ? ElementType.I8 : ElementType.U8;
                default -> null;
            };
            default -> null;
        });
    }
}
