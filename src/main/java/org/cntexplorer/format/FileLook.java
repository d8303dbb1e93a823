package org.cntexplorer.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file that no reader knows looks like, and what its owner can do about it.
 *
 * @param what continues "This file …": "is an HTML page, perhaps an error page or a log-in page"
 * @param advice continues "…; ": what to do
 */
record FileLook(String what, String advice) {
    private static final int GLANCE = 1024;
    /** Where a tar archive names itself. */
    private static final int TAR = 257;
    private static final String CONVERT = "export the model as ONNX, Keras .h5 or NumPy and open that";

    static FileLook of(MappedFile file) {
        MemorySegment bytes = file.bytes();
        String name = file.name();
        if (name.endsWith(".onnx.data")) {
            String model = name.substring(0, name.length() - ".data".length());
            return new FileLook("holds the weights of a model, not the model itself", "open " + model + " beside it");
        }
        if (name.endsWith(".bin") && name.contains("shard") || name.endsWith(".weights.bin")) {
            return new FileLook("holds the weights of a TensorFlow.js model, not the model itself", "open the model.json beside it");
        }
        byte[] head = bytes.asSlice(0, Math.min(GLANCE, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        if (ZipArchive.startsWithMagic(bytes)) {
            return zip(file);
        }
        return FrameworkLook.of(file, head).or(() -> Optional.ofNullable(binary(head))).orElseGet(() -> text(head));
    }

    private static FileLook zip(MappedFile file) {
        List<String> names;
        try {
            names = ZipArchive.open(file.name(), file.bytes(), file.arena()).entries().stream().map(ZipArchive.Entry::name).toList();
        } catch (ModelFormatException e) {
            return new FileLook("is a zip file that was cut short or damaged", "download or copy it again");
        }
        if (names.stream().anyMatch(name -> name.endsWith(".onnx") || name.endsWith(".h5") || name.endsWith(".hdf5") || name.endsWith(".npy")
                || name.endsWith(".tflite") || name.endsWith(".keras") || name.endsWith(".safetensors") || name.endsWith("saved_model.pb"))) {
            return new FileLook("is a zip file with a model in it", "unpack it and open the model");
        }
        return new FileLook("is a zip file without a model in it", "check where it comes from");
    }

    private static FileLook binary(byte[] head) {
        if (starts(head, 0x1f, 0x8b)) {
            return new FileLook("is packed with gzip", "unpack it with gunzip and open what is inside");
        }
        if (starts(head, 0x28, 0xb5, 0x2f, 0xfd) || starts(head, 0xfd, '7', 'z', 'X', 'Z') || starts(head, 'B', 'Z', 'h')
                || starts(head, '7', 'z', 0xbc, 0xaf) || starts(head, 'R', 'a', 'r', '!')) {
            return new FileLook("is a packed file", "unpack it and open what is inside");
        }
        if (starts(head, 'M', 'A', 'T', 'L', 'A', 'B')) {
            return new FileLook("is a MATLAB file", "save its matrices with numpy.savez and open that");
        }
        if (head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            return new FileLook("is a Python pickle, not what torch.save writes", "save the model's state_dict() with torch.save, or its weights with numpy.save");
        }
        if (starts(head.length > TAR ? java.util.Arrays.copyOfRange(head, TAR, head.length) : new byte[0], 'u', 's', 't', 'a', 'r')) {
            return new FileLook("is a tar archive, as PyTorch 0.1 wrote models or a packed folder", "unpack it, or load it with an old PyTorch and save it again");
        }
        if (starts(head, 0x89, 'P', 'N', 'G') || starts(head, 0xff, 0xd8, 0xff) || starts(head, 'G', 'I', 'F', '8') || starts(head, '%', 'P', 'D', 'F')) {
            return new FileLook("is a picture or a document, not a model", "open the model file instead");
        }
        if (starts(head, 0x7f, 'E', 'L', 'F') || starts(head, 'M', 'Z')) {
            return new FileLook("is a program, not a model", "open the model file instead");
        }
        return null;
    }

    private static FileLook text(byte[] head) {
        int zeros = 0;
        int odd = 0;
        for (byte b : head) {
            zeros += b == 0 ? 1 : 0;
            odd += b < 32 && b >= 0 && b != '\n' && b != '\r' && b != '\t' ? 1 : 0;
        }
        if (zeros == head.length) {
            return new FileLook("begins with nothing but zeros, as a download that broke off does", "download or copy it again");
        }
        String text = new String(head, StandardCharsets.UTF_8);
        boolean readable = odd == 0 && text.codePoints().filter(c -> c == 0xfffd).count() <= 1;
        if (!readable) {
            return new FileLook("is binary data of no model format that this version knows", CONVERT);
        }
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("\ufeff")) {
            start = start.substring(1).stripLeading();
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.contains("<html") || start.startsWith("<head")) {
            return new FileLook("is an HTML page, not a model: perhaps a page about it was saved in its place",
                    "download the model itself (on GitHub, by \"Download raw file\")");
        }
        if (start.startsWith("version https://git-lfs")) {
            return new FileLook("is a Git LFS pointer, not the model itself", "fetch it with \"git lfs pull\"");
        }
        if (start.startsWith("<?xml") || start.startsWith("<")) {
            return new FileLook("is an XML text", CONVERT);
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return new FileLook("is a JSON text, perhaps a model's description without its weights", "open the file that holds the weights");
        }
        return new FileLook("is a text", "open the file that holds the weights");
    }

    private static boolean starts(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
