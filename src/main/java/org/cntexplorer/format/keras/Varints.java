package org.cntexplorer.format.keras;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.cntexplorer.format.ModelFormatException;

/** Numbers of seven bits a byte, as protocol buffers and tables write them, and the bytes between them, one after the other. */
final class Varints {
    private final MemorySegment bytes;
    private final String source;
    private long at;

    /** @param source the file, for messages */
    Varints(MemorySegment bytes, String source) {
        this.bytes = bytes;
        this.source = source;
    }

    boolean hasMore() {
        return at < bytes.byteSize();
    }

    long next() throws ModelFormatException {
        long number = 0;
        for (int shift = 0; shift < 64 && at < bytes.byteSize(); shift += 7) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, at++);
            number |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw damaged();
    }

    MemorySegment take(long count) throws ModelFormatException {
        if (count < 0 || count > bytes.byteSize() - at) {
            throw damaged();
        }
        at += count;
        return bytes.asSlice(at - count, count);
    }

    private ModelFormatException damaged() {
        return new ModelFormatException(source + " was cut short or damaged; download or copy the whole folder of the model again.");
    }

    /** What is done with each field of a message. */
    interface Field {
        /**
         * @param number of a varint; 0 of others
         * @param bytes of a text, a message or a list; null of others
         */
        void accept(int field, long number, MemorySegment bytes) throws ModelFormatException;
    }

    /** Reads a message of protocol buffers, field by field, as they stand there. */
    static void message(MemorySegment message, String source, Field each) throws ModelFormatException {
        Varints at = new Varints(message, source);
        while (at.hasMore()) {
            long tag = at.next();
            int field = (int) Math.clamp(tag >>> 3, 0, Integer.MAX_VALUE);
            switch ((int) (tag & 7)) {
                case 0 -> each.accept(field, at.next(), null);
                case 1 -> at.take(8);
                case 2 -> each.accept(field, 0, at.take(at.next()));
                case 5 -> at.take(4);
                default -> throw at.damaged();
            }
        }
    }
}
