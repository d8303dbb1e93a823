package org.cntexplorer.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.NaturalOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class CheckpointRunTest {
    private static Population population(String pattern, String... names) throws ModelFormatException {
        return Population.of(new ModelFolder(Path.of("runs"), Arrays.stream(names).sorted(NaturalOrder.OF_FILES).toList(), List.of()),
                FileNamePattern.parse(pattern));
    }

    private static List<String> texts(CheckpointRun.Runs runs) {
        return runs.runs().stream().map(run -> run.labels().text() + ": "
                + String.join(" ", run.checkpoints().stream().map(c -> new Label.Number(c.at()).text() + "="
                + c.member().name()).toList())).toList();
    }

    @Test
    void groupsByTheOtherLabelsAndOrdersByTheNumber() throws Exception {
        Population population = population("run-{run}/epoch-{epoch}_acc-{accuracy}", "run-b/epoch-2_acc-0.5.npy",
                "run-b/epoch-10_acc-0.9.npy",
                "run-a/epoch-1_acc-0.1.npy", "run-b/epoch-0.5_acc-0.4.npy");
        CheckpointRun.Runs runs = CheckpointRun.of(population, CheckpointRun.order(population).orElseThrow());
        assertThat(texts(runs)).containsExactly("run a: 1=run-a/epoch-1_acc-0.1.npy",
                "run b: 0.5=run-b/epoch-0.5_acc-0.4.npy 2=run-b/epoch-2_acc-0.5.npy 10=run-b/epoch-10_acc-0.9.npy");
        assertThat(runs.leftOut()).isEmpty();
        assertThat(runs.runs().getLast().checkpoints()).extracting(c -> c.member().labels().accuracy().orElseThrow()).containsExactly(0.4,
                0.5, 0.9);
    }

    @Test
    void losesNoRunToWhatChangesAlongIt() throws Exception {
        Population population = population("s{seed}_e{epoch}_t{globalStep}_l{valLoss}_r{rate}", "s1_e1_t100_l2.5_r1.npy",
                "s1_e2_t200_l1.5_r1.npy",
                "s1_e3_t300_l1_r0.5.npy");
        assertThat(CheckpointRun.of(population, "epoch").runs()).extracting(run -> run.labels().text()).containsExactly("seed 1, rate 1",
                "seed 1, rate 0.5");
        assertThat(CheckpointRun.of(population, "globalStep", Set.of("epoch", "valLoss",
                "rate")).runs()).extracting(run -> run.labels().text()).containsExactly("seed 1");
    }

    @Test
    void tellsDoubledStepsAndMembersWithoutANumber() throws Exception {
        CheckpointRun.Runs runs = CheckpointRun.of(population("epoch-{epoch}", "a/epoch-1.npy", "b/epoch-01.npy", "b/epoch-2.npy",
                "b/epoch-last.npy"), "epoch");
        assertThat(texts(runs)).containsExactly(": 1=a/epoch-1.npy 2=b/epoch-2.npy");
        assertThat(runs.leftOut()).extracting(LeftOut::reason).containsExactlyInAnyOrder(
                "b/epoch-01.npy and a/epoch-1.npy are both epoch 1 of one run, of which the second is kept; give each run a label of its own, as in run-{run}.",
                "b/epoch-last.npy has no number for epoch and is in no run; check its name or its row.");
    }

    @Test
    void aLabelThatIsNoNumberIsASentence() throws Exception {
        assertThatThrownBy(() -> CheckpointRun.of(population("{init}_s{seed}", "glorot_s1.npy"),
                "init")).isInstanceOf(ModelFormatException.class)
                .hasMessage("No network has a number for init; order the checkpoints by one of seed.");
        assertThatThrownBy(() -> CheckpointRun.of(population("{init}_", "glorot_s1.npy"), "epoch")).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("order the checkpoints by a label that is a number, as in epoch-{epoch}.");
        assertThat(CheckpointRun.order(population("s{seed}", "s1.npy"))).isEmpty();
        assertThat(CheckpointRun.order(population("s{step}_e{trainEpoch}", "s1_e2.npy"))).contains("trainEpoch");
    }
}
