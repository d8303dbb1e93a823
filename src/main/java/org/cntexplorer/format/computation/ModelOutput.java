package org.cntexplorer.format.computation;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cntexplorer.progress.Progress;

/** Writes ONNX models that are to be run: weights go from mapped memory to the file. */
public final class ModelOutput {
    /** Protocol buffers hold no more. */
    private static final long LARGEST = Integer.MAX_VALUE - (16L << 20);

    private ModelOutput() {}

    /**
     * @param model all but its graph
     * @throws IOException where it cannot be written, or is larger than a file of this kind can be
     */
    public static void write(ModelProto.Builder model, GraphProto.Builder graph, Path to, Progress progress) throws IOException {
        long bytes = graph.getInitializerList().stream().mapToLong(tensor -> tensor.getRawData().size()).sum();
        if (bytes > LARGEST) {
            throw new IOException("the model's weights take " + (bytes >> 20) + " MB, and a model that is run has up to " + (LARGEST >> 20) + " MB");
        }
        progress.check();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
            model.setGraph(graph).build().writeTo(out);
        }
    }
}
