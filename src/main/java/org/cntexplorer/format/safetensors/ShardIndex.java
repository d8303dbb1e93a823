package org.cntexplorer.format.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.format.ModelFormatException;

/**
 * The index of a model that is saved as several safetensors files: a JSON object whose "weight_map" gives each tensor's file.
 *
 * @param shards for each tensor the file that it lies in, relative to the index
 */
record ShardIndex(Map<String, String> shards) {
    static final String ENDING = ".safetensors.index.json";
    private static final long LONGEST = 100_000_000;
    private static final int MOST_TENSORS = 100_000;
    private static final int GLANCE = 4096;
    private static final Pattern SHARD = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.safetensors");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).maxNameLength(10_000).maxStringLength(100_000).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES).disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Whether a file's first bytes are as of an index. */
    static boolean begins(String name, MemorySegment bytes) {
        String head = new String(bytes.asSlice(0, Math.min(GLANCE, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8).stripLeading();
        return head.startsWith("{") && (name.toLowerCase(Locale.ROOT).endsWith(ENDING) || head.contains("\"weight_map\""));
    }

    /** The index beside a file that is named as one of several, "model-00001-of-00002.safetensors". */
    static Optional<Path> beside(Path path) {
        Matcher shard = SHARD.matcher(path.getFileName().toString());
        return shard.matches() ? Optional.of(path.resolveSibling(shard.group(1) + ENDING)).filter(Files::isRegularFile) : Optional.empty();
    }

    /** "2 of 3" of a file that is named as one of several. */
    static Optional<String> part(Path path) {
        Matcher shard = SHARD.matcher(path.getFileName().toString());
        return shard.matches() && Integer.parseInt(shard.group(3)) > 1
                ? Optional.of(Integer.parseInt(shard.group(2)) + " of " + Integer.parseInt(shard.group(3))) : Optional.empty();
    }

    /** @param source the index' name, for messages */
    static ShardIndex read(String source, MemorySegment bytes) throws ModelFormatException {
        if (bytes.byteSize() > LONGEST) {
            throw bad(source, "has more than " + LONGEST + " bytes", null);
        }
        Map<String, String> shards = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(new ByteBufferBackedInputStream(bytes.asByteBuffer()))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean map = json.currentName().equals("weight_map");
                json.nextToken();
                if (!map) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    shards.put(json.currentName(), json.nextTextValue() == null ? "" : json.getText());
                    if (shards.size() > MOST_TENSORS) {
                        throw bad(source, "names more than " + MOST_TENSORS + " tensors", null);
                    }
                }
                if (json.currentToken() != JsonToken.END_OBJECT) {
                    throw bad(source, "gives no names for its files", null);
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                throw bad(source, "is no JSON object", null);
            }
        } catch (IOException e) {
            throw bad(source, "is no JSON that such a file has", e);
        }
        if (shards.isEmpty()) {
            throw bad(source, "names no tensors", null);
        }
        return new ShardIndex(shards);
    }

    private static ModelFormatException bad(String source, String what, Exception cause) {
        return new ModelFormatException("The index " + source + " " + what + "; download it again.", cause);
    }
}
