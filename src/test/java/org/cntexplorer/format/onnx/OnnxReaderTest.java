package org.cntexplorer.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.Probe;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models.json cannot say of a model that opens: where its weights lie. */
class OnnxReaderTest {
    private static final Path MODELS = Path.of("src/test/resources/models");

    /** Where bytes of a tensor lie in the mapping, or −1 where they are a copy. */
    private static long place(MappedFile file, Tensor tensor) {
        long offset = tensor.data().address() - file.bytes().address();
        return offset >= 0 && offset < file.size() ? offset : -1;
    }

    @ParameterizedTest
    @CsvSource({"gemm-transposed.onnx, true", "gemm-f16.onnx, true", "gemm-f64.onnx, true", "matmul-add.onnx, true", "gemm-listed-inputs-too.onnx, false",
        "gemm-alpha-beta.onnx, false"})
    void rawWeightsStayInTheFile(String name, boolean inPlace) throws Exception {
        try (MappedFile file = MappedFile.open(MODELS.resolve(name))) {
            Network network = new OnnxReader().open(file, OpenOptions.NONE, Progress.NONE);
            byte[] bytes = Files.readAllBytes(MODELS.resolve(name));
            for (Connection connection : network.connections()) {
                Tensor matrix = ((DenseConnection) connection).matrix();
                long place = place(file, matrix);
                assertThat(place >= 0).as(connection.name()).isEqualTo(inPlace);
                if (inPlace) {
                    byte[] there = matrix.data().toArray(ValueLayout.JAVA_BYTE);
                    assertThat(MemorySegment.ofArray(bytes).asSlice(place, there.length).mismatch(MemorySegment.ofArray(there))).isEqualTo(-1);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gemm-transposed.onnx, model.onnx, 1", "gemm-transposed.onnx, model.bin, 0.9", "sequential.h5, model.onnx, 0", "pickled-2.npy, model.onnx, 0",
        "named.npz, model.onnx, 0", "models.json, model.onnx, 0", "make_models.py, model.onnx, 0"})
    void contentCountsForMoreThanTheName(String content, String name, double confidence, @TempDir Path folder) throws Exception {
        try (MappedFile file = MappedFile.open(Files.copy(MODELS.resolve(content), folder.resolve(name)))) {
            Probe probe = new OnnxReader().probe(file);
            assertThat(probe.confidence()).isEqualTo(confidence);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkBesideTheModelThatLeadsAwayIsNotFollowed(@TempDir Path folder) throws Exception {
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.copy(MODELS.resolve("external.onnx"), models.resolve("external.onnx"));
        Path outside = Files.copy(MODELS.resolve("external.onnx.data"), folder.resolve("secret"));
        Files.createSymbolicLink(models.resolve("external.onnx.data"), outside);
        try (MappedFile file = MappedFile.open(models.resolve("external.onnx"))) {
            assertThat(catchThrowable(() -> new OnnxReader().open(file, OpenOptions.NONE, Progress.NONE)))
                    .hasMessageContaining("external.onnx.data, which is a link or no plain file and is not opened");
        }
    }
}
