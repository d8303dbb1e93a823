package org.cntexplorer.format.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts and bytes: protocols 0 to 2 of Python 3 write bytes as a text of Latin-1 characters, {@code _codecs.encode(text, "latin1")}. */
public final class Latin {
    private static final int LONGEST = 4096;

    private Latin() {}

    static String utf8(MemorySegment bytes) {
        return new String(head(bytes), StandardCharsets.UTF_8);
    }

    static String text(MemorySegment bytes) {
        return new String(head(bytes), StandardCharsets.ISO_8859_1);
    }

    private static byte[] head(MemorySegment bytes) {
        return bytes.asSlice(0, Math.min(LONGEST, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * The bytes that a value stands for: bytes themselves, or an {@code _codecs.encode} of a text in Latin-1, whose characters are
     * unpacked into {@code memory}.
     *
     * @return empty where it is neither, or the text has other characters
     */
    public static Optional<MemorySegment> bytes(Pickled value, SegmentAllocator memory) {
        return switch (value) {
            case Pickled.Bytes bytes -> Optional.of(bytes.data());
            case Pickled.Made made when made.path().equals("_codecs.encode") && made.arguments().size() == 2
                    && made.arguments().get(0) instanceof Pickled.Text text
                    && Pickled.text(made.arguments().get(1)).filter(Latin::isLatin).isPresent() -> encode(text.utf8(), memory);
            case Pickled.Made made when (made.path().equals("builtins.bytes") || made.path().equals("__builtin__.bytes"))
                    && made.arguments().isEmpty() -> Optional.of(memory.allocate(1).asSlice(0, 0));
            default -> Optional.empty();
        };
    }

    private static boolean isLatin(String codec) {
        return codec.equals("latin1") || codec.equals("latin-1") || codec.equals("iso-8859-1");
    }

    private static Optional<MemorySegment> encode(MemorySegment utf8, SegmentAllocator memory) {
        long characters = 0;
        for (long i = 0; i < utf8.byteSize(); i++) {
            if ((utf8.get(ValueLayout.JAVA_BYTE, i) & 0xc0) != 0x80) {
                characters++;
            }
        }
        MemorySegment bytes = memory.allocate(Math.max(1, characters), 64).asSlice(0, characters);
        long at = 0;
        for (long i = 0; i < utf8.byteSize(); i++) {
            int b = utf8.get(ValueLayout.JAVA_BYTE, i) & 0xff;
            if (b >= 0x80) {
                // U+0080 to U+00FF are the two bytes 110000xx 10xxxxxx
                if ((b != 0xc2 && b != 0xc3) || i + 1 == utf8.byteSize() || (utf8.get(ValueLayout.JAVA_BYTE, i + 1) & 0xc0) != 0x80) {
                    return Optional.empty();
                }
                i++;
                b = (b & 3) << 6 | utf8.get(ValueLayout.JAVA_BYTE, i) & 0x3f;
            }
            bytes.set(ValueLayout.JAVA_BYTE, at++, (byte) b);
        }
        return Optional.of(bytes);
    }
}
