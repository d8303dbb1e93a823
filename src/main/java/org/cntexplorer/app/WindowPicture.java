package org.cntexplorer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.cntexplorer.app.preferences.Preferences;
import org.cntexplorer.app.preferences.PreferencesFile;
import org.cntexplorer.app.task.BackgroundTask;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.data.FeedWish;
import org.cntexplorer.data.PreparedSamples;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.graph.Channel;
import org.cntexplorer.graph.LayoutChoice;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;

/**
 * A picture of the real window, drawn with no display. The person's preferences are neither read nor written.
 *
 * @param file the model to open
 * @param select the neuron to select, or none
 * @param open layers and channels to open into their pixels
 * @param layout of the neurons; a force-directed one is of the selected neuron's surroundings
 * @param links that are shown
 * @param width of the window, in pixels
 * @param height of the window, in pixels
 * @param data what the network is run on; empty for nothing
 */
public record WindowPicture(Path file, Optional<Neuron> select, List<Neuron> open, LayoutChoice layout, LinkChoice links, int width, int height,
                            ThemeChoice theme, Optional<OnData> data) {
    /**
     * Samples, and what the window shows of the network on them.
     *
     * @param inputs of a model of several which one gets them, and what others get
     * @param sample number of the one that is looked at, the first being 0
     * @param quantity that colours the neurons
     * @param all whether all samples are run too, and what they make of the network stands beside the graph in the place of the sample
     */
    public record OnData(Source source, FeedWish inputs, long sample, NeuronQuantity quantity, boolean all) {}

    /** Opens samples and fits them to a model's input. Not called on the JavaFX thread. */
    public interface Source {
        /** @throws ModelFormatException where they cannot be read, or do not fit */
        PreparedSamples open(ModelInput input, Progress progress) throws ModelFormatException;
    }

    /** So many frames in a row nothing must be going on: panes draw in the frames after their numbers have come. */
    private static final int QUIET_FRAMES = 20;

    /**
     * Makes JavaFX draw without a display. To be called before its first use, and once and for all.
     *
     * @throws IllegalStateException where JavaFX runs already
     */
    public static void startWithoutDisplay() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        ClassPathNotice.silence();
        Platform.startup(() -> Platform.setImplicitExit(false));
    }

    /**
     * Opens the model in a window, waits until every task is done, and writes what the window shows as PNG. JavaFX runs already, and this
     * is another thread than its.
     *
     * @throws ModelFormatException where the file cannot be opened, or the network cannot be run on the data
     * @throws IllegalArgumentException where there is no such neuron
     * @throws IOException where the picture cannot be written
     */
    public void write(Path png) throws ModelFormatException, IOException, InterruptedException {
        CompletableFuture<WritableImage> picture = new CompletableFuture<>();
        Platform.runLater(() -> {
            // also what fails later, while the window is laid out or drawn
            Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {
                if (!isOffTheScreen(error)) {
                    picture.completeExceptionally(error);
                }
            });
            try {
                new Sitting(picture).begin();
            } catch (RuntimeException | Error e) {
                picture.completeExceptionally(e);
            }
        });
        try {
            if (png.toAbsolutePath().getParent() != null) {
                Files.createDirectories(png.toAbsolutePath().getParent());
            }
            if (!ImageIO.write(SwingFXUtils.fromFXImage(picture.get(), null), "png", png.toFile())) {
                throw new IOException("no PNG writer");
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ModelFormatException bad -> throw bad;
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** The headless screen has 1000×1000 pixels; copying a larger window to it fails after the window is drawn, which is all we want. */
    private static boolean isOffTheScreen(Throwable error) {
        return error instanceof IndexOutOfBoundsException
                && Arrays.stream(error.getStackTrace()).anyMatch(at -> at.getClassName().endsWith(".HeadlessWindow"));
    }

    /** One window, from its opening to its picture; on the JavaFX thread. */
    private final class Sitting extends AnimationTimer {
        private final CompletableFuture<WritableImage> picture;
        private final Stage stage = new Stage();
        private final MainWindow window;
        private int quiet;
        private boolean laid;
        private boolean fed;
        private boolean coloured;

        Sitting(CompletableFuture<WritableImage> picture) {
            this.picture = picture;
            PreferencesFile preferences = PreferencesFile.inMemory();
            preferences.set(new Preferences(new Preferences.Bounds(0, 0, width, height, false), null, null, theme, null, null, null, null));
            window = new MainWindow(stage, preferences);
        }

        void begin() {
            window.workspace().setOnError(this::fail);
            stage.show();
            window.open(file);
            start();
        }

        private void fail(Throwable error) {
            stop();
            stage.close();
            picture.completeExceptionally(error);
        }

        /** Opens the samples, and when the graph shows one of them, colours it. */
        private void run(OnData on) {
            Workspace workspace = window.workspace();
            if (fed) {
                coloured = true;
                workspace.quantityProperty().set(on.quantity());
                if (on.all()) {
                    window.showActivity();
                    window.activity().model().measure();
                }
                return;
            }
            fed = true;
            Optional<String> hindrance = window.activity().model().hindrance();
            if (hindrance.isPresent()) {
                fail(new ModelFormatException(hindrance.get()));
                return;
            }
            if (!on.inputs().equals(FeedWish.NONE)) {
                try {
                    workspace.feed(on.inputs().of(workspace.computation().orElseThrow(), workspace.network().name()));
                } catch (ModelFormatException e) {
                    fail(e);
                    return;
                }
            }
            ModelInput input = workspace.computation().orElseThrow().sampled();
            workspace.executor().submit(new BackgroundTask<>("Open data", progress -> on.source().open(input, progress), ready -> {
                workspace.data().open(ready.samples(), ready.preparation());
                workspace.data().sampleProperty().set(on.sample());
            }, this::fail));
        }

        @Override
        public void handle(long now) {
            if (window.workspace().numbers() == null || !window.isIdle()) {
                quiet = 0;
                return;
            }
            quiet++;
            if (quiet == 1 && data.isPresent() && !coloured) {
                quiet = 0;
                run(data.get());
            } else if (quiet == 1 && !open.isEmpty() && window.workspace().openChannelsProperty().get().isEmpty()) {
                window.workspace().openChannelsProperty().set(open.stream().map(at -> new Channel(at.layer(), at.index())).toList());
                quiet = 0;
            } else if (quiet == 1 && select.isPresent() && window.workspace().selection().neurons().isEmpty()) {
                if (!window.workspace().network().has(select.get())) {
                    fail(new IllegalArgumentException("the model has no neuron " + select.get()));
                    return;
                }
                window.workspace().selection().set(select.get());
                quiet = 0;
            } else if (quiet == 1 && !laid) {
                laid = true;
                window.workspace().linkChoiceProperty().set(links);
                window.workspace().view().lay(layout.with(layout.kind(), window.workspace().selection().neurons()));
                quiet = 0;
            } else if (quiet > QUIET_FRAMES) {
                stop();
                WritableImage image = window.scene().snapshot(null);
                stage.close();
                picture.complete(image);
            }
        }
    }
}
