package org.cntexplorer.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cntexplorer.app.task.HeldTaskExecutor;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.NeuronQuery;
import org.cntexplorer.graph.UnclearQuery;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchViewModelTest {
    private final HeldTaskExecutor executor = new HeldTaskExecutor();
    private final Workspace workspace = new Workspace(executor);
    private final SearchViewModel model = new SearchViewModel(workspace);
    private final List<String> done = new ArrayList<>();

    @BeforeEach
    void open() {
        workspace.open(Path.of("assets/samples/digits-mlp.npy").toAbsolutePath(), OpenOptions.NONE);
        assertThat(workspace.numbers()).isNotNull();
        executor.hold();
    }

    @Test
    void whatIsTypedNextCancelsWhatIsLookedFor() {
        model.textProperty().set("top 1");
        assertThat(model.answerProperty().get()).isEqualTo(new Answer.Looking());
        model.textProperty().set("top 10");
        assertThat(executor.cancelled()).containsExactly("Search top 1");
        assertThat(executor.waiting()).containsExactly("Search top 10");
        executor.release();
        assertThat(model.answerProperty().get().message()).isEqualTo("10 neurons of largest strength");
    }

    @Test
    void enterWaitsForTheAnswerButNotForThatOfAnotherText() {
        model.textProperty().set("2:17");
        model.accept(() -> done.add("2:17"));
        assertThat(workspace.selection().neurons()).isEmpty();
        executor.release();
        assertThat(workspace.selection().neurons()).containsExactly(new Neuron(2, 17));
        assertThat(done).containsExactly("2:17");
        model.textProperty().set("2:1");
        model.accept(() -> done.add("2:1"));
        model.textProperty().set("2:18");
        executor.release();
        assertThat(workspace.selection().neurons()).as("typed on, so nothing was asked for").containsExactly(new Neuron(2, 17));
        assertThat(done).containsExactly("2:17");
    }

    @Test
    void newNumbersAreLookedThroughAnew() {
        model.textProperty().set("strength > 0");
        executor.release();
        NeuronQuery.Hits before = ((Answer.Found) model.answerProperty().get()).hits();
        workspace.conventionProperty().set(Convention.AUTHORS);
        executor.release();
        executor.release();
        NeuronQuery.Hits after = ((Answer.Found) model.answerProperty().get()).hits();
        assertThat(after.found()).as("1 more for every neuron of the first and the last layer").isGreaterThan(before.found());
        workspace.close();
        assertThat(model.answerProperty().get()).isEqualTo(new Answer.Silence());
    }

    @Test
    void everySuggestionThatIsNotToBeCompletedIsUnderstood() throws UnclearQuery {
        List<Layer> layers = List.of(new Layer(0, "input", "input", Shape.of(784), ""),
                new Layer(1, "conv 1", "conv", Shape.of(4, 4, 4), ""),
                new Layer(2, "out", "dense", Shape.of(3), ""));
        int understood = 0;
        for (String text : List.of("", "t", "to", "top 10 ", "top 5 |", "bottom 3 b", "top 4 bias in ", "strength > 3 in c", "s", "1",
                "con", "|")) {
            for (String suggestion : Suggestions.of(text, layers).keySet()) {
                assertThat(suggestion.toLowerCase()).startsWith(text.toLowerCase());
                if (!suggestion.endsWith("> ")) {
                    NeuronQuery.parse(suggestion, layers);
                    understood++;
                }
            }
            assertThat(Suggestions.of(text, layers).size()).isBetween(1, Suggestions.MOST);
        }
        assertThat(understood).isGreaterThan(20);
        List<Layer> one = List.of(new Layer(0, "input", "input", Shape.of(1), ""));
        for (String suggestion : Suggestions.of("", one).keySet()) {
            NeuronQuery.parse(suggestion, one);
        }
    }
}
