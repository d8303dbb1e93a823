package org.cntexplorer.fuzz;

import java.io.ByteArrayOutputStream;

/** What is written of a file. */
final class Bytes extends ByteArrayOutputStream {
    /** Of all files; one that would grow beyond it is not written. */
    static final int MOST = 8 << 20;

    Bytes little(long value, int count) {
        for (int i = 0; i < count; i++) {
            write((int) (value >> 8 * i));
        }
        return this;
    }

    Bytes varint(long value) {
        long left = value;
        for (; (left & ~0x7fL) != 0; left >>>= 7) {
            write((int) (left & 0x7f | 0x80));
        }
        write((int) left);
        return this;
    }

    Bytes bytes(byte[] bytes) {
        if (size() + (long) bytes.length > MOST) {
            throw new IllegalStateException("more than " + MOST + " bytes");
        }
        writeBytes(bytes);
        return this;
    }
}
