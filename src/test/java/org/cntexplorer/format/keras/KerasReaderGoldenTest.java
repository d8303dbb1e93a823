package org.cntexplorer.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.DenseConnection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Sums;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

class KerasReaderGoldenTest {
    private static Network open(Path path) throws Exception {
        return ModelFiles.open(path, OpenOptions.NONE, Progress.NONE);
    }

    @Test
    void signedStrengthsOfPaperE() throws Exception {
        try (Network network = open(Golden.path("scabini/network1.h5"))) {
            assertThat(network.layers()).extracting(Layer::neurons).containsExactly(784, 200, 100, 10);
            assertThat(network.layers()).extracting(Layer::name).containsExactly("input", "dense_1", "dense_2", "dense_3");
            assertThat(network.layers()).extracting(Layer::activation).containsExactly("", "relu", "relu", "softmax");
            assertThat(network.connections()).allMatch(connection -> connection.bias().isEmpty());
            for (int layer = 1; layer <= 2; layer++) {
                double[] in = network.connection(layer - 1).sums(Weighting.SIGNED, Progress.NONE).in();
                Sums next = network.connection(layer).sums(Weighting.SIGNED, Progress.NONE);
                List<String[]> rows = Golden.csv("scabini/network1_h" + layer + "_epoch30_measures.csv");
                assertThat(rows).hasSize(in.length);
                for (int k = 0; k < in.length; k++) {
                    String[] row = rows.get(k);
                    assertThat(in[k] + next.out()[k]).isCloseTo(Double.parseDouble(row[strengthColumn(layer)]), within(1e-5));
                }
            }
        }
    }

    private static int strengthColumn(int layer) throws Exception {
        String header = java.nio.file.Files.readAllLines(Golden.path("scabini/network1_h" + layer + "_epoch30_measures.csv")).getFirst();
        return List.of(header.split(",")).indexOf("strength");
    }

    @Test
    void weightsAreSlicesOfTheFile() throws Exception {
        Path path = Golden.path("scabini/network1.h5");
        try (Network network = open(path)) {
            // h5py: f["model_weights/dense_2/dense_2/kernel:0"].id.get_offset() == 638992, shape (200, 100)
            DenseConnection second = (DenseConnection) network.connection(1);
            byte[] file = java.nio.file.Files.readAllBytes(path);
            float first = java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getFloat(638992);
            float last = java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getFloat(638992 + 4 * 19_999);
            assertThat(second.matrix().get(0)).isEqualTo(first);
            assertThat(second.matrix().get(19_999)).isEqualTo(last);
            long between = ((DenseConnection) network.connection(2)).matrix().data().address() - second.matrix().data().address();
            assertThat(between).isEqualTo(721456 - 638992);
        }
    }

    @Test
    void allOfPaperD() throws Exception {
        List<Path> paths = Golden.files("zambra", ".h5");
        assertThat(paths).hasSize(9);
        for (Path path : paths) {
            try (Network network = open(path)) {
                assertThat(network.layers()).extracting(Layer::neurons).containsExactly(31, 20, 10, 4);
                assertThat(network.layers()).extracting(Layer::activation).containsExactly("", "relu", "relu", "softmax");
                assertThat(network.connections()).allMatch(connection -> connection.bias().isPresent());
            }
        }
    }

    /** A published convolutional network; parameters and shapes as h5py reads them, links counted tap by tap. */
    @Test
    void convolutionsAndPooling() throws Exception {
        try (Network network = open(Golden.path("models/ts_mnist.h5"))) {
            assertThat(network.layers()).extracting(layer -> layer.name() + " " + layer.shape()).containsExactly("input 1×28×28", "Conv2D_1 6×24×24",
                    "Conv2D_2 16×8×8", "Dense_1 120", "Dense_2 84", "Softmax 10");
            // a link to the average of a window of 2×2 is four to its neurons
            assertThat(network.connections()).extracting(Connection::links)
                    .containsExactly(24 * 24 * 6 * 25L, 8 * 8 * 16 * 25 * 6 * 4L, 256 * 120 * 4L, 120 * 84L, 84 * 10L);
            assertThat(network.parameters()).isEqualTo(44_426);
            assertThat(network.warnings()).isEmpty();
        }
    }
}
