package org.cntexplorer.study.run;

import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.study.LeftOut;

/**
 * What became of the networks of a population.
 *
 * @param measured networks that were measured now and are part of the study
 * @param kept networks that are part of the study and were measured before, perhaps under another name or with other labels
 * @param problems files that are no part of the study, in order, each with the reason: with weights that are not finite, unreadable, the
 *     same as another, missing
 * @param warnings what a person should know of the others, a sentence each
 */
public record Outcome(int measured, int kept, List<LeftOut> problems, List<String> warnings) {
    public Outcome {
        problems = List.copyOf(problems);
        warnings = warnings.stream().map(ModelFormatException::shown).toList();
    }
}
