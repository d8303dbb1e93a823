package org.cntexplorer.study;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.progress.Progress;

/**
 * The model files of a folder and of the folders in it, without labels yet: read once from the disk, so that patterns can be tried on it.
 *
 * @param names of the files below the folder, parted by slashes, in natural order; each opens another file
 * @param leftOut folders that cannot be listed, and links to files and folders that are there already
 */
public record ModelFolder(Path folder, List<String> names, List<LeftOut> leftOut) {
    /** Files of any kind that are looked at. */
    private static final int MOST = 1_000_000;

    public ModelFolder {
        names = List.copyOf(names);
        leftOut = List.copyOf(leftOut);
    }

    /** @param name one of {@link #names()} */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Links are followed, also to other disks, but each folder is gone through once and each file counted once, under its own name before
     * that of a link. Files and folders whose names begin with a point are not looked at.
     *
     * @throws ModelFormatException where there is no such folder, or it holds more than a million files
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static ModelFolder list(Path folder, Progress progress) throws ModelFormatException {
        if (!Files.isDirectory(folder)) {
            throw new ModelFormatException(folder + (Files.exists(folder)
                    ? " is a file, not a folder; name the folder that holds the models."
                    : " is not there, or no longer; check its name, and that its disk is connected."));
        }
        return new Walk(folder, progress).all();
    }

    /**
     * Goes through the folder: what lies in it first, then what links lead to, so that a link never takes the place of what it leads to.
     */
    private static final class Walk {
        private final Path folder;
        private final Progress progress;
        private final Deque<Path> folders = new ArrayDeque<>();
        private final Deque<Path> links = new ArrayDeque<>();
        /** By the real path: the name under which it was found. */
        private final Map<Path, String> found = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private int seen;

        Walk(Path folder, Progress progress) {
            this.folder = folder;
            this.progress = progress;
        }

        ModelFolder all() throws ModelFormatException {
            folders.add(folder);
            while (!folders.isEmpty() || !links.isEmpty()) {
                Path next = folders.isEmpty() ? links.remove() : folders.remove();
                progress.check();
                if (Files.isDirectory(next)) {
                    go(next);
                } else {
                    take(next);
                }
            }
            names.sort(NaturalOrder.OF_FILES);
            leftOut.sort((a, b) -> NaturalOrder.OF_FILES.compare(a.name(), b.name()));
            return new ModelFolder(folder, names, leftOut);
        }

        private void go(Path next) throws ModelFormatException {
            progress.report(-1, "Looking for models in " + name(next));
            try {
                if (isNew(next, "folder")) {
                    look(next);
                }
            } catch (IOException | DirectoryIteratorException | SecurityException e) {
                if (next.equals(folder)) {
                    throw new ModelFormatException(folder + " cannot be listed (" + e.getMessage()
                            + "); check the rights and the disk.", e);
                }
                leftOut.add(new LeftOut(name(next), "The folder " + name(next) + " cannot be listed (" + e.getMessage()
                        + "); check the rights and the disk."));
            }
        }

        private void look(Path next) throws IOException, ModelFormatException {
            List<Path> inside = new ArrayList<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(next)) {
                for (Path path : all) {
                    progress.check();
                    if (++seen > MOST) {
                        throw new ModelFormatException(folder + " holds more than " + MOST
                                + " files; name a folder with the models of one study.");
                    }
                    if (!path.getFileName().toString().startsWith(".")) {
                        inside.add(path);
                    }
                }
            }
            inside.sort((a, b) -> NaturalOrder.OF_FILES.compare(a.getFileName().toString(), b.getFileName().toString()));
            for (Path path : inside) {
                if (Files.isSymbolicLink(path)) {
                    links.add(path);
                } else if (Files.isDirectory(path)) {
                    folders.add(path);
                } else {
                    take(path);
                }
            }
        }

        private void take(Path file) {
            if (!ModelNames.isNamedAsModel(file)) {
                return;
            }
            try {
                if (!Files.isRegularFile(file)) {
                    leftOut.add(new LeftOut(name(file), name(file)
                            + " is a link to nothing or no plain file; put the model itself there."));
                } else if (ModelNames.isModel(file) && isNew(file, "file")) {
                    names.add(name(file));
                }
            } catch (IOException | SecurityException e) {
                leftOut.add(new LeftOut(name(file), name(file) + " cannot be read (" + e.getMessage()
                        + "); check the rights and the disk."));
            }
        }

        private boolean isNew(Path path, String what) throws IOException {
            String before = found.putIfAbsent(path.toRealPath(), name(path));
            if (before != null) {
                leftOut.add(new LeftOut(name(path), name(path) + " is a link to the " + what + " " + before
                        + " and counts once; remove the link if it is not meant."));
            }
            return before == null;
        }

        private String name(Path path) {
            Path below = folder.relativize(path);
            return below.toString().isEmpty() ? "." : below.toString().replace(path.getFileSystem().getSeparator(), "/");
        }
    }
}
