package org.cntexplorer.format.keras;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cntexplorer.format.ModelFormatException;

/**
 * The table of names in which TensorFlow keeps what a checkpoint holds ("*.index"): LevelDB's sorted table. A last block lists the blocks,
 * and in each block a name tells only in what it differs from the one before.
 */
final class SortedTable {
    private static final long MARK = 0xdb4775248b80fb57L;
    private static final int FOOTER = 48;
    private static final int MOST_ENTRIES = 200_000;
    private static final int LONGEST_KEY = 1000;
    private static final int MOST_KEY_BYTES = 16 << 20;

    private final String source;
    private final MemorySegment bytes;
    private final Map<String, MemorySegment> entries = new LinkedHashMap<>();
    private int read;
    private int keyBytes;

    private SortedTable(String source, MemorySegment bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    static boolean isOne(MemorySegment bytes) {
        return bytes.byteSize() >= FOOTER && bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), bytes.byteSize() - 8) == MARK;
    }

    /**
     * What the table holds, in order of the names.
     *
     * @throws ModelFormatException where it is none, or damaged
     */
    static Map<String, MemorySegment> entries(String source, MemorySegment bytes) throws ModelFormatException {
        SortedTable table = new SortedTable(source, bytes);
        if (!isOne(bytes)) {
            throw table.damaged();
        }
        Varints footer = new Varints(bytes.asSlice(bytes.byteSize() - FOOTER), source);
        footer.next();
        footer.next();
        Map<String, MemorySegment> blocks = new LinkedHashMap<>();
        table.block(footer.next(), footer.next(), (key, value) -> blocks.put(key, value));
        for (MemorySegment handle : blocks.values()) {
            Varints place = new Varints(handle, source);
            table.block(place.next(), place.next(), table.entries::put);
        }
        return table.entries;
    }

    private interface Entry {
        void put(String key, MemorySegment value);
    }

    private void block(long offset, long size, Entry each) throws ModelFormatException {
        // behind a block stand a byte for how it is packed and four for a check sum
        if (offset < 0 || size < 4 || offset > bytes.byteSize() - 5 || size > bytes.byteSize() - 5 - offset) {
            throw damaged();
        }
        if (bytes.get(ValueLayout.JAVA_BYTE, offset + size) != 0) {
            throw new ModelFormatException(source + " is a packed table of a checkpoint, which this version does not read; save the model as .keras or .h5.");
        }
        MemorySegment block = bytes.asSlice(offset, size);
        long restarts = block.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), size - 4) & 0xffff_ffffL;
        long end = size - 4 - 4 * restarts;
        if (end < 0) {
            throw damaged();
        }
        Varints at = new Varints(block.asSlice(0, end), source);
        byte[] key = new byte[LONGEST_KEY];
        while (at.hasMore()) {
            long shared = at.next();
            long own = at.next();
            long length = at.next();
            if (++read > MOST_ENTRIES || shared < 0 || own < 0 || shared > LONGEST_KEY || own > LONGEST_KEY - shared) {
                throw damaged();
            }
            MemorySegment rest = at.take(own);
            MemorySegment.copy(rest, ValueLayout.JAVA_BYTE, 0, key, (int) shared, (int) own);
            keyBytes += (int) (shared + own);
            if (keyBytes > MOST_KEY_BYTES) {
                throw damaged();
            }
            each.put(new String(Arrays.copyOf(key, (int) (shared + own)), StandardCharsets.UTF_8), at.take(length));
        }
    }

    private ModelFormatException damaged() {
        return new ModelFormatException(source + " is the table of a checkpoint that was cut short or damaged; download or copy it again.");
    }
}
