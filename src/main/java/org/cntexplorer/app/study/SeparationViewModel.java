package org.cntexplorer.app.study;

import java.util.List;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.figure.SeparationFigure;
import org.cntexplorer.figure.study.StudyPanels;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Separations;
import org.cntexplorer.study.analysis.Split;
import org.cntexplorer.study.statistics.SeparationTable;

/** Which metric of which layer tells networks of low from those of high accuracy, the best first. */
final class SeparationViewModel {
    /** Rows of the figure: more would not be read. */
    static final int DRAWN = 20;
    /** Of the bootstrap intervals, so that a study says the same every time. */
    static final long SEED = 1;

    private record Key(Cohort cohort, StudyChoices.Sides sides) {}

    /**
     * What was found.
     *
     * @param sentences one for each row of the table
     * @param verdict whether fluctuation and strength separate better than link weights
     */
    record Found(SeparationTable table, List<String> sentences, List<String> verdict, String split, int low, int high) {}

    private final StudyViewModel study;
    private final Computed<Key, Found> found;
    private final ReadOnlyObjectWrapper<SeparationFigure> figure = new ReadOnlyObjectWrapper<>(this, "figure");
    private final ObjectProperty<OptionalInt> row = new SimpleObjectProperty<>(this, "row", OptionalInt.empty());

    SeparationViewModel(StudyViewModel study) {
        this.study = study;
        found = new Computed<>("Separation", study.executor(), study::fail, (key, progress) -> compute(key.cohort(), key.sides(), progress));
        study.studyProperty().addListener((p, was, is) -> want());
        study.choicesProperty().addListener((p, was, is) -> want());
        found.valueProperty().addListener((p, was, is) -> {
            row.set(OptionalInt.empty());
            figure.set(is == null || is.table().rows().isEmpty() ? null : SeparationFigure.of(is.table(), DRAWN));
        });
        row.addListener((p, was, is) -> {
            if (figure.get() != null) {
                figure.set(figure.get().with(is.isPresent() && is.getAsInt() < figure.get().rows().size() ? is : OptionalInt.empty()));
            }
        });
        want();
    }

    /** Whether the table is seen. */
    void look(boolean looking) {
        found.look(looking);
    }

    /** Null where nothing is known. */
    ReadOnlyObjectProperty<Found> foundProperty() {
        return found.valueProperty();
    }

    ReadOnlyObjectProperty<SeparationFigure> figureProperty() {
        return figure.getReadOnlyProperty();
    }

    /** The row that is spoken of. */
    ObjectProperty<OptionalInt> rowProperty() {
        return row;
    }

    private void want() {
        found.want(study.cohort().isEmpty() || study.choices().sides().label().isEmpty() ? null : new Key(study.cohort().get(), study.choices().sides()));
    }

    static Found compute(Cohort cohort, StudyChoices.Sides sides, Progress progress) {
        Split split = sides.split(cohort);
        SeparationTable table = Separations.of(cohort, split, SEED, progress);
        return new Found(table, table.rows().stream().map(row -> sentence(table.words(row))).toList(),
                Separations.verdict(cohort, table).stream().map(SeparationViewModel::sentence).toList(), split.text(), split.low(cohort).size(),
                split.high(cohort).size());
    }

    private static String sentence(String words) {
        return StudyPanels.title(words) + ".";
    }
}
