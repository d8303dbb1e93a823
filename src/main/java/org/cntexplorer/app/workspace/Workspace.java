package org.cntexplorer.app.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.Measurement;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Wiring;

/**
 * What the window's panes share: the open network, its numbers, what is selected and how it is shown. Knows no control; all of it is
 * used on the JavaFX thread. The panes bind to it and never compute themselves.
 */
public final class Workspace {
    private final TaskExecutor executor;
    private final ReadOnlyObjectWrapper<Network> network = new ReadOnlyObjectWrapper<>(this, "network");
    private final ReadOnlyObjectWrapper<Path> file = new ReadOnlyObjectWrapper<>(this, "file");
    private final ReadOnlyObjectWrapper<Numbers> numbers = new ReadOnlyObjectWrapper<>(this, "numbers");
    private final ReadOnlyObjectWrapper<VisibleLinks> links = new ReadOnlyObjectWrapper<>(this, "links", VisibleLinks.NONE);
    private final View view = new View();
    private final ObjectProperty<Place> revealed = new SimpleObjectProperty<>(this, "revealed");
    private Consumer<Throwable> onError = error -> {};
    private OpenOptions options = OpenOptions.NONE;
    private boolean replacing;
    private boolean arranged;
    private Path asked;
    private OpenOptions askedWith = OpenOptions.NONE;
    private TaskExecutor.Handle opening;
    private TaskExecutor.Handle measuring;
    private TaskExecutor.Handle choosing;

    public Workspace(TaskExecutor executor) {
        this.executor = executor;
        view.conventionProperty().addListener((p, was, is) -> measure());
        view.linksProperty().addListener((p, was, is) -> chooseLinks());
        view.gateProperty().addListener((p, was, is) -> chooseLinks());
        selection().neuronsProperty().addListener((p, was, is) -> {
            if (view.linksProperty().get().selectionOnly()) {
                chooseLinks();
            }
        });
    }

    public TaskExecutor executor() {
        return executor;
    }

    /** Who is told of errors that a person should see. */
    public void setOnError(Consumer<Throwable> handler) {
        onError = handler;
    }

    /** Tells the person of an error. */
    public void fail(Throwable error) {
        onError.accept(error);
    }

    /** The open network, or null. Changes only when another file has been opened whole: a bad file leaves everything in place. */
    public ReadOnlyObjectProperty<Network> networkProperty() {
        return network.getReadOnlyProperty();
    }

    public Network network() {
        return network.get();
    }

    /** The open file, or null. */
    public ReadOnlyObjectProperty<Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /** The numbers of {@link #network()}, or null while they are being computed. */
    public ReadOnlyObjectProperty<Numbers> numbersProperty() {
        return numbers.getReadOnlyProperty();
    }

    public Numbers numbers() {
        return numbers.get();
    }

    /** The links to draw, chosen in the background from {@link #linkChoiceProperty()}; {@link VisibleLinks#NONE} until they are. */
    public ReadOnlyObjectProperty<VisibleLinks> linksProperty() {
        return links.getReadOnlyProperty();
    }

    /** How the open model is looked at. */
    public View view() {
        return view;
    }

    public ObjectProperty<Convention> conventionProperty() {
        return view.conventionProperty();
    }

    public ObjectProperty<LinkChoice> linkChoiceProperty() {
        return view.linksProperty();
    }

    public ObjectProperty<NeuronQuantity> quantityProperty() {
        return view.quantityProperty();
    }

    /** Whether an input vector such as 784 is shown as the image that it may be. */
    public BooleanProperty assumeImagesProperty() {
        return view.imagesProperty();
    }

    /** The channels that are drawn as their pixels, in the order in which they were opened. */
    public ObjectProperty<List<Channel>> openChannelsProperty() {
        return view.openProperty();
    }

    /** The gate whose links alone are shown, of those that enter its layer. */
    public ObjectProperty<Optional<ShownGate>> shownGateProperty() {
        return view.gateProperty();
    }

    /** Opens a channel into its pixels, or closes it where it is open. */
    public void toggle(Channel channel) {
        List<Channel> next = new ArrayList<>(view.openProperty().get());
        if (!next.remove(channel)) {
            next.add(channel);
        }
        view.openProperty().set(List.copyOf(next));
    }

