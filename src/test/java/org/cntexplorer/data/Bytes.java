package org.cntexplorer.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cntexplorer.format.ModelFormatException;

/** Files of samples, written byte by byte. */
final class Bytes {
    private Bytes() {}

    /** A .npy file. */
    static byte[] npy(String type, boolean fortran, String shape, byte[] numbers) {
        String head = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }\n";
        ByteBuffer file = ByteBuffer.allocate(10 + head.length() + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) head.length());
        return file.put(head.getBytes(StandardCharsets.US_ASCII)).put(numbers).array();
    }

    static byte[] floats(ByteOrder order, float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(order);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }

    static byte[] floats(float... numbers) {
        return floats(ByteOrder.LITTLE_ENDIAN, numbers);
    }

    static byte[] longs(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return bytes.array();
    }

    /** An IDX file. */
    static byte[] idx(int type, int[] shape, byte... numbers) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + numbers.length);
        file.put((byte) 0).put((byte) 0).put((byte) type).put((byte) shape.length);
        for (int extent : shape) {
            file.putInt(extent);
        }
        return file.put(numbers).array();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A zip file of names and contents in turn. */
    static byte[] zip(boolean packed, Object... namesAndContents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = (byte[]) namesAndContents[i + 1];
                ZipEntry entry = new ZipEntry((String) namesAndContents[i]);
                if (!packed) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Path write(Path file, byte[] bytes) throws IOException {
        return Files.write(file, bytes);
    }

    static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }

    /** The numbers of some samples. */
    static float[] read(Samples samples, long first, int count) throws ModelFormatException {
        FloatBuffer to = FloatBuffer.allocate(count * samples.size() + 1).position(1);
        samples.read(first, count, to);
        if (to.hasRemaining()) {
            throw new AssertionError(to.remaining() + " numbers are missing");
        }
        float[] numbers = new float[count * samples.size()];
        to.position(1).get(numbers);
        return numbers;
    }

    static float[] read(PreparedSamples samples, long first, int count) throws ModelFormatException {
        FloatBuffer to = ByteBuffer.allocateDirect(4 * (count * samples.size() + 1)).order(ByteOrder.nativeOrder()).asFloatBuffer().position(1);
        samples.read(first, count, to);
        if (to.hasRemaining()) {
            throw new AssertionError(to.remaining() + " numbers are missing");
        }
        float[] numbers = new float[count * samples.size()];
        to.position(1).get(numbers);
        return numbers;
    }
}
