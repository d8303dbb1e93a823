package org.cntexplorer.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.NumpyNetwork;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.FileNamePattern;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.Sampled;
import org.cntexplorer.study.analysis.Study;
import org.cntexplorer.study.analysis.StudyMetric;
import org.cntexplorer.study.run.OnData;
import org.cntexplorer.study.run.StudyRun;
import org.cntexplorer.study.store.StudyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class StudyChoicesTest {
    /** Networks of two architectures, of which one takes the samples. */
    @Test
    void nothingOfDataIsChosenOfNetworksThatWereNotRunOnAny(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 3; i++) {
            NumpyNetwork.random(i, 1, 3, 4, 2).write(folder.resolve("models/fits_acc-0." + i + ".npy"));
        }
        NumpyNetwork.random(7, 1, 5, 4, 2).write(folder.resolve("models/wide_acc-0.5.npy"));
        Path data = Files.writeString(folder.resolve("x.csv"), "a,b,c\n1,0.5,0\n0,2,1\n");
        Study study;
        try (StudyStore store = StudyStore.open(folder.resolve("s.duckdb"));
                OnData on = OnData.open(new OnData.FromFiles(SampleChoice.of(data)), OnData.Wishes.USUAL, Progress.NONE)) {
            StudyRun.measure(Population.of(folder.resolve("models"), FileNamePattern.parse("acc-{accuracy}")), store, Convention.DEFAULT, OpenOptions.NONE,
                    Optional.of(on), Progress.NONE);
            study = Study.read(store, Progress.NONE);
        }
        Cohort fits = study.cohorts().getFirst();
        Cohort wide = study.cohorts().getLast();
        assertThat(List.of(fits.architecture(), wide.architecture())).containsExactly("3-4-2", "5-4-2");
        StudyChoices usual = StudyChoices.of(fits);
        StudyChoices ofData = usual.with(Sampled.ACTIVATION).with(new StudyChoices.Lesson("epoch", "", StudyMetric.ACTIVE_SHARE, ""));
        assertThat(ofData.offeredBy(fits)).isEqualTo(ofData);
        assertThat(ofData.layers(fits)).as("not the input, which is the samples").containsExactly(1, 2);
        assertThat(usual.with(Sampled.NEURON_STRENGTH).layers(fits)).containsExactly(1, 2);
        StudyChoices other = ofData.offeredBy(wide);
        assertThat(other.of()).isEqualTo(Sampled.LINK_WEIGHTS);
        assertThat(other.lesson()).isEqualTo(new StudyChoices.Lesson("epoch", "", StudyMetric.FLUCTUATION, ""));
        assertThat(usual.with(Sampled.STRENGTH).offeredBy(wide)).isEqualTo(usual.with(Sampled.STRENGTH));
    }
}
