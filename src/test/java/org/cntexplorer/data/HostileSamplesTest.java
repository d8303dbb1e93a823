package org.cntexplorer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Files of samples that were cut, or in which bytes were changed: each is read, or refused by one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class HostileSamplesTest {
    private static final int TIMES = 150;

    @TempDir
    Path folder;

    private static Map<String, byte[]> seeds() throws Exception {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("a.npy", Bytes.npy("<f4", false, "(3, 2, 2)", new byte[48]));
        seeds.put("f.npy", Bytes.npy("<i2", true, "(3, 2, 2)", new byte[24]));
        byte[] x = Bytes.npy("<f4", false, "(3, 2)", new byte[24]);
        byte[] y = Bytes.npy("<i8", false, "(3,)", new byte[24]);
        seeds.put("stored.npz", Bytes.zip(false, "x.npy", x, "y.npy", y));
        seeds.put("packed.npz", Bytes.zip(true, "x.npy", x, "y.npy", y));
        seeds.put("i.idx", Bytes.idx(8, new int[] {4, 3, 3}, new byte[36]));
        seeds.put("i.gz", Bytes.gzip(Bytes.idx(8, new int[] {4, 3, 3}, new byte[36])));
        seeds.put("t.csv", "a,b,label\n1,2.5,x\n-3e2,\"4\",y\n5,6,x\n".getBytes());
        seeds.put("s.txt", "1 2 3\n4 5 6\n".getBytes());
        for (String ending : new String[] {"png", "jpg", "gif", "bmp"}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(ImageIO.write(new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB), ending, out)).isTrue();
            seeds.put("p." + ending, out.toByteArray());
        }
        return seeds;
    }

    @Test
    void everyFileIsReadOrRefusedByOneSentence() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        for (Map.Entry<String, byte[]> seed : seeds().entrySet()) {
            Path file = folder.resolve(seed.getKey());
            Files.write(file, seed.getValue());
            assertThat(refusal(file)).as(seed.getKey() + " as it was made").isNull();
            for (int i = 0; i < TIMES; i++) {
                byte[] bytes = changed(seed.getValue(), random);
                Files.write(file, bytes);
                String sentence = refusal(file);
                if (sentence != null) {
                    assertThat(sentence).as(seed.getKey() + " " + i).doesNotContain("\n").endsWith(".").hasSizeLessThan(700);
                }
            }
        }
    }

    private static byte[] changed(byte[] seed, SplittableRandom random) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(seed, random.nextInt(seed.length + 1)) : seed.clone();
        for (int k = random.nextInt(4); k > 0 && bytes.length > 0; k--) {
            // heads are short, and what is in them matters most
            int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 100) : bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
        }
        return bytes;
    }

    /** Null where it can be opened and every sample of it be read and prepared. */
    private static String refusal(Path file) {
        try (Samples samples = SampleFiles.open(SampleChoice.of(file), Progress.NONE)) {
            if (samples.size() <= 1 << 20) {
                ModelInput input = new ModelInput("x", samples.extents(), samples.channels() == ChannelOrder.LAST, false);
                PreparedSamples prepared = PreparedSamples.of(samples, input, Preparation.proposed(samples, input), Progress.NONE);
                for (long i = 0; i < Math.min(10, samples.count()); i++) {
                    Bytes.read(prepared, i, 1);
                }
            }
            return null;
        } catch (ModelFormatException e) {
            return e.getMessage();
        }
    }
}
