package org.cntexplorer.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Files of a head, whose length stands before it, and of data. */
enum HeadGrammar implements Grammar {
    /** Eight bytes of length, JSON, numbers. */
    SAFETENSORS {
        @Override
        public Part read(byte[] bytes) {
            int length = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
            return Part.of(this, null, List.of(JsonGrammar.JSON.read(Arrays.copyOfRange(bytes, 8, 8 + length)),
                    Part.leaf(this, null, Arrays.copyOfRange(bytes, 8 + length, bytes.length))));
        }

        @Override
        byte[] write(byte[] head, byte[] data) {
            return new Bytes().little(head.length, Long.BYTES).bytes(head).bytes(data).toByteArray();
        }
    },
    /** A mark, a version, two or four bytes of length, a Python dictionary, numbers or a pickle. */
    NUMPY {
        @Override
        public Part read(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int start = bytes[6] == 1 ? 10 : 12;
            int end = start + (bytes[6] == 1 ? in.getShort(8) : in.getInt(8));
            byte[] data = Arrays.copyOfRange(bytes, end, bytes.length);
            return Part.of(this, null, List.of(Part.leaf(this, null, new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)),
                    data.length > 2 && (data[0] & 0xff) == 0x80 ? PickleGrammar.PICKLE.read(data) : Part.leaf(this, null, data)));
        }

        @Override
        byte[] write(byte[] head, byte[] data) {
            return new Bytes().bytes("\u0093NUMPY\3\0".getBytes(StandardCharsets.ISO_8859_1)).little(head.length, Integer.BYTES).bytes(head)
                    .bytes(data).toByteArray();
        }
    };

    abstract byte[] write(byte[] head, byte[] data);

    @Override
    public byte[] write(Part part) {
        if (part.parts == null) {
            return part.value instanceof byte[] bytes ? bytes : String.valueOf(part.value).getBytes(StandardCharsets.ISO_8859_1);
        }
        Bytes data = new Bytes();
        part.parts.stream().skip(1).forEach(one -> data.bytes(one.bytes()));
        return write(part.parts.isEmpty() ? new byte[0] : part.parts.getFirst().bytes(), data.toByteArray());
    }
}
