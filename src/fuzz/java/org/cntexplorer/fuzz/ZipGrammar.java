package org.cntexplorer.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Zip files: the label of an entry is its name, its parts are those of what it holds. Written unpacked. */
enum ZipGrammar implements Grammar {
    ZIP;

    @Override
    public Part read(byte[] bytes) {
        List<Part> entries = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Part content = Grammar.parse(in.readAllBytes());
                entries.add(Part.of(this, entry.getName(), List.of(content)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Part.of(this, null, entries);
    }

    @Override
    public byte[] write(Part part) {
        if (part.label != null) {
            return content(part);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Set<String> names = new HashSet<>();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Part entry : part.parts == null ? List.<Part>of() : part.parts) {
                byte[] content = entry.grammar == ZIP ? content(entry) : entry.bytes();
                String name = entry.label == null ? "" : entry.label.toString();
                while (!names.add(name)) {
                    // Java writes no name twice
                    name += "'";
                }
                ZipEntry written = new ZipEntry(name);
                CRC32 crc = new CRC32();
                crc.update(content);
                written.setMethod(ZipEntry.STORED);
                written.setSize(content.length);
                written.setCrc(crc.getValue());
                out.putNextEntry(written);
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] content(Part entry) {
        Bytes content = new Bytes();
        if (entry.value instanceof byte[] bytes) {
            content.bytes(bytes);
        }
        if (entry.parts != null) {
            entry.parts.forEach(part -> content.bytes(part.bytes()));
        }
        return content.toByteArray();
    }
}
