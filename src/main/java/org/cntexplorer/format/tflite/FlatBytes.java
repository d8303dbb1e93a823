package org.cntexplorer.format.tflite;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;

/** The bytes of a FlatBuffers file. Whatever the file says, nothing outside of it is read. */
final class FlatBytes {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile file;
    private final MemorySegment bytes;

    FlatBytes(MappedFile file) {
        this.file = file;
        this.bytes = file.bytes();
    }

    MappedFile file() {
        return file;
    }

    /** The table that the file begins with. */
    FlatTable root() throws ModelFormatException {
        return table(0);
    }

    /** The table that the offset at a place leads to. */
    FlatTable table(long at) throws ModelFormatException {
        return new FlatTable(this, target(at));
    }

    /** Where the offset at a place leads to. */
    long target(long at) throws ModelFormatException {
        return at + (uint(at));
    }

    int ubyte(long at) throws ModelFormatException {
        check(at, 1);
        return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    int ushort(long at) throws ModelFormatException {
        check(at, 2);
        return bytes.get(SHORT, at) & 0xffff;
    }

    int whole(long at) throws ModelFormatException {
        check(at, 4);
        return bytes.get(INT, at);
    }

    long uint(long at) throws ModelFormatException {
        return whole(at) & 0xffff_ffffL;
    }

    long longWhole(long at) throws ModelFormatException {
        check(at, 8);
        return bytes.get(LONG, at);
    }

    /** @param size of each of the elements, so many as fit into the file or fewer */
    MemorySegment slice(long at, long count, int size) throws ModelFormatException {
        if (count < 0 || count > bytes.byteSize() / size) {
            throw damaged(at);
        }
        check(at, count * size);
        return bytes.asSlice(at, count * size);
    }

    private void check(long at, long size) throws ModelFormatException {
        if (at < 0 || at > bytes.byteSize() - size) {
            throw damaged(at);
        }
    }

    private ModelFormatException damaged(long at) {
        return new ModelFormatException(file.name() + " is a TensorFlow Lite file that was cut short or damaged: it points to byte " + at + " of "
                + bytes.byteSize() + " and what should follow is not there; download or copy it again.");
    }
}
