package org.cntexplorer.app.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.ModelFolder;

/** The pattern that a study begins with, which a person then changes: that of the last study where it fits, else a usual one. */
final class PatternGuess {
    /** Where none fits: it shows how a pattern is written. */
    static final String EXAMPLE = "realaccuracy-{accuracy}";
    /** More than the first of a very large folder need not be tried. */
    private static final int TRIED = 200;
    private static final List<String> ACCURACIES = List.of(EXAMPLE, "accuracy-{accuracy}", "accuracy_{accuracy}", "accuracy{accuracy}",
            "acc-{accuracy}", "acc_{accuracy}", "acc={accuracy}", "acc{accuracy}");
    private static final List<String> STEPS = List.of("epoch-{epoch}", "epoch_{epoch}", "epoch={epoch}", "epoch{epoch}", "step-{step}",
            "step_{step}", "step{step}", "iter_{step}");

    private PatternGuess() {}

    /** @param last the pattern of the last study; perhaps empty */
    static String of(ModelFolder files, String last) {
        return Stream.concat(Stream.of(last), usual(files).stream()).filter(pattern -> !pattern.isBlank() && catches(files, pattern) > 0)
                .findFirst().orElse(EXAMPLE);
    }

    private static List<String> usual(ModelFolder files) {
        Optional<String> accuracy = best(files, ACCURACIES);
        Optional<String> step = best(files, STEPS);
        List<String> each = Stream.of(accuracy, step).flatMap(Optional::stream).toList();
        if (each.size() < 2) {
            return each;
        }
        String both = each.get(1) + "*" + each.get(0);
        String turned = each.get(0) + "*" + each.get(1);
        long most = Math.max(catches(files, each.get(0)), catches(files, each.get(1)));
        return Stream.of(both, turned, each.get(0)).filter(pattern -> pattern.equals(each.get(0)) || catches(files, pattern) >= most).toList();
    }

    private static Optional<String> best(ModelFolder files, List<String> patterns) {
        return patterns.stream().filter(pattern -> catches(files, pattern) > 0).findFirst();
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
