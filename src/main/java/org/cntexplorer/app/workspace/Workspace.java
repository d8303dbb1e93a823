package org.cntexplorer.app.workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.LinkChooser;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.ShownGate;
import org.cntexplorer.graph.SignalFlow;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.graph.WeightRange;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.LinkWeights;
import org.cntexplorer.metric.Measurement;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.model.Wiring;

/**
 * What the window's panes share: the open network, its numbers, what is selected and how it is shown. Knows no control; all of it is
 * used on the JavaFX thread. The panes bind to it and never compute themselves.
 *
 * <p>Several models may be open; the panes always see the {@linkplain #currentProperty() current} one, and all of this changes when another
 * is chosen. What was known of a model, and how it was looked at, is kept in its {@link OpenModel} until then.
 */
public final class Workspace {
    private final TaskExecutor pool;
    private final ObservableList<OpenModel> models = FXCollections.observableArrayList();
    // one and the same: a list made for a listener would be gone with the next garbage collection, and the listener with it
    private final ObservableList<OpenModel> modelsToRead = FXCollections.unmodifiableObservableList(models);
    private final ReadOnlyObjectWrapper<OpenModel> current = new ReadOnlyObjectWrapper<>(this, "current");
    private final ReadOnlyObjectWrapper<Network> network = new ReadOnlyObjectWrapper<>(this, "network");
    private final ReadOnlyObjectWrapper<Path> file = new ReadOnlyObjectWrapper<>(this, "file");
    private final ReadOnlyObjectWrapper<Numbers> numbers = new ReadOnlyObjectWrapper<>(this, "numbers");
    private final ReadOnlyObjectWrapper<VisibleLinks> links = new ReadOnlyObjectWrapper<>(this, "links", VisibleLinks.NONE);
    private final ObjectProperty<Optional<SignalFlow>> flow = new SimpleObjectProperty<>(this, "flow", Optional.empty());
    private final OpenData data = new OpenData();
    private final View view = new View();
    private final Brush brush = new Brush();
    private final ObjectProperty<Place> revealed = new SimpleObjectProperty<>(this, "revealed");
    private Consumer<Throwable> onError = error -> {};
    private final ReadOnlyObjectWrapper<Feed> fed = new ReadOnlyObjectWrapper<>(this, "fed");
    private boolean replacing;
    private boolean arriving;
    private boolean arranged;
    private boolean stepping;
    private Path asked;
    private OpenOptions askedWith = OpenOptions.NONE;
    private final Map<Path, TaskExecutor.Handle> opening = new HashMap<>();
    private TaskExecutor.Handle measuring = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle choosing = TaskExecutor.Handle.NONE;
    private LinkChooser chooser;
    private boolean linksAwaited;
    private boolean linksHeld;

    public Workspace(TaskExecutor executor) {
        pool = executor;
        view.conventionProperty().addListener((p, was, is) -> measure());
        view.linksProperty().addListener((p, was, is) -> chooseLinks());
        view.gateProperty().addListener((p, was, is) -> chooseLinks());
        view.weightsProperty().addListener((p, was, is) -> chooseLinks());
        brush.follow(this);
        selection().neuronsProperty().addListener((p, was, is) -> {
            if (view.linksProperty().get().selectionOnly()) {
                chooseLinks();
            }
        });
        view.stateProperty().addListener((p, was, is) -> {
            if (!replacing && current.get() != null) {
                current.get().look(is);
            }
        });
    }

    /** For work on what is shown: it ends when another model is chosen, and whoever wants it asks again when this one comes back. */
    public TaskExecutor executor() {
        return task -> current.get() == null ? pool.submit(task) : current.get().begin(pool.submit(task), false);
    }

    /** For work that goes on while another model is looked at, such as writing a file; it ends when its model is closed. */
    public TaskExecutor lastingExecutor() {
        return task -> current.get() == null ? pool.submit(task) : current.get().begin(pool.submit(task), true);
    }

    /** The open models, in the order in which they were opened. */
    public ObservableList<OpenModel> models() {
        return modelsToRead;
    }

