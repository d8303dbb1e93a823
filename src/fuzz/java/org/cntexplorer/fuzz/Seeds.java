package org.cntexplorer.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The models of the tests, which a fuzzer begins with. */
final class Seeds {
    private static final long LARGEST = 1 << 16;

    private Seeds() {}

    /** Every file of the tests. */
    static List<Path> files(Path base) throws IOException {
        try (Stream<Path> files = Files.walk(base.resolve("src/test/resources"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The contents of those whose names match, what is packed in archives unpacked, since a fuzzer cannot change packed bytes. */
    static List<byte[]> of(String names) throws IOException {
        return files(Path.of(System.getProperty("basedir"))).stream().filter(path -> path.getFileName().toString().matches(names))
                .map(Seeds::read).filter(bytes -> bytes.length <= LARGEST).toList();
    }

    private static byte[] read(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return ReaderFuzz.starts(bytes, "PK\3\4") ? stored(bytes) : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same archive, packed not at all; as it is where nothing in it is packed, or it is no archive that Java reads. */
    private static byte[] stored(byte[] archive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean packed = false;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive)); ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                packed |= entry.getMethod() != ZipEntry.STORED;
                ZipEntry copy = new ZipEntry(entry.getName());
                CRC32 crc = new CRC32();
                crc.update(content);
                copy.setMethod(ZipEntry.STORED);
                copy.setSize(content.length);
                copy.setCrc(crc.getValue());
                out.putNextEntry(copy);
                out.write(content);
            }
        } catch (ZipException e) {
            return archive;
        }
        return packed ? bytes.toByteArray() : archive;
    }
}
