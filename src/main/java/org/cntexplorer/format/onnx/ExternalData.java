package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;

/**
 * Weights that a model keeps in files beside it ({@code model.onnx.data}), mapped for as long as the model is. Only files in the model's
 * own folder or below it are opened, whatever the model asks for.
 */
final class ExternalData {
    private static final int MOST_FILES = 1000;

    private final MappedFile file;
    private final Map<String, MemorySegment> mapped = new HashMap<>();

    ExternalData(MappedFile file) {
        this.file = file;
    }

    private ModelFormatException bad(String name, String what) {
        return new ModelFormatException(file.name() + ": the tensor \"" + name + "\" lies in another file, " + what);
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
        MemorySegment all = mapped.get(location);
        if (all == null) {
            all = map(location, name);
            mapped.put(location, all);
        }
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

    private MemorySegment map(String location, String name) throws ModelFormatException {
        if (mapped.size() == MOST_FILES) {
            throw bad(name, "one of more than " + MOST_FILES + "; save the model as one file.");
        }
        try {
            Path folder = file.path().toRealPath().getParent();
            Path asked = folder.resolve(location).normalize();
            if (location.isEmpty() || !asked.startsWith(folder) || asked.equals(folder)) {
                throw bad(name, "\"" + location + "\", outside of the model's folder, which is not opened; put it beside the model and export that again.");
            }
            if (!Files.exists(asked)) {
                throw bad(name, location + ", which is not there; put it beside the model.");
            }
            Path real = asked.toRealPath();
            if (!real.startsWith(folder) || !Files.isRegularFile(real)) {
                throw bad(name, location + ", which is a link or no plain file and is not opened; put the file itself beside the model.");
            }
            try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), file.arena());
            }
        } catch (IOException | InvalidPathException e) {
            throw new ModelFormatException(file.name() + ": the tensor \"" + name + "\" lies in another file, " + location
                    + ", which cannot be read (" + e.getMessage() + "); check the disk and the file.", e);
        }
    }
}
