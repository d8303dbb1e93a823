package org.cntexplorer.app.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.activity.Activity;
import org.cntexplorer.activity.ActivityOptions;
import org.cntexplorer.activity.LayerActivity;
import org.cntexplorer.activity.engine.Engine;
import org.cntexplorer.app.data.SamplePreview;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.OpenData;
import org.cntexplorer.app.workspace.PreparedData;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.data.Samples;
import org.cntexplorer.figure.ActivityFigures;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.SignalFlow;
import org.cntexplorer.model.Computation.Functions;
import org.cntexplorer.model.Neuron;

/**
 * The open network on the open data: which samples' signals the graph shows, and what all samples make of the network. Knows no control. Whatever changes,
 * the network, the data, how they are prepared or the sample that is looked at, what is shown follows.
 */
public final class ActivityViewModel {
    private final Workspace workspace;
    private final OpenData data;
    private final ObjectProperty<Optional<ShownSignal>> shown = new SimpleObjectProperty<>(this, "shown", Optional.empty());
    private final ObjectProperty<Optional<ShownSignal>> less = new SimpleObjectProperty<>(this, "less", Optional.empty());
    private final ObjectProperty<Functions> functions = new SimpleObjectProperty<>(this, "functions", Functions.USUAL);
    private final ReadOnlyObjectWrapper<Activity> activity = new ReadOnlyObjectWrapper<>(this, "activity");
    private final ReadOnlyObjectWrapper<List<ActivityFigures.Named>> figures = new ReadOnlyObjectWrapper<>(this, "figures", List.of());
    private final ReadOnlyBooleanWrapper measuring = new ReadOnlyBooleanWrapper(this, "measuring");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private Runner runner;
    /** The samples as the network gets them; null until they were asked for. Used by one task after the other. */
    private PreparedData prepared;
    private TaskExecutor.Handle flowing = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle measurement = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle looking = TaskExecutor.Handle.NONE;
    private NeuronQuantity before = NeuronQuantity.STRENGTH;

    private record Measured(Activity activity, List<ActivityFigures.Named> figures) {}

    public ActivityViewModel(Workspace workspace) {
        this.workspace = workspace;
        this.data = workspace.data();
        workspace.networkProperty().addListener((p, was, is) -> exchange());
        functions.addListener((p, was, is) -> exchange());
        workspace.fedProperty().addListener((p, was, is) -> {
            if (is != null) {
                exchange();
            }
        });
        data.samplesProperty().addListener((p, was, is) -> {
            // classes are of these samples
            if (is == null || !fits(less.get(), is)) {
                less.set(Optional.empty());
            }
            if (is == null || shown.get().isEmpty() || !fits(shown.get(), is)) {
                show(is == null ? Optional.empty() : Optional.of(new ShownSignal.Looked()));
            }
            prepareAnew();
        });
        data.preparationProperty().addListener((p, was, is) -> prepareAnew());
        data.sampleProperty().addListener((p, was, is) -> {
            if (shown.get().filter(ShownSignal.Looked.class::isInstance).isPresent() || less.get().filter(ShownSignal.Looked.class::isInstance).isPresent()) {
                flow();
            }
        });
        shown.addListener((p, was, is) -> flow());
        less.addListener((p, was, is) -> flow());
    }

    private static boolean fits(Optional<ShownSignal> signal, Samples samples) {
        int classes = samples.labels().map(labels -> labels.names().size()).orElse(0);
        return signal.map(some -> switch (some) {
            case ShownSignal.OfClass of -> of.number() < classes;
            case ShownSignal.OfSample of -> of.sample() < samples.count();
            case ShownSignal.Looked one -> true;
            case ShownSignal.OfAll all -> true;
        }).orElse(true);
    }

    public Workspace workspace() {
        return workspace;
    }

    /** Whose signals the graph shows; nothing's where it is empty. */
    public ObjectProperty<Optional<ShownSignal>> shownProperty() {
        return shown;
    }

    /** What is taken away from it: the graph shows the difference. */
    public ObjectProperty<Optional<ShownSignal>> lessProperty() {
        return less;
    }

    /** What is assumed of a file of weights alone. */
    public ObjectProperty<Functions> functionsProperty() {
        return functions;
    }

    /** Whether the open network's file says no functions. */
    public boolean isAssuming() {
        return workspace.network() != null && workspace.network().computation().filter(how -> !how.saysFunctions()).isPresent();
    }

    /** Why the open network cannot be run, in a sentence; empty where it can, or none is open. */
    public Optional<String> hindrance() {
        return Optional.ofNullable(workspace.network()).flatMap(Engine::hindrance);
    }

    /** What all samples make of the network; null until they were measured. */
    public ReadOnlyObjectProperty<Activity> activityProperty() {
        return activity.getReadOnlyProperty();
    }

    /** The figures of that, none before. */
    public ReadOnlyObjectProperty<List<ActivityFigures.Named>> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty measuringProperty() {
        return measuring.getReadOnlyProperty();
    }

