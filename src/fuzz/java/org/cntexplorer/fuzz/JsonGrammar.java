package org.cntexplorer.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JSON, with texts that hold JSON again, as Keras writes them. The label of what stands in an object is its key. */
enum JsonGrammar implements Grammar {
    JSON;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public Part read(byte[] bytes) {
        try {
            return part(null, MAPPER.readTree(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Part part(String key, JsonNode node) {
        if (!node.isContainerNode()) {
            return Part.leaf(this, key, node.isIntegralNumber() ? node.longValue() : node.isNumber() ? node.doubleValue()
                    : node.isTextual() ? node.textValue() : node.isNull() ? null : (Object) node.booleanValue());
        }
        List<Part> parts = new ArrayList<>();
        if (node.isObject()) {
            node.properties().forEach(property -> parts.add(part(property.getKey(), property.getValue())));
        } else {
            node.forEach(element -> parts.add(part(null, element)));
        }
        Part whole = Part.of(this, key, parts);
        whole.value = node.isObject() ? '{' : '[';
        return whole;
    }

    @Override
    public byte[] write(Part part) {
        StringBuilder out = new StringBuilder();
        write(part, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Part part, StringBuilder out) {
        if (out.length() > Bytes.MOST) {
            throw new IllegalStateException("more than " + Bytes.MOST + " characters");
        }
        if (part.parts == null) {
            out.append(part.value instanceof byte[] bytes ? quoted(new String(bytes, StandardCharsets.ISO_8859_1))
                    : part.value instanceof String text ? quoted(text) : String.valueOf(part.value));
            return;
        }
        boolean object = part.value instanceof Character bracket && bracket == '{';
        out.append(object ? '{' : '[');
        String comma = "";
        for (Part one : part.parts) {
            out.append(comma);
            if (object) {
                out.append(quoted(one.label == null ? "" : one.label.toString())).append(':');
            }
            write(one, out);
            comma = ",";
        }
        out.append(object ? '}' : ']');
    }

    private static String quoted(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
