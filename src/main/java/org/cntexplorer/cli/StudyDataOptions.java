package org.cntexplorer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.data.RandomSamples;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.computation.FunctionsByName;
import org.cntexplorer.model.Computation;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.run.OnData;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The samples that every network of a study is run on: a mixin. Its names are those of {@link DataOptions}, but --labels, which are of networks there. */
final class StudyDataOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "X",
            description = "Run each network on these samples too, so that how its neurons respond stands beside its links: a NumPy array or archive, a table (CSV), "
                    + "MNIST's IDX, CIFAR's binary files, a picture or a folder of pictures; or random:gaussian, random:uniform or random:one-hot.")
    private String data;

    @Option(names = "--data-labels", paramLabel = "Y",
            description = "A file with the class of each sample (.npy, .csv, IDX), where the data hold none: the accuracy is measured then.")
    private Path labels;

    @Option(names = "--array", paramLabel = "NAME", description = "The array of an .npz (default: x_test, x, images or the like).")
    private String array;

    @Option(names = "--samples", paramLabel = "N", description = "Take the first N samples, or make up so many (default: all, or " + RandomSamples.USUAL_COUNT + ").")
    private Long samples;

    @Option(names = "--data-seed", paramLabel = "NUMBER", description = "Of random samples (default 1).")
    private Long seed;

    @Option(names = "--activation", paramLabel = "FUNCTION",
            description = "Of files that hold weights alone: what follows each layer but the last (default relu; tanh, sigmoid, linear, …).")
    private String hidden;

    @Option(names = "--output-activation", paramLabel = "FUNCTION",
            description = "Of files that hold weights alone: what follows the last layer (default linear; softmax, sigmoid, …).")
    private String last;

    @Mixin
    private PreparationOptions preparation;

    @Mixin
    private InputOptions inputs;

    /** What is wrong by itself. @throws picocli.CommandLine.ParameterException with a sentence */
    void check() throws ModelFormatException {
        Arguments.check(spec, data != null || labels == null && array == null && samples == null && seed == null && hidden == null && last == null
                && !preparation.given() && !inputs.given(), "Option --data is missing: without samples nothing is known of how they are used.");
        if (isRandom()) {
            DataOptions.random(spec, data);
            Arguments.check(spec, labels == null && array == null, "Option --data: random samples have no classes and no arrays.");
        }
        Arguments.check(spec, seed == null || isRandom(), "Option --data-seed: only random samples have a seed.");
        Arguments.check(spec, samples == null || samples > 0, "Option --samples: " + samples + " is no number of samples.");
        check("--activation", hidden);
        check("--output-activation", last);
        preparation.normalisation();
        inputs.wish();
    }

    private boolean isRandom() {
        return data != null && RandomSamples.areMeant(data);
    }

    private void check(String option, String function) {
        Arguments.check(spec, function == null || FunctionsByName.knows(function),
                "Option " + option + ": the function \"" + function + "\" is not known; relu, tanh, sigmoid, softmax, elu, gelu, linear and others are.");
    }

    /** Opens the samples; the caller closes them. Empty where none are asked for. */
    Optional<OnData> open(Progress progress) throws ModelFormatException {
        if (data == null) {
            return Optional.empty();
        }
        Computation.Functions usual = Computation.Functions.USUAL;
        OnData.Wishes wishes = new OnData.Wishes(preparation.normalisation(), preparation.channels(), preparation.resize(), inputs.wish(),
                samples == null ? Long.MAX_VALUE : samples, new Computation.Functions(hidden == null ? usual.hidden() : hidden, last == null ? usual.last() : last));
        OnData.Source source = isRandom() ? new OnData.MadeUp(RandomSamples.meant(data), seed == null ? 1 : seed)
                : new OnData.FromFiles(new SampleChoice(List.of(Path.of(data)), Optional.ofNullable(labels), Optional.empty(), Optional.ofNullable(array), Optional.empty()));
        return Optional.of(OnData.open(source, wishes, progress));
    }
}
