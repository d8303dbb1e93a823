package org.cntexplorer.format.safetensors;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.format.FilesBeside;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.NamedTensor;
import org.cntexplorer.progress.Progress;

/** The files of a model that is saved in several, as its index names them. */
final class Shards {
    private static final int MOST_FILES = 1000;

    private final Path index;
    private final FilesBeside files;

    /**
     * @param file the file that was opened: the index, or one of the shards
     * @param index where the index lies
     */
    Shards(MappedFile file, Path index) {
        this.index = index;
        // the index itself is one more; the number of shards is looked at before any is opened
        this.files = new FilesBeside(file, index, FilesBeside.Namer.INDEX, MOST_FILES + 1);
    }

    private MemorySegment map(String location) throws ModelFormatException {
        return files.map(location, "The index " + index.getFileName() + " asks for ");
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
}
