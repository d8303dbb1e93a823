package org.cntexplorer.app.study;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.ModelFolder;

/** The pattern that a study begins with, which a person then changes: that of the last study where it fits, else a usual one. */
public final class PatternGuess {
    /** Where none fits: it shows how a pattern is written. */
    static final String EXAMPLE = "realaccuracy-{accuracy}";
    /** More than the first of a very large folder need not be tried. */
    private static final int TRIED = 200;
    /** Of each kind of label, how it usually stands in names. */
    private static final List<List<String>> USUAL = List.of(
            List.of(EXAMPLE, "accuracy-{accuracy}", "accuracy_{accuracy}", "accuracy={accuracy}", "accuracy{accuracy}", "acc-{accuracy}",
                    "acc_{accuracy}", "acc={accuracy}", "acc{accuracy}"),
            List.of("epoch-{epoch}", "epoch_{epoch}", "epoch={epoch}", "epoch{epoch}", "step-{step}", "step_{step}", "step={step}", "step{step}"),
            List.of("run-{run}", "run_{run}", "run{run}"),
            List.of("seed-{seed}", "seed_{seed}", "seed{seed}"));

    private PatternGuess() {}

    /** @param last the pattern of the last study; perhaps empty */
    public static String of(ModelFolder files, String last) {
        return !last.isBlank() && catches(files, last) > 0 ? last : usual(files);
    }

    private static String usual(ModelFolder files) {
        List<String> each = USUAL.stream().map(ways -> best(files, ways)).flatMap(Optional::stream).toList();
        if (each.isEmpty()) {
            return EXAMPLE;
        }
        Optional<String> name = files.names().stream().limit(TRIED).filter(of -> each.stream().allMatch(part -> place(of, part) >= 0)).findFirst();
        Optional<String> all = name.map(of -> each.stream().sorted(Comparator.comparingInt(part -> place(of, part))).collect(Collectors.joining("*")));
        return all.filter(pattern -> catches(files, pattern) == catches(files, each.getFirst())).orElse(each.getFirst());
    }

    /** Where the text before the label stands. */
    private static int place(String name, String pattern) {
        return name.indexOf(pattern.substring(0, pattern.indexOf('{')));
    }

    private static Optional<String> best(ModelFolder files, List<String> ways) {
        return ways.stream().filter(pattern -> catches(files, pattern) > 0).findFirst();
    }

    private static long catches(ModelFolder files, String pattern) {
        try {
            FileNamePattern parsed = FileNamePattern.parse(pattern);
            return files.names().stream().limit(TRIED).filter(name -> parsed.match(name).isPresent()).count();
        } catch (ModelFormatException e) {
            return 0;
        }
    }
}
