package org.cntexplorer.format;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.progress.Progress;

/**
 * The entries of a zip file over mapped memory. A stored entry is a slice of the file; a deflated one is unpacked outside the heap, as
 * long as all of them together stay within bounds.
 */
public final class ZipArchive {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int MOST_ENTRIES = 100_000;
    private static final long UNASKED = 256L << 20;
    private static final int HIGHEST_RATIO = 100;

    /**
     * One file of the archive.
     *
     * @param method 0 stored, 8 deflated
     * @param header where its local header begins
     */
    public record Entry(String name, int method, boolean encrypted, long crc, long packed, long size, long header) {}

    private final String source;
    private final MemorySegment bytes;
    private final Arena arena;
    private final List<Entry> entries = new ArrayList<>();
    private long mayUnpack;

    private ZipArchive(String source, MemorySegment bytes, Arena arena) {
        this.source = source;
        this.bytes = bytes;
        this.arena = arena;
        this.mayUnpack = Math.max(UNASKED, HIGHEST_RATIO * bytes.byteSize());
    }

    /** Whether it begins as zip files do. */
    public static boolean startsWithMagic(MemorySegment bytes) {
        return bytes.byteSize() >= 4 && (bytes.get(INT, 0) == LOCAL || bytes.get(INT, 0) == END);
    }

    /**
     * Reads the directory.
     *
     * @param source the file's name, for messages
     * @param arena what unpacked entries live in
     * @throws ModelFormatException where it is no zip, damaged, or cut short
     */
    public static ZipArchive open(String source, MemorySegment bytes, Arena arena) throws ModelFormatException {
        ZipArchive archive = new ZipArchive(source, bytes, arena);
        try {
            archive.readDirectory();
        } catch (IndexOutOfBoundsException e) {
            throw archive.damaged("its directory points outside of the file");
        }
        return archive;
    }

    /** In the order of the directory, which is that of writing. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    public Optional<Entry> entry(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    private ModelFormatException damaged(String what) {
        return new ModelFormatException(source + " is a damaged zip file: " + what + "; download or copy it again.");
    }

    private void readDirectory() throws ModelFormatException {
        long end = endRecord();
        long count = bytes.get(SHORT, end + 10) & 0xffff;
        long at = bytes.get(INT, end + 16) & 0xffffffffL;
        if ((count == 0xffff || at == 0xffffffffL) && end >= 20 && bytes.get(INT, end - 20) == LOCATOR_64) {
            long end64 = bytes.get(LONG, end - 12);
            if (end64 < 0 || end64 > bytes.byteSize() - 56 || bytes.get(INT, end64) != END_64) {
                throw damaged("its directory points outside of the file");
            }
            count = bytes.get(LONG, end64 + 32);
            at = bytes.get(LONG, end64 + 48);
        }
        if (count < 0 || count > MOST_ENTRIES) {
            throw damaged("it claims " + count + " entries");
        }
        for (long i = 0; i < count; i++) {
            if (at < 0 || at > bytes.byteSize() - 46 || bytes.get(INT, at) != CENTRAL) {
                throw damaged("entry " + (i + 1) + " of its directory is missing");
            }
            int nameLength = bytes.get(SHORT, at + 28) & 0xffff;
            int extraLength = bytes.get(SHORT, at + 30) & 0xffff;
            int commentLength = bytes.get(SHORT, at + 32) & 0xffff;
            entries.add(entry(at, nameLength, extraLength));
            at += 46 + nameLength + extraLength + commentLength;
        }
    }

    private long endRecord() throws ModelFormatException {
        long last = bytes.byteSize() - 22;
        for (long at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
            if (bytes.get(INT, at) == END) {
                return at;
            }
        }
        throw new ModelFormatException(source + " is a zip file whose end is missing: it was cut short; download or copy it again.");
    }

    private Entry entry(long at, int nameLength, int extraLength) {
        String name = new String(bytes.asSlice(at + 46, nameLength).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        int flags = bytes.get(SHORT, at + 8);
        long packed = bytes.get(INT, at + 20) & 0xffffffffL;
        long size = bytes.get(INT, at + 24) & 0xffffffffL;
        long header = bytes.get(INT, at + 42) & 0xffffffffL;
        long extra = at + 46 + nameLength;
        long extraEnd = extra + extraLength;
        while (extra + 4 <= extraEnd) {
            int length = bytes.get(SHORT, extra + 2) & 0xffff;
            if (bytes.get(SHORT, extra) == 1) {
                // sizes of 4 GB and more, in this order, only where the short field is full
                long field = extra + 4;
                if (size == 0xffffffffL) {
                    size = bytes.get(LONG, field);
                    field += 8;
                }
                if (packed == 0xffffffffL) {
                    packed = bytes.get(LONG, field);
                    field += 8;
                }
                if (header == 0xffffffffL) {
                    header = bytes.get(LONG, field);
                }
            }
            extra += 4 + length;
        }
        return new Entry(name, bytes.get(SHORT, at + 10) & 0xffff, (flags & 1) != 0, bytes.get(INT, at + 16) & 0xffffffffL, packed, size, header);
    }

    /**
     * The bytes of an entry.
     *
     * @throws ModelFormatException where they are encrypted, damaged, packed by an unknown method, or unpack to too much
     */
    public MemorySegment read(Entry entry, Progress progress) throws ModelFormatException {
        MemorySegment packed = packed(entry);
        if (entry.encrypted()) {
            throw new ModelFormatException(source + " is a zip file with a password; unpack it and open what is inside.");
        }
        if (entry.method() == 0) {
            if (entry.packed() != entry.size()) {
                throw damaged("the sizes of " + entry.name() + " disagree");
            }
            return packed;
        }
        if (entry.method() != 8) {
            throw new ModelFormatException(source + " packs " + entry.name() + " by a method (" + entry.method()
                    + ") that this program does not know; save the model again.");
        }
        if (entry.size() < 0 || entry.size() > mayUnpack) {
            throw tooMuch(entry);
        }
        mayUnpack -= entry.size();
        return new Inflation(source, entry, packed, arena, progress).run();
    }

    /**
     * Asks before anything is unpacked.
     *
     * @throws ModelFormatException where these entries would unpack to too much together
     */
    public void checkSize(List<Entry> wanted) throws ModelFormatException {
        long left = mayUnpack;
        for (Entry entry : wanted) {
            if (entry.method() != 0) {
                if (entry.size() < 0 || entry.size() > left) {
                    throw tooMuch(entry);
                }
                left -= entry.size();
            }
        }
    }

    private ModelFormatException tooMuch(Entry entry) {
        return new ModelFormatException(source + " would unpack to more than " + HIGHEST_RATIO
                + " times its size, as no model does (" + entry.name() + ": " + entry.size() + " bytes); it was not opened.");
    }

    private MemorySegment packed(Entry entry) throws ModelFormatException {
        long header = entry.header();
        if (header < 0 || header > bytes.byteSize() - 30 || bytes.get(INT, header) != LOCAL) {
            throw damaged(entry.name() + " is not where its directory says");
        }
        long start = header + 30 + (bytes.get(SHORT, header + 26) & 0xffff) + (bytes.get(SHORT, header + 28) & 0xffff);
        if (start > bytes.byteSize() || entry.packed() < 0 || entry.packed() > bytes.byteSize() - start) {
            throw damaged(entry.name() + " is cut short");
        }
        return bytes.asSlice(start, entry.packed());
    }
}
