package org.cntexplorer.app.graphview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.cntexplorer.app.task.PooledTaskExecutor;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenBench;
import org.cntexplorer.format.OpenOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the moment at which a model is asked for until its first picture is on the screen: neurons in their colours, titles. Links, bands and
 * plots follow. The virtual machine and the window are up, and nothing was opened before: each measurement is the first in its own process.
 * It starts as the launcher starts the window, with its archive of classes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Dglass.platform=Headless",
    "-Dprism.order=sw", "-Djava.awt.headless=true", "-Xmx2g", "-XX:SharedArchiveFile=target/bench/cnt-explorer/window.jsa", "-Xlog:disable"})
public class FirstPictureBench {
    /** The bundled sample, or "vgg" for a VGG16-shaped file that is written; or any other. */
    @Param({"assets/samples/digits-mlp.npy", "vgg"})
    private String file;

    private Path path;
    private Stage stage;
    private GraphPane pane;
    private Workspace workspace;

    @Setup
    public void show() throws Exception {
        path = file.equals("vgg") ? OpenBench.written() : Path.of(file);
        FrameBench.startToolkit();
        FrameBench.onFx(() -> {
            workspace = new Workspace(new PooledTaskExecutor());
            workspace.setOnError(Throwable::printStackTrace);
            pane = new GraphPane(workspace);
            stage = new Stage();
            stage.setScene(new Scene((Parent) pane.root(), 980, 700));
            new Themes().dress(stage.getScene());
            stage.show();
            return null;
        });
        FrameBench.awaitPulse();
    }

    @TearDown
    public void close() throws Exception {
        FrameBench.onFx(() -> {
            stage.close();
            workspace.close();
            return null;
        });
        delete();
    }

    private void delete() throws IOException {
        if (file.equals("vgg")) {
            Files.delete(path);
        }
    }

    @Benchmark
    public void openToFirstPicture() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        FrameBench.onFx(() -> {
            pane.canvas().pictureProperty().subscribe(picture -> {
                if (picture) {
                    seen.countDown();
                }
            });
            workspace.open(path, OpenOptions.NONE);
            return null;
        });
        seen.await();
    }
}
