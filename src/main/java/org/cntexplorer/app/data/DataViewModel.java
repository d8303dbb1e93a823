package org.cntexplorer.app.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.task.TaskExecutor;
import org.cntexplorer.app.workspace.OpenData;
import org.cntexplorer.app.workspace.PreparedData;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.ChannelOrder;
import org.cntexplorer.data.Preparation;
import org.cntexplorer.data.RandomSamples;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.data.SampleFiles;
import org.cntexplorer.data.SampleLabels;
import org.cntexplorer.data.Samples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.ModelInput;

/** The open samples: opens them, fits them to the open network, and shows one of them as that gets it. Knows no control. */
public final class DataViewModel {
    private final Workspace workspace;
    private final OpenData data;
    private final ReadOnlyObjectWrapper<SamplePreview> preview = new ReadOnlyObjectWrapper<>(this, "preview");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper(this, "opening");
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper(this, "looking");
    private final IntegerProperty ofClass = new SimpleIntegerProperty(this, "ofClass", -1);
    private TaskExecutor.Handle openingTask = TaskExecutor.Handle.NONE;
    private TaskExecutor.Handle lookingTask = TaskExecutor.Handle.NONE;
    private Optional<SampleChoice> choice = Optional.empty();
    private boolean replacing;
    private long seed;

    /** Samples that were read, with what they mostly need. */
    private record Opened(Samples samples, Preparation preparation) implements AutoCloseable {
        @Override
        public void close() {
            samples.close();
        }
    }

    public DataViewModel(Workspace workspace) {
        this.workspace = workspace;
        this.data = workspace.data();
        workspace.networkProperty().subscribe(network -> fit());
        workspace.assumeImagesProperty().addListener((p, was, is) -> look());
        data.samplesProperty().addListener((p, was, is) -> {
            ofClass.set(-1);
            fit();
        });
        data.preparationProperty().addListener((p, was, is) -> fit());
        workspace.fedProperty().addListener((p, was, is) -> {
            if (is != null) {
                fit();
            }
        });
        data.sampleProperty().addListener((p, was, is) -> look());
        ofClass.addListener((p, was, is) -> {
            if (is.intValue() >= 0 && labelOf(data.sampleProperty().get()) != is.intValue()) {
                goToClass(is.intValue());
            }
        });
    }

    OpenData data() {
        return data;
    }

    /** The sample that is looked at; null while there is none, or it does not fit the model. */
    ReadOnlyObjectProperty<SamplePreview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /** Why the samples cannot be given to the model, in one sentence; empty where they can. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether samples are being opened. */
    public ReadOnlyBooleanProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /** Whether a sample is being read. */
    public ReadOnlyBooleanProperty lookingProperty() {
        return looking.getReadOnlyProperty();
    }

    /** The class whose samples are stepped through; −1 for all. */
    IntegerProperty ofClassProperty() {
        return ofClass;
    }

    Optional<SampleLabels> labels() {
        return Optional.ofNullable(data.samples()).flatMap(Samples::labels);
    }

    /** The files that are open; empty for random samples. */
    Optional<SampleChoice> choice() {
        return data.samples() == null ? Optional.empty() : choice;
    }

    private Optional<ModelInput> input() {
        return workspace.computation().filter(how -> !how.inputs().isEmpty()).map(Computation::sampled);
    }

    /** Opens a file, a folder of pictures, several pictures, or samples and their labels: of two files that are no pictures the smaller one. */
    public void open(List<Path> files) {
        if (!files.isEmpty()) {
            open(choiceOf(files));
        }
    }

    private static SampleChoice choiceOf(List<Path> files) {
        if (files.size() != 2 || files.stream().anyMatch(file -> isPicture(file) || !file.toFile().isFile())) {
            return SampleChoice.of(files.toArray(Path[]::new));
        }
        boolean firstIsLarger = files.getFirst().toFile().length() >= files.getLast().toFile().length();
        return SampleChoice.of(firstIsLarger ? files.getFirst() : files.getLast()).withLabels(firstIsLarger ? files.getLast() : files.getFirst());
    }

