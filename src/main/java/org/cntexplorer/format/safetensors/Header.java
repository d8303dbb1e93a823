package org.cntexplorer.format.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;

/**
 * The header of a safetensors file: eight bytes of length, little-endian, then a JSON object of as many bytes with one entry a tensor.
 * It is read as a stream, so that a header of many megabytes takes little memory.
 */
final class Header {
    /** The format's own limit. */
    static final long LONGEST = 100_000_000;
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_TENSORS = 100_000;
    private static final int MOST_EXTENTS = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxNameLength(10_000).maxStringLength(20_000_000)
                    .maxNumberLength(40).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES).disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final String source;
    private final MemorySegment bytes;

    private Header(String source, MemorySegment bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    /** Whether the file begins as one: a length that may be, and a brace. */
    static boolean begins(MemorySegment bytes) {
        return bytes.byteSize() > 9 && length(bytes) >= 2 && length(bytes) <= LONGEST && bytes.get(ValueLayout.JAVA_BYTE, 8) == '{';
    }

    /** As the file claims it. */
    static long length(MemorySegment bytes) {
        return bytes.get(LENGTH, 0);
    }

    /**
     * @param source the file's name, for messages
     * @return the tensors in the file's order
     * @throws ModelFormatException where the header is cut short, no such JSON, or too large
     */
    static List<StoredTensor> read(String source, MemorySegment bytes) throws ModelFormatException {
        return new Header(source, bytes).read();
    }

    private ModelFormatException bad(String what) {
        return new ModelFormatException(source + " is a damaged safetensors file: " + what + "; download or save it again.");
    }

    private List<StoredTensor> read() throws ModelFormatException {
        if (!begins(bytes)) {
            throw bad("it does not begin with the length of a header and a brace");
        }
        if (length(bytes) > bytes.byteSize() - 8) {
            throw bad("its header should have " + length(bytes) + " bytes, and after byte 8 there are " + (bytes.byteSize() - 8));
        }
        try (JsonParser json = JSON.createParser(new ByteBufferBackedInputStream(bytes.asSlice(8, length(bytes)).asByteBuffer()))) {
            List<StoredTensor> tensors = new ArrayList<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("__metadata__")) {
                    json.skipChildren();
                } else {
                    tensors.add(tensor(name, json));
                }
                if (tensors.size() > MOST_TENSORS) {
                    throw bad("its header names more than " + MOST_TENSORS + " tensors");
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw bad("its header is no single JSON object");
            }
            return tensors;
        } catch (IOException e) {
            throw new ModelFormatException(source + " is a damaged safetensors file: its header is no JSON that such a file has; download or save"
                    + " it again.", e);
        }
    }

    private StoredTensor tensor(String name, JsonParser json) throws IOException, ModelFormatException {
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw bad("its header gives no object for the tensor \"" + name + "\"");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> type = json.getValueAsString("");
                case "shape" -> shape = numbers(name, field, json);
                case "data_offsets" -> offsets = numbers(name, field, json);
                default -> json.skipChildren();
            }
        }
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw bad("its header lacks the type, the extents or the two offsets of the tensor \"" + name + "\"");
        }
        return new StoredTensor(name, type, shape, offsets[0], offsets[1]);
    }

    private long[] numbers(String name, String field, JsonParser json) throws IOException, ModelFormatException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw bad("the " + field + " of the tensor \"" + name + "\" is no list");
        }
        long[] numbers = new long[MOST_EXTENTS];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || json.getLongValue() < 0) {
                throw bad("the " + field + " of the tensor \"" + name + "\" holds something else than whole numbers from 0 to 2⁶³");
            }
            if (count == MOST_EXTENTS) {
                throw bad("the " + field + " of the tensor \"" + name + "\" has more than " + MOST_EXTENTS + " numbers");
            }
            numbers[count++] = json.getLongValue();
        }
        return Arrays.copyOf(numbers, count);
    }
}
