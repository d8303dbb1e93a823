package org.cntexplorer.format.tflite;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;

/**
 * A table of FlatBuffers, read in place: its fields are found by their number in the schema, and one that is not written has its default.
 * Tables may be shared, so that few bytes claim to be many: a reader asks for no longer lists than it says.
 */
final class FlatTable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_TEXT = 200;

    private final FlatBytes bytes;
    private final long at;
    private final long fields;
    private final int fieldBytes;

    FlatTable(FlatBytes bytes, long at) throws ModelFormatException {
        this.bytes = bytes;
        this.at = at;
        this.fields = at - bytes.whole(at);
        this.fieldBytes = bytes.ushort(fields);
    }

    /** Where it lies in the file: the same table, the same place. */
    long at() {
        return at;
    }

    /** The place of a field, or −1 where it is not written. */
    private long place(int field) throws ModelFormatException {
        if (4 + 2 * field + 2 > fieldBytes) {
            return -1;
        }
        int offset = bytes.ushort(fields + 4 + 2L * field);
        return offset == 0 ? -1 : at + offset;
    }

    boolean has(int field) throws ModelFormatException {
        return place(field) >= 0;
    }

    int ubyte(int field) throws ModelFormatException {
        long place = place(field);
        return place < 0 ? 0 : bytes.ubyte(place);
    }

    boolean flag(int field, boolean otherwise) throws ModelFormatException {
        long place = place(field);
        return place < 0 ? otherwise : bytes.ubyte(place) != 0;
    }

    int whole(int field, int otherwise) throws ModelFormatException {
        long place = place(field);
        return place < 0 ? otherwise : bytes.whole(place);
    }

    float real(int field, float otherwise) throws ModelFormatException {
        return Float.intBitsToFloat(whole(field, Float.floatToRawIntBits(otherwise)));
    }

    long longWhole(int field) throws ModelFormatException {
        long place = place(field);
        return place < 0 ? 0 : bytes.longWhole(place);
    }

    Optional<FlatTable> table(int field) throws ModelFormatException {
        long place = place(field);
        return place < 0 ? Optional.empty() : Optional.of(bytes.table(place));
    }

    /** Elements of a list; 0 where it is not written. */
    long count(int field) throws ModelFormatException {
        long place = place(field);
        return place < 0 ? 0 : bytes.uint(bytes.target(place));
    }

    /** An element of a list of tables. */
    FlatTable element(int field, long index) throws ModelFormatException {
        return bytes.table(bytes.target(place(field)) + 4 + 4 * index);
    }

    /** The elements of a list; empty where it is not written. */
    MemorySegment list(int field, int size) throws ModelFormatException {
        long place = place(field);
        if (place < 0) {
            return MemorySegment.NULL;
        }
        long list = bytes.target(place);
        return bytes.slice(list + 4, bytes.uint(list), size);
    }

    private MemorySegment list(int field, int size, int most) throws ModelFormatException {
        MemorySegment list = list(field, size);
        if (list.byteSize() / size > most) {
            throw new ModelFormatException(bytes.file().name() + " is a damaged TensorFlow Lite file: the list at byte " + at + " has "
                    + list.byteSize() / size + " entries, more than " + most + "; download or copy it again.");
        }
        return list;
    }

    int[] wholes(int field, int most) throws ModelFormatException {
        return list(field, 4, most).toArray(INT);
    }

    long[] longWholes(int field, int most) throws ModelFormatException {
        return list(field, 8, most).toArray(LONG);
    }

    float[] reals(int field, int most) throws ModelFormatException {
        return list(field, 4, most).toArray(FLOAT);
    }

    /** A text, cut off where it is long; empty where it is not written. */
    String text(int field) throws ModelFormatException {
        MemorySegment text = list(field, 1);
        return new String(text.asSlice(0, Math.min(LONGEST_TEXT, text.byteSize())).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
