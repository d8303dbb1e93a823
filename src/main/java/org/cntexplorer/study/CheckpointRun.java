package org.cntexplorer.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.NaturalOrder;

/**
 * One training: the same network at ascending epochs or steps.
 *
 * @param labels what all its checkpoints have in common
 * @param along the label that orders them
 * @param checkpoints by ascending number of {@code along}, each another one
 */
public record CheckpointRun(Labels labels, String along, List<Checkpoint> checkpoints) {
    private static final List<String> ORDERS = List.of("epoch", "step", "iteration", "iter", "checkpoint");
    private static final Set<String> MEASURED = Set.of("loss", "error", "err");

    public CheckpointRun {
        checkpoints = List.copyOf(checkpoints);
    }

    /** @param at the number of the epoch or step */
    public record Checkpoint(double at, Member member) {}

    /**
     * The runs of a population.
     *
     * @param runs in natural order of their first checkpoint's name
     * @param leftOut members without a number to be ordered by, and those whose number an earlier member of the run has
     */
    public record Runs(List<CheckpointRun> runs, List<LeftOut> leftOut) {
        public Runs {
            runs = List.copyOf(runs);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * The label that a population's checkpoints are probably ordered by: a numeric one with epoch, step, iteration or checkpoint in its
     * name.
     */
    public static Optional<String> order(Population population) {
        List<String> numeric = population.numericLabels();
        return ORDERS.stream().flatMap(word -> numeric.stream().filter(name -> Labels.words(name).contains(word))).findFirst();
    }

    /**
     * Ordered by one label, and grouped by all others but those that change while a network learns: accuracies, losses and errors, and
     * other counts of epochs and steps, by their names.
     *
     * @param along a label's name
     * @throws ModelFormatException with one sentence where no member has a number for it
     */
    public static Runs of(Population population, String along) throws ModelFormatException {
        return of(population, along, population.labelNames().stream().filter(CheckpointRun::changes).collect(Collectors.toSet()));
    }

    /**
     * Ordered by one label, and grouped by all others but some.
     *
     * @param changing labels that need not be the same in a run
     * @throws ModelFormatException with one sentence where no member has a number for {@code along}
     */
    public static Runs of(Population population, String along, Set<String> changing) throws ModelFormatException {
        Set<String> apart = new HashSet<>(changing);
        apart.add(along);
        Map<Labels, TreeMap<Double, Member>> groups = new LinkedHashMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Member member : population.members()) {
            if (member.labels().number(along).isEmpty()) {
                leftOut.add(new LeftOut(member.name(), member.name() + " has no number for " + along
                        + " and is in no run; check its name or its row."));
                continue;
            }
            double at = member.labels().number(along).getAsDouble();
            Member before = groups.computeIfAbsent(member.labels().without(apart), labels -> new TreeMap<>()).putIfAbsent(at, member);
            if (before != null) {
                leftOut.add(new LeftOut(member.name(), member.name() + " and " + before.name() + " are both " + along + " "
                        + new Label.Number(at).text() + " of one run, of which the second is kept; give each run a label of its own, as in run-{run}."));
            }
        }
        if (groups.isEmpty()) {
            throw new ModelFormatException("No network has a number for " + along + "; order the checkpoints by " + choice(population)
                    + ".");
        }
        List<CheckpointRun> runs = groups.entrySet().stream().map(group -> new CheckpointRun(group.getKey(), along,
                group.getValue().entrySet().stream().map(step -> new Checkpoint(step.getKey(), step.getValue())).toList()))
                .sorted(Comparator.comparing(run -> run.checkpoints().getFirst().member().name(), NaturalOrder.OF_FILES)).toList();
        return new Runs(runs, leftOut);
    }

    private static String choice(Population population) {
        List<String> numeric = population.numericLabels();
        return numeric.isEmpty() ? "a label that is a number, as in epoch-{epoch}" : "one of " + String.join(", ", numeric);
    }

    private static boolean changes(String name) {
        return Labels.isAccuracy(name) || Labels.words(name).stream().anyMatch(word -> MEASURED.contains(word) || ORDERS.contains(word));
    }
}
