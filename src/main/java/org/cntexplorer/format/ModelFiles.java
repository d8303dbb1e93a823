package org.cntexplorer.format;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Unfolding;
import org.cntexplorer.progress.Progress;

/** Opens a model file with the reader that is surest of it. */
public final class ModelFiles {
    /** Found once: to look for them takes longer than to open a small model. */
    private static final List<ModelReader> READERS = ServiceLoader.load(ModelReader.class, ModelFiles.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get).sorted(Comparator.comparing(ModelReader::format)).toList();

    private ModelFiles() {}

    /** Every reader that is installed. */
    public static List<ModelReader> readers() {
        return READERS;
    }

    /** Whether a folder is a model, or one file in it is for sure the only one; looks at names alone. */
    public static boolean isModel(Path folder) {
        return FolderLook.model(folder).isPresent();
    }

    private record Candidate(ModelReader reader, Probe probe) {}

    /**
     * @param path of the model's file, or of a folder that holds one model
     * @return the network, to be closed by the caller
     * @throws ModelFormatException with one sentence for the user
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static Network open(Path path, OpenOptions options, Progress progress) throws ModelFormatException {
        MappedFile file = MappedFile.open(FolderLook.model(path).orElse(path));
        boolean opened = false;
        try {
            Network network = open(file, options, progress);
            opened = true;
            return network;
        } catch (OutOfMemoryError | StackOverflowError e) {
            // no reader should come here, but the libraries below them do on some damaged files, and nothing is left half done
            throw new ModelFormatException(file.name() + " asks for more memory than this program may use; if the file is sound, start "
                    + "the program with a larger heap (-Xmx).", e);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException {
        ModelReader reader = READERS.stream().map(r -> new Candidate(r, r.probe(file)))
                .max(Comparator.comparingDouble(candidate -> candidate.probe().confidence()))
                .filter(candidate -> candidate.probe().confidence() > 0)
                .map(Candidate::reader)
                .orElseThrow(() -> unknown(file));
        Network network = reader.open(file, options, progress);
        try {
            return options.steps() == 0 ? network : Unfolding.of(network, options.steps());
        } catch (IllegalArgumentException e) {
            network.close();
            throw new ModelFormatException(file.name() + ": " + e.getMessage() + "; unfold it over fewer steps.", e);
        }
    }

    private static ModelFormatException unknown(MappedFile file) {
        FileLook look = FileLook.of(file);
        return new ModelFormatException(file.name() + " " + look.what() + "; " + look.advice() + ".");
    }
}
