package org.cntexplorer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.app.WindowPicture;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.model.Neuron;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code cnt-explorer snapshot}: a picture of the window, made with no display. */
@Command(name = "snapshot", mixinStandardHelpOptions = true,
        description = "Writes a picture of the window with a model, on a machine with or without a display.")
final class Snapshot implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The model file.")
    private Path file;

    @Option(names = "--select", paramLabel = "LAYER:NEURON", converter = NeuronConverter.class, description = "A neuron to select, such as 1:5.")
    private Neuron select;

    @Option(names = "--open", paramLabel = "LAYER:CHANNEL", converter = NeuronConverter.class,
            description = "A channel to open into its pixels, such as 1:3; may be given several times.")
    private List<Neuron> open = List.of();

    @Option(names = "--size", paramLabel = "WIDTHxHEIGHT", defaultValue = "1600x1000", converter = SizeConverter.class,
            description = "Size of the window in pixels (default ${DEFAULT-VALUE}).")
    private Size size;

    @Option(names = "--theme", paramLabel = "light|dark", defaultValue = "light", converter = ThemeConverter.class,
            description = "Colours of the window (default ${DEFAULT-VALUE}).")
    private ThemeChoice theme;

    @Mixin
    private LayoutOptions layout;

    @Mixin
    private LinkOptions links;

    @Option(names = "--out", required = true, paramLabel = "PNG", description = "The picture to write.")
    private Path out;

    /** A size in pixels. */
    record Size(int width, int height) {}

    @Override
    public Integer call() throws ModelFormatException, IOException, InterruptedException {
        LinkChoice shown = links.choice();
        WindowPicture.startWithoutDisplay();
        try {
            new WindowPicture(file, Optional.ofNullable(select), open, layout.choice(), shown, size.width(), size.height(), theme).write(out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "Option --select: " + e.getMessage() + ".", e);
        }
        return CommandLine.ExitCode.OK;
    }

    static final class NeuronConverter implements ITypeConverter<Neuron> {
        @Override
        public Neuron convert(String text) {
            Matcher parts = Pattern.compile("(\\d{1,9}):(\\d{1,9})").matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException("\"" + text + "\" is no neuron; give layer and number, such as 1:5.");
            }
            return new Neuron(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        }
    }

    static final class SizeConverter implements ITypeConverter<Size> {
        @Override
        public Size convert(String text) {
            Matcher parts = Pattern.compile("(\\d{3,4})[x×](\\d{3,4})").matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException("\"" + text + "\" is no size; give width and height in pixels, such as 1600x1000.");
            }
            return new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        }
    }

    static final class ThemeConverter implements ITypeConverter<ThemeChoice> {
        @Override
        public ThemeChoice convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "light" -> ThemeChoice.LIGHT;
                case "dark" -> ThemeChoice.DARK;
                default -> throw new TypeConversionException("\"" + text + "\" is no theme; give light or dark.");
            };
        }
    }
}
