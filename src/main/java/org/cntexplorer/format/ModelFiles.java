package org.cntexplorer.format;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Opens a model file with the reader that is surest of it. */
public final class ModelFiles {
    private ModelFiles() {}

    /** Every reader that is installed. */
    public static List<ModelReader> readers() {
        return ServiceLoader.load(ModelReader.class, ModelFiles.class.getClassLoader()).stream().map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(ModelReader::format)).toList();
    }

    /**
     * @return the network, to be closed by the caller
     * @throws ModelFormatException with one sentence for the user
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static Network open(Path path, OpenOptions options, Progress progress) throws ModelFormatException {
        MappedFile file = MappedFile.open(path);
        boolean opened = false;
        try {
            ModelReader reader = readers().stream()
                    .max(Comparator.comparingDouble(r -> r.probe(file).confidence()))
                    .filter(r -> r.probe(file).confidence() > 0)
                    .orElseThrow(() -> new ModelFormatException(file.name() + " is not a model file that this program knows."));
            Network network = reader.open(file, options, progress);
            opened = true;
            return network;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }
}