    /** Whether a file is named as a picture is. */
    static boolean isPicture(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT).matches("[^.].*\\.(png|jpe?g|gif|bmp)");
    }

    /** Whether a file is named as samples are, and no model is. */
    public static boolean isNamedAsData(Path file) {
        return isPicture(file) || String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT).matches(".*(\\.csv|\\.tsv|-ubyte)(\\.gz)?|.*\\.(npy|npz)\\.gz");
    }

    void open(SampleChoice wanted) {
        Optional<ModelInput> input = input();
        begin("Open " + wanted.data().getFirst().getFileName(), Optional.of(wanted), progress -> {
            Samples samples = SampleFiles.open(wanted, progress);
            try {
                return new Opened(samples, input.isEmpty() ? Preparation.NONE : Preparation.proposed(samples, input.get()));
            } catch (ModelFormatException | RuntimeException e) {
                samples.close();
                throw e;
            }
        });
    }

    /** Makes samples up that fit the model; others each time. */
    public void makeUp(RandomSamples.Kind kind) {
        input().ifPresentOrElse(input -> begin("Make up samples", Optional.empty(),
                progress -> new Opened(RandomSamples.of(kind, input, RandomSamples.USUAL_COUNT, ++seed), Preparation.NONE)), () -> workspace.fail(cannotBeRun()));
    }

    private ModelFormatException cannotBeRun() {
        return new ModelFormatException((workspace.network() == null ? "The model" : workspace.network().name())
                + " does not say how it is computed, so that no samples can be made for it; open it as ONNX, Keras, PyTorch or TensorFlow Lite.");
    }

    private void begin(String name, Optional<SampleChoice> wanted, BackgroundTask.Work<Opened> work) {
        openingTask.cancel();
        opening.set(true);
        openingTask = workspace.lastingExecutor().submit(new BackgroundTask<>(name, work, opened -> {
            opening.set(false);
            choice = wanted;
            replacing = true;
            data.open(opened.samples(), opened.preparation());
            replacing = false;
            fit();
        }, error -> {
            opening.set(false);
            workspace.fail(error);
        }, () -> opening.set(false)));
    }

    /** Ends the opening of samples; those that are open stay. */
    public void cancel() {
        openingTask.cancel();
        opening.set(false);
    }

    public void close() {
        cancel();
        choice = Optional.empty();
        data.close();
    }

    private void fit() {
        if (!replacing) {
            look();
        }
    }

    private void look() {
        lookingTask.cancel();
        Samples samples = data.samples();
        if (samples == null || replacing) {
            preview.set(null);
            problem.set("");
            looking.set(false);
            return;
        }
        // what a model gets that cannot be run nobody knows: the samples as they are then
        ModelInput input = input().orElseGet(() -> new ModelInput("", samples.extents(), samples.channels() == ChannelOrder.LAST, false));
        PreparedData prepared = data.prepared(input);
        long sample = data.sampleProperty().get();
        boolean images = workspace.assumeImagesProperty().get();
        looking.set(true);
        lookingTask = workspace.lastingExecutor().submit(new BackgroundTask<>("Read " + samples.title(sample) + " of " + samples.name(),
                progress -> SamplePreview.read(prepared.get(progress), sample, images), seen -> {
                    looking.set(false);
                    problem.set("");
                    preview.set(seen);
                }, error -> {
                    looking.set(false);
                    preview.set(null);
                    if (error instanceof ModelFormatException) {
                        problem.set(error.getMessage());
                    } else {
                        workspace.fail(error);
                    }
                }, () -> looking.set(false)));
    }

    private int labelOf(long sample) {
        return labels().map(all -> all.of()[(int) sample]).orElse(-1);
    }

    /** Looks at the next sample, or the one before, of the class that is stepped through; stays where there is none. */
    public void step(int by) {
        Samples samples = data.samples();
        if (samples == null) {
            return;
        }
        long at = data.sampleProperty().get() + by;
        while (ofClass.get() >= 0 && at >= 0 && at < samples.count() && labelOf(at) != ofClass.get()) {
            at += by;
        }
        goTo(at);
    }

    /** Looks at a sample by its number; does nothing where there is none of that number. */
    void goTo(long sample) {
        if (data.samples() != null && sample >= 0 && sample < data.samples().count()) {
            data.sampleProperty().set(sample);
        }
    }

    /** Looks at the next sample of a class, after the last one at the first. */
    private void goToClass(int wanted) {
        int[] all = labels().map(SampleLabels::of).orElse(new int[0]);
        int now = (int) data.sampleProperty().get();
        for (int i = 1; i <= all.length; i++) {
            int at = (now + i) % all.length;
            if (all[at] == wanted) {
                goTo(at);
                return;
            }
        }
    }
}
