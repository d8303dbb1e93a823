package org.cntexplorer.app.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.figure.Figure;
import org.cntexplorer.figure.FigureFile;
import org.cntexplorer.figure.FigureFormat;
import org.cntexplorer.figure.FigureOptions;
import org.cntexplorer.figure.UnwritableFileException;
import org.cntexplorer.figure.study.StudyFigures;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.analysis.Separations;
import org.cntexplorer.study.statistics.SeparationTable;

/**
 * All figures of the networks that are shown, as files: those of the command line, and the divergences between layers. Groups, outliers and
 * split are those that are chosen.
 */
record FigureFiles(StoreHold store, Cohort cohort, StudyChoices choices) {
    /**
     * Writes them into a folder, made where it is not there; files of the same names are replaced.
     *
     * @param tables whether the tables of the store are written too, as CSV and Parquet
     * @return how many files there are
     * @throws UnwritableFileException with one sentence where the folder cannot be made or written to
     */
    int write(Path folder, FigureFormat format, FigureOptions options, boolean tables, Progress progress) throws Exception {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UnwritableFileException("The folder " + folder + " cannot be made; choose another.", e);
        }
        List<Path> files = new ArrayList<>();
        StudyFigures.Sink sink = (name, figure) -> {
            Path file = folder.resolve(name + "." + format.ending());
            FigureFile.write(figure, options, file, progress);
            files.add(file);
        };
        store.use(open -> {
            Optional<SeparationTable> separation = choices.sides().label().isEmpty() ? Optional.empty()
                    : Optional.of(Separations.of(cohort, choices.sides().split(cohort), SeparationViewModel.SEED, progress.part(0, 0.05)));
            new StudyFigures(open, cohort, choices.bins().grouping(), choices.filter(), separation).each(progress.part(0.05, 0.9), sink);
            return null;
        });
        for (Sampled of : List.of(Sampled.LINK_WEIGHTS, Sampled.STRENGTH)) {
            progress.report(0.9, "Divergence between layers");
            Figure layers = betweenLayers(choices.with(of), progress.part(0.9, 0.95));
            if (layers != null) {
                sink.take("divergence-layers-" + StudyFigures.file(of.words()), layers);
            }
        }
        if (tables) {
            progress.report(0.95, "Tables of the store");
            files.addAll(store.use(open -> open.exportCsv(folder)));
            files.addAll(store.use(open -> open.exportParquet(folder)));
        }
        return files.size();
    }

    private Figure betweenLayers(StudyChoices of, Progress progress) throws Exception {
        StudyChoices.Pairs pairs = new StudyChoices.Pairs(StudyChoices.Between.LAYERS, of.pairs().kind(), "");
        return DivergenceViewModel.compute(DivergenceViewModel.key(store, cohort, of.with(pairs), List.of()).orElseThrow(), progress);
    }
}
