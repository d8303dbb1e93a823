package org.cntexplorer.app.graphview;

import com.sun.javafx.tk.Toolkit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.cntexplorer.app.task.PooledTaskExecutor;
import org.cntexplorer.app.theme.Themes;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.model.Links;
import org.graphstream.graph.Graph;
import org.graphstream.graph.Node;
import org.graphstream.graph.implementations.SingleGraph;
import org.graphstream.ui.fx_viewer.FxDefaultView;
import org.graphstream.ui.fx_viewer.FxViewer;
import org.graphstream.ui.javafx.FxGraphRenderer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What one frame of a moving graph takes of the JavaFX thread: the view is panned or zoomed a little, and a whole pulse follows, with all that
 * is styled, laid out and drawn for it on that thread, and its hand-over to the render thread; median and 99th percentile are what counts. {@code explorer} is ours, with as many links in the file, of which
 * it draws as many as its slider can be set to, and the density band of all; {@code stockViewer} is GraphStream's own viewer with every
 * neuron a node and every link an edge. What the tool kit's render thread does with the commands, and what is drawn in the background, is
 * not part of it; both go on meanwhile. In the end each says how much of the heap is in use.
 *
 * <p>The stock viewer stops at 10,000 links: a frame of it takes over a second there, grows with the number, and a million edges are more
 * than a gigabyte of objects. {@code -p stockLinks=50000} shows it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 4)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Dglass.platform=Headless",
    "-Dprism.order=sw", "-Djava.awt.headless=true", "-Xmx8g"})
public class FrameBench {
    private static final double WIDTH = 980;
    private static final double HEIGHT = 700;

    /** A window with our graph pane. */
    @State(Scope.Benchmark)
    public static class Explorer {
        @Param({"300", "10000", "1000000", "10000000"})
        private int links;

        @Param({"pan", "zoom"})
        private String motion;

        private Path file;
        private Stage stage;
        private GraphPane pane;
        private Workspace workspace;
        private int step;

        @Setup
        public void open() throws Exception {
            startToolkit();
            file = network(links);
            onFx(() -> {
                workspace = new Workspace(new PooledTaskExecutor());
                workspace.setOnError(Throwable::printStackTrace);
                workspace.linkChoiceProperty().set(LinkChoice.strongest(Math.min(links, LinkScale.LIMIT)));
                pane = new GraphPane(workspace);
                stage = new Stage();
                stage.setScene(new Scene((Parent) pane.root(), WIDTH, HEIGHT));
                new Themes().dress(stage.getScene());
                stage.show();
                workspace.open(file, OpenOptions.NONE);
                return null;
            });
            while (!onFx(() -> workspace.numbers() != null && workspace.linksProperty().get().shown() == Math.min(links, LinkScale.LIMIT) && !pane.busyProperty().get())) {
                Thread.sleep(20);
            }
        }

        @TearDown
        public void close() throws Exception {
            tellHeap(links + " links");
            onFx(() -> {
                stage.close();
                workspace.close();
                return null;
            });
            Files.delete(file);
        }

        @Setup(Level.Invocation)
        public void nextPulse() throws Exception {
            awaitPulse();
        }

        Object frame() throws Exception {
            return onFx(() -> {
                boolean there = ++step % 40 < 20;
                if (motion.equals("pan")) {
                    pane.canvas().view().pan(there ? 3 : -3, 1 - 2 * (step % 2));
                } else {
                    pane.canvas().view().zoom(there ? 1.05 : 1 / 1.05, WIDTH / 3, HEIGHT / 2);
                }
                // styles, layout and hand-over to the render thread, of what has changed; applyCss() would style every node of the window anew
                Toolkit.getToolkit().firePulse();
                return pane;
            });
        }
    }

    /** A window with GraphStream's viewer, as one gets it: every neuron a node, every link an edge. */
    @State(Scope.Benchmark)
    public static class StockViewer {
        @Param({"300", "10000"})
        private int stockLinks;

        @Param({"pan", "zoom"})
        private String motion;

