package org.cntexplorer.format;

import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/** Reads one file format. Found by {@link java.util.ServiceLoader}: a new format is one package and one line in META-INF/services. */
public interface ModelReader {
    /** The format as a person calls it: "NumPy", "Keras HDF5", "ONNX". */
    String format();

    /** The usual file-name endings, lower case, without dot; for file dialogs. */
    java.util.List<String> extensions();

    /** Looks at bytes, then at the name. Cheap; never throws. */
    Probe probe(MappedFile file);

    /**
     * Reads the network. The result takes over {@code file}: closing the network closes it. When this throws, the caller closes it.
     *
     * @throws ModelFormatException with one sentence for the user
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    Network open(MappedFile file, OpenOptions options, Progress progress) throws ModelFormatException;
}
