package org.cntexplorer.format.safetensors;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.NamedTensor;
import org.cntexplorer.progress.Progress;

/**
 * The files of a model that is saved in several, mapped for as long as the file is that was opened. Only files in the index' own folder or
 * below it are opened, whatever the index asks for.
 */
final class Shards {
    private static final int MOST_FILES = 1000;

    private final MappedFile file;
    private final Path index;

    /**
     * @param file the file that was opened: the index, or one of the shards
     * @param index where the index lies
     */
    Shards(MappedFile file, Path index) {
        this.file = file;
        this.index = index;
    }

    private ModelFormatException bad(String what) {
        return new ModelFormatException("The index " + index.getFileName() + " " + what);
    }

    /** All tensors that the index names, file by file. */
    List<NamedTensor> tensors(Progress progress) throws ModelFormatException {
        Map<String, String> wanted = ShardIndex.read(index.getFileName().toString(), map(index.getFileName().toString())).shards();
        Set<String> locations = new LinkedHashSet<>(wanted.values());
        if (locations.size() > MOST_FILES) {
            throw bad("names more than " + MOST_FILES + " files; save the model in fewer.");
        }
        List<NamedTensor> tensors = new ArrayList<>();
        Set<String> found = new LinkedHashSet<>();
        int done = 0;
        for (String location : locations) {
            progress.report((double) done++ / locations.size(), "Reading " + location);
            for (NamedTensor tensor : TensorData.of(location, map(location))) {
                if (location.equals(wanted.get(tensor.name()))) {
                    tensors.add(tensor);
                    found.add(tensor.name());
                }
            }
        }
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            if (!found.contains(one.getKey())) {
                throw bad("looks for the tensor \"" + one.getKey() + "\" in " + one.getValue() + ", which does not hold it; download all files again.");
            }
        }
        return tensors;
    }

    private MemorySegment map(String location) throws ModelFormatException {
        try {
            Path folder = index.toRealPath().getParent();
            Path asked = folder.resolve(location).normalize();
            if (location.isEmpty() || !asked.startsWith(folder) || asked.equals(folder)) {
                throw bad("asks for \"" + location + "\", outside of its folder, which is not opened; put that file beside the index and name it there.");
            }
            if (!Files.exists(asked)) {
                throw bad("asks for " + location + ", which is not there; put it beside the index.");
            }
            Path real = asked.toRealPath();
            if (!real.startsWith(folder) || !Files.isRegularFile(real)) {
                throw bad("asks for " + location + ", which is a link or no plain file and is not opened; put the file itself beside the index.");
            }
            if (real.equals(file.path().toRealPath())) {
                return file.bytes();
            }
            try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), file.arena());
            }
        } catch (IOException | InvalidPathException e) {
            throw new ModelFormatException("The index " + index.getFileName() + " asks for " + location + ", which cannot be read (" + e.getMessage()
                    + "); check the disk and the file.", e);
        }
    }
}
