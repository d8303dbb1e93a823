package org.cntexplorer.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pickles, an instruction a part; several in a row, as older versions of PyTorch wrote them, and what stands behind them. Frames are left out. */
enum PickleGrammar implements Grammar {
    PICKLE;

    private static final String NONE = ".012NRQabd}el]ot)su(\u0081\u0085\u0086\u0087\u0088\u0089\u008f\u0090\u0091\u0092\u0093\u0094\u0097\u0098";
    private static final String LINE = "FILSVPgp";
    private static final String TWO_LINES = "ci";
    private static final int FRAME = 0x95;

    @Override
    public Part read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Part> parts = new ArrayList<>();
        while (in.hasRemaining()) {
            int code = in.get() & 0xff;
            if (code == FRAME) {
                in.getLong();
            } else {
                parts.add(Part.leaf(this, (char) code, argument((char) code, in)));
            }
            if (code == '.' && in.hasRemaining() && (in.get(in.position()) & 0xff) != 0x80) {
                parts.add(Part.leaf(this, null, take(in, in.remaining())));
            }
        }
        return Part.of(this, null, parts);
    }

    private static Object argument(char code, ByteBuffer in) {
        if (NONE.indexOf(code) >= 0) {
            return null;
        }
        if (LINE.indexOf(code) >= 0 || TWO_LINES.indexOf(code) >= 0) {
            int start = in.position();
            for (int lines = TWO_LINES.indexOf(code) >= 0 ? 2 : 1; lines > 0; lines--) {
                while (in.get() != '\n') {
                    continue;
                }
            }
            int length = in.position() - start;
            return new String(take(in.position(start), length), StandardCharsets.ISO_8859_1);
        }
        int fixed = fixed(code);
        return fixed > 0 ? (Object) number(in, fixed) : take(in, number(in, counted(code)));
    }

    private static int fixed(char code) {
        return switch (code) {
            case 'K', 'h', 'q', '\u0080', '\u0082' -> 1;
            case 'M', '\u0083' -> 2;
            case 'J', 'j', 'r', '\u0084' -> 4;
            case 'G' -> 8;
            default -> 0;
        };
    }

    private static int counted(char code) {
        return switch (code) {
            case 'U', '\u008c', 'C', '\u008a' -> 1;
            case 'T', 'X', 'B', '\u008b' -> 4;
            case '\u008d', '\u008e', '\u0096' -> 8;
            default -> throw new IllegalArgumentException("instruction " + (int) code);
        };
    }

    private static long number(ByteBuffer in, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in.get() & 0xffL) << 8 * i;
        }
        return value;
    }

    private static byte[] take(ByteBuffer in, long count) {
        byte[] bytes = new byte[Math.toIntExact(Math.min(count, in.remaining() + 1L))];
        in.get(bytes);
        return bytes;
    }

    @Override
    public byte[] write(Part part) {
        Bytes out = new Bytes();
        for (Part one : part.parts == null ? List.of(part) : part.parts) {
            if (one.label instanceof Character code) {
                out.write(code);
                switch (one.value) {
                    case Long value when fixed(code) > 0 -> out.little(value, fixed(code));
                    case String lines -> out.bytes(lines.getBytes(StandardCharsets.ISO_8859_1));
                    case byte[] bytes when NONE.indexOf(code) < 0 && fixed(code) == 0 && LINE.indexOf(code) < 0 && TWO_LINES.indexOf(code) < 0 ->
                            out.little(bytes.length, counted(code)).bytes(bytes);
                    case Long value when LINE.indexOf(code) >= 0 -> out.bytes((value + "\n").getBytes(StandardCharsets.ISO_8859_1));
                    case null, default -> { }
                }
            } else if (one.value instanceof byte[] bytes) {
                out.bytes(bytes);
            }
        }
        return out.toByteArray();
    }
}
