package org.cntexplorer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cntexplorer.format.Refusal.refusal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of programs whose formats are not read: each is called by its name, and the sentence says what to do. */
class OtherFormatsTest {
    @TempDir
    Path folder;

    private Path file(String name, byte... bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path file(String name, String latin) throws Exception {
        return file(name, latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] gguf(String architecture, long length) {
        ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(291).putLong(24);
        bytes.putLong(20).put("general.architecture".getBytes(StandardCharsets.US_ASCII)).putInt(8).putLong(length)
                .put(architecture.getBytes(StandardCharsets.UTF_8));
        return bytes.array();
    }

    @Test
    void llamaIsNamedWithItsArchitecture() throws Exception {
        assertThat(refusal(file("model.gguf", gguf("llama", 5)))).isEqualTo(
                "model.gguf is a model of llama.cpp (GGUF: llama), which is not read; open the .safetensors or .onnx files of the model that it was converted from.");
        // lengths that can not be
        for (long length : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 41, 1L << 33}) {
            assertThat(refusal(file("model.gguf", gguf("llama", length)))).contains("(GGUF)");
        }
        assertThat(refusal(file("model.gguf", "GGUF"))).contains("llama.cpp");
        assertThat(refusal(file("ggml-model.bin", "lmgg\1\0\0\0"))).contains("GGML");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frozen.pb       | \\u000a\\u0010\\u000a\\u0005input\\u0012\\u000bPlaceholder | graph of TensorFlow      | tf2onnx.convert --graphdef frozen.pb
            graph.pbtxt     | node { name: "x" }                                         | written as text          | tf2onnx
            model.ckpt.data-00000-of-00001 | \\u0001\\u0002                               | checkpoint of TensorFlow | .index file
            checkpoint      | model_checkpoint_path: "model.ckpt-100"                    | newest checkpoint        | .index file
            net.mlmodel     | \\u0008\\u0004\\u0012\\u0010                                 | Core ML                  | ONNX
            net.pdmodel     | \\u000a\\u0010\\u0008                                       | PaddlePaddle             | paddle2onnx
            net.pdiparams   | \\u0000\\u0000\\u0001                                       | PaddlePaddle             | paddle2onnx
            net.joblib      | \\u0078\\u009c\\u0001                                       | scikit-learn             | skl2onnx
            net.pkl         | \\u0080\\u0004\\u0095\\u0000csklearn.neural_network          | scikit-learn             | coefs_
            net.ort         | \\u0020\\u0000\\u0000\\u0000ORTM\\u0000                       | ONNX Runtime             | .onnx
            net.pte         | \\u0020\\u0000\\u0000\\u0000ET12\\u0000                       | ExecuTorch               | torch.onnx.export
            net.params      | \\u0012\\u0001\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0002 | MXNet                    | export_model
            net.param       | 7767517                                                    | ncnn                     | .onnx
            net.xml         | <?xml version="1.0"?><net name="a" version="11"><layers><layer id="0"> | OpenVINO     | converted from
            net.caffemodel  | \\u000a\\u0003abc                                           | Caffe                    | ONNX
            flax.msgpack    | \\u0081\\u00a6params                                        | Flax                     | safetensors
            net.engine      | ptrt\\u0000\\u0001                                           | compiled                 | compiled from
            net.t7          | \\u0004\\u0000\\u0000                                       | Lua Torch                | ONNX
            """)
    void eachIsCalledByItsNameAndTheSentenceSaysWhatToDo(String name, String content, String what, String advice) throws Exception {
        String bytes = content;
        for (int at = bytes.indexOf("\\u"); at >= 0; at = bytes.indexOf("\\u", at + 1)) {
            bytes = bytes.substring(0, at) + (char) Integer.parseInt(bytes.substring(at + 2, at + 6), 16) + bytes.substring(at + 6);
        }
        assertThat(refusal(file(name, bytes))).startsWith(name + " ").contains(what).contains(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.gguf", "saved_model.pb", "x.pb", "x.mlmodel", "x.pdmodel", "x.joblib", "x.pkl", "x.index", "x.msgpack", "x.engine"})
    void randomBytesOfThatNameAreRefusedToo(String name) throws Exception {
        Random random = new Random(5);
        for (String start : new String[] {"", "GGUF", "\n", "\b", "\u0080\4", "\0\0\0\0ORTM"}) {
            for (int size : new int[] {0, 1, 7, 33, 60, 5000}) {
                byte[] bytes = new byte[size + start.length()];
                random.nextBytes(bytes);
                System.arraycopy(start.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, start.length());
                if (bytes.length > 0) {
                    refusal(file(name, bytes));
                }
            }
        }
    }

    private Path made(String name, String... files) throws Exception {
        Path inner = Files.createDirectory(folder.resolve(name));
        for (String file : files) {
            Files.write(inner.resolve(file), new byte[] {1});
        }
        return inner;
    }

    private String folderWith(String name, String... files) throws Exception {
        Path inner = made(name, files);
        return refusal(inner).replace(inner.toString(), "FOLDER");
    }

    /** The files hold no model, so that what is refused tells which was taken for one. */
    private void assertOpened(String model, String name, String... others) throws Exception {
        Path inner = made(name, others);
        Files.write(inner.resolve(model), new byte[] {1});
        assertThatThrownBy(() -> ModelFiles.open(inner, OpenOptions.NONE, Progress.NONE)).isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(model + " ");
    }

    @Test
    void aFolderOfOneModelIsOpenedAsThatModel() throws Exception {
        assertOpened("saved_model.pb", "saved", "keras_metadata.pb");
        assertOpened("model.json", "web", "group1-shard1of1.bin");
        assertOpened("model.safetensors", "hub", "config.json", "flax_model.msgpack", "pytorch_model.bin", "tf_model.h5");
        assertOpened("a.safetensors.index.json", "parts", "a-00001-of-00002.safetensors", "a-00002-of-00002.safetensors");
        assertOpened("net.onnx", "one", "notes.txt");
        assertOpened("cp.index", "checkpoints", "checkpoint", "cp.data-00000-of-00001");
        try (Network network = ModelFiles.open(Path.of("src/test/resources/agreement/mlp"), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.layers()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void aFolderOfSeveralTellsWhichToOpen() throws Exception {
        assertThat(folderWith("net.mlpackage", "Manifest.json")).contains("Core ML").contains("ONNX");
        assertThat(folderWith("many", "a.onnx", "b.onnx", "c.onnx", "d.onnx")).isEqualTo("FOLDER is a folder; open a.onnx, b.onnx, c.onnx or another model file in it instead.");
        assertThat(folderWith("orbax", "_METADATA", "manifest.ocdbt")).contains("Orbax");
        assertThat(folderWith("empty")).isEqualTo("FOLDER is a folder; open a model file in it instead.");
    }
}