    /** True while what is to be shown is not yet shown. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** What can be shown of the open data. */
    public List<ShownSignal> choices() {
        Samples samples = data.samples();
        if (samples == null) {
            return List.of();
        }
        List<ShownSignal> all = new ArrayList<>(List.of(new ShownSignal.Looked()));
        IntStream.range(0, samples.labels().map(labels -> labels.names().size()).orElse(0)).forEach(number -> all.add(new ShownSignal.OfClass(number)));
        all.add(new ShownSignal.OfAll());
        return all;
    }

    /** Shows signals in the graph, coloured by activation unless it is coloured by another number of theirs; or the weights again. */
    public void show(Optional<ShownSignal> signal) {
        NeuronQuantity now = workspace.quantityProperty().get();
        if (signal.isPresent() && !now.ofFlow()) {
            before = now;
            workspace.quantityProperty().set(NeuronQuantity.ACTIVATION);
        } else if (signal.isEmpty() && now.ofFlow()) {
            workspace.quantityProperty().set(before);
        }
        shown.set(signal);
    }

    private void exchange() {
        Runner old = runner;
        runner = null;
        endWork();
        if (old != null) {
            // waits for what it computes just now, which was cancelled
            Thread.ofVirtual().start(old::close);
        }
        prepareAnew();
    }

    private void endWork() {
        flowing.cancel();
        measurement.cancel();
        looking.cancel();
        measuring.set(false);
        busy.set(false);
    }

    private void prepareAnew() {
        endWork();
        activity.set(null);
        figures.set(List.of());
        prepared = null;
        workspace.flowProperty().set(Optional.empty());
        if (workspace.network() != null && data.samples() != null && hindrance().isEmpty()) {
            prepared = data.prepared(workspace.computation().orElseThrow().sampled());
            flow();
        }
    }

    private Runner runner() {
        if (runner == null) {
            runner = new Runner(workspace.network().borrowed().computedBy(workspace.computation().orElseThrow()), functions.get());
        }
        return runner;
    }

    private void flow() {
        flowing.cancel();
        busy.set(false);
        if (prepared == null || shown.get().isEmpty()) {
            workspace.flowProperty().set(Optional.empty());
            return;
        }
        Runner with = runner();
        PreparedData samples = prepared;
        ShownSignal wanted = shown.get().get();
        Optional<ShownSignal> without = less.get();
        long looked = data.sampleProperty().get();
        busy.set(true);
        flowing = workspace.executor().submit(new BackgroundTask<>("Run " + with.network().name() + " on " + wanted.words(samples.samples(), looked), progress -> {
            PreparedSamples ready = samples.get(progress.part(0, 0.1));
            SignalFlow first = with.flow(wanted, looked, ready, progress.part(0.1, without.isPresent() ? 0.5 : 1));
            return without.isEmpty() ? first : first.minus(with.flow(without.get(), looked, ready, progress.part(0.5, 1)));
        }, flow -> {
            busy.set(false);
            workspace.flowProperty().set(Optional.of(flow));
        }, error -> {
            busy.set(false);
            workspace.flowProperty().set(Optional.empty());
            if (samples.fits()) {
                workspace.fail(error);
            }
        }, () -> busy.set(false)));
    }

    /** Runs all samples. */
    public void measure() {
        measurement.cancel();
        if (prepared == null) {
            return;
        }
        Runner with = runner();
        PreparedData samples = prepared;
        measuring.set(true);
        measurement = workspace.executor().submit(new BackgroundTask<>("Run " + with.network().name() + " on all samples of " + samples.samples().name(), progress -> {
            Activity found = with.measure(samples.get(progress.part(0, 0.1)), ActivityOptions.USUAL, progress.part(0.1, 1));
            // densities take a while
            return new Measured(found, new ActivityFigures(with.network(), found, false).all());
        }, measured -> {
            measuring.set(false);
            figures.set(measured.figures());
            activity.set(measured.activity());
        }, error -> {
            measuring.set(false);
            workspace.fail(error);
        }, () -> measuring.set(false)));
    }

    /** Ends the run over all samples; what was known before stays. */
    public void cancel() {
        measurement.cancel();
        measuring.set(false);
    }

    /** Some samples as the network gets them, for pictures of them. Once they are read, on the JavaFX thread. */
    void look(long[] samples, Consumer<List<SamplePreview>> whoever) {
        looking.cancel();
        if (prepared == null) {
            return;
        }
        PreparedData from = prepared;
        boolean images = workspace.assumeImagesProperty().get();
        looking = workspace.executor().submit(new BackgroundTask<>("Read samples of " + from.samples().name(), progress -> {
            PreparedSamples ready = from.get(progress);
            List<SamplePreview> all = new ArrayList<>();
            for (long sample : samples) {
                progress.check();
                all.add(SamplePreview.read(ready, sample, images));
            }
            return all;
        }, whoever, workspace::fail));
    }

    /** The neurons of a layer that no sample makes active; of a channel of which that is true the one in its middle stands for all. */
    public List<Neuron> dead(LayerActivity layer) {
        return IntStream.of(layer.dead()).mapToObj(unit -> new Neuron(layer.layer(), unit * layer.positions() + layer.positions() / 2)).toList();
    }
}
