package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.format.Refusal.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip files inside of zip files, entries that lie over one another or of their sizes, and what is left behind by opening files of every format. */
@Tag("hostile")
@Execution(ExecutionMode.CONCURRENT)
class NestedArchivesTest {
    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    Path folder;

    private static byte[] zip(String name, byte[] content, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                zip.putNextEntry(new ZipEntry(times == 1 ? name : name + i));
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    /** 64 MB of zeros in a zip, sixteen of these in a zip, and so on: 4 TB in a few kilobytes. */
    private static byte[] nested() throws IOException {
        byte[] bytes = zip("zeros", new byte[64 << 20], 1);
        for (int depth = 0; depth < 4; depth++) {
            bytes = zip("inner.zip", bytes, 16);
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"bomb.npz, W0.npy", "bomb.keras, model.weights.h5", "bomb.keras, config.json", "bomb.pth, m/data.pkl", "bomb.pt, m/data/0", "bomb.pt, data.pkl",
            "bomb.npz, inner.npz", "bomb.keras, inner.keras", "bomb.pth, inner.pth"})
    void aZipInAZipInAZip(String name, String entry) throws Exception {
        byte[] nested = nested();
        assertThat(nested.length).isLessThan(1 << 20);
        refusal(Files.write(folder.resolve(name), nested));
        refusal(Files.write(folder.resolve(name), zip(entry, nested, 1)));
    }

    /** The place of the directory of a zip file. */
    private static int directory(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 22 + 16);
    }

    private void opensOrIsRefused(Path path) throws Exception {
        Refusal.soon(path, () -> {
            try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
                network.connections().forEach(connection -> connection.moments(Progress.NONE));
            } catch (ModelFormatException e) {
                assertThat(e.getMessage()).endsWith(".").contains(path.getFileName().toString()).doesNotContainPattern("[.!?] [A-Z]");
            }
        });
        Refusal.assertUnmapped(path);
    }

    /** Every entry in turn claims another size, packed or not, another place, or another way of packing. */
    @ParameterizedTest
    @ValueSource(strings = {"models/named.npz", "models/packed.keras", "models/sequential.keras", "models/pytorch/mlp_state.pth", "models/pytorch/mlp_module.pt",
            "models/pytorch/mlp_script.pt"})
    void entriesThatLie(String model) throws Exception {
        byte[] honest = Files.readAllBytes(RESOURCES.resolve(model));
        String name = Path.of(model).getFileName().toString();
        for (int at = directory(honest); at < honest.length - 46 && ByteBuffer.wrap(honest).order(ByteOrder.LITTLE_ENDIAN).getInt(at) == 0x02014b50;) {
            ByteBuffer entry = ByteBuffer.wrap(honest).order(ByteOrder.LITTLE_ENDIAN);
            for (int field : new int[] {20, 24, 42}) {
                for (int value : new int[] {0, 1, entry.getInt(at + field) + 1, entry.getInt(at + field) - 1, Integer.MAX_VALUE, -1, -2, honest.length}) {
                    byte[] lie = honest.clone();
                    ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(at + field, value);
                    opensOrIsRefused(Files.write(folder.resolve(name), lie));
                }
            }
            byte[] other = honest.clone();
            other[at + 10] ^= 8;
            opensOrIsRefused(Files.write(folder.resolve(name), other));
            at += 46 + entry.getShort(at + 28) + entry.getShort(at + 30) + entry.getShort(at + 32);
        }
    }

    /** All entries of a file are the bytes of its largest one. */
    @ParameterizedTest
    @ValueSource(strings = {"models/named.npz", "models/packed.keras", "models/pytorch/mlp_state.pth", "models/pytorch/mlp_script.pt"})
    void entriesOverOneAnother(String model) throws Exception {
        byte[] bytes = Files.readAllBytes(RESOURCES.resolve(model));
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> entries = new ArrayList<>();
        for (int at = directory(bytes); at < bytes.length - 46 && zip.getInt(at) == 0x02014b50;
                at += 46 + zip.getShort(at + 28) + zip.getShort(at + 30) + zip.getShort(at + 32)) {
            entries.add(at);
        }
        int largest = entries.stream().max((a, b) -> Integer.compare(zip.getInt(a + 24), zip.getInt(b + 24))).orElseThrow();
        byte[] over = bytes.clone();
        for (int at : entries) {
            // its packing, checksum and sizes, and where it begins
            System.arraycopy(bytes, largest + 10, over, at + 10, 2);
            System.arraycopy(bytes, largest + 16, over, at + 16, 12);
            System.arraycopy(bytes, largest + 42, over, at + 42, 4);
        }
        opensOrIsRefused(Files.write(folder.resolve(Path.of(model).getFileName().toString()), over));
    }

    /** Opens the files that it is given, as a program of its own. */
    public static final class Opener {
        private Opener() {}

        public static void main(String[] paths) throws IOException {
            int opened = 0;
            for (String path : Files.readAllLines(Path.of(paths[0]))) {
                try (Network network = ModelFiles.open(Path.of(path), OpenOptions.NONE, Progress.NONE)) {
                    opened += network.layers().isEmpty() ? 0 : 1;
                } catch (ModelFormatException e) {
                    // one of the bad ones
                }
            }
            System.out.println("opened " + opened);
        }
    }

    /** Good files, files cut short and bombs, in a program whose temporary files have a folder of their own. */
    @Test
    void nothingIsLeftBehind() throws Exception {
        List<String> paths = new ArrayList<>();
        try (Stream<Path> files = Stream.of("models", "models/pytorch", "keras", "tflite", "onnx").flatMap(NestedArchivesTest::files)) {
            for (Path file : files.sorted().toList()) {
                paths.add(file.toAbsolutePath().toString());
                byte[] whole = Files.readAllBytes(file);
                Path cut = folder.resolve(paths.size() + file.getFileName().toString());
                paths.add(Files.write(cut, Arrays.copyOf(whole, whole.length * 2 / 3)).toString());
            }
        }
        paths.add(Files.write(folder.resolve("bomb.npz"), zip("W0.npy", nested(), 1)).toString());
        Path list = Files.write(folder.resolve("list.txt"), paths);
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Opener.class.getName(),
                list.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("opened \\d{2,}");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    private static Stream<Path> files(String inside) {
        try {
            return Files.list(RESOURCES.resolve(inside)).filter(Files::isRegularFile).filter(path -> !path.toString().endsWith(".py"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
