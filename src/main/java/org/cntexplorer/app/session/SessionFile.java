package org.cntexplorer.app.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cntexplorer.format.ModelFormatException;

/** Sessions as files: JSON whose first word, {@code cntx}, is the version of the format. */
public final class SessionFile {
    /** What the names of such files end with. */
    public static final String EXTENSION = ".cntx";
    private static final String VERSION_WORD = "cntx";
    private static final int VERSION = 1;
    /** More than a million selected neurons, names and notes need. */
    private static final long MOST_BYTES = 200L << 20;
    private static final int MOST_DEPTH = 40;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).maxNumberLength(100).maxNameLength(10_000)
                            .maxStringLength(1_000_000).build()).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    private SessionFile() {}

    /** Whether a file is a session by its name. */
    public static boolean isOne(Path file) {
        return file.getFileName() != null && file.getFileName().toString().toLowerCase(java.util.Locale.ROOT).endsWith(EXTENSION);
    }

    /** The text of a session. @throws IllegalArgumentException where a part of it has no place in a file */
    static byte[] bytes(Session session) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put(VERSION_WORD, VERSION);
        node.setAll((ObjectNode) ValueJson.write(Session.class, session));
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a session, whole or not at all. */
    public static void write(Session session, Path file) throws IOException {
        WholeFile.write(file, bytes(session));
    }

    /**
     * @throws ModelFormatException with one sentence where the file is no session, or one that this version does not know
     * @throws IOException where it cannot be read at all
     */
    public static Session read(Path file) throws ModelFormatException, IOException {
        JsonPlace at = new JsonPlace(String.valueOf(file.getFileName()));
        if (Files.size(file) > MOST_BYTES) {
            throw at.says("has more than " + (MOST_BYTES >> 20) + " MB");
        }
        JsonNode node;
        try {
            node = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw at.says("is no JSON" + (e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr()) + " (" + firstLine(e) + ")");
        }
        return read(node, at);
    }

    private static Session read(JsonNode node, JsonPlace at) throws ModelFormatException {
        if (node == null || !node.isObject() || !node.has(VERSION_WORD)) {
            throw at.says("does not begin as one, with its version");
        }
        JsonNode version = node.get(VERSION_WORD);
        if (!version.isInt() || version.intValue() < 1) {
            throw at.in(VERSION_WORD).says("is no version");
        }
        if (version.intValue() > VERSION) {
            throw new ModelFormatException(at.file() + " was saved by a newer version of CNT Explorer, as a session of kind " + version.intValue()
                    + " where this one knows kind " + VERSION + "; update the program, or open the model itself.");
        }
        return (Session) ValueJson.read(Session.class, ((ObjectNode) node).without(VERSION_WORD), at);
    }

    private static String firstLine(JsonProcessingException e) {
        String line = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }
}
