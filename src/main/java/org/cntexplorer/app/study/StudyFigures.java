package org.cntexplorer.app.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureFile;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.figure.SeparationFigure;
import org.cntexplorer.figure.UnwritableFileException;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.LearningRun;
import org.cntexplorer.study.analysis.Sampled;

/**
 * All figures of the networks that are shown, as files: every distribution in every layer, the divergences between groups and between layers,
 * what separates low from high networks, and how each run learns. Groups, form, outliers and split are those that are chosen.
 */
final class StudyFigures {
    /** Of the runs of a study so many are drawn. */
    private static final int MOST_RUNS = 12;

    private final StoreHold store;
    private final Cohort cohort;
    private final StudyChoices choices;

    StudyFigures(StoreHold store, Cohort cohort, StudyChoices choices) {
        this.store = store;
        this.cohort = cohort;
        this.choices = choices;
    }

    /** A figure or table that is made when its turn comes. */
    private interface Making {
        Figure make(Progress progress) throws Exception;
    }

    private record Item(String stem, Making making) {}

    /**
     * Writes them into a folder, made where it is not there; files of the same names are replaced.
     *
     * @return the files
     * @throws UnwritableFileException with one sentence where the folder cannot be made or written to
     */
    List<Path> write(Path folder, FigureFormat format, FigureOptions options, Progress progress) throws Exception {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UnwritableFileException("The folder " + folder + " cannot be made; choose another.");
        }
        List<Path> files = new ArrayList<>();
        List<Item> items = items();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            progress.check();
            progress.report(i / (double) items.size(), "Figure " + (i + 1) + " of " + items.size() + ": " + item.stem());
            Figure figure = item.making().make(silent(progress));
            if (figure != null) {
                Path file = folder.resolve(item.stem() + "." + format.ending());
                FigureFile.write(figure, options, file, silent(progress));
                files.add(file);
            }
        }
        return files;
    }

    /** What can be cancelled, and tells nothing: how far all of them are is told already. */
    private static Progress silent(Progress progress) {
        return new Progress() {
            @Override
            public void report(double fraction, String what) {}

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private List<Item> items() throws ModelFormatException {
        List<Item> items = new ArrayList<>();
        boolean grouped = !choices.bins().label().isEmpty();
        for (Sampled of : Sampled.values()) {
            StudyChoices all = choices.with(of).withLayer(StudyChoices.ALL_LAYERS);
            if (grouped) {
                items.add(new Item("distributions-" + Names.file(of.words()), progress -> distributions(all, progress)));
                items.add(new Item("divergence-groups-" + Names.file(of.words()), progress -> divergence(all, StudyChoices.Between.GROUPS, progress)));
            }
            items.add(new Item("divergence-layers-" + Names.file(of.words()), progress -> divergence(all, StudyChoices.Between.LAYERS, progress)));
        }
        if (!choices.sides().label().isEmpty()) {
            items.add(new Item("separation", progress -> {
                SeparationViewModel.Found found = SeparationViewModel.compute(cohort, choices.sides(), progress);
                return found.table().rows().isEmpty() ? null : SeparationFigure.of(found.table(), SeparationViewModel.DRAWN);
            }));
        }
        if (!choices.lesson().along().isEmpty()) {
            for (LearningRun run : LearningRun.of(cohort, choices.lesson().along()).stream().filter(run -> run.at().size() > 1).limit(MOST_RUNS).toList()) {
                String stem = "learning" + (run.name().isEmpty() ? "" : "-" + Names.file(run.name()));
                StudyChoices all = choices.withLayer(StudyChoices.ALL_LAYERS).with(new StudyChoices.Lesson(run.along(), run.name(),
                        choices.lesson().metric(), choices.lesson().neurons()));
                items.add(new Item(stem, progress -> learning(all, progress).layers()));
                items.add(new Item(stem + "-distributions", progress -> learning(all, progress).heat()));
            }
        }
        return items;
    }

    private LearningViewModel.Found learning(StudyChoices of, Progress progress) throws Exception {
        return LearningViewModel.compute(LearningViewModel.key(store, cohort, of), progress);
    }

    private Figure distributions(StudyChoices of, Progress progress) throws Exception {
        DistributionsViewModel.Curves curves = DistributionsViewModel.compute(DistributionsViewModel.key(store, cohort, of), progress);
        return curves.groups().isEmpty() || curves.layers().isEmpty() ? null : DistributionsViewModel.figure(curves, of.form(), OptionalInt.empty());
    }

    private Figure divergence(StudyChoices of, StudyChoices.Between between, Progress progress) throws Exception {
        StudyChoices.Pairs pairs = new StudyChoices.Pairs(between, of.pairs().kind(), "");
        return DivergenceViewModel.compute(DivergenceViewModel.key(store, cohort, of.with(pairs), List.of()).orElseThrow(), progress);
    }
}
