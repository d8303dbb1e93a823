package org.cntexplorer.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Models in formats of other programs that no reader knows: which one it is, and how to make one of it that is read. */
final class FrameworkLook {
    private static final long GGUF_NAME = 24;
    private static final String ARCHITECTURE = "general.architecture";
    private static final int TEXT = 8;
    /** What stands at the end of the table of a TensorFlow checkpoint. */
    private static final long TABLE = 0xdb4775248b80fb57L;

    private FrameworkLook() {}

    /** @param head the first bytes */
    static Optional<FileLook> of(MappedFile file, byte[] head) {
        return byContent(file, head).or(() -> byName(file, head));
    }

    private static Optional<FileLook> byContent(MappedFile file, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        String marked = start.length() < 8 ? "" : start.substring(4, 8);
        if (start.startsWith("GGUF") || start.startsWith("lmgg") || start.startsWith("fmgg") || start.startsWith("tjgg")) {
            return look("is a model of llama.cpp (" + (start.startsWith("GGUF") ? "GGUF" : "GGML") + architecture(file) + "), which is not read",
                    "open the .safetensors or .onnx files of the model that it was converted from");
        }
        if (marked.equals("ORTM")) {
            return look("is a model in ONNX Runtime's own format, which is not read", "open the .onnx file that it was made from");
        }
        if (marked.startsWith("ET1") || marked.startsWith("eh0")) {
            return look("is a program of ExecuTorch, which is not read", "export the model that it was made from with torch.onnx.export and open that");
        }
        if (start.startsWith("RKNN") || start.startsWith("ptrt") || start.startsWith("ftrt")) {
            return look("is a model compiled for one kind of chip", "open the model that it was compiled from");
        }
        if (start.startsWith("\u0012\u0001\0\0\0\0\0\0")) {
            return look("is a list of MXNet's arrays, which is not read", "export the model with mxnet.onnx.export_model and open that");
        }
        if (start.startsWith("7767517")) {
            return look("is the description of a model of ncnn, which is not read", "open the .onnx or .pt file that it was converted from");
        }
        if (isPickled(start) && (start.contains("sklearn") || start.contains("joblib"))) {
            return look("is a model of scikit-learn, which is not read", "convert it with skl2onnx, or save its coefs_ and intercepts_ with numpy.savez, and open that");
        }
        String text = start.stripLeading();
        if (text.startsWith("<") && text.contains("<net ") && text.contains("<layer")) {
            return look("is a model of OpenVINO, which is not read", "open the model that it was converted from");
        }
        if (text.startsWith("model_checkpoint_path:")) {
            return look("only names the newest checkpoint of TensorFlow", "open the .index file that it names");
        }
        if (text.startsWith("node {") || text.startsWith("graph_def {") || text.startsWith("meta_info_def {")) {
            return look("is a graph of TensorFlow written as text, which is not read", frozen(file));
        }
        boolean table = file.size() >= 48 && file.bytes().get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), file.size() - 8) == TABLE;
        return table ? look("is the table of a checkpoint of TensorFlow under another name", "give it its own name, which ends in .index, beside its .data files") : Optional.empty();
    }

    private static Optional<FileLook> byName(MappedFile file, byte[] head) {
        String name = file.name().toLowerCase(Locale.ROOT);
        String start = new String(head, StandardCharsets.ISO_8859_1);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        boolean message = !start.isEmpty() && (start.charAt(0) == '\n' || start.charAt(0) == '\b');
        if (name.equals("saved_model.pb") && message) {
            return look("is the graph of a SavedModel of TensorFlow, without its weights",
                    "copy the whole folder of the model, with the folder \"variables\" in it, and open it there");
        }
        if (name.matches(".*\\.data-\\d{5}-of-\\d{5}")) {
            return look("holds the numbers of a checkpoint of TensorFlow, not their names", "open the .index file beside it");
        }
        return switch (ending) {
            case "pb", "pbtxt", "meta" -> message || !ending.equals("pb") ? look("is a graph of TensorFlow, which is not read", frozen(file)) : Optional.empty();
            case "mlmodel" -> message ? look("is a model of Core ML, which is not read", "open the model that it was converted from, or export that as ONNX")
                    : Optional.empty();
            case "pdmodel", "pdiparams", "pdparams" -> look("is a model of PaddlePaddle, which is not read",
                    "convert it with paddle2onnx --model_dir FOLDER --save_file model.onnx and open that");
            case "joblib", "skops" -> look("is a model of scikit-learn, which is not read",
                    "convert it with skl2onnx, or save its coefs_ and intercepts_ with numpy.savez, and open that");
            case "caffemodel", "prototxt" -> look("is a model of Caffe, which is not read", "convert it to ONNX and open that");
            case "msgpack" -> look("holds the weights of a model of Flax, which is not read", "save them with safetensors.flax.save_file and open that");
            case "engine", "plan", "trt" -> look("is a model compiled by TensorRT for one kind of chip", "open the .onnx file that it was compiled from");
            case "t7" -> look("is a model of Lua Torch, which is not read", "convert it to ONNX and open that");
            case "weights" -> look("holds the weights of a model of Darknet, which is not read", "convert it to ONNX and open that");
            case "rds", "rdata" -> look("is a file of R, which is not read", "save the weights as NumPy .npz and open that");
            default -> Optional.empty();
        };
    }

    private static Optional<FileLook> look(String what, String advice) {
        return Optional.of(new FileLook(what, advice));
    }

    private static String frozen(MappedFile file) {
        return "convert it with python -m tf2onnx.convert --graphdef " + file.name() + " --inputs NAME:0 --outputs NAME:0 --output model.onnx and open that";
    }

    private static boolean isPickled(String start) {
        return start.length() > 2 && start.charAt(0) == 0x80 && start.charAt(1) >= 2 && start.charAt(1) <= 5;
    }

    /** ": llama" where a GGUF file begins with its architecture, as all that llama.cpp writes do. */
    private static String architecture(MappedFile file) {
        MemorySegment bytes = file.bytes();
        long value = GGUF_NAME + 8 + ARCHITECTURE.length();
        if (file.size() < value + 12) {
            return "";
        }
        ValueLayout.OfLong longs = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        boolean named = bytes.get(longs, GGUF_NAME) == ARCHITECTURE.length() && text(bytes, GGUF_NAME + 8, ARCHITECTURE.length()).equals(ARCHITECTURE)
                && bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), value) == TEXT;
        long length = named ? bytes.get(longs, value + 4) : 0;
        return length < 1 || length > 40 || length > file.size() - value - 12 ? "" : ": " + text(bytes, value + 12, (int) length);
    }

    private static String text(MemorySegment bytes, long at, int length) {
        return new String(bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
