package org.cntexplorer.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.figure.UnwritableFileException;
import org.cntexplorer.progress.Progress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The switches of every command that writes all of its figures into a folder: a mixin. */
final class FigureFolderOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--figures", paramLabel = "DIR", description = "Write all figures into this folder.")
    private Path folder;

    @Option(names = "--figures-as", paramLabel = "svg|pdf|png", defaultValue = "svg", description = "What the figures are (default ${DEFAULT-VALUE}).")
    private FigureFormat format;

    @Option(names = "--width-mm", paramLabel = "MM", defaultValue = "180", description = "Width of the figures on paper (default ${DEFAULT-VALUE}).")
    private double widthMm;

    /** Where they go; empty where none are asked for. */
    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /** @throws ParameterException where the width is none */
    void check() {
        try {
            paper();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private FigureOptions paper() {
        return new FigureOptions(widthMm, FigureOptions.DEFAULT.fontPoints(), FigureOptions.DEFAULT.dpi());
    }

    /** Makes a folder for figures; the caller closes it. */
    FigureFolder open(Path place, Progress progress) throws UnwritableFileException {
        return new FigureFolder(place, paper(), format, progress);
    }
}
