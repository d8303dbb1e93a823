package org.cntexplorer.cli;

import java.util.Optional;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Shape;
import org.cntexplorer.model.Weighting;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The switches that every command has which computes strengths: a mixin. */
final class ConventionOptions {
    /** Whether a bias counts as a link. */
    enum Bias { INCLUDE, EXCLUDE }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--bias", paramLabel = "include|exclude", defaultValue = "include",
            description = "Whether a neuron's bias counts as one more incoming link (default ${DEFAULT-VALUE}).")
    private Bias bias;

    @Option(names = "--boundary", paramLabel = "NUMBER", defaultValue = "0",
            description = "A constant added to the in-strength of the first layer and the out-strength of the last (default ${DEFAULT-VALUE}; "
                    + "the authors of the metrics use 1).")
    private double boundary;

    @Option(names = "--weights", paramLabel = "signed|absolute|positive|negative", defaultValue = "signed",
            description = "What a link counts (default ${DEFAULT-VALUE}).")
    private Weighting weighting;

    @Option(names = "--count-skips",
            description = "Also count links of fixed weight, such as the 1 of a residual skip (not counted by default).")
    private boolean skips;

    @Option(names = "--input-shape", paramLabel = "C,H,W", converter = ShapeConverter.class,
            description = "Shape of the network's input, channel first, where the file does not say it.")
    private Shape inputShape;

    @Option(names = "--no-folding", description = "Keep batch normalisations as layers of their own instead of folding them into the weights before them.")
    private boolean noFolding;

    @Option(names = "--unfold", paramLabel = "STEPS", defaultValue = "0",
            description = "Unfold recurrent layers over so many steps, which share their weights (default: folded into one layer).")
    private int steps;

    /** @throws ParameterException where the boundary is no number */
    Convention convention() {
        Arguments.check(spec, Double.isFinite(boundary), "Option --boundary: " + boundary + " is no number to add.");
        return new Convention(bias == Bias.INCLUDE, boundary, weighting, skips);
    }

    /** @throws ParameterException where the number of steps is negative */
    OpenOptions open() {
        Arguments.check(spec, steps >= 0, "Option --unfold: " + steps + " is no number of steps.");
        return new OpenOptions(Optional.ofNullable(inputShape), !noFolding, steps);
    }

    static final class ShapeConverter implements ITypeConverter<Shape> {
        @Override
        public Shape convert(String text) {
            try {
                return Shape.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ".");
            }
        }
    }
}
