package org.cntexplorer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.Normalisation;
import org.cntexplorer.data.Resize;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.computation.FunctionsByName;
import org.cntexplorer.model.Computation;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.run.OnData;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The samples that every network of a study is run on: a mixin. Its names are those of {@link DataOptions}, but --labels, which are of networks there. */
final class StudyDataOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "X",
            description = "Run each network on these samples too, so that how its neurons respond stands beside its links: a NumPy array or archive, a table (CSV), "
                    + "MNIST's IDX, CIFAR's binary files, a picture or a folder of pictures.")
    private Path data;

    @Option(names = "--data-labels", paramLabel = "Y",
            description = "A file with the class of each sample (.npy, .csv, IDX), where the data hold none: the accuracy is measured then.")
    private Path labels;

    @Option(names = "--array", paramLabel = "NAME", description = "The array of an .npz (default: x_test, x, images or the like).")
    private String array;

    @Option(names = "--samples", paramLabel = "N", description = "Take the first N samples (default: all).")
    private Long samples;

    @Option(names = "--normalise", paramLabel = "none|255|MEAN/STD|data|columns",
            description = "What is done to the samples' numbers, as in activations (default: 255 where the numbers are whole and 0 to 255).")
    private String normalise;

    @Option(names = "--channels", paramLabel = "first|last", description = "Where the channels of the samples stand (default: as their extents tell).")
    private ChannelOrder channels;

    @Option(names = "--resize", paramLabel = "none|nearest|bilinear",
            description = "How pictures of another size are made to fit (default: bilinear for picture files, else none).")
    private Resize resize;

    @Option(names = "--activation", paramLabel = "FUNCTION",
            description = "Of files that hold weights alone: what follows each layer but the last (default relu; tanh, sigmoid, linear, …).")
    private String hidden;

    @Option(names = "--output-activation", paramLabel = "FUNCTION",
            description = "Of files that hold weights alone: what follows the last layer (default linear; softmax, sigmoid, …).")
    private String last;

    /** What is wrong by itself. @throws picocli.CommandLine.ParameterException with a sentence */
    void check() throws ModelFormatException {
        Arguments.check(spec, data != null || labels == null && array == null && samples == null && normalise == null && channels == null && resize == null
                && hidden == null && last == null, "Option --data is missing: without samples nothing is known of how they are used.");
        Arguments.check(spec, data == null || !data.toString().toLowerCase(Locale.ROOT).startsWith("random:"),
                "Option --data: a study takes the samples of a file; random ones are for activations.");
        Arguments.check(spec, samples == null || samples > 0, "Option --samples: " + samples + " is no number of samples.");
        check("--activation", hidden);
        check("--output-activation", last);
        normalisation();
    }

    private void check(String option, String function) {
        Arguments.check(spec, function == null || FunctionsByName.knows(function),
                "Option " + option + ": the function \"" + function + "\" is not known; relu, tanh, sigmoid, softmax, elu, gelu, linear and others are.");
    }

    private Optional<Normalisation> normalisation() throws ModelFormatException {
        return normalise == null ? Optional.empty() : Optional.of(Normalisation.parse(normalise));
    }

    /** Opens the samples; the caller closes them. Empty where none are asked for. */
    Optional<OnData> open(Progress progress) throws ModelFormatException {
        if (data == null) {
            return Optional.empty();
        }
        Computation.Functions usual = Computation.Functions.USUAL;
        OnData.Wishes wishes = new OnData.Wishes(normalisation(), Optional.ofNullable(channels), Optional.ofNullable(resize),
                samples == null ? Long.MAX_VALUE : samples, new Computation.Functions(hidden == null ? usual.hidden() : hidden, last == null ? usual.last() : last));
        return Optional.of(OnData.open(new SampleChoice(List.of(data), Optional.ofNullable(labels), Optional.empty(), Optional.ofNullable(array), Optional.empty()),
                wishes, progress));
    }
}
