package org.cntexplorer.format.numpy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cntexplorer.format.ModelFormatException;

/**
 * The head of a .npy file, versions 1 to 3: magic, version, and a Python dictionary of exactly three entries.
 *
 * @param type the code of the elements' type, "<f4"
 * @param columnMajor Fortran order
 * @param dataOffset where the elements, or the pickle, begin
 */
public record NpyHeader(String type, boolean columnMajor, long[] shape, long dataOffset) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final int MOST_EXTENTS = 32;

    public static boolean startsWithMagic(MemorySegment bytes) {
        return bytes.byteSize() >= MAGIC.length && bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) == -1;
    }

    /** @param source the file's name, and the entry's if it is in an archive */
    public static NpyHeader read(String source, MemorySegment bytes) throws ModelFormatException {
        if (!startsWithMagic(bytes)) {
            throw new ModelFormatException(source + " is not a NumPy file: it does not start with \\x93NUMPY; save it with numpy.save.");
        }
        if (bytes.byteSize() < 10) {
            throw cutShort(source, bytes, 10);
        }
        int version = bytes.get(ValueLayout.JAVA_BYTE, 6);
        if (version < 1 || version > 3) {
            throw new ModelFormatException(source + " is a NumPy file of version " + version
                    + ", and versions 1 to 3 are known; save it with a released NumPy.");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        if (bytes.byteSize() < 8 + lengthBytes) {
            throw cutShort(source, bytes, 8 + lengthBytes);
        }
        long length = version == 1
                ? bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8) & 0xffff
                : bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8) & 0xffffffffL;
        long start = 8 + lengthBytes;
        if (length > bytes.byteSize() - start) {
            throw cutShort(source, bytes, start + length);
        }
        if (length > LONGEST) {
            throw new ModelFormatException(source + " has a header of " + length + " bytes, and no plain array needs more than " + LONGEST
                    + "; save the weights as plain arrays.");
        }
        String text = new String(bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        return new Parser(source, text).header(start + length);
    }

    private static ModelFormatException cutShort(String source, MemorySegment bytes, long needed) {
        return new ModelFormatException(source + " ends inside its header: " + bytes.byteSize() + " bytes of at least " + needed
                + " are there; download or copy it again.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyHeader that && type.equals(that.type) && columnMajor == that.columnMajor
                && Arrays.equals(shape, that.shape) && dataOffset == that.dataOffset;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shape) * 31 + type.hashCode();
    }

    /** Reads {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }} and nothing else. */
    private static final class Parser {
        private final String source;
        private final String text;
        private int at;

        private Parser(String source, String text) {
            this.source = source;
            this.text = text;
        }

        private ModelFormatException bad(String what) {
            return new ModelFormatException(source + " has a damaged NumPy header: " + what + " at character " + at
                    + "; save it again with numpy.save.");
        }

        private NpyHeader header(long dataOffset) throws ModelFormatException {
            String type = null;
            Boolean columnMajor = null;
            long[] shape = null;
            expect('{');
            while (!next('}')) {
                String key = quoted();
                expect(':');
                switch (key) {
                    case "descr" -> type = descr();
                    case "fortran_order" -> columnMajor = truth();
                    case "shape" -> shape = shape();
                    default -> throw bad("the unknown entry '" + key + "'");
                }
                if (!next(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at != text.length()) {
                throw bad("something after its end");
            }
            if (type == null || columnMajor == null || shape == null) {
                throw bad("no 'descr', 'fortran_order' or 'shape'");
            }
            return new NpyHeader(type, columnMajor, shape, dataOffset);
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n' || text.charAt(at) == '\t' || text.charAt(at) == '\r')) {
                at++;
            }
        }

        private boolean next(char c) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char c) throws ModelFormatException {
            if (!next(c)) {
                throw bad("no '" + c + "'");
            }
        }

        private String quoted() throws ModelFormatException {
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0) {
                throw bad("no quoted text");
            }
            String inside = text.substring(at + 1, end);
            at = end + 1;
            return inside;
        }

        private String descr() throws ModelFormatException {
            if (next('[')) {
                throw new ModelFormatException(source + " holds records of several fields; save each array of weights by itself.");
            }
            return quoted();
        }

        private boolean truth() throws ModelFormatException {
            skipSpace();
            for (String word : new String[] {"True", "False"}) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw bad("neither True nor False");
        }

        private long[] shape() throws ModelFormatException {
            long[] extents = new long[MOST_EXTENTS];
            int count = 0;
            expect('(');
            while (!next(')')) {
                if (count == MOST_EXTENTS) {
                    throw bad("more than " + MOST_EXTENTS + " extents");
                }
                extents[count++] = number();
                if (!next(',')) {
                    expect(')');
                    break;
                }
            }
            return Arrays.copyOf(extents, count);
        }

        private long number() throws ModelFormatException {
            skipSpace();
            int start = at;
            if (at < text.length() && text.charAt(at) == '-') {
                throw bad("a negative extent");
            }
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            int end = at;
            if (at < text.length() && text.charAt(at) == 'L') {
                // written by Python 2
                at++;
            }
            try {
                return Long.parseLong(text, start, end, 10);
            } catch (NumberFormatException e) {
                throw bad("no number that an extent can be");
            }
        }
    }
}
