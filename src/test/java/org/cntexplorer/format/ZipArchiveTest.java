package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** Against what {@code java.util.zip} packed. */
class ZipArchiveTest {
    private static byte[] zip(byte[] content, int method) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("entry");
            entry.setMethod(method);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            entry.setSize(content.length);
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] unpacked(byte[] zip) throws ModelFormatException {
        ZipArchive archive = ZipArchive.open("test.zip", MemorySegment.ofArray(zip), Arena.ofAuto());
        return archive.read(archive.entry("entry").orElseThrow(), Progress.NONE).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Much output stands in the last bits of the input, and the end of a room of output falls anywhere in it. */
    @Test
    void equalBytesOfAllLengths() throws Exception {
        for (int length = (3 << 20) - 600; length < (3 << 20) + 600; length += 41) {
            assertThat(unpacked(zip(new byte[length], ZipEntry.DEFLATED))).isEqualTo(new byte[length]);
        }
        for (int length : new int[] {0, 1, 257, 258, 259, 65_536, 30 << 20}) {
            assertThat(unpacked(zip(new byte[length], ZipEntry.DEFLATED))).isEqualTo(new byte[length]);
        }
    }

    @Test
    void randomBytesPackedAndStored() throws Exception {
        Random random = new Random(7);
        for (int length : new int[] {1, 1000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 2_500_000}) {
            byte[] content = new byte[length];
            random.nextBytes(content);
            assertThat(unpacked(zip(content, ZipEntry.DEFLATED))).isEqualTo(content);
            assertThat(unpacked(zip(content, ZipEntry.STORED))).isEqualTo(content);
        }
    }

    @Test
    void aChangedByteIsSeen() throws Exception {
        byte[] content = new byte[5000];
        new Random(7).nextBytes(content);
        byte[] zip = zip(content, ZipEntry.DEFLATED);
        zip[2000] ^= 1;
        assertThatThrownBy(() -> unpacked(zip)).isInstanceOf(ModelFormatException.class).hasMessageContaining("entry has another checksum than it should");
        byte[] cut = Arrays.copyOf(zip, zip.length - 30);
        assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(ModelFormatException.class).hasMessageContaining("it was cut short");
    }
}
