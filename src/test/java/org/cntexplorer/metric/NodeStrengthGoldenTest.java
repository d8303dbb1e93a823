package org.cntexplorer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Moments;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Weighting;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;

/** Numbers of the authors of papers A, B and E, recomputed from their own files. */
class NodeStrengthGoldenTest {
    private static final Convention PLAIN = new Convention(false, 0, Weighting.SIGNED);

    /** A millionth of the number itself; an exact 0 must be 0. */
    private static Offset<Double> millionth(double expected) {
        return within(1e-6 * Math.abs(expected));
    }

    private static void same(double actual, String expected) {
        double number = Double.parseDouble(expected);
        assertThat(actual).isCloseTo(number, millionth(number));
    }

    /**
     * Columns: file, accuracy, layer, n, the authors' strength (bias, +1 at both ends) mean, std, min, max, the plain one's mean, std,
     * in-strength mean, std, out-strength mean, std.
     */
    @Test
    void strengthAndFluctuationOfEveryLayerInBothConventions() throws Exception {
        List<String[]> rows = Golden.csv("cnt-dnns/reference_cnt_metrics.csv");
        assertThat(rows).hasSize(18);
        for (String[] row : rows) {
            try (Network network = ModelFiles.open(Golden.path("cnt-dnns/" + row[0]), OpenOptions.NONE, Progress.NONE)) {
                NodeStrength.OfLayer authors = NodeStrength.of(network, Convention.AUTHORS, Progress.NONE).layer(Integer.parseInt(row[2]));
                assertThat(authors.total()).hasSize(Integer.parseInt(row[3]));
                same(authors.totalMoments().mean(), row[4]);
                same(authors.fluctuation(), row[5]);
                same(authors.totalMoments().min(), row[6]);
                same(authors.totalMoments().max(), row[7]);
                NodeStrength.OfLayer plain = NodeStrength.of(network, PLAIN, Progress.NONE).layer(Integer.parseInt(row[2]));
                same(plain.totalMoments().mean(), row[8]);
                same(plain.fluctuation(), row[9]);
                same(plain.inMoments().mean(), row[10]);
                same(plain.inMoments().std(), row[11]);
                same(plain.outMoments().mean(), row[12]);
                same(plain.outMoments().std(), row[13]);
            }
        }
    }

    /** Columns: file, accuracy, connection, shape, weights' mean, variance, min, max, biases' mean, variance, pooled mean, std. */
    @Test
    void linkWeightsOfEveryConnectionAloneAndPooledWithTheBiases() throws Exception {
        List<String[]> rows = Golden.csv("cnt-dnns/reference_link_weights.csv");
        assertThat(rows).hasSize(15);
        for (String[] row : rows) {
            try (Network network = ModelFiles.open(Golden.path("cnt-dnns/" + row[0]), OpenOptions.NONE, Progress.NONE)) {
                LinkWeights.OfConnection found = LinkWeights.of(network, Progress.NONE).connection(Integer.parseInt(row[2]));
                Moments bias = found.bias().orElseThrow();
                same(found.weights().mean(), row[4]);
                same(found.weights().variance(), row[5]);
                same(found.weights().min(), row[6]);
                same(found.weights().max(), row[7]);
                same(bias.mean(), row[8]);
                same(bias.variance(), row[9]);
                same(found.pooled().mean(), row[10]);
                same(found.pooled().std(), row[11]);
            }
        }
    }

    /** Signed strength of the hidden neurons of paper E's network; their library printed what float32 gives. */
    @Test
    void strengthsOfPaperEsNetwork() throws Exception {
        try (Network network = ModelFiles.open(Golden.path("scabini/network1.h5"), OpenOptions.NONE, Progress.NONE)) {
            NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);
            for (int layer = 1; layer <= 2; layer++) {
                double[] expected = Golden.csv("scabini/network1_h" + layer + "_epoch30_measures.csv").stream().mapToDouble(r -> Double.parseDouble(r[0])).toArray();
                double[] found = strength.layer(layer).total();
                assertThat(found).hasSize(expected.length);
                for (int k = 0; k < expected.length; k++) {
                    assertThat(found[k]).isCloseTo(expected[k], within(1e-5));
                }
            }
        }
    }
}
