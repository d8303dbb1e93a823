package org.cntexplorer.app.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cntexplorer.progress.Progress;

/**
 * Fingerprints of model files. Each file is read once, as long as its size and the time of its last change stay the same. Of a model in a
 * folder the names and contents of all files below are one fingerprint. Safe for any thread.
 */
public final class FileHashes {
    private static final int CHUNK = 1 << 20;
    /** A folder of more files than this is no model, and not read. */
    private static final int MOST_FILES = 10_000;

    /** A file as it was when it was read. */
    private record Known(long size, FileTime changed, Fingerprint fingerprint) {}

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** The fingerprint of a file, where it need not be read for it. */
    public Optional<Fingerprint> known(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.ofNullable(known.get(file)).filter(k -> !now.isDirectory() && k.size == now.size() && k.changed.equals(now.lastModifiedTime()))
                    .map(Known::fingerprint);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The fingerprint of a file or folder.
     *
     * @throws IOException where it cannot be read
     * @throws java.util.concurrent.CancellationException where {@code progress} is cancelled
     */
    public Fingerprint of(Path file, Progress progress) throws IOException {
        Optional<Fingerprint> before = known(file);
        if (before.isPresent()) {
            return before.get();
        }
        BasicFileAttributes at = Files.readAttributes(file, BasicFileAttributes.class);
        MessageDigest digest = sha256();
        if (at.isDirectory()) {
            long size = 0;
            for (Path part : parts(file)) {
                digest.update(file.relativize(part).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                size += read(part, digest, progress);
            }
            return new Fingerprint(size, HexFormat.of().formatHex(digest.digest()));
        }
        long size = read(file, digest, progress);
        Fingerprint found = new Fingerprint(size, HexFormat.of().formatHex(digest.digest()));
        // what was written meanwhile is read again the next time
        known.put(file, new Known(at.size(), at.lastModifiedTime(), found));
        return found;
    }

    private static List<Path> parts(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> parts = below.filter(Files::isRegularFile).limit(MOST_FILES + 1L).sorted().toList();
            if (parts.size() > MOST_FILES) {
                throw new IOException(folder + " holds more than " + MOST_FILES + " files");
            }
            return parts;
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Reads, not maps: a file that is cut off meanwhile is an {@link IOException} or a shorter file, and no crash. */
    private static long read(Path file, MessageDigest digest, Progress progress) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (FileChannel channel = FileChannel.open(file)) {
            long whole = Math.max(1, channel.size());
            long done = 0;
            for (int n = channel.read(chunk); n >= 0; n = channel.read(chunk)) {
                progress.check();
                digest.update(chunk.flip());
                chunk.clear();
                done += n;
                progress.report((double) done / whole, file.getFileName().toString());
            }
            return done;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // every Java has it
            throw new IllegalStateException(e);
        }
    }
}
