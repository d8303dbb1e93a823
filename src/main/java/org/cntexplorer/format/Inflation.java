package org.cntexplorer.format;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.cntexplorer.progress.Progress;

/** Unpacks one deflated entry of a zip file into memory outside the heap. */
final class Inflation {
    private static final long BLOCK = 1 << 20;

    private final String source;
    private final ZipArchive.Entry entry;
    private final MemorySegment packed;
    private final Arena arena;
    private final Progress progress;

    Inflation(String source, ZipArchive.Entry entry, MemorySegment packed, Arena arena, Progress progress) {
        this.source = source;
        this.entry = entry;
        this.packed = packed;
        this.arena = arena;
        this.progress = progress;
    }

    private ModelFormatException damaged(String what) {
        return new ModelFormatException(source + " is a damaged zip file: " + entry.name() + " " + what + "; download or copy it again.");
    }

    MemorySegment run() throws ModelFormatException {
        // deflate never packs better than 1 : 1032, so a larger claim is false and nothing need be allocated for it
        if (entry.size() > 1032 * Math.max(1, entry.packed()) + BLOCK) {
            throw damaged("claims " + entry.size() + " bytes in " + entry.packed());
        }
        MemorySegment out = arena.allocate(Math.max(1, entry.size()), 64).asSlice(0, entry.size());
        CRC32 crc = new CRC32();
        try (Inflater inflater = new Inflater(true)) {
            long from = 0;
            long to = 0;
            while (!inflater.finished()) {
                progress.check();
                if (inflater.needsInput() && from < packed.byteSize()) {
                    long count = Math.min(BLOCK, packed.byteSize() - from);
                    inflater.setInput(packed.asSlice(from, count).asByteBuffer());
                    from += count;
                }
                ByteBuffer room = to < out.byteSize() ? out.asSlice(to, Math.min(BLOCK, out.byteSize() - to)).asByteBuffer() : ByteBuffer.allocate(1);
                int count = inflater.inflate(room);
                if (to + count > out.byteSize() || inflater.needsDictionary()) {
                    throw damaged("holds more than it claims");
                }
                // the last bytes of input may stand for much output that did not fit the room, so their end alone is not the end
                if (count == 0 && !inflater.finished() && inflater.needsInput() && from == packed.byteSize()) {
                    throw damaged("is cut short");
                }
                crc.update(room.flip());
                to += count;
            }
            if (to != out.byteSize()) {
                throw damaged("holds less than it claims");
            }
        } catch (DataFormatException e) {
            throw damaged("does not unpack");
        }
        if (crc.getValue() != entry.crc()) {
            throw damaged("has another checksum than it should");
        }
        return out;
    }
}
