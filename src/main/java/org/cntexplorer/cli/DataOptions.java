package org.cntexplorer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cntexplorer.data.FeedWish;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.RandomSamples;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.data.SampleFiles;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The switches of every command that puts samples through a network: a mixin. */
final class DataOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "X",
            description = "The samples: a NumPy array or archive, a table (CSV), MNIST's IDX, CIFAR's binary files, a picture or a folder of pictures, "
                    + "gzipped or not; or random:gaussian, random:uniform or random:one-hot.")
    private String data;

    @Option(names = "--labels", paramLabel = "Y",
            description = "A file with the class of each sample (.npy, .csv, IDX): whole numbers from 0, words, or one-hot rows; where the data hold none.")
    private Path labels;

    @Option(names = "--label-column", paramLabel = "NAME|NUMBER",
            description = "The column of a table that holds the labels (default: the one called label, class, target or y).")
    private String labelColumn;

    @Option(names = "--array", paramLabel = "NAME", description = "The array of an .npz (default: x_test, x, images or the like).")
    private String array;

    @Option(names = "--rows", paramLabel = "FILE", description = "A file that lists the samples to take, the first being 0.")
    private Path rows;

    @Option(names = "--samples", paramLabel = "N", description = "Take the first N samples, or make up so many (default: all, or " + RandomSamples.USUAL_COUNT + ").")
    private Long samples;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1", description = "Of random samples (default ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PreparationOptions preparation;

    @Mixin
    private InputOptions inputs;

    /** The network as it is run on them. @throws ParameterException where it has not the inputs that are named */
    Network of(Network network) {
        return inputs.of(network);
    }

    /** What is said of the inputs of models that have several. @throws ParameterException with a sentence where a constant is none */
    FeedWish inputs() {
        return inputs.wish();
    }

    /** Whether only the first samples of files are asked for. */
    boolean limitsFiles() {
        return samples != null && data != null && !RandomSamples.areMeant(data);
    }

    /** Whether samples are asked for. */
    boolean given() {
        return data != null;
    }

    /** How many samples are to be taken at most. */
    OptionalLong limit() {
        return samples == null ? OptionalLong.empty() : OptionalLong.of(samples);
    }

    /**
     * Opens the samples, or makes them up for a model; the caller closes them.
     *
     * @throws ParameterException where none are named, or their number is none
     */
    Samples open(ModelInput input, Progress progress) throws ModelFormatException {
        Arguments.check(spec, data != null, "Option --data is missing: name a file of samples, or random:gaussian.");
        Arguments.check(spec, samples == null || samples > 0, "Option --samples: " + samples + " is no number of samples.");
        if (!RandomSamples.areMeant(data)) {
            return SampleFiles.open(new SampleChoice(List.of(Path.of(data)), Optional.ofNullable(labels), Optional.ofNullable(labelColumn),
                    Optional.ofNullable(array), Optional.ofNullable(rows)), progress);
        }
        RandomSamples.Kind kind = random(spec, data);
        Arguments.check(spec, labels == null && rows == null && labelColumn == null && array == null,
                "Option --data: random samples have no labels, rows, columns or arrays.");
        return RandomSamples.of(kind, input, samples == null ? RandomSamples.USUAL_COUNT : samples, seed);
    }

    /** The random samples that a command is asked for. */
    static RandomSamples.Kind random(CommandSpec spec, String data) {
        try {
            return RandomSamples.meant(data);
        } catch (ModelFormatException e) {
            throw new ParameterException(spec.commandLine(), "Option --data: " + e.getMessage());
        }
    }

    /** Fits them to a model, as the switches say and, where they do not, as is proposed for such samples. */
    PreparedSamples prepare(Samples opened, ModelInput input, Progress progress) throws ModelFormatException {
        return PreparedSamples.of(opened, input, preparation.of(Preparation.proposed(opened, input)), progress);
    }
}