    public Selection selection() {
        return view.selection();
    }

    /** The place that was last asked to be shown. Every {@link #reveal} is a new value, so listeners always hear it. */
    public ReadOnlyObjectProperty<Place> revealedProperty() {
        return revealed;
    }

    /** Asks the graph, and whoever else listens, to bring a place into view. */
    public void reveal(Place place) {
        revealed.set(null);
        revealed.set(place);
    }

    /** How the open file was read. */
    public OpenOptions options() {
        return options;
    }

    /** The file that was last asked for, whether or not it could be opened, or null. */
    public Path asked() {
        return asked;
    }

    /** How that file was to be read. */
    public OpenOptions askedWith() {
        return askedWith;
    }

    /** Opens a file in the background; an open that is still under way is cancelled. */
    public void open(Path path, OpenOptions with) {
        open(path, with, false);
    }

    private void open(Path path, OpenOptions with, boolean arrangement) {
        cancel(opening);
        asked = path;
        askedWith = with;
        opening = executor.submit(new BackgroundTask<>("Open " + path.getFileName(),
                progress -> ModelFiles.open(path, with, progress),
                opened -> {
                    arranged = arrangement;
                    show(path, opened, with);
                },
                this::fail));
    }

    /**
     * Opens the open file again with its layers arranged otherwise; a sentence where they do not make a network, and the open one stays.
     *
     * @param chain how the layers follow one another; empty for as they were inferred
     */
    public void arrange(Optional<Wiring> chain) {
        if (file.get() != null) {
            open(file.get(), new OpenOptions(options.inputShape(), options.folding(), options.steps(), chain), true);
        }
    }

    /** Whether the open network is the one before it, its layers arranged otherwise. */
    boolean isArranged() {
        return arranged;
    }

    /** Whether one network is giving way to another: what changes meanwhile no person has changed. */
    boolean isReplacing() {
        return replacing;
    }

    /** Puts a network that has been opened in the place of the open one. */
    void show(Path path, Network opened, OpenOptions with) {
        options = with;
        replace(path, opened);
        measure();
        chooseLinks();
    }

    /** Closes the open network, and cancels the opening of another. */
    public void close() {
        arranged = false;
        replace(null, null);
    }

    /**
     * Puts another network, or none, in the place of the open one, and unmaps that one's file. Whatever still works on it is cancelled
     * first: tasks that read unmapped memory fail, and after a cancel nobody is told.
     */
    private void replace(Path path, Network next) {
        replacing = true;
        Network before = network.get();
        view.set(view.state().forAnotherModel());
        numbers.set(null);
        links.set(VisibleLinks.NONE);
        executor.cancelAll();
        file.set(path);
        network.set(next);
        replacing = false;
        if (before != null) {
            before.close();
        }
    }

    private void measure() {
        cancel(measuring);
        Network measured = network.get();
        if (measured == null) {
            return;
        }
        Convention switches = view.conventionProperty().get();
        // the weights themselves are the same under every convention
        Optional<LinkWeights> weighed = Optional.ofNullable(numbers.get()).filter(n -> n.network() == measured).map(Numbers::linkWeights);
        measuring = executor.submit(new BackgroundTask<>("Measure " + measured.name(),
                progress -> {
                    Measurement all = weighed.map(weights -> new Measurement(NodeStrength.of(measured, switches, progress), weights))
                            .orElseGet(() -> Measurement.of(measured, switches, progress));
                    return new Numbers(measured, switches, all.strength(), all.weights());
                },
                numbers::set,
                this::fail));
    }

    private void chooseLinks() {
        cancel(choosing);
        Network shown = network.get();
        if (shown == null) {
            return;
        }
        LinkChoice choice = view.linksProperty().get();
        Optional<ShownGate> gate = view.gateProperty().get();
        List<Neuron> selected = selection().neurons();
        choosing = executor.submit(new BackgroundTask<>("Choose links of " + shown.name(),
                progress -> VisibleLinks.of(shown, choice, selected, gate, progress),
                links::set,
                this::fail));
    }

    private static void cancel(TaskExecutor.Handle task) {
        if (task != null) {
            task.cancel();
        }
    }
}
