package org.cntexplorer.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Little-endian words of four bytes, as the tables of FlatBuffers and HDF5 are made of; what is left over at the end is bytes. */
enum WordGrammar implements Grammar {
    WORDS;

    @Override
    public Part read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Part> words = new ArrayList<>();
        while (in.remaining() >= Integer.BYTES) {
            words.add(Part.leaf(this, null, (long) in.getInt()));
        }
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        words.add(Part.leaf(this, null, rest));
        return Part.of(this, null, words);
    }

    @Override
    public byte[] write(Part part) {
        Bytes out = new Bytes();
        for (Part word : part.parts == null ? List.of(part) : part.parts) {
            if (word.value instanceof Long number) {
                out.little(number, Integer.BYTES);
            } else if (word.value instanceof byte[] bytes) {
                out.bytes(bytes);
            } else if (word.parts != null) {
                out.bytes(word.bytes());
            }
        }
        return out.toByteArray();
    }
}
