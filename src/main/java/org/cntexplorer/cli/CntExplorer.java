package org.cntexplorer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cntexplorer.app.ExplorerApplication;
import org.cntexplorer.figure.UnwritableFileException;
import org.cntexplorer.format.ModelFormatException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code cnt-explorer [FILE]} opens the window, the sub-commands print.
 *
 * <p>Exit codes: 0 done, 2 a bad file, 64 bad arguments, 1 anything else. An error is one sentence on standard error; its stack trace
 * comes only with {@code --verbose}.
 */
@Command(name = "cnt-explorer", mixinStandardHelpOptions = true, version = "cnt-explorer " + ExplorerApplication.VERSION,
        description = "Shows a deep neural network as the complex network that it is.",
        exitCodeOnInvalidInput = CntExplorer.BAD_ARGUMENTS, exitCodeOnExecutionException = CntExplorer.FAILED)
public final class CntExplorer implements Callable<Integer> {
    /** Exit code for a file that cannot be opened. */
    public static final int BAD_FILE = 2;
    /** Exit code for arguments that make no sense. */
    public static final int BAD_ARGUMENTS = 64;
    /** Exit code for everything else that fails. */
    public static final int FAILED = 1;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean verbose;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The model file or session (.cntx) to open in the window.")
    private Path file;

    @Option(names = "--first-look", paramLabel = "FOLDER",
            description = "Where no window can be opened, write to this folder what it would have shown.")
    private Path firstLook;

    @Spec
    private CommandSpec spec;

    /** Opens the window; where there is no display, says so, and leaves the {@linkplain FirstLook first look} if one is wanted. */
    @Override
    public Integer call() throws ModelFormatException, IOException, InterruptedException {
        Optional<String> obstacle = ExplorerApplication.obstacle();
        if (obstacle.isEmpty()) {
            ExplorerApplication.launch(Optional.ofNullable(file));
            return CommandLine.ExitCode.OK;
        }
        if (file == null || firstLook == null) {
            spec.commandLine().getErr().println("cnt-explorer: " + obstacle.get()
                    + ", so no window can be opened; metrics, figure, graph, divergence, activations, study and snapshot need none (see --help).");
            return FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(obstacle.get() + ", so no window can be opened; its pictures and the figures of " + file.getFileName()
                + " are written instead:");
        new FirstLook(file, firstLook).write(out);
        return CommandLine.ExitCode.OK;
    }

    /** Runs the command line and gives its exit code. Output goes to the two writers only. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CntExplorer root = new CntExplorer();
        CommandLine line = new CommandLine(root);
        commands(args).forEach(line::addSubcommand);
        line.setOut(out);
        line.setErr(err);
        Arguments.takeWords(line);
        line.setParameterExceptionHandler((e, given) -> {
            // some of picocli's own sentences end without a point
            err.println("cnt-explorer: " + e.getMessage() + (e.getMessage().endsWith(".") ? "" : ".") + " Try --help.");
            err.flush();
            return BAD_ARGUMENTS;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            err.println("cnt-explorer: " + sentence(e));
            if (root.verbose) {
                e.printStackTrace(err);
            }
            err.flush();
            return switch (e) {
                case ModelFormatException bad -> BAD_FILE;
                case UnwritableFileException bad -> BAD_ARGUMENTS;
                default -> FAILED;
            };
        });
        return line.execute(args);
    }

    /** All sub-commands, or the one alone that the first argument names: to know the options of each takes longer than many a command. */
    private static List<Object> commands(String... args) {
        return switch (args.length == 0 ? "" : args[0]) {
            case "metrics" -> List.of(new Metrics());
            case "figure" -> List.of(new FigureCommand());
            case "graph" -> List.of(new GraphCommand());
            case "divergence" -> List.of(new DivergenceCommand());
            case "activations" -> List.of(new ActivationsCommand());
            case "study" -> List.of(new StudyCommand());
            case "snapshot" -> List.of(new Snapshot());
            default -> List.of(new Metrics(), new FigureCommand(), new GraphCommand(), new DivergenceCommand(), new ActivationsCommand(), new StudyCommand(),
                    new Snapshot());
        };
    }

    private static String sentence(Exception e) {
        return switch (e) {
            case ModelFormatException bad -> bad.getMessage();
            case UnwritableFileException bad -> bad.getMessage();
            case IOException io -> "The file could not be written or read: " + io.getMessage() + ".";
            case Exception full when Stream.iterate((Throwable) full, one -> one != null, Throwable::getCause).anyMatch(OutOfMemoryError.class::isInstance) ->
                    "The memory that the program may take, " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB, is too little for this; give it more (JAVA_TOOL_OPTIONS=-Xmx4g), or fewer samples at a time.";
            default -> "Something went wrong (" + e + "); run again with --verbose and report what it prints.";
        };
    }
}
