package org.cntexplorer.app.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.app.data.SamplePreview;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.run.OnData;

/**
 * What the samples of a study are and what its first network makes of them, before all are run.
 *
 * @param words which samples there are, and what the network gets of them
 * @param problem why it cannot be run on them, in one sentence; empty where it can
 * @param proposed how such samples are prepared where nobody wishes otherwise
 */
record DataTrial(String words, String problem, Preparation proposed) {
    /** Files of which the first that is a model is the first network. */
    static final int MOST_FILES = 5;

    /**
     * Opens samples and the first network, and runs it on the first sample.
     *
     * @param files of networks, perhaps none
     * @throws ModelFormatException where the samples cannot be opened
     */
    static DataTrial of(StudyData chosen, List<Path> files, Progress progress) throws ModelFormatException {
        try (OnData data = OnData.open(chosen.source(), chosen.wishes(), progress.part(0, 0.3))) {
            for (Path file : files) {
                try (Network network = ModelFiles.open(file, OpenOptions.NONE, progress.part(0.3, 0.5))) {
                    return of(data, network, progress.part(0.5, 1));
                } catch (ModelFormatException e) {
                    // that it is no model is said where it is measured
                    progress.check();
                }
            }
            return new DataTrial(words(data), "", data.proposed(input(data)));
        }
    }

    private static DataTrial of(OnData data, Network network, Progress progress) throws ModelFormatException {
        Optional<ModelInput> input = network.computation().filter(how -> !how.inputs().isEmpty()).map(Computation::sampled);
        Preparation proposed = Preparation.NONE;
        String gets = "";
        String problem;
        try {
            proposed = data.proposed(input.orElseGet(() -> input(data)));
            if (input.isPresent()) {
                SamplePreview first = SamplePreview.read(data.prepare(input.get(), progress.part(0, 0.5)), 0, false);
                gets = " The first network gets " + SamplePreview.words(first.extents()) + " of each, of the first sample " + first.range() + ".";
            }
            problem = data.hindrance(network, progress.part(0.5, 1)).orElse("");
        } catch (ModelFormatException e) {
            problem = e.getMessage();
        }
        return new DataTrial(words(data) + gets, problem.isEmpty() ? "" : "The first network, " + network.name() + ", cannot be run on them: "
                + problem, proposed);
    }

    /** Of a network that takes the samples as they are. */
    private static ModelInput input(OnData data) {
        return data.files().map(samples -> new ModelInput("", samples.extents(), samples.channels() == ChannelOrder.LAST, false))
                .orElse(new ModelInput("", List.of(1), false, false));
    }

    private static String words(OnData data) {
        Optional<Samples> files = data.files();
        long all = files.map(Samples::count).orElse(data.count());
        String of = files.map(samples -> " of " + SamplePreview.words(samples.extents())
                + samples.labels().map(labels -> ", " + labels.names().size() + (labels.names().size() == 1 ? " class" : " classes")).orElse(", without classes"))
                .orElse(" of " + data.name());
        return (data.count() < all ? "The first " + NumberText.count(data.count()) + " of " : "") + NumberText.count(all) + (all == 1 ? " sample" : " samples") + of + ".";
    }
}
