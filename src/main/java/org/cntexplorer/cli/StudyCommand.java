package org.cntexplorer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cntexplorer.figure.study.StudyFigures;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.LabelTable;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Separations;
import org.cntexplorer.study.analysis.Split;
import org.cntexplorer.study.analysis.Study;
import org.cntexplorer.study.run.OnData;
import org.cntexplorer.study.run.Outcome;
import org.cntexplorer.study.run.StudyRun;
import org.cntexplorer.study.statistics.Separation;
import org.cntexplorer.study.statistics.SeparationTable;
import org.cntexplorer.study.store.StudyStore;
import org.cntexplorer.study.store.StudyStoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnt-explorer study}: many networks, what separates the accurate ones, and the figures of papers A and B. */
@Command(name = "study", mixinStandardHelpOptions = true,
        description = "Measures a folder of models and says which metrics of which layers separate those of high from those of low accuracy. "
                + "With --data each network is run on samples too. What is in --store is not measured again.")
final class StudyCommand implements Callable<Integer> {
    /** As by a shell: the number of the signal of Ctrl+C, and 128. */
    private static final int STOPPED = 130;

    /** How it is printed. */
    enum Format { TABLE, JSON }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder that the models are in, or in folders of it.")
    private Path folder;

    @Option(names = "--accuracy", paramLabel = "PATTERN",
            description = "What of the file names are labels, such as 'realaccuracy-{accuracy}'; {name} takes a number or a word, * any text.")
    private String pattern;

    @Option(names = "--labels", paramLabel = "F.csv", description = "A table of labels instead: a column with the files, whose names begin at DIR, and one for each label.")
    private Path labels;

    @Mixin
    private StudyChoices choices;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the resamples behind the intervals (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--store", paramLabel = "S.duckdb",
            description = "Keep what is measured in this file, made where it is not there; a run goes on where one stopped (default: nothing is kept).")
    private Path file;

    @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "For a person or for a program (default ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--parquet", paramLabel = "DIR", description = "Write the tables of the study into this folder, as Parquet.")
    private Path parquet;

    @Option(names = "--csv", paramLabel = "DIR", description = "The same as CSV.")
    private Path csv;

    @Mixin
    private FigureFolderOptions figures;

    @Mixin
    private StudyDataOptions samples;

    @Mixin
    private ConventionOptions options;

    @Override
    public Integer call() throws ModelFormatException, IOException {
        // whatever is wrong with the arguments is said before a thousand files are read
        Arguments.check(spec, (pattern == null) != (labels == null), "Options --accuracy and --labels: give one of them.");
        choices.check();
        samples.check();
        Convention convention = options.convention();
        OpenOptions open = options.open();
        figures.check();
        FileNamePattern caught = pattern == null ? null : pattern();
        StudyStore.prepare();
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), ProgressLine.isTerminal())) {
            try {
                Population population = caught != null ? Population.of(folder, caught, progress) : Population.of(table());
                choices.check(population.labelNames());
                return file == null ? temporary(population, convention, open, progress) : kept(population, convention, open, progress);
            } catch (CancellationException e) {
                progress.clear();
                spec.commandLine().getErr().println("cnt-explorer: stopped; " + (file == null ? "nothing is kept without --store."
                        : "what was finished is in " + file + ", and the same command goes on from there."));
                spec.commandLine().getErr().flush();
                return STOPPED;
            }
        }
    }

    private FileNamePattern pattern() {
        try {
            return FileNamePattern.parse(pattern);
        } catch (ModelFormatException e) {
            throw new ParameterException(spec.commandLine(), "Option --accuracy: " + e.getMessage(), e);
        }
    }

    private LabelTable table() throws ModelFormatException {
        if (!Files.isDirectory(folder)) {
            throw new ModelFormatException(folder + " is no folder, or not there; name the folder that the models are in.");
        }
        return LabelTable.read(labels, folder.toAbsolutePath().normalize());
    }

    /** With a store that is gone afterwards. */
    private int temporary(Population population, Convention convention, OpenOptions open, ProgressLine progress)
            throws ModelFormatException, IOException {
        Path place = Files.createTempDirectory("cnt-explorer-study");
        try (StudyStore store = StudyStore.open(place.resolve("study.duckdb"))) {
            return study(population, store, convention, open, progress);
        } finally {
            try (Stream<Path> all = Files.walk(place)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private int kept(Population population, Convention convention, OpenOptions open, ProgressLine progress)
            throws ModelFormatException, IOException {
        // one that may not be written to does as long as nothing is new
        boolean readOnly = Files.isRegularFile(file) && !Files.isWritable(file);
        try (StudyStore store = readOnly ? StudyStore.openToRead(file) : StudyStore.open(file)) {
            return study(population, store, convention, open, progress);
        }
    }

    private int study(Population population, StudyStore store, Convention convention, OpenOptions open, ProgressLine progress)
            throws ModelFormatException, IOException {
        Outcome outcome = measure(population, store, convention, open, progress.part(0, figures.folder().isEmpty() ? 0.9 : 0.5));
        Study study = Study.read(store, progress);
        List<StudyReport.Part> parts = new ArrayList<>();
        for (Cohort cohort : study.cohorts()) {
            parts.add(part(cohort, progress.part(0.5, 0.5)));
        }
        if (figures.folder().isPresent()) {
            for (StudyReport.Part part : parts) {
                figures(store, part, parts.size() > 1, progress.part(0.5, 1));
            }
        }
        if (parquet != null) {
            progress.report(-1, "Writing Parquet");
            store.exportParquet(parquet);
        }
        if (csv != null) {
            progress.report(-1, "Writing CSV");
            store.exportCsv(csv);
        }
        StudyReport report = new StudyReport(population, outcome, study.networks(), parts);
        progress.clear();
        PrintWriter out = spec.commandLine().getOut();
        out.print(format == Format.JSON ? report.json() : report.table());
        out.flush();
        if (parts.isEmpty()) {
            throw new ModelFormatException("None of the networks could be measured, the first because: " + outcome.problems().getFirst().reason());
        }
        return CommandLine.ExitCode.OK;
    }

    private Outcome measure(Population population, StudyStore store, Convention convention, OpenOptions open, Progress progress) throws ModelFormatException {
        Optional<OnData> data = samples.open(progress);
        try {
            return StudyRun.measure(population, store, convention, open, data, progress);
        } finally {
            data.ifPresent(OnData::close);
        }
    }

    private StudyReport.Part part(Cohort cohort, Progress progress) {
        Optional<String> label = choices.label(cohort);
        Optional<Split> split = label.flatMap(name -> choices.split(cohort, name));
        Optional<SeparationTable> separation = split.filter(of -> Math.min(of.low(cohort).size(), of.high(cohort).size()) >= Separation.FEWEST)
                .map(of -> Separations.of(cohort, of, seed, progress));
        return new StudyReport.Part(cohort, label.map(name -> choices.grouping(cohort, name)), split, separation);
    }

    /** @param several whether each architecture has a folder of its own */
    private void figures(StudyStore store, StudyReport.Part part, boolean several, Progress progress)
            throws StudyStoreException, IOException {
        if (part.grouping().isEmpty()) {
            return;
        }
        Path all = figures.folder().orElseThrow();
        Path into = several ? all.resolve(part.cohort().architecture().replaceAll("[^\\p{L}\\p{N}.×-]+", "_")) : all;
        try (FigureFolder drawn = figures.open(into, progress)) {
            new StudyFigures(store, part.cohort(), part.grouping().get(), choices.filter(), part.separation()).each(progress, drawn);
            drawn.finish();
        }
    }
}
