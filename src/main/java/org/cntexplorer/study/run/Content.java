package org.cntexplorer.study.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/**
 * What a model's file holds: by its hash it is known again under whatever name. Where a model keeps its weights in files beside it, these
 * count too; which they are is told by their names, without a reader, and one too many does no harm but that the model is measured again.
 *
 * @param hash SHA-256 in hexadecimal digits: of the file alone where it names no other, as sha256sum has it
 * @param size of all its files together, in bytes
 * @param modified when the last of them was changed
 */
record Content(String hash, long size, Instant modified) {
    /** Of a file that cannot be read. */
    static final Content NONE = new Content("", 0, Instant.EPOCH);

    private static final int BLOCK = 1 << 17;
    /** A file that names others and is larger holds weights itself, or is none. */
    private static final long MOST_OF_AN_INDEX = 64L << 20;
    private static final long MOST_BESIDE = 10_000;

    /**
     * @throws ModelFormatException with one sentence where a file cannot be read
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    static Content of(Path file, Progress progress) throws ModelFormatException {
        try {
            List<Path> files = files(file);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path each : files) {
                add(each, digest, progress);
            }
            Content stamp = stamp(files);
            return new Content(HexFormat.of().formatHex(digest.digest()), stamp.size, stamp.modified);
        } catch (NoSuchFileException e) {
            throw new ModelFormatException(e.getFile() + " is not there any more; put it back, or measure the folder as it is now.", e);
        } catch (AccessDeniedException e) {
            throw new ModelFormatException(e.getFile() + " may not be read; check its permissions.", e);
        } catch (IOException | UncheckedIOException | SecurityException e) {
            throw new ModelFormatException(file + " cannot be read (" + e.getMessage() + "); check the disk and the file.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds all bytes of a file to a digest. */
    static void add(Path file, MessageDigest digest, Progress progress) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(block.clear()) >= 0) {
                progress.check();
                digest.update(block.flip());
            }
        }
    }

    /** Whether no file of it was written to since, as far as sizes and times tell. */
    boolean isStill(Path file) {
        try {
            Content now = stamp(files(file));
            return now.size == size && now.modified.equals(modified);
        } catch (IOException | UncheckedIOException | SecurityException e) {
            return false;
        }
    }

    private static Content stamp(List<Path> files) throws IOException {
        long size = 0;
        Instant modified = Instant.MIN;
        for (Path each : files) {
            BasicFileAttributes attributes = Files.readAttributes(each, BasicFileAttributes.class);
            size += attributes.size();
            Instant of = attributes.lastModifiedTime().toInstant();
            modified = of.isAfter(modified) ? of : modified;
        }
        return new Content("", size, modified);
    }

    /** The file, and those that it may keep weights in. */
    private static List<Path> files(Path file) throws IOException {
        List<Path> all = new ArrayList<>(List.of(file));
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.equals("saved_model.pb")) {
            addBeside(file.resolveSibling("variables"), path -> true, all);
        } else if (lower.endsWith(".index")) {
            String data = name.substring(0, name.length() - ".index".length()) + ".data-";
            addBeside(file.resolveSibling("."), path -> path.getFileName().toString().startsWith(data), all);
        } else if ((lower.endsWith(".json") || lower.endsWith(".onnx")) && Files.size(file) <= MOST_OF_AN_INDEX) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            // without this word an ONNX file names no other
            if (lower.endsWith(".json") || text.contains("location")) {
                addBeside(file.resolveSibling("."), path -> text.contains(
                        new String(path.getFileName().toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)), all);
            }
        }
        return all;
    }

    private static void addBeside(Path folder, Predicate<Path> wanted, List<Path> all) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> beside = Files.list(folder)) {
                beside.limit(MOST_BESIDE).filter(wanted).filter(Files::isRegularFile).filter(path -> !path.normalize().equals(all.getFirst().normalize()))
                        .sorted().forEach(all::add);
            }
        }
    }
}
