package org.cntexplorer.app.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of sessions that nobody has saved. Every window has a {@link Slot} of its own there for as long as it is open, and locks it;
 * the system ends the lock with the program, however that ends. A slot that holds a session and that nobody has locked is therefore what a
 * crash has left. Sessions that were closed lie beside them, the last {@value #CLOSED} of them. Safe for any thread.
 */
public final class AutosaveFolder {
    /** So many closed sessions are kept. */
    static final int CLOSED = 10;
    private static final String LOCK = ".lock";

    /** Of all windows of this program: to look at another's lock file would end that one's lock, as POSIX' locks are of a process and a file. */
    private static final Set<Path> OURS = new HashSet<>();

    private final Path open;
    private final Path closed;

    public AutosaveFolder(Path state) {
        open = state.toAbsolutePath().normalize().resolve("open-sessions");
        closed = state.toAbsolutePath().normalize().resolve("closed-sessions");
    }

    /** Where it is. */
    Path path() {
        return open;
    }

    /** A window's place: what it holds is that window's alone until it is {@linkplain #leave left}. */
    public static final class Slot {
        private final Path file;
        private final FileChannel channel;

        private Slot(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        /** The session's file; there is none while there is nothing to keep. */
        public Path file() {
            return file;
        }

        /** When the session was written last. */
        public FileTime time() throws IOException {
            return Files.getLastModifiedTime(file);
        }

        /** Lets others have it, as a crash would: what it holds is offered at the next start. */
        public void leave() {
            synchronized (OURS) {
                try {
                    channel.close();
                } catch (IOException e) {
                    // the system closes it with the program
                }
                OURS.remove(file);
            }
        }

        /** Takes away what it holds. */
        public void clear() throws IOException {
            Files.deleteIfExists(file);
        }

        /** Takes it away, with what it holds. */
        public void delete() throws IOException {
            clear();
            Files.deleteIfExists(lockOf(file));
            leave();
        }
    }

    /** A new place. @throws IOException where the folder cannot be written to */
    public Slot begin() throws IOException {
        Files.createDirectories(open);
        Path file = open.resolve(UUID.randomUUID() + SessionFile.EXTENSION);
        return lock(file, true).orElseThrow(() -> new IOException(file + " is locked"));
    }

    /** What crashes have left, the newest first; each is locked for the one who asks until it is left or deleted. */
    public List<Slot> left() throws IOException {
        List<Slot> left = new ArrayList<>();
        if (!Files.isDirectory(open)) {
            return left;
        }
        for (Path file : sessions(open)) {
            lock(file, false).ifPresent(left::add);
        }
        return left;
    }

    private static Optional<Slot> lock(Path file, boolean create) throws IOException {
        synchronized (OURS) {
            if (OURS.contains(file)) {
                return Optional.empty();
            }
            FileChannel channel = FileChannel.open(lockOf(file), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
                // another may have restored or thrown it away between the look at the folder and the lock
                if (lock != null && (create || Files.exists(file))) {
                    OURS.add(file);
                    return Optional.of(new Slot(file, channel));
                }
                if (lock != null) {
                    Files.deleteIfExists(lockOf(file));
                }
                lock = null;
                return Optional.empty();
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
        }
    }

    /** Keeps a session that was closed, or gave way to another, without having been saved. */
    void keep(byte[] content) throws IOException {
        Files.createDirectories(closed);
        WholeFile.write(closed.resolve(UUID.randomUUID() + SessionFile.EXTENSION), content);
        for (Path old : sessions(closed).stream().skip(CLOSED).toList()) {
            Files.deleteIfExists(old);
        }
    }

    /** The sessions that were closed, the newest first. */
    public List<Path> closed() throws IOException {
        return Files.isDirectory(closed) ? sessions(closed) : List.of();
    }

    private static List<Path> sessions(Path folder) throws IOException {
        record Dated(Path file, FileTime time) {}
        List<Dated> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(SessionFile::isOne).toList()) {
                try {
                    found.add(new Dated(file, Files.getLastModifiedTime(file)));
                } catch (IOException e) {
                    // another window's, which has just taken it away
                }
            }
        }
        return found.stream().sorted(Comparator.comparing(Dated::time).reversed()).map(Dated::file).toList();
    }

    private static Path lockOf(Path file) {
        return file.resolveSibling(file.getFileName() + LOCK);
    }
}
