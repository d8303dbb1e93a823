package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.cntexplorer.format.FilesBeside;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;

/**
 * Weights that a model keeps in files beside it ({@code model.onnx.data}), mapped for as long as the model is.
 */
final class ExternalData {
    private static final int MOST_FILES = 1000;

    private final MappedFile file;
    private final FilesBeside beside;

    ExternalData(MappedFile file) {
        this.file = file;
        this.beside = new FilesBeside(file, MOST_FILES);
    }

    private ModelFormatException bad(String name, String what) {
        return new ModelFormatException(sentence(name) + what);
    }

    private String sentence(String name) {
        return file.name() + ": the tensor \"" + name + "\" lies in another file, ";
    }

    /**
     * @param name the tensor's, for messages
     * @param bytes how many bytes it has
     */
    MemorySegment of(TensorProto proto, String name, long bytes) throws ModelFormatException {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : proto.getExternalDataList()) {
            entries.putIfAbsent(entry.getKey(), entry.getValue());
        }
        String location = entries.getOrDefault("location", "");
        MemorySegment all = beside.map(location, sentence(name));
        long offset = number(entries.getOrDefault("offset", "0"), name);
        long length = number(entries.getOrDefault("length", String.valueOf(bytes)), name);
        if (length != bytes) {
            throw bad(name, location + ", with " + length + " bytes instead of " + bytes + "; export the model again.");
        }
        if (offset > all.byteSize() - bytes) {
            throw bad(name, location + ", at byte " + offset + ", but that file has only " + all.byteSize()
                    + " bytes; copy both files again.");
        }
        return all.asSlice(offset, bytes);
    }

    private long number(String text, String name) throws ModelFormatException {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw bad(name, "at a place that is no number (\"" + text + "\"); export the model again.");
    }
}
