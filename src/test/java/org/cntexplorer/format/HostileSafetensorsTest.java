package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.refusal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** safetensors files that lie of their lengths and places, and indices that ask for what they may not have. */
@Tag("hostile")
class HostileSafetensorsTest {
    private static final Path MODELS = Path.of("src/test/resources/models");

    @TempDir
    Path folder;

    /** @param data how many bytes follow the header */
    private Path file(String header, long length, int data) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
        bytes.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[data]);
        return Files.write(folder.resolve("hostile.safetensors"), bytes.toByteArray());
    }

    private Path file(String header, int data) throws Exception {
        return file(header, header.getBytes(StandardCharsets.UTF_8).length, data);
    }

    private static String tensor(String name, String type, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + shape + "],\"data_offsets\":[" + offsets + "]}";
    }

    private static final String SOUND = "{" + tensor("a.weight", "F32", "2,3", "0,24") + "}";

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 100_000_001, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE, 3, 20, 69, 90, 1_000_000})
    void aLengthThatLies(long length) throws Exception {
        assertThat(SOUND.length()).isLessThan(90).isNotEqualTo(69);
        refusal(file(SOUND, length, 24));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -24,0|something else than whole numbers
            0,-24|something else than whole numbers
            24,0|should lie at bytes 24 to 0
            4,28|should lie at bytes 4 to 28 behind the header, where the file has 24 bytes
            0,9223372036854775807|should lie at bytes
            9223372036854775800,9223372036854775807|should lie at bytes
            0,9223372036854775808|something else than whole numbers
            0,20|has 20 bytes, not the 24 of its extents 2×3
            0,24,24|lacks the type, the extents or the two offsets
            0|lacks the type, the extents or the two offsets
            0,24.5|something else than whole numbers
            "0","24"|something else than whole numbers
            0,null|something else than whole numbers
            0,[24]|something else than whole numbers
            """)
    void aPlaceThatLies(String offsets, String what) throws Exception {
        assertThat(refusal(file("{" + tensor("a.weight", "F32", "2,3", offsets) + "}", 24))).contains("a.weight").contains(what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -2,-3|something else than whole numbers
            4294967296,4294967296|claims the extents 4294967296×4294967296
            2305843009213693952,2|claims the extents
            9223372036854775807,1|claims the extents
            2,4|has 24 bytes, not the 32
            0,3|has 24 bytes, not the 0
            1e0,6|something else than whole numbers
            1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,6|more than 32 numbers
            """)
    void extentsThatLie(String shape, String what) throws Exception {
        assertThat(refusal(file("{" + tensor("a.weight", "F32", shape, "0,24") + "}", 24))).contains("a.weight").contains(what);
    }

    @ParameterizedTest
    @CsvSource({"F64,48", "F16,12", "I8,6", "BOOL,6", "I64,48"})
    void aTypeOfAnotherSize(String type, int bytes) throws Exception {
        assertThat(refusal(file("{" + tensor("a.weight", type, "2,3", "0,24") + "}", 24))).contains("has 24 bytes, not the " + bytes);
    }

    @Test
    void tensorsOverOneAnother() throws Exception {
        String over = "{" + tensor("a.weight", "F32", "2,3", "0,24") + "," + tensor("b.weight", "F32", "3,2", "20,44") + "}";
        assertThat(refusal(file(over, 44))).contains("the tensor \"b.weight\" lies over the tensor \"a.weight\"");
        String same = "{" + tensor("a.weight", "F32", "2,3", "0,24") + "," + tensor("b.weight", "F32", "3,2", "0,24") + "}";
        assertThat(refusal(file(same, 24))).contains("lies over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{}{}", "{\"a\":1}", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":{\"dtype\":\"F32\"}}", "{\"__metadata__\":{\"a\":\"b\"}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,24]}}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":7}}", "{a:1}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3", "{\"a\u0000b\":1}"})
    void headersThatAreNone(String header) throws Exception {
        refusal(file(header + " ".repeat(10), 24));
    }

    @Test
    void aNameTwice() throws Exception {
        String one = tensor("a.weight", "F32", "2,3", "0,24");
        refusal(file("{" + one + "," + tensor("a.weight", "F32", "3,2", "24,48") + "}", 48));
    }

    @Test
    void aHeaderNestedWithoutBottom() throws Exception {
        refusal(file("{\"__metadata__\":" + "[".repeat(1_000_000), 0));
        refusal(file("{\"a\":{\"x\":" + "{\"x\":".repeat(1_000_000), 0));
    }

    @Test
    void aHugeHeader() throws Exception {
        String many = IntStream.range(0, 200_000).mapToObj(i -> tensor("t" + i, "F32", "", "0,0")).collect(Collectors.joining(",", "{", "}"));
        assertThat(refusal(file(many, 0))).contains("more than 100000 tensors");
        refusal(file("{\"" + "n".repeat(30_000_000) + "\":1}", 0));
        refusal(file("{\"__metadata__\":{\"note\":\"" + "n".repeat(30_000_000) + "\"}}", 0));
        refusal(file("{" + tensor("a.weight", "F32", "1".repeat(30_000_000), "0,24") + "}", 24));
    }

    @Test
    void namesOfControlCharacters() throws Exception {
        assertThat(refusal(file("{" + tensor("a\\u001b[31m\\n\\u202e.weight", "F32", "2,4", "0,24") + "}", 24))).contains("a·[31m··.weight");
    }

    @Test
    void warningsOfControlCharacters() throws Exception {
        Path path = file("{" + tensor("a.weight", "F32", "2,3", "0,24") + "," + tensor("htq\\u0016as\\u202e", "F32", "9", "24,60") + "}", 60);
        try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.warnings()).anySatisfy(warning -> assertThat(warning).contains("htq·as·"))
                    .noneSatisfy(warning -> assertThat(warning).containsPattern("[\\p{Cntrl}\u202e]"));
        }
    }

    /** Expressions over names must not take time that grows faster than the names. */
    @Test
    void longNames() throws Exception {
        String name = "_dec".repeat(2400);
        String names = IntStream.range(0, 500).mapToObj(i -> tensor(name + i + ".weight", "F32", "2,1", 8 * i + "," + (8 * i + 8)))
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(refusal(file(names, 4000))).contains("do not follow one another");
    }

    private Path index(String json) throws Exception {
        return Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{\"weight_map\":{}}", "{\"weight_map\":[]}", "{\"weight_map\":{\"a\":1}}", "{\"weight_map\":{\"a\":{}}}",
            "{\"weight_map\":{\"a\":\"model.safetensors.index.json\"}}", "{\"weight_map\":{\"a\":\".\"}}", "{\"weight_map\":{\"a\":\"..\"}}",
            "{\"weight_map\":{\"a\":\"x/../../y\"}}", "{\"weight_map\":{\"a\":\"\\u0000\"}}", "{\"weight_map\":{\"a\":\"folder\"}}"})
    void indicesThatLeadNowhere(String json) throws Exception {
        Files.createDirectory(folder.resolve("folder"));
        refusal(index(json));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLinkOutOfTheFolder(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.copy(MODELS.resolve("f32.safetensors"), elsewhere.resolve("secret.safetensors"));
        Files.createSymbolicLink(folder.resolve("linked.safetensors"), secret);
        assertThat(refusal(index("{\"weight_map\":{\"layers.0.weight\":\"linked.safetensors\"}}"))).contains("is a link or no plain file");
        Refusal.assertUnmapped(secret);
    }

    private static String sentence(Path path) {
        try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
            throw new AssertionError(network + " was opened");
        } catch (ModelFormatException e) {
            return e.getMessage();
        }
    }

    @Test
    void aShardCutShort() throws Exception {
        for (String name : new String[] {"shards-00001-of-00002.safetensors", "shards-00002-of-00002.safetensors", "shards.safetensors.index.json"}) {
            Files.copy(MODELS.resolve(name), folder.resolve(name));
        }
        Path second = folder.resolve("shards-00002-of-00002.safetensors");
        byte[] whole = Files.readAllBytes(second);
        for (int length : new int[] {0, 5, 100, whole.length - 1}) {
            Files.write(second, Arrays.copyOf(whole, length));
            assertThat(sentence(folder.resolve("shards.safetensors.index.json"))).contains("shards-00002-of-00002.safetensors");
            Refusal.assertUnmapped(second);
        }
        Files.delete(second);
        assertThat(refusal(folder.resolve("shards.safetensors.index.json"))).contains("shards-00002-of-00002.safetensors, which is not there");
    }
}
