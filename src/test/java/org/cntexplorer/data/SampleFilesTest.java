package org.cntexplorer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays, tables and their labels against bytes that are written here. */
@Execution(ExecutionMode.CONCURRENT)
class SampleFilesTest {
    @TempDir
    Path folder;

    private static Samples open(Path file) throws ModelFormatException {
        return SampleFiles.open(SampleChoice.of(file), Progress.NONE);
    }

    private static void refused(SampleChoice choice, String... words) {
        assertThatThrownBy(() -> SampleFiles.open(choice, Progress.NONE).close()).isInstanceOf(ModelFormatException.class)
                .message().contains(words).endsWith(".").doesNotContain("\n");
    }

    private static byte[] little(int bytes, long... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            for (int i = 0; i < bytes; i++) {
                buffer.put((byte) (number >> 8 * i));
            }
        }
        return buffer.array();
    }

    static Stream<Arguments> arrays() {
        float[] small = {0, 1, 2, 3, 4, 5};
        return Stream.of(
                Arguments.of("<f4", Bytes.floats(small), small),
                Arguments.of(">f4", Bytes.floats(ByteOrder.BIG_ENDIAN, small), small),
                Arguments.of("<f8", little(8, Stream.of(0.1, -2.5, 1e-3, 3e5, 7.0, -0.0).mapToLong(Double::doubleToLongBits).toArray()),
                        new float[] {0.1f, -2.5f, 1e-3f, 3e5f, 7, -0f}),
                Arguments.of("<f2", little(2, 0x3c00, 0xc000, 0x3555, 0, 0x7bff, 1), new float[] {1, -2, 0.33325195f, 0, 65504, 5.9604645e-8f}),
                Arguments.of("<i8", little(8, -1, 2, 1L << 40, 4, 5, 6), new float[] {-1, 2, 1L << 40, 4, 5, 6}),
                Arguments.of("<i4", little(4, -1, 70000, 3, 4, 5, 6), new float[] {-1, 70000, 3, 4, 5, 6}),
                Arguments.of("<i2", little(2, -1, 300, 3, 4, 5, -32768), new float[] {-1, 300, 3, 4, 5, -32768}),
                Arguments.of("|i1", little(1, -1, 127, 3, 4, 5, -128), new float[] {-1, 127, 3, 4, 5, -128}),
                Arguments.of("|u1", little(1, 255, 127, 3, 4, 5, 128), new float[] {255, 127, 3, 4, 5, 128}),
                Arguments.of("|b1", little(1, 1, 0, 1, 1, 0, 0), new float[] {1, 0, 1, 1, 0, 0}));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void anArrayOfEveryTypeInBothOrders(String type, byte[] bytes, float[] numbers) throws Exception {
        Path c = Bytes.write(folder.resolve("c.npy"), Bytes.npy(type, false, "(3, 2)", bytes));
        try (Samples samples = open(c)) {
            assertThat(samples.count()).isEqualTo(3);
            assertThat(samples.extents()).containsExactly(2);
            assertThat(samples.name()).isEqualTo("c.npy");
            assertThat(Bytes.read(samples, 0, 3)).containsExactly(numbers);
            assertThat(Bytes.read(samples, 2, 1)).containsExactly(numbers[4], numbers[5]);
        }
        Path fortran = Bytes.write(folder.resolve("f.npy"), Bytes.npy(type, true, "(3, 2)", bytes));
        try (Samples samples = open(fortran)) {
            assertThat(Bytes.read(samples, 0, 3)).containsExactly(numbers[0], numbers[3], numbers[1], numbers[4], numbers[2], numbers[5]);
            assertThat(Bytes.read(samples, 1, 1)).containsExactly(numbers[1], numbers[4]);
        }
    }

    /** Element (s, i, j) of extents 2×2×3 in column-major order is at s + 2 i + 4 j. */
    @Test
    void anArrayOfThreeExtentsInColumnMajorOrder() throws Exception {
        float[] stored = new float[12];
        for (int i = 0; i < 12; i++) {
            stored[i] = i;
        }
        try (Samples samples = open(Bytes.write(folder.resolve("x.npy"), Bytes.npy("<f4", true, "(2, 2, 3)", Bytes.floats(stored))))) {
            assertThat(samples.extents()).containsExactly(2, 3);
            assertThat(Bytes.read(samples, 1, 1)).containsExactly(1, 5, 9, 3, 7, 11);
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anArchiveWithItsLabels(boolean packed) throws Exception {
        byte[] zip = Bytes.zip(packed, "x_train.npy", Bytes.npy("<f4", false, "(1, 2)", Bytes.floats(8, 9)),
                "x_test.npy", Bytes.npy("<f4", false, "(3, 1)", Bytes.floats(1, 2, 3)), "y_test.npy", Bytes.npy("<i8", false, "(3,)", Bytes.longs(2, 0, 2)));
        Path file = Bytes.write(folder.resolve("mnist.npz"), zip);
        try (Samples samples = open(file)) {
            assertThat(Bytes.read(samples, 0, 3)).containsExactly(1, 2, 3);
            assertThat(samples.labels()).contains(SampleLabels.numbered(new int[] {2, 0, 2}));
            assertThat(samples.name()).isEqualTo("mnist.npz (x_test)");
        }
        try (Samples samples = SampleFiles.open(SampleChoice.of(file).withArray("x_train"), Progress.NONE)) {
            assertThat(Bytes.read(samples, 0, 1)).containsExactly(8, 9);
            assertThat(samples.labels()).isEmpty();
        }
        refused(SampleChoice.of(file).withArray("z"), "mnist.npz has no array z", "x_train, x_test, y_test");
    }

    @ParameterizedTest
    @CsvSource({"t10k-images-idx3-ubyte,t10k-labels-idx1-ubyte,false", "t10k-images-idx3-ubyte.gz,t10k-labels-idx1-ubyte.gz,true",
        "t10k-images.idx3-ubyte,t10k-labels.idx1-ubyte,false"})
    void mnist(String images, String labels, boolean packed) throws Exception {
        byte[] pictures = Bytes.idx(8, new int[] {2, 2, 3}, new byte[] {1, 2, 3, 4, 5, 6, -1, 0, 0, 0, 0, -128});
        byte[] classes = Bytes.idx(8, new int[] {2}, new byte[] {7, 1});
        Path file = Bytes.write(folder.resolve(images), packed ? Bytes.gzip(pictures) : pictures);
        Bytes.write(folder.resolve(labels), packed ? Bytes.gzip(classes) : classes);
        try (Samples samples = open(file)) {
            assertThat(samples.extents()).containsExactly(2, 3);
            assertThat(Bytes.read(samples, 1, 1)).containsExactly(255, 0, 0, 0, 0, 128);
            assertThat(samples.areBrightness()).isTrue();
            assertThat(samples.labels().orElseThrow().of()).containsExactly(7, 1);
            assertThat(samples.labels().orElseThrow().classes()).isEqualTo(8);
        }
    }

    @Test
    void idxOfFloatsHasTheGreatEndFirst() throws Exception {
        try (Samples samples = open(Bytes.write(folder.resolve("a"), Bytes.idx(0x0d, new int[] {2, 1}, Bytes.floats(ByteOrder.BIG_ENDIAN, 0.5f, -3))))) {
            assertThat(Bytes.read(samples, 0, 2)).containsExactly(0.5f, -3);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void cifar(int labelBytes) throws Exception {
        int record = labelBytes + 3072;
        byte[] bytes = new byte[3 * record];
        for (int i = 0; i < 3; i++) {
            bytes[i * record + labelBytes - 1] = (byte) (labelBytes == 1 ? 3 * i : 40 * i + 1);
            bytes[i * record + labelBytes] = (byte) (200 + i);
            bytes[i * record + labelBytes + 3071] = (byte) i;
        }
        try (Samples samples = open(Bytes.write(folder.resolve("test_batch.bin"), bytes))) {
            assertThat(samples.count()).isEqualTo(3);
            assertThat(samples.extents()).containsExactly(3, 32, 32);
            float[] second = Bytes.read(samples, 1, 1);
            assertThat(second[0]).isEqualTo(201);
            assertThat(second[3071]).isEqualTo(1);
            assertThat(samples.labels().orElseThrow().of()).containsExactly(labelBytes == 1 ? new int[] {0, 3, 6} : new int[] {1, 41, 81});
            assertThat(samples.labels().orElseThrow().classes()).isEqualTo(labelBytes == 1 ? 10 : 100);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "1,2.5,-3e2\\n4,5,6\\n|1 2.5 -300 4 5 6|",
        "# made by hand\\na,b,c\\r\\n1,2,3\\r\\n\\r\\n4,5,6|1 2 3 4 5 6|",
        "x;label;y\\n1,5;2;-2\\n3;0;,5|1.5 -2 3 0.5|2 0",
        "a\\tclass\\n1\\tdog\\n2\\tcat\\n3\\tdog|1 2 3|1 0 1",
        "5.1,3.5,setosa\\n4.9,3.0,virginica|5.1 3.5 4.9 3.0|0 1",
        "1.000e+00 2.5e-1\\n  -3   4\\n|1 0.25 -3 4|",
        "\"a\",\"b\"\\n\"1\",\"2\"|1 2|",
        ",a,target\\n0,7,1\\n1,8,0|7 8|1 0",
        "7\\n8\\n|7 8|"})
    void tables(String text, String numbers, String labels) throws Exception {
        Path file = Bytes.write(folder.resolve("t.csv"), text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"));
        try (Samples samples = open(file)) {
            float[] expected = floats(numbers);
            assertThat(Bytes.read(samples, 0, (int) samples.count())).containsExactly(expected);
            assertThat(Bytes.read(samples, samples.count() - 1, 1)).endsWith(expected[expected.length - 1]);
            assertThat(samples.labels().map(SampleLabels::of)).isEqualTo(labels == null ? Optional.empty() : samples.labels().map(SampleLabels::of));
            assertThat(samples.labels().isPresent()).isEqualTo(labels != null);
            if (labels != null) {
                assertThat(samples.labels().orElseThrow().of()).containsExactly(Stream.of(labels.split(" ")).mapToInt(Integer::parseInt).toArray());
            }
        }
    }

    private static float[] floats(String words) {
        String[] parts = words.split(" ");
        float[] numbers = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Float.parseFloat(parts[i]);
        }
        return numbers;
    }

    @Test
    void anyRowOfALongTableIsFound() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append(i).append(',').append(i * 0.5).append(i % 7 == 0 ? "\r\n\n" : "\n");
        }
        try (Samples samples = open(Bytes.write(folder.resolve("long.csv"), text.toString()))) {
            assertThat(samples.count()).isEqualTo(1000);
            for (int first : new int[] {0, 1, 63, 64, 65, 500, 998}) {
                assertThat(Bytes.read(samples, first, 2)).containsExactly(first, first * 0.5f, first + 1, (first + 1) * 0.5f);
            }
        }
    }

    @Test
    void theLabelColumnMayBeChosen() throws Exception {
        Path file = Bytes.write(folder.resolve("t.csv"), "digit,a\n3,0.5\n1,0.25\n");
        for (String column : List.of("digit", "1")) {
            try (Samples samples = SampleFiles.open(SampleChoice.of(file).withLabelColumn(column), Progress.NONE)) {
                assertThat(samples.extents()).containsExactly(1);
                assertThat(samples.labels().orElseThrow().of()).containsExactly(3, 1);
            }
        }
        refused(SampleChoice.of(file).withLabelColumn("z"), "t.csv has no column z");
    }

    @Test
    void labelsOfAnotherFile() throws Exception {
        Path data = Bytes.write(folder.resolve("x.npy"), Bytes.npy("<f4", false, "(3, 1)", Bytes.floats(1, 2, 3)));
        Path numbers = Bytes.write(folder.resolve("y.npy"), Bytes.npy("<i8", false, "(3,)", Bytes.longs(4, 0, 1)));
        Path hot = Bytes.write(folder.resolve("hot.npy"), Bytes.npy("<f4", true, "(3, 2)", Bytes.floats(1, 0, 1, 0, 1, 0)));
        Path words = Bytes.write(folder.resolve("w.csv"), "label\nW10\nW2\nW10\n");
        assertThat(labels(data, numbers)).isEqualTo(SampleLabels.numbered(new int[] {4, 0, 1}));
        assertThat(labels(data, hot)).isEqualTo(new SampleLabels(new int[] {0, 1, 0}, List.of("0", "1")));
        assertThat(labels(data, words)).isEqualTo(new SampleLabels(new int[] {1, 0, 1}, List.of("W2", "W10")));
        Path two = Bytes.write(folder.resolve("two.csv"), "0\n1\n");
        refused(SampleChoice.of(data).withLabels(two), "two.csv holds 2 labels, and x.npy 3 samples");
        refused(SampleChoice.of(data).withLabels(Bytes.write(folder.resolve("f.csv"), "0\n1.5\n1\n")), "f.csv has the label 1.5");
        refused(SampleChoice.of(data).withLabels(Bytes.write(folder.resolve("h.csv"), "0,1\n1,1\n1,0\n")), "Row 1 of h.csv");
    }

    private static SampleLabels labels(Path data, Path labels) throws ModelFormatException {
        try (Samples samples = SampleFiles.open(SampleChoice.of(data).withLabels(labels), Progress.NONE)) {
            return samples.labels().orElseThrow();
        }
    }

    @Test
    void someRowsInAnOrderOfTheirOwn() throws Exception {
        Path data = Bytes.write(folder.resolve("x.csv"), "a,label\n0,0\n10,1\n20,2\n30,3\n");
        try (Samples samples = SampleFiles.open(SampleChoice.of(data).withRows(Bytes.write(folder.resolve("i.csv"), "3\n1\n2\n")), Progress.NONE)) {
            assertThat(Bytes.read(samples, 0, 3)).containsExactly(30, 10, 20);
            assertThat(Bytes.read(samples, 1, 2)).containsExactly(10, 20);
            assertThat(samples.labels().orElseThrow().of()).containsExactly(3, 1, 2);
            assertThat(samples.title(0)).isEqualTo("sample 3");
        }
        refused(SampleChoice.of(data).withRows(Bytes.write(folder.resolve("j.csv"), "3\n4\n")), "Row 4", "x.csv holds 4 samples, 0 to 3");
        refused(SampleChoice.of(data).withRows(Bytes.write(folder.resolve("k.csv"), "3\n-4\n")), "Entry 1 of k.csv");
    }

    /** Paper D's data: 31 numbers a row, four classes one-hot, 600 test rows. */
    @Test
    void theDataOfPaperD() throws Exception {
        for (String name : List.of("tree", "clus")) {
            SampleChoice choice = SampleChoice.of(Golden.path("zambra/" + name + "_X.csv")).withLabels(Golden.path("zambra/" + name + "_Y.csv"))
                    .withRows(Golden.path("zambra/" + name + "_test_idx.csv"));
            List<String> x = Files.readAllLines(Golden.path("zambra/" + name + "_X.csv"));
            List<String> y = Files.readAllLines(Golden.path("zambra/" + name + "_Y.csv"));
            List<String> rows = Files.readAllLines(Golden.path("zambra/" + name + "_test_idx.csv"));
            try (Samples samples = SampleFiles.open(choice, Progress.NONE)) {
                assertThat(samples.count()).isEqualTo(600);
                assertThat(samples.extents()).containsExactly(31);
                assertThat(samples.labels().orElseThrow().classes()).isEqualTo(4);
                for (int i = 0; i < 600; i++) {
                    int row = Integer.parseInt(rows.get(i));
                    assertThat(Bytes.read(samples, i, 1)).containsExactly(floats(x.get(row).replace(',', ' ')));
                    assertThat(samples.labels().orElseThrow().of()[i]).isEqualTo(y.get(row).replace(",", "").indexOf('1'));
                }
            }
        }
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        byte[] whole = Bytes.npy("<f4", false, "(3, 2)", Bytes.floats(1, 2, 3, 4, 5, 6));
        refused(of("cut.npy", java.util.Arrays.copyOf(whole, whole.length - 4)), "cut.npy claims an array of 3×2");
        refused(of("none.npy", Bytes.npy("<f4", false, "(0, 2)", new byte[0])), "none.npy holds no samples");
        refused(of("one.npy", Bytes.npy("<f4", false, "()", Bytes.floats(1))), "one.npy holds one number");
        refused(of("o.npy", Bytes.npy("|O", false, "(1,)", new byte[8])), "o.npy holds Python objects");
        refused(of("c.npy", Bytes.npy("<c8", false, "(1,)", new byte[8])), "c.npy holds elements of type \"<c8\"");
        refused(of("t-images-idx3-ubyte", Bytes.idx(8, new int[] {5, 2, 2}, new byte[7])), "claims 20 bytes", "only 7 follow");
        byte[] gzip = Bytes.gzip(new byte[5000]);
        refused(of("cut.gz", java.util.Arrays.copyOf(gzip, gzip.length - 6)), "cut.gz is damaged or cut short");
        refused(of("empty.csv", new byte[0]), "empty.csv is empty");
        refused(of("head.csv", "a,b\n".getBytes()), "head.csv");
        refused(of("short.csv", "1,2\n3\n".getBytes()), "Row 1 of short.csv", "has 1 fields, and the first line 2");
        refused(of("w.csv", "a,b,c\n1,x,y\n".getBytes()), "w.csv has words in b");
        refused(of("model.bin", new byte[] {-128, 2, 0, 5, 1}), "model.bin is no file of samples");
        refused(SampleChoice.of(folder.resolve("absent.npy")), "absent.npy");
        refused(SampleChoice.of(Files.createDirectory(folder.resolve("void"))), "holds no pictures");
    }

    private SampleChoice of(String name, byte[] bytes) throws IOException {
        return SampleChoice.of(Bytes.write(folder.resolve(name), bytes));
    }

    @Test
    void aWordAmongNumbersIsFoundWhenItIsRead() throws Exception {
        try (Samples samples = open(Bytes.write(folder.resolve("t.csv"), "1,2\n3,four\n5,\n"))) {
            assertThatThrownBy(() -> Bytes.read(samples, 0, 2)).isInstanceOf(ModelFormatException.class).message()
                    .contains("Row 1 of t.csv", "\"four\" in column 2");
            assertThatThrownBy(() -> Bytes.read(samples, 2, 1)).isInstanceOf(ModelFormatException.class).message().contains("Row 2", "nothing");
        }
    }

    @Test
    void nothingTemporaryIsLeft() throws Exception {
        Path file = Bytes.write(folder.resolve("x.npy.gz"), Bytes.gzip(Bytes.npy("<f4", false, "(2, 1)", Bytes.floats(1, 2))));
        DataFile unpacked = DataFile.open(file, Progress.NONE);
        assertThat(unpacked.mapped().path()).exists();
        unpacked.close();
        assertThat(unpacked.mapped().path()).doesNotExist();
        try (Samples samples = open(file)) {
            assertThat(Bytes.read(samples, 0, 2)).containsExactly(1, 2);
        }
    }
}
