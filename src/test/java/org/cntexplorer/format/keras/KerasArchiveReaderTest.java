package org.cntexplorer.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models.json does not say of archives of Keras 3: how groups are called, and that stored weights are not copied. */
class KerasArchiveReaderTest {
    @ParameterizedTest
    @CsvSource({"Dense, dense", "BatchNormalization, batch_normalization", "Conv2D, conv2d", "Conv2DTranspose, conv2d_transpose",
            "ReLU, re_lu", "PReLU, p_re_lu", "LSTM, lstm", "GRUCell, gru_cell", "MultiHeadAttention, multi_head_attention", "EinsumDense, einsum_dense"})
    void groupsAreCalledByClass(String className, String group) {
        assertThat(ArchiveWeights.snakeCase(className)).isEqualTo(group);
    }

    @Test
    void storedWeightsAreSlicesOfTheFile() throws Exception {
        Path path = Path.of("src/test/resources/models/sequential.keras");
        try (Network network = ModelFiles.open(path, OpenOptions.NONE, Progress.NONE)) {
            Tensor first = ((DenseConnection) network.connection(1)).matrix();
            Tensor second = ((DenseConnection) network.connection(2)).matrix();
            byte[] file = Files.readAllBytes(path);
            long between = second.data().address() - first.data().address();
            // the bytes of the one lie in the file as far from those of the other as they do in memory
            assertThat(position(file, second) - position(file, first)).isEqualTo(between);
        }
    }

    private static int position(byte[] file, Tensor tensor) {
        byte[] wanted = new byte[(int) (4 * tensor.size())];
        ByteBuffer buffer = ByteBuffer.wrap(wanted).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < tensor.size(); i++) {
            buffer.putFloat((float) tensor.get(i));
        }
        for (int at = 0; at <= file.length - wanted.length; at++) {
            if (java.util.Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("the weights are not in the file");
    }
}
