package org.cntexplorer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.app.WindowPicture;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
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

    @Mixin
    private DataOptions data;

    @Option(names = "--sample", paramLabel = "N", description = "With --data: the sample to look at, the first being 0 (default 0).")
    private Long sample;

    @Option(names = "--quantity", paramLabel = "QUANTITY", converter = QuantityConverter.class,
            description = "With --data: what colours the neurons, activation, neuron-strength or neuron-out-strength (default activation).")
    private NeuronQuantity quantity;

    @Option(names = "--run", description = "With --data: run all samples, and show what they make of the network beside the graph.")
    private boolean all;

    @Option(names = "--out", required = true, paramLabel = "PNG", description = "The picture to write.")
    private Path out;

    /** A size in pixels. */
    record Size(int width, int height) {}

    @Override
    public Integer call() throws ModelFormatException, IOException, InterruptedException {
        LinkChoice shown = links.choice();
        Optional<WindowPicture.OnData> onData = onData();
        WindowPicture.startWithoutDisplay();
        try {
            new WindowPicture(file, Optional.ofNullable(select), open, layout.choice(), shown, size.width(), size.height(), theme, onData).write(out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "Option --select: " + e.getMessage() + ".", e);
        }
        return CommandLine.ExitCode.OK;
    }

    private Optional<WindowPicture.OnData> onData() {
        if (!data.given()) {
            Arguments.check(spec, sample == null && quantity == null && !all, "Options --sample, --quantity and --run: give --data, too.");
            return Optional.empty();
        }
        Arguments.check(spec, !data.limitsFiles(), "Option --samples: the window takes all samples of a file; --sample N looks at one of them.");
        long looked = sample == null ? 0 : sample;
        return Optional.of(new WindowPicture.OnData((input, progress) -> open(looked, input, progress), data.inputs(), looked, quantity == null ? NeuronQuantity.ACTIVATION : quantity, all));
    }

    private PreparedSamples open(long looked, ModelInput input, Progress progress) throws ModelFormatException {
        Samples samples = data.open(input, progress);
        try {
            Arguments.check(spec, looked >= 0 && looked < samples.count(),
                    "Option --sample: " + samples.name() + " has the samples 0 to " + (samples.count() - 1) + ", no " + looked + ".");
            return data.prepare(samples, input, progress);
        } catch (ModelFormatException | RuntimeException e) {
            samples.close();
            throw e;
        }
    }

    static final class QuantityConverter implements ITypeConverter<NeuronQuantity> {
        @Override
        public NeuronQuantity convert(String text) {
            return Arrays.stream(NeuronQuantity.values()).filter(of -> of.ofFlow() && of.name().replace('_', '-').equalsIgnoreCase(text)).findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is none of activation, neuron-strength and neuron-out-strength."));
        }
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
