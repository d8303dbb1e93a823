package org.cntexplorer.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.cntexplorer.study.store.StoredLabel;
import org.cntexplorer.study.store.StudyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Groups and splits of networks by their labels. */
@Execution(ExecutionMode.CONCURRENT)
class GroupingTest {
    @TempDir
    private Path folder;

    @Test
    void binsHaveTheirLowerEdgeAndTheLastBothEdges() throws Exception {
        // 0.3/0.1 and 0.7/0.1 are a little less than whole numbers
        Cohort cohort = StudyFixture.labelled(folder, 0.3, 0.39, 0.1, 0.7, 1.0, 0.9, Double.NaN, 0.9999);

        Grouping.ByWidth bins = new Grouping.ByWidth("accuracy", 0.1);

        assertThat(bins.of(cohort)).containsExactly(
                new NetworkGroup("0.1–0.2", 0.15000000000000002, List.of(2)),
                new NetworkGroup("0.3–0.4", 0.35000000000000003, List.of(0, 1)),
                new NetworkGroup("0.7–0.8", 0.75, List.of(3)),
                new NetworkGroup("0.9–1.0", 0.9500000000000001, List.of(4, 5, 7)));
        assertThat(bins.without(cohort)).isEqualTo(1);
    }

    @Test
    void binsOfOtherScalesAreNamedWithTheirDigits() throws Exception {
        Cohort cohort = StudyFixture.labelled(folder, -0.01, 55, 87.5);

        assertThat(new Grouping.ByWidth("accuracy", 25).of(cohort)).extracting(NetworkGroup::name).containsExactly("-25–0", "50–75", "75–100");
        assertThat(new Grouping.ByWidth("accuracy", 0.025).of(cohort)).extracting(NetworkGroup::name)
                .containsExactly("-0.025–0.000", "55.000–55.025", "87.475–87.500");
        assertThatThrownBy(() -> new Grouping.ByWidth("accuracy", 0)).hasMessageContaining("greater than 0");
    }

    @Test
    void quantilesHaveAsManyNetworksEachAndKeepEqualOnesTogether() throws Exception {
        Cohort cohort = StudyFixture.labelled(folder, 0.9, 0.1, 0.2, 0.2, 0.2, 0.3, 0.8);

        assertThat(new Grouping.ByQuantile("accuracy", 3).of(cohort)).containsExactly(
                new NetworkGroup("0.1–0.2", 0.15000000000000002, List.of(1, 2, 3, 4)),
                new NetworkGroup("0.3–0.9", 0.6, List.of(0, 5, 6)));
        assertThat(new Grouping.ByQuantile("accuracy", 50).of(cohort)).extracting(NetworkGroup::name).containsExactly("0.1", "0.2", "0.3", "0.8", "0.9");
    }

    @Test
    void valuesAreGroupsOfTheirOwn() throws Exception {
        StudyFixture fixture = new StudyFixture();
        for (String word : List.of("uniform", "10", "normal", "9", "uniform", "")) {
            fixture.add(1, false, word.matches("\\d+") ? StoredLabel.number("init", Double.parseDouble(word)) : StoredLabel.word("init", word));
        }
        try (StudyStore store = fixture.store(folder)) {
            Cohort cohort = StudyFixture.cohort(store);

            assertThat(new Grouping.ByValue("init").of(cohort)).containsExactly(
                    new NetworkGroup("9", 9, List.of(3)), new NetworkGroup("10", 10, List.of(1)),
                    new NetworkGroup("normal", Double.NaN, List.of(2)), new NetworkGroup("uniform", Double.NaN, List.of(0, 4)));
        }
    }

    @Test
    void aSplitAtANumberPutsItIntoTheHighGroup() throws Exception {
        Cohort cohort = StudyFixture.labelled(folder, 0.5, 0.49, 0.9, Double.NaN);

        Split split = Split.at("accuracy", 0.5);

        assertThat(split.low(cohort)).containsExactly(1);
        assertThat(split.high(cohort)).containsExactly(0, 2);
        assertThat(split.text()).isEqualTo("accuracy below 0.5 against 0.5 and more");
    }

    @Test
    void aSplitByShareTakesTheLowestAndTheHighest() throws Exception {
        Cohort cohort = StudyFixture.labelled(folder, 0.5, 0.1, 0.9, 0.2, 0.8, 0.6, 0.4);

        Split third = Split.outer(cohort, "accuracy", 0.3);

        assertThat(third.low(cohort)).containsExactly(1, 3);
        assertThat(third.high(cohort)).containsExactly(2, 4);
        assertThat(third.text()).isEqualTo("accuracy up to 0.2 against 0.8 and more");
        assertThat(Split.outer(cohort, "accuracy", 0.5).low(cohort)).containsExactly(1, 3, 6);
    }

    @Test
    void equalLabelsAreInOneGroupOnly() throws Exception {
        Cohort cohort = StudyFixture.labelled(folder, 0.5, 0.5, 0.5, 0.9);

        Split halves = Split.outer(cohort, "accuracy", 0.5);

        assertThat(halves.low(cohort)).containsExactly(0, 1, 2);
        assertThat(halves.high(cohort)).containsExactly(3);
    }

    @Test
    void withoutLabelsBothGroupsAreEmpty() throws Exception {
        Cohort cohort = StudyFixture.labelled(folder, Double.NaN);

        Split split = Split.outer(cohort, "accuracy", 0.5);

        assertThat(split.low(cohort)).isEmpty();
        assertThat(split.high(cohort)).isEmpty();
        assertThat(new Grouping.ByWidth("accuracy", 0.1).of(cohort)).isEmpty();
    }
}
