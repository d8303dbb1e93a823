package org.cntexplorer.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, those too that Python would never write, and the .npy files that hold them. */
public final class Pickles {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins with protocol 2. */
    public static Pickles protocol(int protocol) {
        return new Pickles().op(0x80, protocol);
    }

    /** Opcodes and one-byte arguments. */
    public Pickles op(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    /** The same opcodes many times. */
    public Pickles times(int count, int... bytes) {
        for (int i = 0; i < count; i++) {
            op(bytes);
        }
        return this;
    }

    /** A number of four bytes. */
    public Pickles i4(int number) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
        return this;
    }

    /** A number of eight bytes. */
    public Pickles i8(long number) {
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
        return this;
    }

    /** Characters as they are. */
    public Pickles raw(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A str. */
    public Pickles text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').i4(utf8.length).out.writeBytes(utf8);
        return this;
    }

    /** A class or a function. */
    public Pickles global(String module, String name) {
        return op('c').raw(module + "\n" + name + "\n");
    }

    /** Ends it. */
    public byte[] stop() {
        op('.');
        return out.toByteArray();
    }

    /** What has been written so far, with no end. */
    public byte[] cut() {
        return out.toByteArray();
    }

    /** A .npy file of version 1 with this head and what follows it. */
    public static byte[] npy(String dictionary, byte... rest) {
        byte[] head = (dictionary + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(10 + head.length + rest.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) head.length).put(head).put(rest).array();
    }

    /** A .npy file of an array of objects. */
    public static byte[] npy(byte... pickle) {
        return npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", pickle);
    }
}
