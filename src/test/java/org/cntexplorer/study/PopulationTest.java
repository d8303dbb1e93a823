package org.cntexplorer.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cntexplorer.Golden;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PopulationTest {
    @TempDir
    private Path folder;

    static void files(Path folder, String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            assumeTrue(false, "no symbolic links here");
        }
    }

    private static List<String> names(Population population) {
        return population.members().stream().map(Member::name).toList();
    }

    private static List<String> reasons(List<LeftOut> leftOut) {
        return leftOut.stream().map(LeftOut::reason).toList();
    }

    @Test
    void holdsTheModelsThatThePatternCatchesInNaturalOrder() throws Exception {
        files(folder, "net10_acc-0.9.npy", "net2_acc-0.8.npy", "Net1_acc-0.7.H5", "runs/b/net_acc-0.6.pt", "net3.npy", "notes_acc-1.txt",
                "plot_acc-1.png",
                ".hidden_acc-0.1.npy", ".cache/x_acc-0.1.npy");
        Population population = Population.of(folder, FileNamePattern.parse("acc-{accuracy}"));
        assertThat(names(population)).containsExactly("Net1_acc-0.7.H5", "net2_acc-0.8.npy", "net10_acc-0.9.npy", "runs/b/net_acc-0.6.pt");
        assertThat(population.members()).extracting(m -> m.labels().accuracy().orElseThrow()).containsExactly(0.7, 0.8, 0.9, 0.6);
        assertThat(population.members()).allSatisfy(member -> assertThat(member.file()).isRegularFile());
        assertThat(population.leftOut()).containsExactly(new LeftOut("net3.npy",
                "The pattern acc-{accuracy} is not in net3.npy; change the pattern, or give the labels in a table."));
        assertThat(population.warnings()).isEmpty();
        assertThat(population.labelNames()).containsExactly("accuracy");
    }

    @Test
    void doubtfulEndingsAreLookedInto() throws Exception {
        files(folder, "acc-1.json", "acc-2.bin", "acc-3/variables/variables.index", "acc-3/saved_model.pb", "acc-4.npy",
                "acc-5-1-of-2.safetensors",
                "acc-5-2-of-2.safetensors", "acc-5.safetensors.index.json");
        Files.writeString(folder.resolve("acc-6.json"), "{\"modelTopology\": {}}");
        assertThat(ModelFolder.list(folder, Progress.NONE).names()).contains("acc-4.npy", "acc-6.json")
                .doesNotContain("acc-1.json", "acc-2.bin", "acc-3/variables/variables.index", "acc-5-1-of-2.safetensors");
    }

    @Test
    void linksAreFollowedOnceAndNeverInACircle() throws Exception {
        Path study = folder.resolve("study");
        Path elsewhere = folder.resolve("elsewhere");
        files(study, "z/net_acc-0.5.npy");
        files(elsewhere, "far_acc-0.25.npy");
        link(study.resolve("z/round"), study);
        link(study.resolve("a"), study.resolve("z"));
        link(study.resolve("a_acc-0.5.npy"), study.resolve("z/net_acc-0.5.npy"));
        link(study.resolve("gone_acc-0.5.npy"), study.resolve("nowhere.npy"));
        link(study.resolve("far"), elsewhere);
        Population population = Population.of(study, FileNamePattern.parse("acc-{accuracy}"));
        assertThat(names(population)).containsExactly("far/far_acc-0.25.npy", "z/net_acc-0.5.npy");
        assertThat(reasons(population.leftOut())).satisfiesExactlyInAnyOrder(
                reason -> assertThat(reason).startsWith("z/round is a link to the folder . and counts once;"),
                reason -> assertThat(reason).startsWith("a is a link to the folder z and counts once;"),
                reason -> assertThat(reason).startsWith("a_acc-0.5.npy is a link to the file z/net_acc-0.5.npy and counts once;"),
                reason -> assertThat(reason).startsWith("gone_acc-0.5.npy is a link to nothing"));
    }

    @Test
    void aPatternThatCatchesNothingNamesAnExample() throws Exception {
        files(folder, "net_acc-0.5.npy", "net_acc-0.6.npy");
        assertThatThrownBy(() -> Population.of(folder, FileNamePattern.parse("accuracy-{a}"))).isInstanceOf(ModelFormatException.class)
                .hasMessage("The pattern accuracy-{a} catches none of the 2 model files in " + folder
                        + ", such as net_acc-0.5.npy; write the text that stands before the label in these names.");
    }

    @Test
    void foldersThatAreNotThereEmptyOrFilesAreSentences() throws Exception {
        FileNamePattern pattern = FileNamePattern.parse("acc-{a}");
        assertThatThrownBy(() -> Population.of(folder.resolve("gone"),
                pattern)).isInstanceOf(ModelFormatException.class).hasMessageContaining("is not there, or no longer;");
        assertThatThrownBy(() -> Population.of(folder,
                pattern)).isInstanceOf(ModelFormatException.class).hasMessageContaining("holds no file that may be a model");
        files(folder, "a.npy");
        assertThatThrownBy(() -> Population.of(folder.resolve("a.npy"),
                pattern)).isInstanceOf(ModelFormatException.class).hasMessageContaining("is a file, not a folder");
    }

    @Test
    void aFolderThatMayNotBeReadIsTold() throws Exception {
        files(folder, "a_acc-1.npy", "shut/b_acc-1.npy");
        Path shut = folder.resolve("shut");
        assumeTrue(shut.toFile().setReadable(false) && !Files.isReadable(shut), "rights do not count here");
        try {
            assertThat(reasons(Population.of(folder,
                    FileNamePattern.parse("acc-{a}")).leftOut())).singleElement().asString().startsWith("The folder shut cannot be listed");
        } finally {
            shut.toFile().setReadable(true);
        }
    }

    @Test
    void warnsOfAccuraciesOutsideOf0To1AndOfThoseThatAreNone() throws Exception {
        files(folder, "acc-95.npy", "acc-0.5.npy", "acc-x.npy", "acc--1.npy");
        assertThat(Population.of(folder, FileNamePattern.parse("acc-{accuracy}")).warnings()).containsExactly(
                "The accuracy of 2 networks is outside of 0 to 1 and is used as it is (acc--1.npy: -1; acc-95.npy: 95); if these are percentages, choose bins to suit.",
                "1 network without a number for accuracy is in no group by it (acc-x.npy: x); check the names or the table.");
    }

    @Test
    void previewsTheFirstFiles() throws Exception {
        files(folder, "a1_acc-0.5.npy", "a2.npy", "a10_acc-0.7.npy");
        List<Population.Preview> preview = Population.preview(ModelFolder.list(folder, Progress.NONE),
                FileNamePattern.parse("acc-{accuracy}"), 2);
        assertThat(preview).extracting(Population.Preview::name).containsExactly("a1_acc-0.5.npy", "a2.npy");
        assertThat(preview.getFirst().caught()).containsExactly(new FileNamePattern.Caught("accuracy", 7, 10));
        assertThat(preview.getFirst().labels().accuracy()).hasValue(0.5);
        assertThat(preview.getLast().isCaught()).isFalse();
    }

    @Test
    void endsWhenCancelled() throws Exception {
        files(folder, "a_acc-1.npy");
        Progress cancelled = new Progress() {
            @Override public void report(double fraction, String what) {}
            @Override public boolean cancelled() { return true; }
        };
        assertThatThrownBy(() -> ModelFolder.list(folder, cancelled)).isInstanceOf(CancellationException.class);
    }

    @Test
    void namesAreInNaturalOrder() {
        List<String> ordered = List.of("a/z", "a/z2", "a-b", "net", "net01", "net1", "Net2", "net2", "net2b", "net10",
                "net99999999999999999998", "net99999999999999999999");
        assertThat(ordered.reversed().stream().sorted(NaturalOrder.OF_FILES).toList()).containsExactlyElementsOf(ordered);
    }

    @Test
    void holdsTheAuthorsNetworks() throws Exception {
        Population population = Population.of(Golden.path("cnt-dnns"), FileNamePattern.parse("init-{init}_*realaccuracy-{accuracy}"));
        assertThat(population.members()).extracting(m -> m.labels().accuracy().orElseThrow()).containsExactlyInAnyOrder(0.1028, 0.8522,
                0.9509);
        assertThat(population.leftOut()).isEmpty();
        assertThat(population.numericLabels()).containsExactly("accuracy");
    }
}