    /** The model that the panes see, or null where none is open. */
    public ReadOnlyObjectProperty<OpenModel> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public OpenModel current() {
        return current.get();
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

    /** From now on no links are chosen, until they are released: whoever draws a model's first picture needs the processors. */
    public void holdLinks() {
        linksHeld = true;
    }

    /** Chooses the links that have been held back, if any. */
    public void releaseLinks() {
        linksHeld = false;
        chooseAwaited();
    }

    /** How the open model is looked at. */
    public View view() {
        return view;
    }

    /** What the pointer is on, and which layer is spoken of, in all panes alike. */
    public Brush brush() {
        return brush;
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

    /** The samples that are open. */
    public OpenData data() {
        return data;
    }

    /** How the open network is run, and with what; empty where none is open, or its file does not say it. */
    public Optional<Computation> computation() {
        return Optional.ofNullable(current.get()).flatMap(OpenModel::computation);
    }

    /** What was chosen last to run a network with. Every {@link #feed} is a new value, so listeners always hear it. */
    public ReadOnlyObjectProperty<Feed> fedProperty() {
        return fed.getReadOnlyProperty();
    }

    /** Runs the open network with something else from now on. */
    public void feed(Feed next) {
        current.get().feed(next);
        fed.set(null);
        fed.set(next);
    }

    /** What flows through the open network: nothing until data is open and a sample, or a mean of some, is chosen. */
    public ObjectProperty<Optional<SignalFlow>> flowProperty() {
        return flow;
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
        return current.get() == null ? OpenOptions.NONE : current.get().options();
    }

    /** The file that was last asked for, whether or not it could be opened, or null. */
    public Path asked() {
        return asked;
    }

    /** How that file was to be read. */
    public OpenOptions askedWith() {
        return askedWith;
    }

    /**
     * Opens a file in the background, and chooses it. A file that is open already, read the same way, is only chosen; read otherwise it takes
     * its own place. An open of the same file that is still under way is cancelled.
     */
    public void open(Path path, OpenOptions with) {
        Optional<OpenModel> there = model(path).filter(open -> open.options().equals(with) && !open.hasChanged());
        if (there.isPresent()) {
            asked = path;
            askedWith = with;
            select(there.get());
        } else {
            open(path, with, false);
        }
    }

    private void open(Path path, OpenOptions with, boolean arrangement) {
        opening.getOrDefault(path, TaskExecutor.Handle.NONE).cancel();
        asked = path;
        askedWith = with;
        opening.put(path, pool.submit(new BackgroundTask<>("Open " + path.getFileName(),
                progress -> ModelFiles.open(path, with, progress),
                opened -> show(path, opened, with, arrangement),
                this::fail)));
        opening.values().removeIf(TaskExecutor.Handle::done);
    }

    /**
     * Opens a file in the background, behind the open models, while the current one goes on being shown.
     *
     * @param then told of the model; also where the file is open already, read the same way, unless that is the current one
     */
    public void openBeside(Path path, OpenOptions with, Consumer<OpenModel> then) {
        Optional<OpenModel> there = models.stream().filter(open -> open != current.get() && open.path().equals(path) && open.options().equals(with)
                && !open.hasChanged()).findFirst();
        if (there.isPresent()) {
            then.accept(there.get());
            return;
        }
        pool.submit(new BackgroundTask<>("Open " + path.getFileName(), progress -> ModelFiles.open(path, with, progress), opened -> {
            OpenModel model = new OpenModel(path, opened, with, view.state().forAnotherModel());
            models.add(model);
            then.accept(model);
        }, this::fail));
    }

    /**
     * Opens the open file again with its layers arranged otherwise; a sentence where they do not make a network, and the open one stays.
     *
     * @param chain how the layers follow one another; empty for as they were inferred
     */
    public void arrange(Optional<Wiring> chain) {
        if (file.get() != null) {
            open(file.get(), new OpenOptions(options().inputShape(), options().folding(), options().steps(), chain), true);
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

    /** Whether a model is being looked at as it was left: where its history begins, or goes on. */
    boolean isArriving() {
        return arriving;
    }

    /** Whether one checkpoint is giving way to another: what is looked at stays, and so does all that hangs on the architecture alone. */
    public boolean isStepping() {
        return stepping;
    }

    /**
     * Puts another network of the same architecture, which has been measured, into the place of the current one: a checkpoint into the
     * place of another of the same run. It is looked at as the one before it was, whose numbers are shown until those of the next are, and
     * which stays open: from now on it is the caller's to close, and the next one the workspace's.
     *
     * @param known of {@code next}, under the present convention
     */
    public void exchange(Path path, Network next, Numbers known) {
        stepping = true;
        try {
            current.get().exchange(path, next, known);
            file.set(path);
            network.set(next);
            numbers.set(known);
        } finally {
            stepping = false;
        }
        chooseLinks();
    }

    /** Whether what the panes show of the current model is still being computed. */
    public boolean isWorking() {
        return current.get() != null && current.get().isWorking();
    }

    private Optional<OpenModel> model(Path path) {
        return models.stream().filter(open -> open.path().equals(path)).findFirst();
    }

    /** Puts a network that has been opened into the place of the one of the same file, or beside the others. */
    void show(Path path, Network opened, OpenOptions with) {
        show(path, opened, with, false);
    }

    /**
     * Shows a network that somebody else has open, whose it stays: closing it here unmaps nothing.
     *
     * @param known what has been computed of it
     * @param lookedAt how it is looked at
     */
    public void borrow(Path path, Network other, Optional<Numbers> known, ViewState lookedAt) {
        closeAll();
        OpenModel model = new OpenModel(path, other.borrowed(), OpenOptions.NONE, lookedAt);
        known.ifPresent(n -> model.measured(new Numbers(model.network(), n.convention(), n.strength(), n.linkWeights())));
        models.add(model);
        present(model, false);
    }

    private void show(Path path, Network opened, OpenOptions with, boolean arrangement) {
        Optional<OpenModel> there = model(path);
        if (there.isEmpty()) {
            OpenModel model = new OpenModel(path, opened, with, view.state().forAnotherModel());
            models.add(model);
            present(model, false);
            return;
        }
        select(there.get());
        Network before = there.get().network();
        there.get().end();
        there.get().read(opened, with, view.state().forAnotherModel());
        present(there.get(), arrangement);
        before.close();
    }

    /**
     * Opens models that have been read, behind those that are open, and chooses one of them. One whose file is open already takes that one's
     * place.
     *
     * @param chosen its number among them
     */
    public void show(List<ReadModel> read, int chosen) {
        List<OpenModel> before = models.stream().filter(open -> read.stream().anyMatch(r -> r.path().equals(open.path()))).toList();
        List<OpenModel> next = read.stream().map(r -> new OpenModel(r.path(), r.network(), r.options(), r.view())).toList();
        models.addAll(next);
        present(next.get(chosen), false);
        before.forEach(this::remove);
    }

    /** Chooses the model so many places behind the current one, around the ends. */
    public void step(int by) {
        if (current.get() != null) {
            select(models.get(Math.floorMod(models.indexOf(current.get()) + by, models.size())));
        }
    }

    /** Chooses another of the open models: the panes see it as it was left. */
    public void select(OpenModel model) {
        if (model != current.get() && models.contains(model)) {
            present(model, false);
        }
    }

    /** Closes the current model, and chooses the one beside it. */
    public void close() {
        if (current.get() != null) {
            remove(current.get());
        }
    }

    /** Closes a model and unmaps its file; work on it, and the opening of it in another way, is cancelled. */
    public void remove(OpenModel model) {
        int at = models.indexOf(model);
        if (at < 0) {
            return;
        }
        Optional.ofNullable(opening.remove(model.path())).ifPresent(TaskExecutor.Handle::cancel);
        if (model == current.get()) {
            present(models.size() == 1 ? null : models.get(at + 1 < models.size() ? at + 1 : at - 1), false);
        }
        models.remove(model);
        model.end();
        model.network().close();
    }

    /** Closes all models, and cancels the opening of others. */
    public void closeAll() {
        opening.values().forEach(TaskExecutor.Handle::cancel);
        opening.clear();
        present(null, false);
        for (OpenModel model : List.copyOf(models)) {
            remove(model);
        }
    }

    /**
     * Shows a model, or none, as it was left. Work on the one before it is cancelled first: its file may be unmapped next, tasks that read
     * unmapped memory fail, and after a cancel nobody is told.
     */
    private void present(OpenModel next, boolean arrangement) {
        replacing = true;
        arranged = arrangement;
        if (current.get() != null) {
            current.get().pause();
        }
        linksHeld = false;
        // nobody sees neurons of one network and layers of another
        view.set(view.state().forAnotherModel());
        numbers.set(null);
        links.set(VisibleLinks.NONE);
        file.set(next == null ? null : next.path());
        current.set(next);
        network.set(next == null ? null : next.network());
        if (next != null && !arrangement) {
            arriving = true;
            view.set(next.view());
            arriving = false;
        }
        replacing = false;
        if (next != null) {
            next.numbers().filter(known -> known.convention().equals(view.conventionProperty().get())).ifPresentOrElse(numbers::set, this::measure);
            chooseLinks();
        }
    }

    private void measure() {
        measuring.cancel();
        OpenModel model = current.get();
        if (model == null || replacing) {
            return;
        }
        Network measured = model.network();
        Convention switches = view.conventionProperty().get();
        // the weights themselves are the same under every convention
        Optional<LinkWeights> weighed = model.numbers().map(Numbers::linkWeights);
        measuring = executor().submit(new BackgroundTask<>("Measure " + measured.name(),
                progress -> {
                    Measurement all = weighed.map(weights -> new Measurement(NodeStrength.of(measured, switches, progress), weights))
                            .orElseGet(() -> Measurement.of(measured, switches, progress));
                    return new Numbers(measured, switches, all.strength(), all.weights());
                },
                found -> {
                    model.measured(found);
                    numbers.set(found);
                    chooseAwaited();
                },
                error -> {
                    fail(error);
                    chooseAwaited();
                }));
    }

    private void chooseAwaited() {
        if (linksAwaited) {
            chooseLinks();
        }
    }

    private void chooseLinks() {
        choosing.cancel();
        Network shown = network.get();
        if (shown == null || replacing) {
            return;
        }
        // the first picture is of the neurons, and comes the sooner the fewer tasks there are beside it
        linksAwaited = linksHeld || numbers.get() == null && !measuring.done();
        if (linksAwaited) {
            return;
        }
        if (chooser == null || chooser.network() != shown) {
            chooser = new LinkChooser(shown);
        }
        LinkChooser shownBy = chooser;
        LinkChoice choice = view.linksProperty().get();
        Optional<ShownGate> gate = view.gateProperty().get();
        Optional<WeightRange> weights = view.weightsProperty().get();
        List<Neuron> selected = selection().neurons();
        choosing = executor().submit(new BackgroundTask<>("Choose links of " + shown.name(),
                progress -> shownBy.choose(choice, selected, gate, weights, progress),
                links::set,
                this::fail));
    }
}
