package org.cntexplorer.format.pickle;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.cntexplorer.format.ModelFormatException;

/** Reads the arguments of a pickle's opcodes, never past the end. */
final class PickleInput {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int LONGEST_NUMBER = 1 << 12;

    private final String source;
    private final MemorySegment bytes;
    private final SegmentAllocator memory;
    private long at;

    PickleInput(String source, MemorySegment bytes, long from, SegmentAllocator memory) {
        this.source = source;
        this.bytes = bytes;
        this.at = from;
        this.memory = memory;
    }

    long position() {
        return at;
    }

    /** What is wrong, with file and place. */
    ModelFormatException bad(String what) {
        return new ModelFormatException(source + " holds a damaged pickle (" + what + " at byte " + at + "); save or download the model again.");
    }

    private long advance(long count) throws ModelFormatException {
        if (count < 0 || count > bytes.byteSize() - at) {
            throw new ModelFormatException(source + " ends in the middle of its pickle: " + (count < 0 ? "a negative number of" : count)
                    + " bytes announced at byte " + at + " of " + bytes.byteSize() + "; download or copy it again.");
        }
        long was = at;
        at += count;
        return was;
    }

    int u1() throws ModelFormatException {
        return bytes.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xff;
    }

    int u2() throws ModelFormatException {
        return bytes.get(SHORT, advance(2)) & 0xffff;
    }

    int i4() throws ModelFormatException {
        return bytes.get(INT, advance(4));
    }

    long u4() throws ModelFormatException {
        return i4() & 0xffffffffL;
    }

    long i8() throws ModelFormatException {
        return bytes.get(LONG, advance(8));
    }

    double bigEndianDouble() throws ModelFormatException {
        return bytes.get(DOUBLE, advance(8));
    }

    /** A slice of the file. */
    MemorySegment slice(long count) throws ModelFormatException {
        return bytes.asSlice(advance(count), count);
    }

    /** Up to the next line feed, which is passed. */
    MemorySegment line() throws ModelFormatException {
        for (long end = at; end < bytes.byteSize(); end++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, end) == '\n') {
                MemorySegment line = slice(end - at);
                advance(1);
                return line;
            }
        }
        throw new ModelFormatException(source + " ends in the middle of its pickle: no end of line after byte " + at
                + "; download or copy it again.");
    }

    String lineText() throws ModelFormatException {
        return Latin.text(line()).strip();
    }

    long lineNumber() throws ModelFormatException {
        String text = lineText();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw bad("no number");
        }
    }

    /** A Python long in two's complement, little-endian. */
    Pickled integer(long count) throws ModelFormatException {
        if (count > LONGEST_NUMBER) {
            throw bad("an integer of " + count + " bytes");
        }
        byte[] little = slice(count).toArray(ValueLayout.JAVA_BYTE);
        byte[] big = new byte[little.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = little[big.length - 1 - i];
        }
        return integer(big.length == 0 ? BigInteger.ZERO : new BigInteger(big));
    }

    /** A decimal integer of protocol 0, perhaps followed by L. */
    Pickled decimalInteger() throws ModelFormatException {
        String text = lineText();
        String digits = text.endsWith("L") ? text.substring(0, text.length() - 1) : text;
        try {
            return digits.length() > LONGEST_NUMBER ? integer(BigInteger.ZERO.setBit(LONGEST_NUMBER)) : integer(new BigInteger(digits));
        } catch (NumberFormatException e) {
            throw bad("no integer");
        }
    }

    private static Pickled integer(BigInteger value) {
        return value.bitLength() < 64 ? new Pickled.Whole(value.longValue()) : new Pickled.BigWhole(value);
    }

    Pickled decimalReal() throws ModelFormatException {
        String text = lineText();
        try {
            return new Pickled.Real(switch (text) {
                case "nan" -> Double.NaN;
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            });
        } catch (NumberFormatException e) {
            throw bad("no number");
        }
    }

    /** The str of Python 2 as protocol 0 writes it: quoted, with escapes. */
    MemorySegment quoted() throws ModelFormatException {
        MemorySegment line = line();
        long end = line.byteSize();
        while (end > 0 && (at(line, end - 1) == '\r' || at(line, end - 1) == ' ')) {
            end--;
        }
        if (end < 2 || at(line, 0) != at(line, end - 1) || (at(line, 0) != '\'' && at(line, 0) != '"')) {
            throw bad("a text without quotes");
        }
        MemorySegment out = memory.allocate(Math.max(1, end));
        long size = 0;
        for (long i = 1; i < end - 1; i++) {
            int c = at(line, i);
            if (c == '\\' && i + 1 < end - 1) {
                c = at(line, ++i);
                switch (c) {
                    case 'n' -> c = '\n';
                    case 't' -> c = '\t';
                    case 'r' -> c = '\r';
                    case 'a' -> c = 7;
                    case 'b' -> c = '\b';
                    case 'f' -> c = '\f';
                    case 'v' -> c = 11;
                    case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                        c -= '0';
                        for (int digits = 1; digits < 3 && i + 1 < end - 1 && at(line, i + 1) >= '0' && at(line, i + 1) <= '7'; digits++) {
                            c = c * 8 + at(line, ++i) - '0';
                        }
                    }
                    case 'x' -> {
                        c = hex(line, i + 1, 2, end - 1);
                        i += 2;
                    }
                    default -> { }
                }
            }
            out.set(ValueLayout.JAVA_BYTE, size++, (byte) c);
        }
        return out.asSlice(0, size);
    }

    /** A str of Python 3 as protocol 0 writes it: Latin-1 with \\uXXXX escapes; given back as UTF-8. */
    MemorySegment rawUnicode() throws ModelFormatException {
        MemorySegment line = line();
        MemorySegment out = memory.allocate(Math.max(4, 2 * line.byteSize()));
        long size = 0;
        for (long i = 0; i < line.byteSize(); i++) {
            int c = at(line, i);
            if (c == '\\' && i + 1 < line.byteSize() && (at(line, i + 1) == 'u' || at(line, i + 1) == 'U')) {
                int digits = at(line, i + 1) == 'u' ? 4 : 8;
                c = hex(line, i + 2, digits, line.byteSize());
                i += 1 + digits;
            }
            byte[] utf8 = new String(Character.toChars(Character.isValidCodePoint(c) ? c : 0xfffd)).getBytes(StandardCharsets.UTF_8);
            for (byte b : utf8) {
                out.set(ValueLayout.JAVA_BYTE, size++, b);
            }
        }
        return out.asSlice(0, size);
    }

    private int hex(MemorySegment line, long from, int digits, long end) throws ModelFormatException {
        int value = 0;
        for (long i = from; i < from + digits; i++) {
            int digit = i < end ? Character.digit(at(line, i), 16) : -1;
            if (digit < 0) {
                throw bad("a broken escape");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static int at(MemorySegment line, long i) {
        return line.get(ValueLayout.JAVA_BYTE, i) & 0xff;
    }
}
