package org.cntexplorer.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** A message of an ONNX file in the making, sound as a protocol buffer whatever it says. */
final class OnnxMessage {
    static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void varint(long value) {
        long left = value;
        for (; (left & ~0x7fL) != 0; left >>>= 7) {
            bytes.write((int) (left & 0x7f | 0x80));
        }
        bytes.write((int) left);
    }

    OnnxMessage number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    OnnxMessage bytes(int field, byte[] content) {
        varint((long) field << 3 | 2);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    OnnxMessage text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    OnnxMessage message(int field, OnnxMessage inner) {
        return bytes(field, inner.bytes.toByteArray());
    }

    OnnxMessage messages(int field, Stream<OnnxMessage> inner) {
        inner.forEach(one -> message(field, one));
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    static OnnxMessage node(String type, String inputs, String output, OnnxMessage... attributes) {
        OnnxMessage node = new OnnxMessage();
        Stream.of(inputs.split(" ")).filter(input -> !input.isEmpty()).forEach(input -> node.text(1, input));
        return node.text(2, output).text(3, type + " " + output).text(4, type).messages(5, Stream.of(attributes));
    }

    static OnnxMessage ints(String name, long... values) {
        OnnxMessage attribute = new OnnxMessage().text(1, name).number(20, 7);
        Arrays.stream(values).forEach(value -> attribute.number(8, value));
        return attribute;
    }

    static OnnxMessage integer(String name, long value) {
        return new OnnxMessage().text(1, name).number(3, value).number(20, 2);
    }

    static OnnxMessage graphOf(String name, OnnxMessage graph) {
        return new OnnxMessage().text(1, name).message(6, graph).number(20, 5);
    }

    static OnnxMessage tensor(String name, int type, int bytes, long... extents) {
        OnnxMessage tensor = new OnnxMessage();
        Arrays.stream(extents).forEach(extent -> tensor.number(1, extent));
        return tensor.number(2, type).text(8, name).bytes(9, new byte[bytes]);
    }

    static OnnxMessage numbers(String name, long... values) {
        OnnxMessage tensor = new OnnxMessage().number(1, values.length).number(2, INT64).text(8, name);
        Arrays.stream(values).forEach(value -> tensor.number(7, value));
        return tensor;
    }

    static OnnxMessage value(String name, long... extents) {
        OnnxMessage shape = new OnnxMessage();
        Arrays.stream(extents).forEach(extent -> shape.message(1, new OnnxMessage().number(1, extent)));
        return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, new OnnxMessage().number(1, FLOAT).message(2, shape)));
    }

    /** Takes x and gives y; a matrix w of 4×4 is there. */
    static OnnxMessage graph(Stream<OnnxMessage> nodes, long... input) {
        return new OnnxMessage().messages(1, nodes).text(2, "g").message(5, tensor("w", FLOAT, 64, 4, 4)).message(11, value("x", input))
                .message(12, new OnnxMessage().text(1, "y"));
    }

    static OnnxMessage model(OnnxMessage graph) {
        return new OnnxMessage().number(1, 8).message(7, graph).message(8, new OnnxMessage().number(2, 15));
    }
}
