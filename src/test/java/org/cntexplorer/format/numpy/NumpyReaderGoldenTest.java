package org.cntexplorer.format.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

class NumpyReaderGoldenTest {
    /** Columns: file, accuracy, weight layer, shape, mean, variance, min, max, bias mean, bias variance, … */
    @Test
    void everyConnectionHasTheAuthorsShapeAndMoments() throws Exception {
        List<String[]> rows = Golden.csv("cnt-dnns/reference_link_weights.csv");
        assertThat(rows).hasSize(15);
        for (String[] row : rows) {
            try (Network network = ModelFiles.open(Golden.path("cnt-dnns/" + row[0]), OpenOptions.NONE, Progress.NONE)) {
                assertThat(network.format()).isEqualTo("NumPy");
                assertThat(network.warnings()).isEmpty();
                Connection connection = network.connection(Integer.parseInt(row[2]));
                assertThat(connection.sources() + "x" + connection.targets()).isEqualTo(row[3]);
                Moments weights = connection.moments(Progress.NONE);
                assertThat(weights.mean()).isCloseTo(Double.parseDouble(row[4]), within(1e-9));
                assertThat(weights.variance()).isCloseTo(Double.parseDouble(row[5]), within(1e-9));
                assertThat(weights.min()).isEqualTo(Double.parseDouble(row[6]));
                assertThat(weights.max()).isEqualTo(Double.parseDouble(row[7]));
                assertThat(Moments.of(connection.bias().orElseThrow().toArray()).mean()).isCloseTo(Double.parseDouble(row[8]), within(1e-9));
            }
        }
    }

    @Test
    void layersAreNamedAndTheirActivationsUnknown() throws Exception {
        try (Network network = ModelFiles.open(Golden.cntDnn9509(), OpenOptions.NONE, Progress.NONE)) {
            assertThat(network.layers()).extracting(Layer::name)
                    .containsExactly("input", "dense 1", "dense 2", "dense 3", "dense 4", "dense 5");
            assertThat(network.layers()).extracting(Layer::kind).containsExactly("input", "dense", "dense", "dense", "dense", "dense");
            assertThat(network.layers()).extracting(Layer::activation).containsOnly("");
            assertThat(network.layer(0).shape().extents()).containsExactly(784);
            assertThat(network.layer(5).neurons()).isEqualTo(10);
        }
    }
}
