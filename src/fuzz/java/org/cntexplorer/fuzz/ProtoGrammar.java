package org.cntexplorer.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Protocol buffers, without knowing which fields there are: a field whose bytes are fields themselves is taken for a message. */
enum ProtoGrammar implements Grammar {
    MESSAGE;

    private static final int DEEPEST = 12;

    /** @param wire 0 a number, 1 eight bytes, 2 bytes or a message, 5 four bytes */
    private record Field(int number, int wire) {}

    @Override
    public Part read(byte[] bytes) {
        return Part.of(this, null, fields(bytes, 0));
    }

    private List<Part> fields(byte[] bytes, int depth) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Part> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            Field field = new Field(tag >>> 3, tag & 7);
            if (field.number() == 0) {
                throw new IllegalArgumentException("field 0");
            }
            switch (field.wire()) {
                case 0 -> fields.add(Part.leaf(this, field, varint(in)));
                case 1 -> fields.add(Part.leaf(this, field, in.getLong()));
                case 5 -> fields.add(Part.leaf(this, field, (long) in.getInt()));
                case 2 -> {
                    byte[] content = new byte[Math.toIntExact(Math.min(varint(in), in.remaining() + 1L))];
                    in.get(content);
                    fields.add(field(field, content, depth));
                }
                default -> throw new IllegalArgumentException("wire " + field.wire());
            }
        }
        return fields;
    }

    private Part field(Field field, byte[] content, int depth) {
        if (content.length > 1 && depth < DEEPEST) {
            try {
                return Part.of(this, field, fields(content, depth + 1));
            } catch (RuntimeException e) {
                // no message then
            }
        }
        return Part.leaf(this, field, content);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in.get();
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }

    @Override
    public byte[] write(Part part) {
        Bytes out = new Bytes();
        for (Part one : part.parts == null ? List.of(part) : part.parts) {
            if (one.label instanceof Field(int number, int wire)) {
                switch (one.value) {
                    case Long value when wire == 1 -> out.varint((long) number << 3 | 1).little(value, Long.BYTES);
                    case Long value when wire == 5 -> out.varint((long) number << 3 | 5).little(value, Integer.BYTES);
                    case Long value when wire == 0 -> out.varint((long) number << 3).varint(value);
                    // packed numbers
                    case Long value -> bytes(out, number, new Bytes().varint(value).toByteArray());
                    case byte[] bytes -> bytes(out, number, bytes);
                    case null, default -> bytes(out, number, one.parts == null ? new byte[0] : one.bytes());
                }
            }
        }
        return out.toByteArray();
    }

    private static void bytes(Bytes out, int number, byte[] bytes) {
        out.varint((long) number << 3 | 2).varint(bytes.length).bytes(bytes);
    }
}
