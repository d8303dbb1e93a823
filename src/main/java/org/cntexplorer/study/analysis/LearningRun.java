package org.cntexplorer.study.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.CheckpointRun;
import org.cntexplorer.study.Label;
import org.cntexplorer.study.Member;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.store.StoredStrengths;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;

/**
 * A run of checkpoints that are networks of a cohort.
 *
 * @param name its labels in words; empty where the cohort has no other run
 * @param along the label that orders it, such as epoch
 * @param at the label's number at each checkpoint, ascending
 * @param members the checkpoints: indices of the networks in the cohort
 */
public record LearningRun(String name, String along, List<Double> at, List<Integer> members) {
    public LearningRun {
        at = List.copyOf(at);
        members = List.copyOf(members);
    }

    /**
     * A number over the checkpoints of a run.
     *
     * @param name of the layer or neuron
     * @param values one for each checkpoint; NaN where it has none. The array is the record's own
     */
    public record Trajectory(String name, double[] values) {}

    /** A neuron, by layer and index in it. */
    public record NeuronPlace(int layer, int neuron) {}

    /** The label that the networks of a cohort are probably ordered by, if any. */
    public static Optional<String> order(Cohort cohort) {
        return CheckpointRun.order(cohort.population());
    }

    /**
     * The runs of a cohort.
     *
     * @throws ModelFormatException with one sentence where no network has a number for {@code along}
     */
    public static List<LearningRun> of(Cohort cohort, String along) throws ModelFormatException {
        Population population = cohort.population();
        Map<Member, Integer> index = new HashMap<>();
        for (int i = 0; i < population.members().size(); i++) {
            index.put(population.members().get(i), i);
        }
        List<LearningRun> runs = new ArrayList<>();
        for (CheckpointRun run : CheckpointRun.of(population, along).runs()) {
            runs.add(new LearningRun(run.labels().text(), along, run.checkpoints().stream().map(CheckpointRun.Checkpoint::at).toList(),
                    run.checkpoints().stream().map(checkpoint -> index.get(checkpoint.member())).toList()));
        }
        return runs;
    }

    /** A group for each checkpoint, so that a run is shown as groups are. */
    public List<NetworkGroup> groups() {
        return IntStream.range(0, members.size()).mapToObj(i -> new NetworkGroup(along + " " + new Label.Number(at.get(i)).text(),
                at.get(i), List.of(members.get(i)))).toList();
    }

    /** A metric of each layer that has it. */
    public List<Trajectory> layers(Cohort cohort, StudyMetric metric) {
        return cohort.layers().stream().map(layer -> {
            double[] numbers = cohort.numbers(metric, layer.layer());
            return new Trajectory(layer.words(), members.stream().mapToDouble(i -> numbers[i]).toArray());
        }).filter(trajectory -> IntStream.range(0, members.size()).anyMatch(i -> !Double.isNaN(trajectory.values()[i]))).toList();
    }

    /** A label, such as the accuracy. */
    public Trajectory label(Cohort cohort, String label) {
        double[] numbers = cohort.label(label);
        return new Trajectory(label, members.stream().mapToDouble(i -> numbers[i]).toArray());
    }

    /**
     * The total strengths of chosen neurons; NaN where the store keeps none of so wide a layer.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public List<Trajectory> neurons(StudyStore store, Cohort cohort, List<NeuronPlace> neurons, Progress progress) throws StudyStoreException {
        List<Trajectory> all = neurons.stream().map(place -> new Trajectory("neuron " + place.neuron() + " of layer " + place.layer(),
                IntStream.range(0, members.size()).mapToDouble(i -> Double.NaN).toArray())).toList();
        for (int i = 0; i < members.size(); i++) {
            progress.check();
            progress.report(i / (double) members.size(), "Strengths at " + groups().get(i).name());
            int checkpoint = i;
            store.strengths(cohort.networks().get(members.get(i)).file(), (file, strengths) -> put(strengths, neurons, all, checkpoint));
        }
        return all;
    }

    private static void put(StoredStrengths strengths, List<NeuronPlace> neurons, List<Trajectory> all, int checkpoint) {
        for (int n = 0; n < neurons.size(); n++) {
            NeuronPlace place = neurons.get(n);
            if (place.layer() == strengths.layer() && place.neuron() < strengths.total().length) {
                all.get(n).values()[checkpoint] = strengths.total()[place.neuron()];
            }
        }
    }
}
