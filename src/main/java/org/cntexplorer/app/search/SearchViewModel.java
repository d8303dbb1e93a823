package org.cntexplorer.app.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.Annotations;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Place;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.NeuronQuery;
import org.cntexplorer.graph.UnclearQuery;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/**
 * The search: understands the text while it is typed, looks for the neurons in a background task, and selects them when it is told to.
 * Knows no control.
 */
public final class SearchViewModel {
    private static final int REMEMBERED = 50;
    /** Names that are offered. */
    private static final int NAMES = 4;

    private final Workspace workspace;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(this, "answer", new Answer.Silence());
    private final List<String> history = new ArrayList<>();
    private TaskExecutor.Handle looking = TaskExecutor.Handle.NONE;
    private Runnable whenFound;
    /** Which of the history is in the text; its size where none is. */
    private int recalled;
    private boolean recalling;

    public SearchViewModel(Workspace workspace) {
        this.workspace = workspace;
        text.subscribe(() -> {
            if (!recalling) {
                recalled = history.size();
            }
            look();
        });
        workspace.numbersProperty().subscribe(this::look);
        workspace.networkProperty().subscribe(this::look);
    }

    /** What is typed. */
    StringProperty textProperty() {
        return text;
    }

    /** What there is to say to it. */
    ReadOnlyObjectProperty<Answer> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /** How one may go on typing: each text with what it asks for. */
    Map<String, String> suggestions() {
        Network network = workspace.network();
        if (network == null) {
            return Map.of();
        }
        Map<String, String> all = new LinkedHashMap<>();
        Annotations said = workspace.view().annotationsProperty().get();
        // what the person has named comes before what the program offers
        said.find(text.get()).stream().filter(neuron -> !said.of(neuron).name().isEmpty() && !said.of(neuron).name().equals(text.get())).limit(NAMES)
                .forEach(neuron -> all.put(said.of(neuron).name(), "neuron " + neuron));
        Suggestions.of(text.get(), network.layers()).forEach(all::putIfAbsent);
        return all;
    }

    private void look() {
        looking.cancel();
        whenFound = null;
        Network network = workspace.network();
        Numbers numbers = workspace.numbers();
        if (network == null || text.get().isBlank()) {
            answer.set(new Answer.Silence());
            return;
        }
        if (numbers == null) {
            answer.set(new Answer.Unclear("The model is still being measured."));
            return;
        }
        List<Layer> layers = network.layers();
        try {
            NeuronQuery query = query(layers);
            answer.set(new Answer.Looking());
            looking = workspace.executor().submit(new BackgroundTask<>("Search " + text.get().strip(),
                    progress -> query.evaluate(network, numbers.strength(), progress), hits -> found(query, hits, layers),
                    workspace::fail));
        } catch (UnclearQuery e) {
            answer.set(new Answer.Unclear(e.getMessage()));
        }
    }

    /** A name that a person gave is meant before all else; a part of one, or of a note, where the text makes no other sense. */
    private NeuronQuery query(List<Layer> layers) throws UnclearQuery {
        Annotations said = workspace.view().annotationsProperty().get();
        List<Neuron> named = said.find(text.get());
        List<Neuron> exactly = named.stream().filter(neuron -> said.of(neuron).name().equalsIgnoreCase(text.get().strip())).toList();
        if (!exactly.isEmpty()) {
            return new NeuronQuery.Listed(exactly);
        }
        try {
            return NeuronQuery.parse(text.get(), layers);
        } catch (UnclearQuery e) {
            if (named.isEmpty()) {
                throw e;
            }
            return new NeuronQuery.Listed(named);
        }
    }

    private void found(NeuronQuery query, NeuronQuery.Hits hits, List<Layer> layers) {
        answer.set(new Answer.Found(query, hits, SearchWords.found(query, hits, layers)));
        if (whenFound != null) {
            Runnable then = whenFound;
            whenFound = null;
            accept(then);
        }
    }

    /**
     * Selects and shows what was found, now or, while it is still looked for, as soon as it is there. Does nothing where the text makes no
     * sense or nothing is found.
     *
     * @param then called after it
     */
    void accept(Runnable then) {
        if (answer.get() instanceof Answer.Looking) {
            whenFound = then;
        } else if (answer.get() instanceof Answer.Found found && found.hits().found() > 0) {
            remember();
            show(found);
            then.run();
        }
    }

    private void show(Answer.Found found) {
        switch (found.query()) {
            case NeuronQuery.One(Neuron neuron) -> {
                workspace.selection().set(neuron);
                workspace.reveal(new Place.OfNeuron(neuron));
            }
            case NeuronQuery.Listed listed -> select(found.hits().neurons());
            case NeuronQuery.OfLayer(int layer) -> workspace.reveal(new Place.OfLayer(layer));
            case NeuronQuery.Extreme extreme -> select(found.hits().neurons());
            case NeuronQuery.Compared compared -> select(found.hits().neurons());
        }
    }

    /** The first becomes the one that the inspector shows. */
    private void select(List<Neuron> neurons) {
        List<Neuron> firstLast = new ArrayList<>(neurons);
        Collections.reverse(firstLast);
        workspace.selection().set((Collection<Neuron>) firstLast);
        workspace.reveal(neurons.size() == 1 ? new Place.OfNeuron(neurons.getFirst()) : new Place.OfLayer(neurons.getFirst().layer()));
    }

    private void remember() {
        String asked = text.get().strip();
        history.remove(asked);
        history.add(asked);
        if (history.size() > REMEMBERED) {
            history.removeFirst();
        }
        recalled = history.size() - 1;
    }

    /** The question before the one in the text; before the first is nothing. */
    void earlier() {
        recall(recalled - 1);
    }

    /** The question after the one in the text; after the last is an empty text. */
    void later() {
        recall(recalled + 1);
    }

    private void recall(int which) {
        if (which >= 0 && which <= history.size()) {
            recalled = which;
            recalling = true;
            text.set(which == history.size() ? "" : history.get(which));
            recalling = false;
        }
    }
}
