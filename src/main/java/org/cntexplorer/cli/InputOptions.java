package org.cntexplorer.cli;

import java.util.List;
import java.util.Optional;
import org.cntexplorer.data.FeedWish;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Network;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What models of several inputs are given: a mixin of {@link DataOptions} and {@link StudyDataOptions}. */
final class InputOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--input", paramLabel = "NAME",
            description = "Of a model of several inputs the one that gets the samples (default: the one called input, x, input_ids or the like, else one of an open "
                    + "length, else the largest).")
    private String input;

    @Option(names = "--constant", paramLabel = "NAME=NUMBER",
            description = "What another input gets, in all its places and for every sample; may be given several times (default: 1 for what is called a mask, else 0).")
    private List<String> constants = List.of();

    /** Whether something is said. */
    boolean given() {
        return input != null || !constants.isEmpty();
    }

    /** @throws ParameterException with a sentence where a constant is none */
    FeedWish wish() {
        try {
            return FeedWish.parse(Optional.ofNullable(input), constants);
        } catch (ModelFormatException e) {
            throw new ParameterException(spec.commandLine(), "Option --constant: " + e.getMessage(), e);
        }
    }

    /** The network as it is run so. @throws ParameterException with a sentence where it has no such inputs */
    Network of(Network network) {
        try {
            return wish().of(network);
        } catch (ModelFormatException e) {
            throw new ParameterException(spec.commandLine(), "Options --input and --constant: " + e.getMessage(), e);
        }
    }
}
