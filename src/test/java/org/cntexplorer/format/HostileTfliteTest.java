package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.assertUnmapped;
import static org.cntexplorer.format.Refusal.refusal;
import static org.cntexplorer.format.Refusal.soon;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TensorFlow Lite files whose tables are cut short, damaged, lead nowhere or back to themselves, or claim more than there is. */
@Tag("hostile")
class HostileTfliteTest {
    private static final Path MODELS = Path.of("src/test/resources/tflite");

    @TempDir
    Path folder;

    static Stream<String> models() throws Exception {
        try (Stream<Path> files = Files.list(MODELS)) {
            return files.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".tflite")).sorted().toList().stream();
        }
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("model.tflite"), bytes);
    }

    /** A network or a refusal, soon, and nothing else. */
    private void opensOrIsRefused(Path path) throws Exception {
        soon(path, () -> {
            try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                network.connections().forEach(connection -> connection.moments(Progress.NONE));
            } catch (ModelFormatException e) {
                assertThat(e.getMessage()).endsWith(".").doesNotContainPattern("[.!?] [A-Z]").contains("model.tflite");
            }
        });
        assertUnmapped(path);
    }

    @ParameterizedTest
    @MethodSource("models")
    void cutShort(String name) throws Exception {
        byte[] whole = Files.readAllBytes(MODELS.resolve(name));
        for (int length = 1; length < whole.length; length += length < 64 ? 7 : 97) {
            if (length < whole.length / 2) {
                refusal(file(Arrays.copyOf(whole, length)));
            } else {
                opensOrIsRefused(file(Arrays.copyOf(whole, length)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void damaged(String name) throws Exception {
        Random random = new Random(20261121);
        byte[] whole = Files.readAllBytes(MODELS.resolve(name));
        for (int round = 0; round < 90; round++) {
            byte[] bytes = whole.clone();
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i <= round % 4; i++) {
                int at = 8 + random.nextInt(whole.length - 12);
                switch (round % 3) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> buffer.putInt(at & ~3, random.nextInt(64) - 8);
                    default -> buffer.putInt(at & ~3, random.nextBoolean() ? Integer.MAX_VALUE - random.nextInt(9) : -1 - random.nextInt(9));
                }
            }
            opensOrIsRefused(file(bytes));
        }
    }

    @Test
    void nothingBehindTheMark() throws Exception {
        assertThat(refusal(file("\0\0\0\0TFL3".getBytes(StandardCharsets.ISO_8859_1)))).contains("without a graph");
        assertThat(refusal(file("\u00ff\u00ff\u00ff\u00ffTFL3".getBytes(StandardCharsets.ISO_8859_1)))).contains("cut short or damaged");
        refusal(file("\10\0\0\0TFL3\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Writes tables, each with its fields (all of four bytes) behind the list of where they are. */
    private static final class Tables {
        private final ByteBuffer bytes;

        Tables(int size) {
            bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            bytes.put("\10\0\0\0TFL3".getBytes(StandardCharsets.ISO_8859_1));
        }

        /** A list of so many offsets, all to the same table. */
        void list(int at, int count, int table) {
            bytes.putInt(at, count);
            for (int i = 0; i < Math.min(count & 0x7fffffff, 60_000); i++) {
                bytes.putInt(at + 4 + 4 * i, table - (at + 4 + 4 * i));
            }
        }

        /** A table at a place, of which all fields up to the last given are written. */
        void table(int at, int... fields) {
            // the list of fields lies behind the table here
            int list = at + 4 + 4 * fields.length;
            bytes.putInt(at, at - list);
            for (int i = 0; i < fields.length; i++) {
                bytes.putInt(at + 4 + 4 * i, fields[i]);
                bytes.putShort(list + 4 + 2 * i, (short) (fields[i] == 0 ? 0 : 4 + 4 * i));
            }
            bytes.putShort(list, (short) (4 + 2 * fields.length));
        }

        /** What a field of a table at a place must hold to lead elsewhere. */
        static int to(int target, int table, int field) {
            return target - (table + 4 + 4 * field);
        }
    }

    /** Lists that claim as many tables as 32 bits count, and that all are the same table. */
    @Test
    void aFewBytesThatClaimToBeMillionsOfTables() throws Exception {
        for (int count : new int[] {1, 60_000, 300_000, -1}) {
            Tables file = new Tables(1 << 20);
            file.table(8, 3, Tables.to(1000, 8, 1), Tables.to(1000, 8, 2), 0, Tables.to(1000, 8, 4));
            // a graph and a kind of operator at once
            file.list(1000, count, 500_000);
            file.table(500_000, Tables.to(600_000, 500_000, 0), Tables.to(600_000, 500_000, 1), 0, Tables.to(600_000, 500_000, 3));
            // an operator and a tensor at once
            file.list(600_000, count, 900_000);
            file.table(900_000, 0, 0, 0, 0);
            refusal(file(file.bytes.array()));
        }
    }

    /** 50,000 operators over one list of 10,000 values: more values than are read. */
    @Test
    void aListThatAllOperatorsShare() throws Exception {
        Tables file = new Tables(1 << 20);
        file.table(8, 3, Tables.to(100, 8, 1), Tables.to(100, 8, 2), 0, 0);
        file.list(100, 1, 200);
        // the graph, and the one kind of operator
        file.table(200, Tables.to(400, 200, 0), 0, 0, Tables.to(100_000, 200, 3));
        file.list(400, 1, 500);
        file.table(500, 0, 0, 0, 0);
        file.list(100_000, 50_000, 600_000);
        file.table(600_000, 0, Tables.to(700_000, 600_000, 1));
        file.bytes.putInt(700_000, 10_000);
        assertThat(refusal(file(file.bytes.array()))).contains("more than 1000000 values");
    }

    @Test
    void manyNumbersTurnedOverManyTimes() throws Exception {
        assertThat(refusal(file(Files.readAllBytes(MODELS.resolve("hostile/turned.bin"))))).contains("300 operators").contains("convert the model for a smaller input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"edgetpu-custom-op", "ethos-u"})
    void aModelCompiledForAChip(String operator) throws Exception {
        Tables file = new Tables(4096);
        file.table(8, 3, Tables.to(100, 8, 1), Tables.to(120, 8, 2), 0, 0);
        file.list(100, 1, 200);
        file.table(200, 32, Tables.to(300, 200, 1), 0, 32);
        file.bytes.putInt(300, operator.length());
        file.bytes.put(304, operator.getBytes(StandardCharsets.US_ASCII));
        // two tensors, and one operator from the first to the second
        file.list(120, 1, 400);
        file.table(400, Tables.to(500, 400, 0), Tables.to(840, 400, 1), Tables.to(860, 400, 2), Tables.to(520, 400, 3));
        file.list(500, 2, 600);
        file.list(520, 1, 700);
        file.table(600, Tables.to(840, 600, 0));
        file.table(700, 0, Tables.to(840, 700, 1), Tables.to(860, 700, 2));
        file.bytes.putInt(840, 1).putInt(860, 1).putInt(864, 1);
        assertThat(refusal(file(file.bytes.array()))).contains("compiled for a chip").contains(operator);
    }
}
