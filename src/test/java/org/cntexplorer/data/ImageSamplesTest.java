package org.cntexplorer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ImageSamplesTest {
    @TempDir
    Path folder;

    private Path colour(String name, int height, int width, int... rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        return written(name, image);
    }

    private Path grey(String name, int height, int width, int... brightness) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, height, brightness);
        return written(name, image);
    }

    private Path written(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())).isTrue();
        return file;
    }

    private static Samples open(Path... files) throws ModelFormatException {
        return SampleFiles.open(SampleChoice.of(files), Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void coloursStandLast(String ending) throws Exception {
        try (Samples samples = open(colour("a." + ending, 1, 2, 0x010203, 0xff8000))) {
            assertThat(samples.extents()).containsExactly(1, 2, 3);
            assertThat(samples.channels()).isEqualTo(ChannelOrder.LAST);
            assertThat(Bytes.read(samples, 0, 1)).containsExactly(1, 2, 3, 255, 128, 0);
            assertThat(samples.title(0)).isEqualTo("a." + ending);
        }
    }

    @Test
    void greyIsReadAsItIsStored() throws Exception {
        try (Samples samples = open(grey("g.png", 2, 2, 0, 1, 100, 255))) {
            assertThat(samples.extents()).containsExactly(2, 2, 1);
            assertThat(Bytes.read(samples, 0, 1)).containsExactly(0, 1, 100, 255);
        }
    }

    @Test
    void paletteAndDeepGrey() throws Exception {
        IndexColorModel palette = new IndexColorModel(8, 2, new byte[] {10, (byte) 200}, new byte[] {20, 30}, new byte[] {30, 0});
        BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        indexed.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 0});
        try (Samples samples = open(written("i.gif", indexed))) {
            assertThat(Bytes.read(samples, 0, 1)).containsExactly(200, 30, 0, 10, 20, 30);
        }
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 2, 1, new int[] {65535, 257});
        try (Samples samples = open(written("d.png", deep))) {
            assertThat(Bytes.read(samples, 0, 1)).containsExactly(255, 1);
        }
    }

    @Test
    void aFolderOfClassesInNaturalOrder() throws Exception {
        for (int i : new int[] {1, 2, 10}) {
            grey("set/dog/p" + i + ".png", 1, 1, i);
        }
        grey("set/cat/deep/q.png", 1, 1, 77);
        Files.writeString(folder.resolve("set/notes.txt"), "not a picture");
        try (Samples samples = open(folder.resolve("set"))) {
            assertThat(samples.count()).isEqualTo(4);
            assertThat(Bytes.read(samples, 0, 4)).containsExactly(77, 1, 2, 10);
            assertThat(samples.labels()).contains(new SampleLabels(new int[] {0, 1, 1, 1}, List.of("cat", "dog")));
            assertThat(samples.title(3)).isEqualTo(Path.of("dog", "p10.png").toString());
        }
    }

    @Test
    void severalPicturesHaveNoClasses() throws Exception {
        try (Samples samples = open(grey("b2.png", 1, 1, 2), grey("b10.png", 1, 1, 10), colour("b1.png", 1, 1, 0x0000ff))) {
            assertThat(samples.extents()).containsExactly(1, 1, 3);
            assertThat(Bytes.read(samples, 0, 3)).containsExactly(0, 0, 255, 2, 2, 2, 10, 10, 10);
            assertThat(samples.labels()).isEmpty();
        }
        Path other = Files.writeString(folder.resolve("x.csv"), "1");
        assertThatThrownBy(() -> open(other, folder.resolve("b2.png"))).isInstanceOf(ModelFormatException.class).message().contains("x.csv", "pictures");
    }

    @Test
    void aCorruptPictureIsNamed() throws Exception {
        Path good = grey("p/a.png", 40, 40, new SplittableRandom(1).ints(1600, 0, 256).toArray());
        byte[] bytes = Files.readAllBytes(good);
        Files.write(folder.resolve("p/b.png"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(folder.resolve("p/c.png"), "no picture");
        try (Samples samples = ImageSamples.ofFiles(List.of(good, folder.resolve("p/b.png")))) {
            assertThatThrownBy(() -> Bytes.read(samples, 1, 1)).isInstanceOf(ModelFormatException.class).message().contains("b.png is a damaged picture");
        }
        assertThatThrownBy(() -> open(folder.resolve("p"))).isInstanceOf(ModelFormatException.class).message().contains("c.png is no picture");
    }

    @Test
    void aPictureOfAnotherSizeIsResizedFromItsOwn() throws Exception {
        grey("s/a.png", 2, 2, 1, 2, 3, 4);
        grey("s/b.png", 4, 4, new int[] {0, 0, 8, 8, 0, 0, 8, 8, 16, 16, 40, 40, 16, 16, 40, 40});
        ModelInput input = new ModelInput("x", List.of(1, 4, 4), false, false);
        try (Samples samples = open(folder.resolve("s"))) {
            PreparedSamples nearest = PreparedSamples.of(samples, input, Preparation.NONE.with(Resize.NEAREST), Progress.NONE);
            assertThat(Bytes.read(nearest, 0, 1)).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
            assertThat(Bytes.read(nearest, 1, 1)).containsExactly(0, 0, 8, 8, 0, 0, 8, 8, 16, 16, 40, 40, 16, 16, 40, 40);
            assertThatThrownBy(() -> PreparedSamples.of(samples, input, Preparation.NONE, Progress.NONE)).isInstanceOf(ModelFormatException.class)
                    .message().contains("expects samples of 1×4×4", "are 2×2×1", "resize");
            ModelInput small = new ModelInput("x", List.of(1, 2, 2), false, false);
            PreparedSamples strict = PreparedSamples.of(samples, small, Preparation.NONE, Progress.NONE);
            assertThat(Bytes.read(strict, 0, 1)).containsExactly(1, 2, 3, 4);
            assertThatThrownBy(() -> Bytes.read(strict, 1, 1)).isInstanceOf(ModelFormatException.class).message().contains("b.png has 4×4 points where 2×2");
        }
    }

    /** As PIL does it ({@code make_resize.py}). */
    @Test
    void resizingIsThatOfPil() throws Exception {
        JsonNode cases = new ObjectMapper().readTree(Path.of("src/test/resources/data/resize.json").toFile());
        assertThat(cases.size()).isEqualTo(10);
        for (JsonNode one : cases) {
            Picture picture = new Picture(1, one.path("height").asInt(), one.path("width").asInt(), floats(one.path("from")));
            float[] resized = picture.sized(one.path("toHeight").asInt(), one.path("toWidth").asInt(), Resize.valueOf(one.path("how").asText())).planes();
            assertThat(resized).hasSize(one.path("to").size());
            for (int i = 0; i < resized.length; i++) {
                assertThat((double) resized[i]).as(one.path("how").asText() + " " + i).isCloseTo(one.path("to").get(i).asDouble(),
                        org.assertj.core.api.Assertions.within(1e-4));
            }
        }
    }

    private static float[] floats(JsonNode list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) list.get(i).asDouble();
        }
        return numbers;
    }
}
