package org.cntexplorer.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class FileNamePatternTest {
    private static String caught(String pattern, String path) throws ModelFormatException {
        return FileNamePattern.parse(pattern).match(path).map(Labels::text).orElse("nothing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "realaccuracy-{accuracy} | MNIST_seed-7_realaccuracy-0.9509_binaccuracy-0.9500.npy | accuracy 0.9509",
        "realaccuracy-{accuracy} | net_realaccuracy-1.npy | accuracy 1",
        "acc{accuracy} | acc-0.5e-1.npy | accuracy -0.05",
        "lr{rate} | lr1e-05.pt | rate 1.0E-5",
        "x{v} | x.5.pt | v 0.5",
        "x{v} | x+.5_1.pt | v 0.5",
        "epoch-{epoch} | a/epoch-10.h5 | epoch 10",
        "epoch-{epoch} | a/epoch-010.h5 | epoch 10",
        "init-{init} | x_init-variance-scaling-uniform-fanin_support-0.05.npy | init variance-scaling-uniform-fanin",
        "init-{init} | x_init-glorot.normal.npy | init glorot.normal",
        "init-{init} | x_init-glorot.safetensors.index.json | init glorot",
        "init-{init} | x_init-glorot | init glorot",
        "run-{run} | run-7f3a.pt | run 7f3a",
        "run-{run} | run-5e3f.pt | run 5e3f",
        "{step}k | step-10k.pt | step step-10",
        "step-{step}k | step-10k.pt | step 10",
        "v{major}.{minor} | v1.5.onnx | major 1, minor 5",
        "{name}_x | deep/net_x.npy | name net",
        "{net}.npy | deep/net12.npy | net net12",
        "seed-{seed} | seed-1/net_seed-2.npy | seed 2",
        "seed-{seed} | seed-1/net.npy | seed 1",
        "/seed-{seed}/ | a/seed-1/seed-2.npy | seed 1",
        "run-{run}/epoch-{epoch} | b/run-a/epoch-3.npy | run a, epoch 3",
        "run-{run}\\epoch-{epoch} | b/run-a/epoch-3.npy | run a, epoch 3",
        "seed-{seed}*accuracy-{accuracy} | n_seed-170007_realaccuracy-0.95_b.npy | seed 170007, accuracy 0.95",
        "*seed-{seed}* | n_seed-170007_realaccuracy-0.95_b.npy | seed 170007",
        "a-{a}-b-{b}.npy | a-x-y-b-1.npy | a x-y, b 1",
        "(.*)+{a} | x(y)+3.npy | nothing",
        "[a-z]{a} | x3.npy | nothing",
        "a.c-{a} | abc-1.npy | nothing",
        "realaccuracy-{accuracy} | net_0.9.npy | nothing",
        "RealAccuracy-{a} | realaccuracy-0.9.npy | nothing",
        "acc-{a} | acc-.npy | nothing",
        "acc-{a}-b | acc-x_y-b.npy | nothing",
        "genauigkeit-{Güte} | netz_genauigkeit-0.75_größe.npy | Güte 0.75",
        "x{a} | x1e999.npy | a 1e999",
    })
    void catchesWhatStandsThere(String pattern, String path, String expected) throws ModelFormatException {
        assertThat(caught(pattern, path)).isEqualTo(expected);
    }

    @Test
    void saysWhereItCaughtIt() throws ModelFormatException {
        FileNamePattern pattern = FileNamePattern.parse(" seed-{seed}_acc-{accuracy} ");
        assertThat(pattern.find("runs/seed-12_acc-0.5.npy").orElseThrow())
                .containsExactly(new FileNamePattern.Caught("seed", 10, 12), new FileNamePattern.Caught("accuracy", 17, 20));
        assertThat(pattern.names()).containsExactly("seed", "accuracy");
        assertThat(pattern).hasToString("seed-{seed}_acc-{accuracy}").isEqualTo(FileNamePattern.parse("seed-{seed}_acc-{accuracy}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | The pattern is empty; write {accuracy} where the accuracy stands in the file names, as in realaccuracy-{accuracy}.",
        "real* | The pattern real* has no placeholder; write {accuracy} where",
        "acc-{accuracy | does not close the brace at character 5;",
        "acc-{a{b} | does not close the brace at character 5;",
        "acc-a} | closes a brace at character 6 that was not opened;",
        "acc-{} | has braces at character 5 without a name",
        "acc-{*} | has braces at character 5 without a name",
        "{a}-{a} | has {a} twice;",
        "{a}{b} | has {a} and {b} side by side",
    })
    void aWrongPatternIsOneSentence(String pattern, String expected) {
        assertThatThrownBy(() -> FileNamePattern.parse(pattern)).isInstanceOf(ModelFormatException.class).hasMessageContaining(expected)
                .hasMessageEndingWith("as in realaccuracy-{accuracy}.").message().doesNotContain(". ");
        assertThatThrownBy(() -> FileNamePattern.parse("a".repeat(5000)
                + "{b}")).isInstanceOf(ModelFormatException.class).hasMessageContaining("5003 characters");
    }

    @Test
    void manyStarsEndSoon() throws ModelFormatException {
        FileNamePattern pattern = FileNamePattern.parse("a*".repeat(200) + "{x}!{y}");
        String name = "a".repeat(4000);
        // 200 stars over 4,000 characters, and two placeholders that are found in vain
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(pattern.match(name)).isEmpty());
    }

    @Test
    void catchesTheAuthorsNames() throws ModelFormatException {
        List<Path> nets = Golden.cntDnns();
        FileNamePattern accuracy = FileNamePattern.parse("realaccuracy-{accuracy}");
        Map<Double, String> found = nets.stream().collect(Collectors.toMap(
                net -> accuracy.match(net.getFileName().toString()).orElseThrow().accuracy().orElseThrow(),
                        net -> net.getFileName().toString()));
        assertThat(found).containsOnlyKeys(0.9509, 0.8522, 0.1028);
        assertThat(caught("nlayers-{layers}_init-{init}_support-{support}_seed-{seed}_realaccuracy-{accuracy}_binaccuracy-{bin}",
                found.get(0.9509)))
                .isEqualTo("layers 5, init variance-scaling-normal-fanout, support 0.5, seed 170007, accuracy 0.9509, bin 0.95");
        assertThat(caught("init-{init}_*accuracy-{accuracy}", found.get(0.8522))).isEqualTo("init random-normal, accuracy 0.8522");
    }
}