        private Path file;
        private Stage stage;
        private FxViewer viewer;
        private FxDefaultView view;
        private int step;

        @Setup(Level.Trial)
        public void open() throws Exception {
            Explorer ours = new Explorer();
            ours.links = stockLinks;
            ours.motion = motion;
            ours.open();
            file = ours.file;
            GraphScene scene = onFx(ours.pane::scene);
            onFx(() -> {
                viewer = new FxViewer(graph(scene), FxViewer.ThreadingModel.GRAPH_IN_GUI_THREAD);
                viewer.disableAutoLayout();
                view = (FxDefaultView) viewer.addView("stock", new FxGraphRenderer(), false);
                stage = new Stage();
                stage.setScene(new Scene(new StackPane(view), WIDTH, HEIGHT));
                stage.show();
                return null;
            });
            ours.close();
        }

        private static Graph graph(GraphScene scene) {
            Graph graph = new SingleGraph("stock", false, true);
            for (var block : scene.layout().blocks()) {
                for (int i = 0; i < block.neurons(); i++) {
                    Node node = graph.addNode(block.layer() + ":" + i);
                    node.setAttribute("xyz", (double) block.x(i), (double) -block.y(i), 0.0);
                }
            }
            for (Links all : scene.links().connections()) {
                for (int i = 0; i < all.count(); i++) {
                    graph.addEdge("e" + all.connection() + "-" + i, "0:" + all.source()[i], "1:" + all.target()[i], true);
                }
            }
            return graph;
        }

        @Setup(Level.Invocation)
        public void nextPulse() throws Exception {
            awaitPulse();
        }

        Object frame() throws Exception {
            return onFx(() -> {
                boolean there = ++step % 40 < 20;
                if (motion.equals("pan")) {
                    var centre = view.getCamera().getViewCenter();
                    view.getCamera().setViewCenter(centre.x + (there ? 0.3 : -0.3), centre.y, 0);
                } else {
                    view.getCamera().setViewPercent(view.getCamera().getViewPercent() * (there ? 1 / 1.05 : 1.05));
                }
                view.display(viewer.getGraphicGraph(), true);
                return view;
            });
        }

        @TearDown
        public void close() throws Exception {
            tellHeap("GraphStream's viewer, " + stockLinks + " links");
            onFx(() -> {
                viewer.close();
                stage.close();
                return null;
            });
            Files.deleteIfExists(file);
        }
    }

    /** What is in use of the heap, weights not among it: those are mapped. */
    private static void tellHeap(String of) {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf("%nheap in use, %s: %.1f MB%n", of, (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    }

    static void startToolkit() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
        } catch (IllegalStateException e) {
            return;
        }
        Platform.setImplicitExit(false);
        started.await();
    }

    /** A frame a pulse, as in a window: what was drawn before has gone to the render thread. */
    static void awaitPulse() throws Exception {
        CountDownLatch pulse = new CountDownLatch(2);
        onFx(() -> {
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    pulse.countDown();
                    if (pulse.getCount() == 0) {
                        stop();
                    }
                }
            }.start();
            return null;
        });
        pulse.await();
    }

    static <T> T onFx(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get();
    }

    /** A .npy of one square matrix that has at least so many weights. */
    private static Path network(int links) throws IOException {
        int side = (int) Math.ceil(Math.sqrt(links));
        Path file = Files.createTempFile("frame", ".npy");
        String head = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(side, side);
        head += " ".repeat(63 - (10 + head.length()) % 64) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(10 + head.length() + 4 * side * side).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) head.length()).put(head.getBytes(StandardCharsets.US_ASCII));
        Random random = new Random(1);
        for (int i = 0; i < side * side; i++) {
            bytes.putFloat((float) random.nextGaussian());
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes.array());
        }
        return file;
    }

    @Benchmark
    public Object explorer(Explorer window) throws Exception {
        return window.frame();
    }

    @Benchmark
    @Measurement(iterations = 2, time = 4)
    @Warmup(iterations = 1, time = 2)
    public Object stockViewer(StockViewer window) throws Exception {
        return window.frame();
    }
}
